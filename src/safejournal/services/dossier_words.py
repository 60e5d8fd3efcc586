"""The sentences of a dossier, in the language of whoever reads it: a lawyer, an interviewer.

They claim nothing that the digests do not show. Like the pages of a bundle they stand here and not
in the catalogue, since the reader's language is not always the writer's.
"""

from __future__ import annotations

from safejournal.exchange import guide_words

EN = {
    "title": "Chronology",
    "what": (
        "Records that the writer chose out of a private journal, in the order in which things"
        " happened. Other records may exist. Each entry is a copy of what stands in the journal."
    ),
    "times": (
        "Three times are kept apart: when it happened, when the writer learned of it, and when it"
        " was written down. The last one is set by the program from the clock of the machine, which"
        " can be wrong."
    ),
    "people": (
        "Other people go by role or pseudonym, and parts may be left out. Where a record was cut or"
        " names were put out of sight, it says so."
    ),
    "happened_section": "What happened",
    "undated_section": "Without a known time",
    "undated_why": (
        "Nobody said, or nobody knows, when this happened. In the order of writing."
    ),
    "gap": (
        "No entry from {first} to {last} ({days} days). This does not say that nothing happened."
    ),
    "happened": "Happened",
    "learned": "Learned of",
    "written": "Written",
    "not_said": "not said",
    "as_written": "{moment}",
    "days_after": "{moment}, {days} days after it happened",
    "reworded": "{first}; worded anew {moment}, version {count}",
    "source": "Source",
    "confidence": "Confidence",
    "conflict": "The journal holds another version of this record beside this one.",
    "with_files": "Attachments: {numbers}",
    "files_section": "Attachments",
    "files_why": (
        "Files that the journal holds beside these records. The digest was taken when the file was"
        " taken in; the file itself is not in here. Whoever is given the file can compare it"
        " (sha256sum FILE)."
    ),
    "file": "{name}, {size} bytes, taken in {moment}, of entry {entry}",
    "digests_section": "Digests",
    "digests_why": (
        "The journal seals every version under a digest and links them in a chain; none can be"
        " changed, added or taken out later without the end of the chain changing. This shows the"
        " order of writing, and that nothing was changed, only since the first point of the chain"
        " that somebody else holds. Before that the writer could have written all of it anew: the"
        " digests then show nothing to anybody else. They never show that what is written is true."
    ),
    "version": "Entry {entry}: version {digest}, sealed {day} as event {place} of {count}",
    "chain": "End of the chain now, after {count} events",
    "held_none": (
        "Nobody else holds a point of this chain yet. It begins with whoever keeps this page, or"
        " its digest above, from today on."
    ),
    "held_section": "Points of the chain that others hold",
    "held": "Number {number} of {moment}, {arrived}: end {digest}. It covers {entries}.",
    "held_receipt": "receipt came {moment}",
    "held_handed": "handed over, no receipt",
    "held_entries": "entries {numbers}",
    "held_nothing": "none of these entries",
    "drawing_narrow": "A drawing stands here on a wider screen and on paper.",
    "timeline_section": "Over time",
    "timeline_title": "The entries over time",
    "timeline_told": (
        "{count} entries with a known time stand along a line of time under their numbers. A dot:"
        " that day. A bar: it lasted. A dashed frame: only roughly then. A light band on the line:"
        " no entry (such stretches: {gaps})."
    ),
    "timeline_hidden": "{count} more have no room in the drawing.",
    "way_title": "The way on a map",
    "way_told": "Stops: {stops}.",
    "way_under": (
        "Under the shortest path of the flights, computed and not written by anybody: {states}. The"
        " airline may have flown otherwise."
    ),
    "way_rough": (
        "A dashed line joins the middles of states: where in them is not said, and it is not the"
        " way itself."
    ),
    "way_parts": "A place is not said, or not known to the program, and is not on the map.",
    "not_signed": (
        "This page is not signed. The same records can be given as a signed bundle, in which the"
        " signature and each version's digest can be checked."
    ),
}  # fmt: skip

