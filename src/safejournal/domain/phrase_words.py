"""The words in which people say when, in English and Russian, brought to one small vocabulary.

`yesterday evening` and `вчера вечером` both become `YESTERDAY EVENING`: words of the vocabulary are
capitals, which a typed phrase, made small first, can never hold by itself. A further language is a
further column here; the grammar stays.
"""

from __future__ import annotations

import re
from unicodedata import decimal, normalize

LONGEST_PHRASE = 120
"""Characters. Nobody names a time at greater length, and what is longer was pasted by mistake."""

_FORMS = {
    "M1": "january jan январь января январе янв",
    "M2": "february feb февраль февраля феврале фев февр",
    "M3": "march mar март марта марте мар",
    "M4": "april apr апрель апреля апреле апр",
    "M5": "may май мая мае",
    "M6": "june jun июнь июня июне июн",
    "M7": "july jul июль июля июле июл",
    "M8": "august aug август августа августе авг",
    "M9": "september sep sept сентябрь сентября сентябре сен сент",
    "M10": "october oct октябрь октября октябре окт",
    "M11": "november nov ноябрь ноября ноябре ноя нояб",
    "M12": "december dec декабрь декабря декабре дек",
    "W0": "monday mon понедельник понедельника пн",
    "W1": "tuesday tue tues вторник вторника вт",
    "W2": "wednesday wed среда среду среды ср",
    "W3": "thursday thu thurs четверг четверга чт",
    "W4": "friday fri пятница пятницу пятницы пт",
    "W5": "saturday sat суббота субботу субботы сб",
    "W6": "sunday sun воскресенье воскресенья вс",
    "1": "a an one один одна одну одни",
    "2": "two два две",
    "3": "three три",
    "4": "four четыре",
    "5": "five пять",
    "6": "six шесть",
    "7": "seven семь",
    "8": "eight восемь",
    "9": "nine девять",
    "10": "ten десять",
    "11": "eleven одиннадцать",
    "12": "twelve двенадцать",
    "15": "fifteen пятнадцать",
    "20": "twenty двадцать",
    "30": "thirty тридцать",
    "MINUTE": "minute minutes min mins минута минуту минуты минут мин",
    "HOUR": "hour hours hr hrs o'clock час часа часов ч",
    "DAY": "day days день дня дней сутки суток",
    "WEEK": "week weeks неделя неделю недели недель неделе",
    "MONTH": "month months месяц месяца месяцев месяце",
    "YEAR": "year years год года году лет г",
    "WEEKEND": "weekend выходные выходных",
    "WINTER": "winter зима зимой зимы зиму",
    "SPRING": "spring весна весной весны весну",
    "SUMMER": "summer лето летом лета",
    "AUTUMN": "autumn fall осень осенью осени",
    "TODAY": "today сегодня",
    "YESTERDAY": "yesterday вчера",
    "TOMORROW": "tomorrow завтра",
    "DAY BEFORE YESTERDAY": "позавчера",
    "DAY AFTER TOMORROW": "послезавтра",
    "NOW": "now сейчас",
    "MORNING": "morning утро утром утра",
    "AFTERNOON": "afternoon днем",
    "EVENING": "evening вечер вечером вечера",
    "NIGHT": "night ночь ночью ночи",
    "TONIGHT": "tonight",
    "NOON": "noon midday полдень",
    "AM": "am a.m",
    "PM": "pm p.m",
    "Z": "z utc gmt",
    "AGO": "ago назад",
    "IN": "in через",
    "LAST": "last past previous прошлый прошлую прошлое прошлой прошлом прошлого прошлые прошлых"
    " прошлым последний последнюю последние последних предыдущий предыдущую предыдущей",
    "NEXT": "next coming следующий следующую следующее следующей следующем следующего следующие"
    " следующих следующим будущий будущую будущее будущей будущем будущего ближайший ближайшую",
    "THIS": "this этот эту это этой этом эти этих этим этого",
    "BEFORE": "before",
    "AFTER": "after",
    "AT": "at on в во на за",
    "FROM": "from since с со",
    "TO": "to till until through по до -",
    "BETWEEN": "between между",
    "AND": "and и",
    "EARLY": "early beginning start рано начало начале",
    "MID": "mid middle середина середине",
    "LATE": "late end поздно конец конце",
    "ABOUT": "about around approximately approx circa roughly ~ ≈ примерно около приблизительно"
    " где-то",
    "ABOUT 2": "пара пару",
    "": "the of during числа",
}
MEANING = {form: word for word, forms in _FORMS.items() for form in forms.split()}

# What means something else together than word by word.
_SAYINGS = {
    "half an hour": "30 minutes",
    "полчаса": "30 минут",
    "a couple of": "пару",
    "couple of": "пару",
    "just now": "now",
    "right now": "now",
    "только что": "сейчас",
    "ночь на ": "EVE ",
}

UNKNOWN = frozenset(
    {
        *(
            "unknown",
            "not known",
            "don't know",
            "do not know",
            "dont know",
            "i don't know",
            "no idea",
        ),
        *("i do not know", "don't remember", "do not remember", "i don't remember", "?"),
        *("не знаю", "неизвестно", "не известно", "не помню", "не знаем", "нет сведений"),
    }
)
"""How people say that they do not know."""

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-") | {"’": "'", "ё": "е", ",": " ", ";": " "})
MOMENT = re.compile(
    r"\d{4}-\d{2}-\d{2}t\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:z|[+-]\d{2}(?::?\d{2})?)?"
)
_ORDINAL = re.compile(r"(\d{1,4})-?(?:[snrt][tdh]|го|ого|е|ое)")
_TWO_ENDS = re.compile(r"\d{1,2}-\d{1,2}|\d{4}-\d{4}|\d{1,2}:\d{2}-\d{1,2}:\d{2}")
_SEAMS = re.compile(r"(?<=\d)(?=[^\W\d_])|(?<=[^\W\d_])-(?=[^\W\d_])|(?<=[~≈])")


def plain(phrase: str) -> str:
    """Return a phrase in small letters, ASCII digits, single spaces, without punctuation around."""
    text = normalize("NFKC", phrase).casefold().translate(_DASHES)
    text = "".join(str(decimal(c, c)) for c in text)
    return " ".join(text.split()).strip(" .!")


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a `plain` phrase in the vocabulary; what is not in it stays small."""
    for saying, meant in _SAYINGS.items():
        text = text.replace(saying, meant)
    return tuple(" ".join(map(_words_of_one, text.split())).split())


def _words_of_one(word: str) -> str:
    word = word.strip(".!")
    if word in MEANING or MOMENT.fullmatch(word) or word.isupper():
        return MEANING.get(word, word.upper())
    if ordinal := _ORDINAL.fullmatch(word):
        return ordinal[1]
    if _TWO_ENDS.fullmatch(word):
        return word.replace("-", " TO ")
    return " ".join(MEANING.get(part, part) for part in _SEAMS.sub(" ", word).split())
