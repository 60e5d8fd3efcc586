"""When things happened, as people type it in English and Russian."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from safejournal.domain.phrase_words import LONGEST_PHRASE, MEANING
from safejournal.domain.phrases import NotUnderstood, examples, understand
from safejournal.domain.times import FIRST_YEAR, LAST_YEAR, When

ALMATY = timezone(timedelta(hours=6))
NOW = datetime(2025, 5, 14, 15, 30, tzinfo=ALMATY)
"""A Wednesday afternoon."""

UNDERSTOOD = """
yesterday evening = 2025-05-13T18:00 .. 2025-05-13T23:00
вчера вечером = 2025-05-13T18:00 .. 2025-05-13T23:00
about May 2024 = ~ 2024-05
примерно в мае 2024 = ~ 2024-05
в мае 2024 = ~ 2024-05
14.03.2025 = 2025-03-14
2025-03-14 = 2025-03-14
14/03/2025 = 2025-03-14
03/04/2025 = 2025-04-03
14 марта 2025 = 2025-03-14
14 марта 2025 г. = 2025-03-14
14 марта 2025 года в 21:40 = 2025-03-14T21:40
14 марта = 2025-03-14
March 14 = 2025-03-14
March 14th, 2025 = 2025-03-14
14th of March = 2025-03-14
last Monday = 2025-05-12
в прошлый понедельник = 2025-05-12
three days ago = 2025-05-11
3 дня назад = 2025-05-11
неделю назад = 2025-05-07
two weeks ago = 2025-04-30
today 21:40 = 2025-05-14T21:40
сегодня в 21:40 = 2025-05-14T21:40
at 9pm = 2025-05-14T21:00
9 p.m. = 2025-05-14T21:00
в 9 вечера = 2025-05-14T21:00
в 2 часа дня = 2025-05-14T14:00
в час ночи = 2025-05-14T01:00
this morning = 2025-05-14T06:00 .. 2025-05-14T12:00
сегодня утром = 2025-05-14T06:00 .. 2025-05-14T12:00
ночью = 2025-05-13T23:00 .. 2025-05-14T05:00
сегодня ночью = 2025-05-13T23:00 .. 2025-05-14T05:00
last night = 2025-05-13T18:00 .. 2025-05-14T05:00
tonight = 2025-05-14T18:00 .. 2025-05-15T05:00
вчера ночью = 2025-05-13T23:00 .. 2025-05-14T05:00
в ночь на 14 марта = 2025-03-13T23:00 .. 2025-03-14T05:00
from 3 May to 5 May 2024 = 2024-05-03 .. 2024-05-05
с 3 по 5 мая 2024 = 2024-05-03 .. 2024-05-05
3-5 May 2024 = 2024-05-03 .. 2024-05-05
3–5 мая 2024 = 2024-05-03 .. 2024-05-05
May 3-5, 2024 = 2024-05-03 .. 2024-05-05
between 3 and 5 May 2024 = 2024-05-03 .. 2024-05-05
между 3 и 5 мая 2024 = 2024-05-03 .. 2024-05-05
from 28 December 2024 to 3 January = 2024-12-28 .. 2025-01-03
с 28 декабря по 3 января = 2024-12-28 .. 2025-01-03
from 9:00 to 11:00 yesterday = 2025-05-13T09:00 .. 2025-05-13T11:00
вчера с 9 до 11 = 2025-05-13T09:00 .. 2025-05-13T11:00
yesterday 23:00 - 2:00 = 2025-05-13T23:00 .. 2025-05-14T02:00
14.03.2025 9:00-11:00 = 2025-03-14T09:00 .. 2025-03-14T11:00
с 9:00 до 11:00 = 2025-05-14T09:00 .. 2025-05-14T11:00
from yesterday evening to this morning = 2025-05-13T18:00 .. 2025-05-14T12:00
2024 = ~ 2024
в 2024 году = ~ 2024
лето 2023 = 2023-06-01 .. 2023-08-31
summer 2023 = 2023-06-01 .. 2023-08-31
летом 2023 года = 2023-06-01 .. 2023-08-31
зимой 2023 = ~ 2023
winter 2022-2023 = 2022-12-01 .. 2023-02-28
зима 2022/23 = 2022-12-01 .. 2023-02-28
прошлым летом = 2024-06-01 .. 2024-08-31
last summer = 2024-06-01 .. 2024-08-31
летом = 2024-06-01 .. 2024-08-31
unknown = ?
не знаю = ?
Неизвестно. = ?
? = ?
позавчера = 2025-05-12
the day before yesterday = 2025-05-12
позавчера вечером = 2025-05-12T18:00 .. 2025-05-12T23:00
2025-03-14T21:40+06:00 = 2025-03-14T21:40
2025-03-14T21:40:05Z = 2025-03-14T21:40:05Z
2025-03-14T21:40-06:00 = 2025-03-14T21:40-06:00
2025-03-14 21:40+06:00 = 2025-03-14T21:40
2025-03-14 21:40 = 2025-03-14T21:40
2025-03-14T21:40 = 2025-03-14T21:40
tomorrow = 2025-05-15
завтра = 2025-05-15
завтра в 9 утра = 2025-05-15T09:00
in 3 days = 2025-05-17
через неделю = 2025-05-21
через 3 дня = 2025-05-17
через месяц = 2025-06-14
in a month = 2025-06-14
next Friday = 2025-05-16
в следующую пятницу = 2025-05-16
this Friday = 2025-05-16
в эту пятницу = 2025-05-16
в понедельник = 2025-05-12
on Friday = 2025-05-09
Monday, 12 May 2025 = 2025-05-12
last week = 2025-05-05 .. 2025-05-11
на прошлой неделе = 2025-05-05 .. 2025-05-11
на этой неделе = 2025-05-12 .. 2025-05-18
в прошлом месяце = ~ 2025-04
last month = ~ 2025-04
last year = ~ 2024
в прошлом году = ~ 2024
в мае прошлого года = ~ 2024-05
14 марта прошлого года = 2024-03-14
в начале мая 2024 = 2024-05-01 .. 2024-05-10
mid-May = 2025-05-11 .. 2025-05-20
late May 2024 = 2024-05-21 .. 2024-05-31
в конце 2023 года = 2023-09-01 .. 2023-12-31
в выходные = 2025-05-10 .. 2025-05-11
last weekend = 2025-05-10 .. 2025-05-11
3 months ago = ~ 2025-02
2 года назад = ~ 2023
an hour ago = 2025-05-14T14:30
полчаса назад = 2025-05-14T15:00
20 минут назад = 2025-05-14T15:10
через 2 часа = 2025-05-14T17:30
now = 2025-05-14T15:30
только что = 2025-05-14T15:30
since May 2024 = 2024-05-01 .. 2025-05-14
с понедельника = 2025-05-12 .. 2025-05-14
с мая = 2025-05-01 .. 2025-05-14
about 9pm = 2025-05-14T20:30 .. 2025-05-14T21:30
примерно в 21:00 = 2025-05-14T20:30 .. 2025-05-14T21:30
около 14 марта 2025 = ~ 2025-03-14
about three days ago = ~ 2025-05-11
пару дней назад = ~ 2025-05-12
a couple of days ago = ~ 2025-05-12
29 февраля = 2024-02-29
14.3.25 = 2025-03-14
14.03 = 2025-03-14
14 мар = 2025-03-14
05.2024 = ~ 2024-05
2024-05 = ~ 2024-05
вчера днем = 2025-05-13T12:00 .. 2025-05-13T18:00
вчера днём в 15:00 = 2025-05-13T15:00
at noon = 2025-05-14T12:00
в полдень = 2025-05-14T12:00
вчера в 21.40 = 2025-05-13T21:40
в 14.03 = 2025-05-14T14:03
۱۴.۰۳.۲۰۲۵ = 2025-03-14
１４／０３／２０２５ = 2025-03-14
٣ days ago = 2025-05-11
ВЧЕРА   ВЕЧЕРОМ... = 2025-05-13T18:00 .. 2025-05-13T23:00
1900 = ~ 1900
2200 = ~ 2200
за последние 3 дня = 2025-05-11 .. 2025-05-14
10 days from now = 2025-05-24
Пн = 2025-05-12
ср 21:00 = 2025-05-14T21:00
рано утром = 2025-05-14T04:00 .. 2025-05-14T08:00
поздно вечером = 2025-05-14T21:00 .. 2025-05-15T00:00
friday night = 2025-05-09T23:00 .. 2025-05-10T05:00
в пятницу вечером = 2025-05-09T18:00 .. 2025-05-09T23:00
on Friday at 9 = 2025-05-09T09:00
вечером 14 марта = 2025-03-14T18:00 .. 2025-03-14T23:00
9 вечера 14 марта = 2025-03-14T21:00
21:40 14.03.2025 = 2025-03-14T21:40
about 2024-05-03 = ~ 2024-05-03
from 2024-05-03T21:40+06:00 to 2024-05-04T01:00+06:00 = 2024-05-03T21:40 .. 2024-05-04T01:00
from 2024-05-03 to 2024-05-05T10:00Z = 2024-05-03 .. 2024-05-05T10:00Z
два дня назад вечером = 2025-05-12T18:00 .. 2025-05-12T23:00
в марте = ~ 2025-03
в декабре = ~ 2024-12
с марта по май 2024 = 2024-03-01 .. 2024-05-31
March to May 2024 = 2024-03-01 .. 2024-05-31
2022-2023 = 2022-01-01 .. 2023-12-31
вчера вечером в 21:40 = 2025-05-13T21:40
вчера вечером в 9 = 2025-05-13T21:00
yesterday evening at 9 = 2025-05-13T21:00
this morning at 7:30 = 2025-05-14T07:30
ночью в 2 = 2025-05-14T02:00
сегодня ночью в 3 часа = 2025-05-14T03:00
сегодня ночью в 23:30 = 2025-05-13T23:30
в понедельник на прошлой неделе = 2025-05-05
в ночь на понедельник = 2025-05-11T23:00 .. 2025-05-12T05:00
5-7 мая = 2025-05-05 .. 2025-05-07
с мая по июль = 2025-05-01 .. 2025-07-31
с 2020 по 2022 год = 2020-01-01 .. 2022-12-31
в прошлый вторник в 9:15 = 2025-05-13T09:15
1 января = 2025-01-01
31 декабря = 2024-12-31
Sun = 2025-05-11
yesterday at 9:00 am = 2025-05-13T09:00
завтра в полдень = 2025-05-15T12:00
9 часов вечера = 2025-05-14T21:00
May 3 to 5 June 2024 = 2024-05-03 .. 2024-06-05
с 30 апреля по 2 мая 2024 = 2024-04-30 .. 2024-05-02
последние две недели = 2025-04-30 .. 2025-05-14
Thu 9:00 = 2025-05-08T09:00
from May 2024 to now = 2024-05-01 .. 2025-05-14T15:30
с мая 2024 по сегодня = 2024-05-01 .. 2025-05-14
середина июня 2024 = 2024-06-11 .. 2024-06-20
4 January = 2025-01-04
roughly 2019 = ~ 2019
~2019 = ~ 2019
в прошлом мае = ~ 2024-05
летом 2023 = 2023-06-01 .. 2023-08-31
в следующем году = ~ 2026
в следующем месяце = ~ 2025-06
на следующей неделе = 2025-05-19 .. 2025-05-25
this summer = 2025-06-01 .. 2025-08-31
next spring = 2026-03-01 .. 2026-05-31
послезавтра в 8 утра = 2025-05-16T08:00
the day after tomorrow = 2025-05-16
"""
"""Phrase = what it means at `NOW`: a day, a minute, a stretch, `~` about then, `?` not known.
Minutes without an offset are in the zone of `NOW`."""

REFUSED = [
    *("31.02.2024", "30 февраля", "29.02.2023", "13.13.2024", "12/25/2024", "2024-02-30"),
    *("32 мая", "0 мая", "00.05.2024", "1899", "2201", "31.12.1899", "01.01.2201"),
    *("yesterday at 25:00", "сегодня в 24:00", "21:60", "в 12 ночи", "13 am", "2025-03-14T25:00"),
    *("Monday, 13 May 2025", "from 5 May to 3 May 2024", "с 5 по 3 мая 2024", "winter 2022/24"),
    *("вчера ночью в 2", "blah", "вчера блин", "yesterday foo", "last", "3", "the", "M3", "W0"),
    *("TODAY FROM", "from", "to 5", "between", "about", "примерно", "in", "через", "-", "...", ""),
    *(" ", "\0", "\ud800", "1 1 1 1", "2024-05-03T21:40+99:00", "14 14 2025", "99999 days ago"),
    *("999 years ago", "in 999 years", "about unknown", "not yesterday", "9", "today today"),
]


def meaning(text: str) -> When:
    """Return the time that the second half of a row in `UNDERSTOOD` stands for."""
    if text == "?":
        return When(unknown=True)
    if text.startswith("~ "):
        return When(about=text[2:])
    ends = [re.sub(r"(T\d\d:\d\d)\Z", r"\1+06:00", end) for end in text.split(" .. ")]
    if len(ends) > 1:
        return When(start=ends[0], end=ends[1])
    return When(at=ends[0]) if "T" in ends[0] else When(day=ends[0])


def rows() -> list[tuple[str, str]]:
    """Return the rows of `UNDERSTOOD`."""
    pairs = (line.rpartition(" = ") for line in UNDERSTOOD.strip().splitlines())
    return [(phrase, meant) for phrase, _, meant in pairs]


@pytest.mark.parametrize(("phrase", "meant"), rows())
def test_a_phrase_means_what_a_person_means(phrase: str, meant: str) -> None:
    """Each phrase becomes that time, no more exact than it was said."""
    assert understand(phrase, now=NOW) == meaning(meant)


@pytest.mark.parametrize("phrase", REFUSED)
def test_what_names_no_time_is_refused_and_not_quoted(phrase: str) -> None:
    """A day that does not exist, a slip or anything else is refused, always in the same words."""
    with pytest.raises(NotUnderstood) as refusal:
        understand(phrase, now=NOW)
    assert str(refusal.value) == "this is not understood as a time"
    assert refusal.value.__cause__ is None


@pytest.mark.parametrize(
    ("plain", "varied"),
    [
        ("вчера вечером", "  ВЧЕРА\u00a0 Вечером... "),
        ("14.03.2025", "۱۴.۰۳.۲۰۲۵"),
        ("14.03.2025", "١٤.٠٣.٢٠٢٥"),
        ("14/03/2025", "１４／０３／２０２５"),
        ("вчера днем", "вчера днём"),
        ("с 3 по 5 мая 2024", "С 3 ПО 5 МАЯ 2024 Г."),
        ("3-5 May 2024", "3 – 5 may, 2024"),
        ("3-5 May 2024", "3—5 MAY 2024"),
        ("в мае 2024", "В МА\u0415 2024".lower().upper()),
        ("понедельник", "понедельник!"),
        ("3 дня назад", "3дня назад"),
        ("9 pm", "9PM"),
        ("9 pm", "9 p.m."),
        ("i don't know", "I don’t know."),
        ("последний вторник", "последнии\u0306 вторник"),
    ],
)
def test_how_a_phrase_is_written_does_not_matter(plain: str, varied: str) -> None:
    """Case, spaces, ё, dots at the end, dashes and the digits of other scripts change nothing."""
    assert understand(varied, now=NOW) == understand(plain, now=NOW)


@pytest.mark.parametrize(
    ("phrase", "at", "meant"),
    [
        ("ночью", "2025-05-14T23:30", "2025-05-14T23:00 .. 2025-05-15T05:00"),
        ("ночью", "2025-05-14T02:00", "2025-05-13T23:00 .. 2025-05-14T05:00"),
        ("ночью в 23:30", "2025-05-15T02:00", "2025-05-14T23:30"),
        ("ночью в 1:30", "2025-05-15T02:00", "2025-05-15T01:30"),
        ("14 декабря", "2025-01-05T00:00", "2024-12-14"),
        ("14 марта", "2025-01-05T00:00", "2025-03-14"),
        ("29 февраля", "2024-01-05T00:00", "2024-02-29"),
        ("a month ago", "2025-03-31T00:00", "~ 2025-02"),
        ("in a month", "2025-01-31T00:00", "2025-02-28"),
        ("через год", "2024-02-29T00:00", "2025-02-28"),
        ("last Monday", "2025-05-12T00:00", "2025-05-05"),
        ("next Monday", "2025-05-12T00:00", "2025-05-19"),
        ("Monday", "2025-05-12T00:00", "2025-05-12"),
        ("last month", "2025-01-31T00:00", "~ 2024-12"),
        ("last winter", "2025-01-15T00:00", "2023-12-01 .. 2024-02-29"),
        ("зимой", "2025-01-15T00:00", "2024-12-01 .. 2025-02-28"),
        ("с 28 декабря по 3 января", "2025-06-01T00:00", "2024-12-28 .. 2025-01-03"),
    ],
)
def test_what_is_meant_depends_on_today(phrase: str, at: str, meant: str) -> None:
    """Months end, years turn and nights pass midnight without a wrong day coming of it."""
    assert understand(phrase, now=datetime.fromisoformat(f"{at}+06:00")) == meaning(meant)


def test_the_offset_is_the_one_of_that_day() -> None:
    """A person whose clocks are set forward in summer keeps the winter offset for a winter day."""
    now = datetime(2025, 7, 1, 12, 0, tzinfo=ZoneInfo("Europe/Berlin"))
    assert understand("14 January at 21:40", now=now).at == "2025-01-14T21:40+01:00"
    assert understand("today at 21:40", now=now).at == "2025-07-01T21:40+02:00"


def test_an_offset_with_seconds_is_cut_to_minutes() -> None:
    """Local mean time of a century ago, which no ISO offset can hold, does not refuse the day."""
    now = datetime(2025, 7, 1, 12, 0, tzinfo=ZoneInfo("Asia/Almaty"))
    assert understand("1.2.1910 at 12:00", now=now).at == "1910-02-01T12:00+05:07"


DAYS = st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31))
OFFSETS = st.builds(timezone, st.builds(timedelta, minutes=st.integers(-14 * 60, 14 * 60)))
MOMENTS = st.builds(datetime.combine, DAYS, st.times(timezones=OFFSETS))


@given(DAYS)
def test_every_day_comes_back(day: date) -> None:
    """A day written in figures, in either order, or with its month in words, is that day."""
    months = [word for word, meant in MEANING.items() if meant == f"M{day.month}"]
    for phrase in (
        day.isoformat(),
        f"{day.day}.{day.month}.{day.year}",
        f"{day:%d/%m/%Y}",
        *(f"{day.day} {month} {day.year}" for month in months),
        *(f"{month} {day.day}, {day.year}" for month in months),
    ):
        assert understand(phrase, now=NOW) == When(day=day.isoformat())
    assert understand(f"about {day.isoformat()}", now=NOW) == When(about=day.isoformat())
    assert understand(f"{day:%m.%Y}", now=NOW) == When(about=f"{day:%Y-%m}")


@given(MOMENTS)
def test_every_minute_comes_back(local: datetime) -> None:
    """A time as the journal writes it, with whatever offset, is read as the same time."""
    local = local.replace(microsecond=0)
    found = understand(local.isoformat(), now=NOW).at
    assert found is not None
    assert datetime.fromisoformat(found) == local
    assert understand(found, now=NOW).at == found


@given(DAYS, st.integers(0, 400))
def test_every_stretch_comes_back(day: date, length: int) -> None:
    """From a day to a day, in both languages and with a dash, is that stretch."""
    end = min(day + timedelta(days=length), date(LAST_YEAR, 12, 31))
    expected = When(start=f"{day}", end=f"{end}") if day < end else When(day=f"{day}")
    for phrase in (f"from {day} to {end}", f"с {day} по {end}", f"{day:%d.%m.%Y} - {end}"):
        assert understand(phrase, now=NOW) == expected


@given(
    st.one_of(
        st.text(max_size=LONGEST_PHRASE + 10),
        st.lists(
            st.one_of(
                st.sampled_from(
                    [*MEANING, "3-5", "9:00", "2024", "14.03", "ночь на", "2025-03-14"]
                ),
                st.integers(0, 2300).map(str),
            ),
            max_size=8,
        ).map(" ".join),
    ),
    MOMENTS,
)
@example("99999 years ago", NOW)
@example("in 999 years", NOW)
@example("-99 M3", NOW)
def test_nothing_but_a_refusal_is_ever_raised(phrase: str, now: datetime) -> None:
    """Whatever is typed is a time, in order and within its years, or not understood."""
    try:
        found = understand(phrase, now=now)
    except NotUnderstood:
        return
    assert found.earliest() <= found.latest()


def test_what_is_too_long_was_pasted_by_mistake() -> None:
    """A pasted page is refused before any work is done on it."""
    with pytest.raises(NotUnderstood):
        understand("today" + " " * LONGEST_PHRASE, now=NOW)


@pytest.mark.parametrize("language", ["en", "ru", "ru_RU", "fa", ""])
def test_every_example_is_understood(language: str) -> None:
    """What the field offers as a hint works, each example being another kind of phrase."""
    meanings = [understand(phrase, now=NOW) for phrase in examples(language)]
    assert len(meanings) == len(examples(language)) >= 6
    assert len(set(meanings)) == len(meanings)


def test_examples_are_in_the_language_asked_for() -> None:
    """A person sees examples in the language of the program, or in English."""
    assert examples("ru")[0] == "вчера вечером"
    assert examples("de") == examples("en")
