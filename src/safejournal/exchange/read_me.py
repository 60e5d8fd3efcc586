"""READ-ME.txt: how to open a bundle with age and tar alone, in three languages."""

from __future__ import annotations

from safejournal.exchange.manifest import Proof
from safejournal.exchange.signature import NAMESPACES

_EN = """\
HOW TO OPEN THIS

You have opened it already if you can read this. To open it again, with nothing but age and tar:
  age --decrypt --identity KEY.txt --output bundle.tar THE-FILE
  tar --extract --file bundle.tar
(KEY.txt is the file with your key. If you were given words instead, leave out --identity KEY.txt.)
Then open instructions.html, or read instructions.txt. Do it on a machine that only you use.
These programs show WHAT is in the file, never WHO made it. The check is the question in the
instructions.
"""

_RU = """\
КАК ЭТО ОТКРЫТЬ

Если вы это читаете, оно уже открыто. Чтобы открыть ещё раз, нужны только программы age и tar:
  age --decrypt --identity KEY.txt --output bundle.tar ФАЙЛ
  tar --extract --file bundle.tar
(KEY.txt — файл с вашим ключом. Если вам назвали слова, уберите --identity KEY.txt.)
Затем откройте instructions.html или прочтите instructions.txt. Делайте это на устройстве, которым
пользуетесь только вы.
Эти программы показывают, ЧТО в файле, но не КТО его составил. Проверка — вопрос, который указан
там же.
"""

_DE = """\
WIE MAN DAS ÖFFNET

Wenn Sie das lesen, ist es schon offen. Um es noch einmal zu öffnen, genügen age und tar:
  age --decrypt --identity KEY.txt --output bundle.tar DATEI
  tar --extract --file bundle.tar
(KEY.txt ist die Datei mit Ihrem Schlüssel. Haben Sie stattdessen Wörter bekommen, lassen Sie
--identity KEY.txt weg.) Öffnen Sie dann instructions.html, oder lesen Sie instructions.txt. Tun Sie
es auf einem Gerät, das nur Sie benutzen.
Diese Programme zeigen, WAS in der Datei ist, nie, WER sie gemacht hat. Die Probe ist die Frage, die
dort steht.
"""

_SIGNED = """\
SIGNATURE / ПОДПИСЬ / UNTERSCHRIFT

  ssh-keygen -Y verify -f SIGNERS -I sender -n {namespace} \\
    -s manifest.json.sig < manifest.json
SIGNERS is a file with one line, made with the key that the sender gave you themselves:
  sender namespaces="{namespace}" ssh-ed25519 AAAA...
The signature is over manifest.json, which names every file with its SHA-256: compare those with
  sha256sum instructions.txt entries/* files/*
"""

_PRACTICE = "PRACTICE / УЧЕБНОЕ / ÜBUNG\n\n"


def read_me(*, proof: Proof, practice: bool) -> bytes:
    """Return the file; it tells how to check a signature if there is one."""
    parts = [_EN, _RU, _DE]
    if proof is Proof.SIGNATURE:
        parts.append(_SIGNED.format(namespace=NAMESPACES[practice]))
    return ((_PRACTICE if practice else "") + "\n".join(parts)).encode()
