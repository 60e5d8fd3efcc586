"""Write the list of parts (SBOM, CycloneDX) from the locked requirements and the wheels' contents.

    python tools/make_sbom.py [WHEELS]      writes docs/sbom.cdx.json

WHEELS is a folder with the wheels for every system, `wheels` unless told otherwise: `python3
start.py kit` fetches them. Each wheel that is listed was opened; what is linked into it is read out
of its binaries or out of the list that its maker put into it. The same wheels give the same bytes:
no moment and no number by chance stands in it, and no server.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
import zipfile
from collections.abc import Iterable, Iterator
from email.parser import Parser
from pathlib import Path, PurePosixPath
from typing import Any

from safejournal.domain.wheels import MACHINES, PYTHONS, chosen, locked
from safejournal.process.unpacking import digests

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "docs" / "sbom.cdx.json"
LOCK = ROOT / "requirements" / "run.txt"

Component = dict[str, Any]

_BINARY = (".so", ".pyd", ".dylib", ".dll")

_LINKED = {
    "sqlcipher3": (
        ("SQLCipher", "BSD-3-Clause", rb"\0(4\.\d+\.\d+)\0"),
        ("SQLite", "blessing", rb"\b(3\.[4-9]\d\.\d+)\b"),
        ("OpenSSL", "Apache-2.0", rb"OpenSSL (\d+\.\d+\.\d+) \d+ \w+ \d{4}"),
    ),
    "cryptography": (("OpenSSL", "Apache-2.0", rb"OpenSSL (\d+\.\d+\.\d+) \d+ \w+ \d{4}"),),
    "argon2-cffi-bindings": (("Argon2", "CC0-1.0 OR Apache-2.0", rb"Output pointer is NULL"),),
    "cffi": (("libffi", "MIT", rb"ffi_prep_closure|libffi"),),
}
"""What no list in a wheel names: how it is recognised in the binary, and its version where that is
stated there."""


_UNSAID = {"pyrage": "MIT", "sqlcipher3": "Zlib"}
"""Licences that stand only in the wheel's licence file, which a person read."""


def main(words: list[str]) -> int:
    """Write the list and return an exit code."""
    folder = Path(words[0]) if words else ROOT / "wheels"
    TARGET.write_text(written(list_of_parts(folder, every_wheel(folder))), "utf-8")
    return 0


def every_wheel(folder: Path) -> dict[str, list[str]]:
    """Return the wheels of each package, for all machines and Pythons that are served."""
    locks, files = locked(LOCK.read_text("utf-8")), dict(digests(folder))
    found: dict[str, set[str]] = {name: set() for name in locks}
    for machine in MACHINES:
        for python in PYTHONS:
            wheels = chosen(locks, files, machine, python)
            for name, wheel in zip(locks, wheels, strict=True):
                found[name].add(wheel)
    return {name: sorted(wheels) for name, wheels in found.items()}


