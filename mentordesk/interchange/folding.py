"""Words without what people write differently: case, marks, punctuation."""

import unicodedata

SAME = str.maketrans({"ł": "l", "ß": "s", "ø": "o", "đ": "d", "ı": "i"})


def folded(text: str) -> str:
    """Lower-case letters and digits of any script without marks, words divided by one space."""
    bare = unicodedata.normalize("NFKD", text.casefold()).translate(SAME)
    kept = "".join(c if c.isalnum() else " " for c in bare if not unicodedata.combining(c))
    return " ".join(kept.split())


def folded_words(text: str) -> frozenset[str]:
    """Each word of a text that lists words, folded."""
    return frozenset(folded(word) for word in text.split())
