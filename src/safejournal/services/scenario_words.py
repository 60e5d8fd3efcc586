"""What stands on the papers of a scenario besides its own texts, in the language of the room."""

from __future__ import annotations

EN = {
    "guide": "Facilitator’s guide",
    "roles": "Role sheets",
    "cards": "Inject cards",
    "handouts": "Handouts",
    "evaluation": "Before and after",
    "facts": (
        "{minutes} minutes, {smallest} to {largest} people. Version {version}, reviewed {day}."
    ),
    "aims": "Afterwards, people can say of themselves",
    "room": "What the room needs",
    "care": "What may hurt",
    "no": (
        "Everybody may say no: watch instead of playing, stop, or leave, without a reason. Nothing"
        " real is asked for, and nobody is written down."
    ),
    "not_when": "When this is not the answer",
    "who": "Who plays",
    "facilitator": "played by the facilitator",
    "knows": "What only you know",
    "task": "What you do",
    "script": "The script",
    "step": "{begins}–{ends}  {stage}: {title}",
    "say": "In these words, if you like",
    "drill": "The program leads this part",
    "drill_pair": "pair exercise",
    "drill_recovery": "the forgotten passphrase",
    "drill_travel-light": "travelling with little",
    "take": "Hand out",
    "at": "after {minutes} min",
    "by_hand": "when it fits",
    "everybody": "everybody",
    "to": "For",
    "from": "From",
    "number": "Card {number}, code {code}",
    "tests": "What it tests",
    "good": "A good answer holds",
    "ask": "Ask",
    "debrief": "The talk afterwards",
    "judged": "The plan, the card and the steps are judged; nobody who played.",
    "listen": "Listen for",
    "measured": "Before and after",
    "measured_how": (
        "Hand out one sheet before and one after, without names. Count the crosses, read the"
        " numbers out, and burn or shred the sheets in front of everybody."
    ),
    "known_from": "Where this is known from",
    "cases": "Documented cases: {cases} (safejournal case show ID)",
    "notes": "Notes on the exercise, never on a person",
    "cut": "Cut along the frames. Hand a card over at its time, or read it out.",
    "received": "What has reached you",
    "before": "Before",
    "after": "After",
    "no_name": "No name, no date, no handwriting that is known: crosses only.",
    "scale": "[ ] not yet · [ ] partly · [ ] yes",
    "not_yet": "not yet",
    "partly": "partly",
    "yes": "yes",
    "harm": "And did it do harm?",
    "harm_habit": "I shall do something from now on that is riskier than before.",
    "harm_false": "I believe now that nothing can happen to me.",
    "harm_shown": "I had to show or tell something that I wanted to keep to myself.",
    "harm_scale": "[ ] no · [ ] yes · [ ] I would rather tell somebody",
    "four_weeks": (
        "In four weeks, for yourself: a route card made? A contact agreed? One step tried out?"
        " Nobody asks you for this slip."
    ),
    "activity": "Activity",
    "discussion": "Discussion",
    "input": "Input",
    "deepening": "Deepening",
    "synthesis": "Synthesis",
    "message": "message",
    "call": "call",
    "document": "document",
    "guard": "somebody in power",
    "news": "news",
    "event": "event",
}

RU = {
    "guide": "Пособие для ведущего",
    "roles": "Листы ролей",
    "cards": "Карточки вводных",
    "handouts": "Раздаточные листы",
    "evaluation": "До и после",
    "facts": (
        "{minutes} минут, от {smallest} до {largest} человек. Версия {version}, проверено {day}."
    ),
    "aims": "После этого люди могут сказать о себе",
    "room": "Что нужно в комнате",
    "care": "Что может задеть",
    "no": (
        "Каждый может сказать «нет»: смотреть, а не играть, остановиться или выйти, ничего не"
        " объясняя. Ни о чём настоящем не спрашивают, никого не записывают."
    ),
    "not_when": "Когда это не поможет",
    "who": "Кто играет",
    "facilitator": "играет ведущий",
    "knows": "Что знаете только вы",
    "task": "Что вы делаете",
    "script": "Ход занятия",
    "step": "{begins}–{ends}  {stage}: {title}",
    "say": "Можно этими словами",
    "drill": "Эту часть ведёт программа",
    "drill_pair": "упражнение вдвоём",
    "drill_recovery": "забытая парольная фраза",
    "drill_travel-light": "в дорогу налегке",
    "take": "Раздать",
    "at": "через {minutes} мин",
    "by_hand": "когда подойдёт",
    "everybody": "всем",
    "to": "Кому",
    "from": "От кого",
    "number": "Карточка {number}, код {code}",
    "tests": "Что проверяет",
    "good": "В хорошем ответе есть",
    "ask": "Спросить",
    "debrief": "Разговор после",
    "judged": "Оценивают план, карточку и шаги, а не тех, кто играл.",
    "listen": "Прислушаться",
    "measured": "До и после",
    "measured_how": (
        "Раздайте по листу до и после, без имён. Сосчитайте крестики, назовите числа вслух и при"
        " всех сожгите или изрежьте листы."
    ),
    "known_from": "Откуда это известно",
    "cases": "Описанные случаи: {cases} (safejournal case show ID)",
    "notes": "Заметки об упражнении, не о людях",
    "cut": "Разрежьте по рамкам. Отдайте карточку в своё время или прочтите вслух.",
    "received": "Что до вас дошло",
    "before": "До",
    "after": "После",
    "no_name": "Без имени, без даты, без узнаваемого почерка: только крестики.",
    "scale": "[ ] ещё нет · [ ] отчасти · [ ] да",
    "not_yet": "ещё нет",
    "partly": "отчасти",
    "yes": "да",
    "harm": "А не навредило ли это?",
    "harm_habit": "Теперь я буду делать что-то более рискованное, чем раньше.",
    "harm_false": "Теперь мне кажется, что со мной ничего не может случиться.",
    "harm_shown": "Мне пришлось показать или рассказать то, что я хочу оставить при себе.",
    "harm_scale": "[ ] нет · [ ] да · [ ] лучше скажу кому-нибудь",
    "four_weeks": (
        "Через четыре недели, для себя: сделана карточка пути? Есть договорённость с контактом?"
        " Опробован один шаг? Этот листок у вас никто не спросит."
    ),
    "activity": "Действие",
    "discussion": "Обсуждение",
    "input": "Новое",
    "deepening": "Углубление",
    "synthesis": "Итог",
    "message": "сообщение",
    "call": "звонок",
    "document": "документ",
    "guard": "человек с властью",
    "news": "новость",
    "event": "событие",
}

_ALL = {"en": EN, "ru": RU}


def said(language: str, name: str, /, **values: object) -> str:
    """Return a sentence, in English for a language that the papers do not speak."""
    return _ALL.get(language, EN)[name].format(**values)
