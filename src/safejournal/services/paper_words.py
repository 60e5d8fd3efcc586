"""The sentences on a printed card, in the language of whoever holds it.

They stand here and not in the catalogue, as those of a bundle's pages do (`exchange.guide_words`):
somebody whose program speaks English may give a card in Russian. What a bundle says in the same
words is taken from there.
"""

from __future__ import annotations

from safejournal.exchange import guide_words

EN = {
    "newer": (
        "A paper or file from me with a larger number takes the place of this one. Ask for a newer"
        " one before step 2: those who may have one, not me."
    ),
    "reach": "I reach you here",
    "way": "The way, papers and references",
    "paper_who": (
        "Nothing on this paper shows who wrote it. The question above is the check, not the paper."
    ),
    "cost_title": "Before you keep this paper",
    "cost": (
        "Whoever finds it can read it. It shows that you wait for me and what you will do. Where my"
        " state has a long arm, at a border or in a search of your home, that alone can bring"
        " questions, the loss of the paper, or worse for you and for those named on it. Keep only"
        " what you need: learn it, or copy the steps by hand without names. Do not photograph it."
        " Destroy it when a newer one has come or when I am back."
    ),
    "keep": "It is meant for you alone. Do not send it on.",
    "key_title": "A key, made for you",
    "key_what": (
        "With this key you can open files that I seal for you. Keep this page as you would keep"
        " the key of a house; whoever copies it can open the same files."
    ),
    "key_maker": (
        "I made this key. Its maker could have read what it receives, and whoever had the maker's"
        " machine as well. If you can make a key of your own, do, and give me that one instead."
    ),
    "key_secret": "The key",
    "key_use": "How to use it",
    "key_step_1": "Type the key, or read the code with a camera, into a new file named KEY.txt.",
    "key_step_2": "Open a file from me:",
    "key_step_3": "Open instructions.html, or read instructions.txt.",
    "key_words": "My eight words",
    "key_words_why": (
        "They stand for my keys. When you have the program too, it shows eight words beside a file"
        " from me: all must be these, in this order. Hear them from me once by voice."
    ),
    "key_public": "For others to seal to you (no secret)",
}  # fmt: skip

RU = {
    "newer": (
        "Бумага или файл от меня с большим номером заменяет эту. Перед шагом 2 попросите более"
        " новую у тех, у кого она может быть, а не у меня."
    ),
    "reach": "Я связываюсь с вами здесь",
    "way": "Путь, документы и номера дел",
    "paper_who": (
        "Ничто на этой бумаге не показывает, кто её написал. Проверка — вопрос выше, а не бумага."
    ),
    "cost_title": "Прежде чем хранить эту бумагу",
    "cost": (
        "Кто её найдёт, сможет её прочесть. Из неё видно, что вы ждёте меня и что будете делать."
        " Там, куда дотягивается моё государство, на границе или при обыске уже одно это может"
        " привести к вопросам, к изъятию бумаги или к худшему для вас и для тех, кто в ней назван."
        " Храните только нужное: выучите или перепишите шаги от руки без имён. Не фотографируйте."
        " Уничтожьте, когда придёт более новая или когда я вернусь."
    ),
    "keep": "Она только для вас. Не передавайте её дальше.",
    "key_title": "Ключ, сделанный для вас",
    "key_what": (
        "Этим ключом вы откроете файлы, которые я запечатываю для вас. Храните эту страницу, как"
        " ключ от дома: кто её скопирует, откроет те же файлы."
    ),
    "key_maker": (
        "Этот ключ сделан мной. Тот, кто его сделал, мог бы прочесть всё, что этим ключом"
        " получено, как и всякий, кто владел бы той же машиной. Если можете сделать собственный"
        " ключ, сделайте и дайте мне его вместо этого."
    ),
    "key_secret": "Ключ",
    "key_use": "Как им пользоваться",
    "key_step_1": "Наберите ключ или прочтите код камерой в новый файл с именем KEY.txt.",
    "key_step_2": "Откройте файл от меня:",
    "key_step_3": "Откройте instructions.html или прочтите instructions.txt.",
    "key_words": "Мои восемь слов",
    "key_words_why": (
        "Они обозначают мои ключи. Если у вас будет и программа, она покажет рядом с файлом от меня"
        " восемь слов: все должны быть этими и в этом порядке. Услышьте их от меня однажды голосом."
    ),
    "key_public": "Чтобы запечатывать вам (не тайна)",
}  # fmt: skip

_ALL = {"en": EN, "ru": RU}


def said(language: str, name: str, /, **values: object) -> str:
    """Return a sentence, ours or one that the pages of a bundle say in the same words."""
    ours = _ALL[language]
    if name in ours:
        return ours[name].format(**values)
    return guide_words.sentence(language, name, **values)
