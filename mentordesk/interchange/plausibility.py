"""How much a text looks like something people write, so that wrong decodings can be told from the right one.

Looks only at letters beyond ASCII and their neighbours: a legacy encoding never disagrees about ASCII.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from itertools import pairwise

WORD = re.compile(r"[^\W\d_]+")
BROKEN = re.compile(r"[^\W\d_][¹²³¿¡¼½¾ªº°±¬¯¸¨´˘˙˛˝ˇ¦§¤¶·×÷†‡€ƒ‰^~¥£¢©®™–—‹›«»„‚…‘“”\x80-\x9f]+[^\W\d_]")
# Icelandic begins words with thorn and never with eth; Turkish read as Western European does otherwise.
MISPLACED = re.compile(r"[^\W\d_]þ|\b[Ðð]")
DENSE = 0.6
SHOUTED = 0.2
STRAYS = frozenset({"Cc", "Co", "Cn"})
BOXES = frozenset(chr(code) for code in range(0x2500, 0x2600))

LATIN_ALPHABETS = (
    ("cp1252", "éèêëàâçîïôùûœ"),
    ("cp1252", "áéíóúñü¿¡ºª"),
    ("cp1252", "äöüßé"),
    ("cp1252", "åäöéæø"),
    ("cp1252", "áàâãçéêíóôõúü"),
    ("cp1252", "àèéìòù"),
    ("cp1252", "áðéíóúýþæö"),
    ("cp1250", "ąćęłńóśźż"),
    ("cp1250", "áčďéěíňóřšťúůýž"),
    ("cp1250", "áäčďéíľĺňóôŕšťúýž"),
    ("cp1250", "áéíóöőúüű"),
    ("cp1250", "ăâîşţ"),
    ("cp1250", "čćđšž"),
    ("cp1254", "çğıöşüâîé"),
    ("cp1257", "āčēģīķļņšūž"),
    ("cp1257", "ąčęėįšųūž"),
    ("cp1257", "äõöüšž"),
    ("cp1258", "ăâđêôơưáàéèíóòúù"),
)

BY_FREQUENCY = (
    ("CYRILLIC", "оеаинтсрвлкмдпуяыьгзбчйхіжшюцщєэїёфґъ"),
    ("GREEK", "αοιετσνηυρπκμλςάίόέδγήωχθύφβξζώψϊϋ"),
    ("HEBREW", "יוהלאמרבתשנםדעקפחכןגטזסץצךףװ"),
    ("ARABIC", "اليمنروتبعدةسهفكقحجأشصىخطذزئءإضثغظؤآ"),
)

# The lead bytes of each double-byte set's everyday characters, as its own standard orders them.
EVERYDAY = (
    ("cp932", "cp932", 0x81, 0x97),
    ("gb18030", "gb2312", 0xA1, 0xD7),
    ("big5", "big5", 0xA1, 0xC6),
    ("cp949", "euc_kr", 0xA1, 0xC8),
)


def plausibility(text: str, encoding: str) -> float:
    """About 1 for text of one language in the encoding, 0 and below for rubble; 0.5 where nothing tells."""
    words = [unicodedata.normalize("NFC", word) for word in WORD.findall(text) if not word.isascii()]
    damage = len(BROKEN.findall(text)) + len(MISPLACED.findall(text)) + _strays(text)
    if not words:
        return 0.5 - min(damage, 10) / 10
    judge = _judge_of(encoding)
    total = sum(judge(word) for word in words)
    return (total - damage) / len(words) + _coherence(words, encoding)


def _strays(text: str) -> int:
    """Control characters, private ones and drawn boxes, which tables of people do not hold."""
    return sum(1 for c in text if c > "\x7f" and (unicodedata.category(c) in STRAYS or c in BOXES))


def _judge_of(encoding: str) -> Callable[[str], float]:
    everyday = {name: (codec, low, high) for name, codec, low, high in EVERYDAY}.get(encoding)
    if everyday:
        return lambda word: _east_asian(word, *everyday)
    weights = _weights()
    return lambda word: _alphabetic(word, weights)


def _weights() -> dict[str, float]:
    return {
        letter: 1.0 - rank / len(letters)
        for _script, letters in BY_FREQUENCY
        for rank, letter in enumerate(letters)
    }


def _east_asian(word: str, codec: str, low: int, high: int) -> float:
    """1 for everyday characters; rare ones, half-width kana and mixture with Latin letters count against."""
    mixed = any(c.isascii() for c in word)
    return sum(_everyday(c, codec, low, high) for c in word) / len(word) - (1.0 if mixed else 0.0)


def _everyday(letter: str, codec: str, low: int, high: int) -> float:
    if letter.isascii():
        return 0.0
    try:
        code = letter.encode(codec)
    except UnicodeEncodeError:
        return -0.5
    return 0.9 if len(code) == 2 and low <= code[0] <= high else -0.5  # noqa: PLR2004


def _alphabetic(word: str, weights: dict[str, float]) -> float:
    scripts = {_script(c) for c in word}
    if len(scripts) > 1 or _jumbled_case(word):
        return -1.0
    if scripts == {"LATIN"}:
        return -0.5 if _dense(word) else 0.5
    shouted = SHOUTED if len(word) > 1 and word.isupper() else 0.0
    return 0.4 + sum(weights.get(c.lower(), 0.0) for c in word) / len(word) - shouted


def _script(letter: str) -> str:
    return "LATIN" if letter.isascii() else unicodedata.name(letter, "UNKNOWN").split(" ")[0]


def _jumbled_case(word: str) -> bool:
    """A capital after a small letter, except the one of McKay and O'Connor in ASCII."""
    return any(a.islower() and b.isupper() and not b.isascii() for a, b in pairwise(word))


def _dense(word: str) -> bool:
    beyond = sum(1 for c in word if not c.isascii())
    return len(word) > 2 and beyond / len(word) > DENSE  # noqa: PLR2004


def _coherence(words: list[str], encoding: str) -> float:
    """0 to 0.5: how much of the text's foreign Latin letters one language of the encoding accounts for."""
    counts = Counter(c for word in words for c in word.lower() if not c.isascii() and _script(c) == "LATIN")
    alphabets = [letters for name, letters in LATIN_ALPHABETS if name == _family(encoding)]
    if not counts or not alphabets:
        return 0.0
    best = max(_share(counts, letters) for letters in alphabets)
    return 0.3 * best + 0.2 * _share(counts, "".join(alphabets))


def _family(encoding: str) -> str:
    return {"iso8859-2": "cp1250", "cp852": "cp1250", "mac-roman": "cp1252"}.get(encoding, encoding)


def _share(counts: Counter[str], letters: str) -> float:
    return sum(n for c, n in counts.items() if c in letters) / counts.total()
