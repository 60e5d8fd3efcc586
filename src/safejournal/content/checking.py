"""What every pack owes, of guidance and of scenarios alike: shapes, sources, languages, words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, ClassVar

from safejournal.content.folder import Folder, Item, Problem
from safejournal.content.forbidden import forbidden
from safejournal.content.shapes import HOLDS, Shape, is_sound


class Check:
    """Holds what was read of a pack against its shapes; each kind of pack says what else it owes.

    A kind of item is looked into by the method of its name (`_rule`), once its shape is sound.
    """

    shapes: ClassVar[Mapping[str, Shape]]
    format: ClassVar[str]
    ours: bool = False
    """Whether it is the built-in guidance, which says what no other pack may."""
    alone: ClassVar[tuple[str, ...]] = ()
    """Kinds that are said by the built-in guidance alone."""

    def __init__(self, folder: Folder) -> None:
        self.folder = folder
        said = folder.about.value.get("languages")
        self.languages = [str(each) for each in said] if isinstance(said, list) else []
        self.names: dict[str, set[str]] = {}

    def own(self, kind: str) -> set[str]:
        """Return the names of the pack's own items of a kind."""
        return {each.name for each in self.folder.items.get(kind, ())}

    def problems(self) -> Iterator[Problem]:
        """Yield every reason for refusing the pack."""
        yield from self._about()
        yield from self._twins()
        for kind, items in self.folder.items.items():
            for item in items:
                yield from self._of(kind, item)

    def _of(self, kind: str, item: Item) -> Iterator[Problem]:
        check = getattr(self, f"_{kind}", None)
        if check is None:
            yield item.problem(f"there is no table [{kind}] in a pack", kind)
        elif kind in self.alone and not self.ours:
            yield item.problem(f"[{kind}] is said by the built-in pack alone", kind)
        elif kind not in self.shapes:
            yield from check(item)
        else:
            yield from self._shaped(item, item.value, self.shapes[kind])
            if is_sound(item.value, self.shapes[kind]):  # another shape cannot be looked into
                yield from check(item)

    def _about(self) -> Iterator[Problem]:
        about = self.folder.about
        yield from self._shaped(about, about.value, self.shapes["pack"])
        if about.value.get("format") != self.format:
            yield about.problem(f"the format is {self.format}", "format")
        if "en" not in self.languages:
            yield about.problem("a pack has English texts at least", "languages")

    def _source(self, item: Item) -> Iterator[Problem]:
        for key in ("publisher", "title", "url"):
            if not item.value[key]:
                yield item.problem(f"{key} is empty", key)
        if not item.value["url"].startswith(("http://", "https://")):
            yield item.problem("url begins with https://", "url")

    def _shaped(
        self, item: Item, value: dict[str, Any], shape: Shape, near: str = ""
    ) -> Iterator[Problem]:
        for key in sorted(shape.needed.keys() - value.keys()):
            yield item.problem(f"{key} is missing", near)
        for key in sorted(value.keys() - shape.known.keys()):
            yield item.problem(f"{key} is not known here", key)
        for key in sorted(shape.known.keys() & value.keys()):
            holds, told = HOLDS[shape.known[key]]
            if not holds(value[key]):
                yield item.problem(f"{key} {told}", near or key)
            elif shape.known[key] == "texts":
                yield from self._in_every_language(item, value[key], near or key)
            elif shape.known[key] == "points":
                for each in value[key]:
                    yield from self._in_every_language(item, each, near or key)
            elif shape.known[key] == "speech":
                yield from self._translated(item, value[key], near or key)

    def _grounded(self, item: Item, value: dict[str, Any], near: str = "") -> Iterator[Problem]:
        if not value["sources"]:
            yield item.problem("a source is needed: sources is empty", near)
        yield from self._known(item, value["sources"], "source")
        yield from self._known(item, value.get("cases", ()), "case")

    def _known(self, item: Item, names: Iterable[str], kind: str) -> Iterator[Problem]:
        for name in names:
            if name not in self.names[kind]:
                yield item.problem(f"there is no {kind} {name}", f'"{name}"')

    def _one_of(self, item: Item, key: str, words: Sequence[str]) -> Iterator[Problem]:
        if item.value.get(key) not in words:
            yield item.problem(f"{key} is one of: {', '.join(words)}", key)

    def _in_every_language(
        self, item: Item, texts: object, near: str, *, advice: bool = True
    ) -> Iterator[Problem]:
        if not isinstance(texts, dict):
            yield item.problem("a text stands there once for each language", near)
            return
        yield from self._translated(item, texts, near)
        yield from self._said(item, texts, advice=advice)

    def _translated(self, item: Item, texts: Mapping[str, Any], near: str) -> Iterator[Problem]:
        for language in self.languages:
            if not texts.get(language):
                yield item.problem(f"the translation is missing: {language}", near)

    def _said(self, item: Item, texts: object, *, advice: bool = True) -> Iterator[Problem]:
        for text in texts_in(texts):
            for words, reason in forbidden(text, advice=advice):
                yield item.problem(f"“{words}”: {reason}", words)

    def _twins(self) -> Iterator[Problem]:
        for kind, items in self.folder.items.items():
            seen: dict[str, Item] = {}
            for item in items:
                before = seen.setdefault(item.name, item)
                # A source may be written down in several files, as long as it is the same one.
                same = kind == "source" and before.value.get("url") == item.value.get("url")
                if item.name and before is not item and not same:
                    yield item.problem(
                        f"{item.name} stands twice, also in {before.file}", item.name
                    )


def texts_in(value: object) -> Iterator[str]:
    """Yield every text in a value, however deep it stands."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from texts_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts_in(inner)