RU = {
    "title": "Хронология",
    "what": (
        "Записи, которые автор выбрал из личного журнала, в том порядке, в котором всё происходило."
        " Могут быть и другие записи. Каждая статья — копия того, что стоит в журнале."
    ),
    "times": (
        "Три времени указаны раздельно: когда это произошло, когда автор об этом узнал и когда это"
        " было записано. Последнее ставит программа по часам устройства, а часы могут идти неверно."
    ),
    "people": (
        "Другие люди названы по роли или под псевдонимом, и часть сведений может быть опущена. Где"
        " запись сокращена или имена скрыты, это отмечено."
    ),
    "happened_section": "Что произошло",
    "undated_section": "Без известного времени",
    "undated_why": (
        "Когда это произошло, не сказано или неизвестно. В том порядке, в котором записано."
    ),
    "gap": (
        "Нет записей с {first} по {last} (дней: {days}). Это не значит, что ничего не"
        " происходило."
    ),
    "happened": "Произошло",
    "learned": "Стало известно",
    "written": "Записано",
    "not_said": "не указано",
    "as_written": "{moment}",
    "days_after": "{moment}, через {days} дн. после события",
    "reworded": "{first}; изложено заново {moment}, версия {count}",
    "source": "Источник",
    "confidence": "Уверенность",
    "conflict": "В журнале рядом с этой есть другая версия той же записи.",
    "with_files": "Приложения: {numbers}",
    "files_section": "Приложения",
    "files_why": (
        "Файлы, которые журнал хранит при этих записях. Хеш вычислен, когда файл был принят; самого"
        " файла здесь нет. Кто получит файл, может сравнить его (sha256sum ФАЙЛ)."
    ),
    "file": "{name}, байт: {size}, принят {moment}, к статье {entry}",
    "digests_section": "Хеши",
    "digests_why": (
        "Журнал запечатывает каждую версию под хешем и связывает их в цепочку; ни одну нельзя позже"
        " изменить, добавить или изъять так, чтобы конец цепочки не изменился. Порядок записи и то,"
        " что ничего не изменено, видно из этого лишь начиная с первой точки цепочки, которую"
        " хранит кто-то другой. До неё автор мог бы написать всё заново: тогда хеши никому другому"
        " ничего не показывают. О том, правда ли написанное, они не говорят никогда."
    ),
    "version": "Статья {entry}: версия {digest}, запечатана {day} как событие {place} из {count}",
    "chain": "Конец цепочки сейчас, после {count} событий",
    "held_none": (
        "Пока никто другой не хранит точки этой цепочки. Она начнётся с того, кто с сегодняшнего"
        " дня хранит эту страницу или хеш выше."
    ),
    "held_section": "Точки цепочки, которые хранят другие",
    "held": "Номер {number}, {moment}, {arrived}: конец {digest}. Охватывает {entries}.",
    "held_receipt": "подтверждение пришло {moment}",
    "held_handed": "передано, подтверждения нет",
    "held_entries": "статьи {numbers}",
    "held_nothing": "ни одной из этих статей",
    "drawing_narrow": "На широком экране и на бумаге здесь рисунок.",
    "timeline_section": "Во времени",
    "timeline_title": "Статьи во времени",
    "timeline_told": (
        "Статьи с известным временем ({count}) стоят на линии времени под своими номерами. Точка: в"
        " этот день. Полоса: длилось. Пунктирная рамка: известно лишь приблизительно. Светлая"
        " полоса на линии: нет записей (таких промежутков: {gaps})."
    ),
    "timeline_hidden": "Ещё {count} на рисунок не поместились.",
    "way_title": "Путь на карте",
    "way_told": "Остановки: {stops}.",
    "way_under": (
        "Под кратчайшим путём перелётов (вычислено, никем не записано): {states}. Самолёт мог"
        " лететь иначе."
    ),
    "way_rough": (
        "Пунктир соединяет середины государств: где именно, не указано, и это не сам путь."
    ),
    "way_parts": "Одно из мест не указано или неизвестно программе, и на карте его нет.",
    "not_signed": (
        "Эта страница не подписана. Те же записи можно передать подписанным пакетом, в котором"
        " проверяются подпись и хеш каждой версии."
    ),
}  # fmt: skip

_ALL = {"en": EN, "ru": RU}


def said(language: str, name: str, /, **values: object) -> str:
    """Return a sentence, ours or one that the pages of a bundle say in the same words."""
    ours = _ALL[language]
    if name in ours:
        return ours[name].format(**values)
    return guide_words.sentence(language, name, **values)