def list_of_parts(folder: Path, wheels: dict[str, list[str]]) -> Component:
    """Return the whole list, by the names of CycloneDX."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    own = f"pkg:pypi/{project['name']}@{project['version']}"
    locks = locked(LOCK.read_text("utf-8"))
    chosen_by_us = [re.split("[=<>]", each)[0] for each in project["dependencies"]]
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": own,
                "name": project["name"],
                "version": project["version"],
                "purl": own,
                "licenses": [{"expression": project["license"]}],
            }
        },
        "components": [
            package(name, locks[name].version, folder, wheels[name]) for name in sorted(wheels)
        ],
        "dependencies": [
            {"ref": own, "dependsOn": _references(chosen_by_us, locks)},
            *(
                {
                    "ref": _reference(name, locks),
                    "dependsOn": _references(required(folder / wheels[name][0]), locks),
                }
                for name in sorted(wheels)
            ),
        ],
    }


def package(name: str, version: str, folder: Path, wheels: list[str]) -> Component:
    """Return a package: its wheels with their digests, and what is linked into them."""
    about = metadata(folder / wheels[0])
    files = dict(digests(folder))
    parts = {part["bom-ref"]: part for each in wheels for part in linked(name, folder / each)}
    return {
        "type": "library",
        "bom-ref": f"pkg:pypi/{name}@{version}",
        "name": name,
        "version": version,
        "purl": f"pkg:pypi/{name}@{version}",
        "licenses": _licences(about),
        "components": [
            *(
                {
                    "type": "file",
                    "bom-ref": each,
                    "name": each,
                    "hashes": [{"alg": "SHA-256", "content": files[each]}],
                }
                for each in wheels
            ),
            *(parts[key] for key in sorted(parts)),
        ],
    }


def linked(name: str, wheel: Path) -> Iterator[Component]:
    """Yield what is linked into one wheel of a package, read out of that wheel.

    Raises LookupError where something that must be in it is not recognised, or in two versions.
    """
    with zipfile.ZipFile(wheel) as archive:
        listed = [each for each in archive.namelist() if re.search(r"/sboms/.+\.json$", each)]
        for each in listed:
            for part in json.loads(archive.read(each))["components"]:
                yield _own_part(name, part)
        binaries = [each for each in archive.namelist() if PurePosixPath(each).suffix in _BINARY]
        code = b"".join(map(archive.read, binaries))
    for part, licence, sign in _LINKED.get(name, ()):
        found = {match.decode() for match in re.findall(sign, code)}
        versions = {match for match in found if match[:1].isdigit()}
        if not found or len(versions) > 1:
            raise LookupError(f"{part} in {wheel.name}: {sorted(found) or 'not recognised'}")
        yield _part(name, "generic", part, "".join(versions), licence)


def _own_part(package: str, part: Component) -> Component:
    """Return a part of a wheel's own list, without addresses of servers and of build machines."""
    kind = part.get("purl", "pkg:generic/").removeprefix("pkg:").partition("/")[0]
    licences = [each.get("expression") or each["license"].get("id", "") for each in
                part.get("licenses", ())]  # fmt: skip
    if (kind, part["name"]) == ("generic", "openssl"):
        return _part(package, kind, "OpenSSL", part["version"], "Apache-2.0")
    made = _part(package, kind, part["name"], part["version"], " AND ".join(licences))
    return made | ({"hashes": part["hashes"]} if part.get("hashes") else {})


def _part(package: str, kind: str, name: str, version: str, licence: str) -> Component:
    purl = f"pkg:{kind}/{name.lower()}" + (f"@{version}" if version else "")
    made: Component = {"type": "library", "bom-ref": f"{package}:{purl}", "name": name}
    if version:
        made["version"] = version
    return made | {"purl": purl} | ({"licenses": [{"expression": licence}]} if licence else {})


def metadata(wheel: Path) -> Any:  # noqa: ANN401 - the email package's own
    """Return what a wheel says of itself."""
    with zipfile.ZipFile(wheel) as archive:
        (own,) = [each for each in archive.namelist() if each.endswith(".dist-info/METADATA")]
        return Parser().parsestr(archive.read(own).decode())


def required(wheel: Path) -> list[str]:
    """Return the packages that a wheel asks for, extras aside."""
    asked = metadata(wheel).get_all("Requires-Dist", [])
    plain = [each for each in asked if "extra ==" not in each]
    return [re.split(r"[^A-Za-z0-9._-]", each)[0].lower().replace("_", "-") for each in plain]


def _licences(about: Any) -> list[Component]:  # noqa: ANN401
    if expression := about["License-Expression"]:
        return [{"expression": expression}]
    told = [each for each in about.get_all("Classifier", []) if each.startswith("License ::")]
    if about["Name"] in _UNSAID:
        return [{"expression": _UNSAID[about["Name"]]}]
    name = about["License"] or (told[0].rpartition(":: ")[2] if told else "")
    return [{"license": {"name": name.splitlines()[0]}}] if name else []


def _reference(name: str, locks: dict[str, Any]) -> str:
    return f"pkg:pypi/{name}@{locks[name].version}"


def _references(names: Iterable[str], locks: dict[str, Any]) -> list[str]:
    return sorted({_reference(each, locks) for each in names if each in locks})


def written(parts: Component) -> str:
    """Return the list as JSON, a part a line, so that a difference can be read."""
    members = [
        f' "{key}": [\n' + ",\n".join(map(_lines, value)) + "\n ]"
        if isinstance(value, list)
        else f' "{key}": {json.dumps(value)}'
        for key, value in parts.items()
    ]
    return "{\n" + ",\n".join(members) + "\n}\n"


def _lines(part: Component) -> str:
    inner = part.get("components")
    if inner is None:
        return f"  {json.dumps(part)}"
    head = json.dumps({key: value for key, value in part.items() if key != "components"})[:-1]
    return f'  {head}, "components": [\n   ' + ",\n   ".join(map(json.dumps, inner)) + "\n  ]}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
