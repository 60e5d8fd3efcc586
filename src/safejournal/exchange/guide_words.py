"""The sentences of the pages in a bundle, in the language of whoever reads them.

They stand here and not in the catalogue, since one bundle may be written in Russian by somebody
whose program speaks English. Short sentences, for somebody who is not technical and is woken at
night; nothing here promises that anybody is out of danger.
"""

from __future__ import annotations

LANGUAGES = ("en", "ru")

EN = {
    "card": "Check-in card",
    "emergency": "If you do not hear from me",
    "evidence": "Records",
    "receipt": "Receipt",
    "practice": "PRACTICE. Everything in here is invented.",
    "from": "This is from {called}.",
    "from_nobody": "This does not say whom it is from.",
    "number": "Number {number}, made on {made}.",
    "newer": (
        "If you have one with a larger number, use that one. Before step 2, look for a newer one"
        " where my files reach you, and ask those who may have one; do not ask me."
    ),
    "silence": "If I am silent",
    "by": "If you have not heard from me by {due}:",
    "grace": "First wait {minutes} more minutes. Being late is not yet being silent.",
    "not_back": (
        "Do not call or write back to me: somebody else may have my telephone. Take the steps one"
        " after the other, and note what you did and when."
    ),
    "stop": "Stop as soon as you have heard from me and the check below went well.",
    "no_steps": (
        "No steps were agreed with you for this time. Do not call or write back to me: somebody"
        " else may have my telephone. If people to call are named below, ask them what they know."
    ),
    "nothing_open": (
        "No check-in is promised to you any more. What an older one with a smaller number says"
        " of check-ins does not count."
    ),
    "duress": (
        "I gave the word that says that I cannot speak freely. Do not call or write to me, and do"
        " not let anybody notice that you know."
    ),
    "whom": "Whom to call",
    "never": "Whom never to call",
    "never_why": "Telling them could put somebody in danger, even if they mean well.",
    "meant": "What I ask of you",
    "check": "How to check that it is me, and that I speak freely",
    "question": "Ask me: {question}",
    "answer": (
        "Only the two of us know the answer. If it is wrong, or I avoid it, take it that I cannot"
        " speak freely. Do not let it be noticed that you noticed."
    ),
    "no_question": (
        "Ask something that only the two of us know, and that stands in no message and on no paper."
    ),
    "words": "If we agreed on words, listen for them. They are not written in here.",
    "who": "Who made this",
    "who_code": (
        "age and tar alone show what is in this file, never who made it. Only the program in which"
        " both our keys are known can show that. Without it, the question above is the check."
    ),
    "who_signature": (
        "manifest.json is signed. READ-ME.txt says how to check the signature. Take my key from me,"
        " not from this file."
    ),
    "who_none": (
        "Nothing in this file shows who made it. Be sure of that in another way before you act on"
        " it."
    ),
    "inside": "What is in it",
    "page": "Page {number}",
    "keep": "This file is meant for you alone. Do not send it on.",
    "keep_several": "This file is meant only for those it is sealed to. Do not send it on.",
    "received": "Your bundle has arrived.",
    "accepted": "Your bundle has arrived and was looked at.",
    "cut": "Parts of this record were left out.",
    "whole": "This is the whole record, as it was sealed.",
    "replaced": "Other people's names were put out of sight in it.",
    "written": "Written {written}, sealed {sealed}.",
    "files": "Files",
    "cleaned": "cleaned copy",
    "original": "original",
}  # fmt: skip

RU = {
    "card": "Карточка связи",
    "emergency": "Если от меня нет вестей",
    "evidence": "Записи",
    "receipt": "Подтверждение",
    "practice": "УЧЕБНОЕ. Всё здесь вымышлено.",
    "from": "Это от: {called}.",
    "from_nobody": "От кого это, здесь не сказано.",
    "number": "Номер {number}, составлено {made}.",
    "newer": (
        "Если у вас есть другая с большим номером, верна та. Перед шагом 2 поищите более новую там,"
        " куда приходят мои файлы, и спросите тех, у кого она может быть; меня не спрашивайте."
    ),
    "silence": "Если я молчу",
    "by": "Если до {due} от меня нет вестей:",
    "grace": "Сначала подождите ещё {minutes} мин. Опоздание — ещё не молчание.",
    "not_back": (
        "Не звоните и не пишите мне в ответ: мой телефон может быть в чужих руках. Делайте шаги по"
        " порядку и записывайте, что и когда сделали."
    ),
    "stop": "Остановитесь, как только услышите меня и проверка, описанная ниже, удастся.",
    "no_steps": (
        "Для этого случая мы не договорились о шагах. Не звоните и не пишите мне в ответ: мой"
        " телефон может быть в чужих руках. Если ниже сказано, кому звонить, спросите этих людей."
    ),
    "nothing_open": (
        "Отметок о себе я вам больше не обещаю. То, что о них сказано в более старой карточке с"
        " меньшим номером, не действует."
    ),
    "duress": (
        "Прозвучало слово, которое значит, что я не могу говорить свободно. Не звоните и не пишите"
        " мне, и пусть никто не заметит, что вы это знаете."
    ),
    "whom": "Кому звонить",
    "never": "Кому не звонить никогда",
    "never_why": "Если они узнают, кто-то может оказаться в опасности, даже если они желают добра.",
    "meant": "О чём я прошу вас",
    "check": "Как проверить, что это я и что я говорю свободно",
    "question": "Спросите меня: {question}",
    "answer": (
        "Ответ знаем только мы двое. Если он неверен или я ухожу от ответа, считайте, что я не могу"
        " говорить свободно. Не подавайте виду, что вы это поняли."
    ),
    "no_question": (
        "Спросите о том, что знаем только мы двое и чего нет ни в одном сообщении и ни на какой"
        " бумаге."
    ),
    "words": "Если мы условились о словах, слушайте, прозвучат ли они. Здесь они не записаны.",
    "who": "Кто это составил",
    "who_code": (
        "Программы age и tar показывают только, что в этом файле, но не кто его составил. Это видно"
        " лишь программе, которой известны оба наших ключа. Без неё проверка — вопрос, указанный"
        " выше."
    ),
    "who_signature": (
        "Файл manifest.json подписан. Как проверить подпись, сказано в READ-ME.txt. Мой ключ"
        " возьмите у меня, а не из этого файла."
    ),
    "who_none": (
        "Ничто в этом файле не показывает, кто его составил. Прежде чем действовать, убедитесь в"
        " этом иначе."
    ),
    "inside": "Что внутри",
    "page": "Страница {number}",
    "keep": "Этот файл только для вас. Не пересылайте его.",
    "keep_several": "Этот файл только для тех, кому он запечатан. Не пересылайте его.",
    "received": "Ваш пакет получен.",
    "accepted": "Ваш пакет получен и просмотрен.",
    "cut": "Часть этой записи опущена.",
    "whole": "Это вся запись, как она была запечатана.",
    "replaced": "Имена других людей в ней скрыты.",
    "written": "Записано {written}, запечатано {sealed}.",
    "files": "Файлы",
    "cleaned": "очищенная копия",
    "original": "оригинал",
}  # fmt: skip

_ALL = {"en": EN, "ru": RU}


def sentence(language: str, name: str, **values: object) -> str:
    """Return a sentence in one of `LANGUAGES`, with its values put in."""
    return _ALL[language][name].format(**values)
