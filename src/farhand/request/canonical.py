"""One form of a text, whatever a mail has made of its line ends, quotes, blanks and typography.  Pure.

A request is words between labels such as `[purpose]`. Only the words and their order count: line ends,
indentation and quote marks do not. So a wrapped, quoted or CRLF copy has the same canonical form, and with it
the same digest; anything else that was changed has not.
"""

from __future__ import annotations

import html
import quopri
import re
import unicodedata
from collections.abc import Iterator, Sequence

_QUOTE = re.compile(r"^[ \t]*(?:[>|][ \t]*)+")
_TAG = re.compile(r"<(?:br|/p|/div)\b[^<>\n]{0,200}>", re.I)
_ANY_TAG = re.compile(r"</?[A-Za-z][^<>\n]{0,200}>")
#: What programs put in the place of plain signs.
_TYPOGRAPHY = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "‑": "-", "\u00ad": "", "…": "..."}
)
_LABEL = re.compile(r"\[([a-z0-9-]{1,20})\]")
#: What a word may not begin with: a label, a quote mark, the line that ends the request.
_MARKED = ("[", "\\", ">", "|", "---")

Fields = list[tuple[str, str]]


def canonical(text: str) -> str:
    """The words of a text with one blank between them."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    plain = " ".join(_QUOTE.sub("", line) for line in lines)
    return " ".join(unicodedata.normalize("NFC", plain.translate(_TYPOGRAPHY)).split())


def forms(text: str) -> Iterator[str]:
    """The text as it is; as a saved mail's own encoding hides it; as a web mail's markup does."""
    yield text
    if re.search(r"=(?:3D|20|\r?\n)", text):
        yield quopri.decodestring(text.encode("utf-8", "replace")).decode("utf-8", "replace")
    if "&" in text or "<" in text:
        yield html.unescape(_ANY_TAG.sub("", _TAG.sub("\n", text)))


def written(fields: Sequence[tuple[str, str]]) -> str:
    """Fields in their canonical form."""
    return canonical(" ".join(f"[{label}] {escaped(value)}" for label, value in fields))


def escaped(value: str) -> str:
    """The value's words, of which none can be taken for a label, a quote or an end."""
    return " ".join(
        f"\\{word}" if word.startswith(_MARKED) else word for word in canonical_value(value).split()
    )


def canonical_value(value: str) -> str:
    """A value as it will be read: one line, plain typography."""
    return " ".join(unicodedata.normalize("NFC", value.translate(_TYPOGRAPHY)).split())


def fields(text: str) -> Fields:
    """The fields of a canonical text. Raises ValueError for words before the first label."""
    found: list[tuple[str, list[str]]] = []
    for word in text.split():
        label = _LABEL.fullmatch(word)
        if label:
            found.append((label[1], []))
        elif not found or word.startswith(("[", ">", "|")):
            raise ValueError(f"{word[:40]!r} stands where a label should")
        else:
            found[-1][1].append(word[1:] if word.startswith("\\") else word)
    return [(label, " ".join(words)) for label, words in found]
