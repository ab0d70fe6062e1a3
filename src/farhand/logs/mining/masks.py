"""From a message to its masked words, in steps; the later ones are remembered by what the earlier gave.

`outlines` is cheap and works on a whole batch at once: digits become 0. `reduced` takes the variety of
numbers, hex digits, addresses and times out of what is new. `words` is dear, and depends on the reduced
outline only.
"""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

#: Stands for what varies; a zero byte in a message is shown as `?`.
MARK = b"\x00"
#: Bytes of a message that are looked at, words that are kept, bytes of a word.
HEAD, WORDS, WORD = 1000, 24, 40

_DIGITS = bytes(48 if 48 <= i < 58 else i for i in range(256))
#: Between the records of a batch; in the rare text that holds it the records are taken one by one.
_SPLIT = b"\x00\n\x00"
_VARIETY = re.compile(rb"0[0a-fA-F.:-]{3,}")
_MAIL = re.compile(rb"(?<![\w.+-])[\w.+-]++@[\w.-]+")
_NUMBERS = re.compile(rb"(?<![\w.+-])[a-fA-F]*+0[0a-fA-F.:-]*")
_COLOUR = re.compile(rb"\x1b\[[0-9;]*[A-Za-z]")
_QUOTED = re.compile(rb"""(?<!\w)[bBruf]?(?:'[^'\n]*'|"(?:[^"\\\n]|\\.)*"|`[^`\n]*`)(?!\w)""")
#: Lists, mappings and objects as programs print them, innermost first.
_GROUPS = re.compile(
    rb"\{[^{}]*\}|\[[^\[\]]*\]|<[A-Za-z_\x00/][^<>]*>|\((?=[^()]*[,=\x000])[^()]*\)|(?<!\w)\(\)"
)
_NESTED = 5
#: Ends what was cut; what was opened before is not closed any more.
_CUT_OFF = b" ..."
_OPEN = re.compile(rb"[\[{(<'\"].*\Z")
#: Values in the languages that print them.
_CONSTANTS = re.compile(
    rb"(?<![\w.-])(?:True|False|None|true|false|null|nil|undefined|NaN|localhost)(?![\w-])"
)
_CUT = rb"\s=:,;()\[\]{}<>'\"|"
#: A word of any kind with a digit in it: number, duration, version, hex, UUID, host, date.
_NUMBERED = re.compile(rb"(?<![^" + _CUT + rb"])[^0" + _CUT + rb"]*+0[^" + _CUT + rb"]*+")
_URL = re.compile(rb"\b[a-zA-Z][a-zA-Z0+.-]*+://[^\s'\",;)\]}>]+")
_AT = re.compile(
    rb"(?<![^\s<>(),;:='\"\[\]])[^\s<>(),;:='\"\[\]@]++@[^\s<>(),;:='\"\[\]]+"
)  # e-mail, user@host
_PATH = re.compile(
    rb"(?<![\w\x00])(?:~|\.{1,2}|[A-Za-z]:)?(?:[/\\][^\s/\\,;:()'\"=\x00]+)+[/\\]?|(?<!\S)/(?!\S)"
)
_VALUE = re.compile(rb"(?<=[\w\x00\]])=\s?[^\s,;)\]}=]+")
_RUN = re.compile(rb"\x00(?:[\s:.,/x+*-]{0,3}\x00)+")
_TAIL = re.compile(rb"\x00[.:-]+(?=\s|$)")


def outlines(texts: Sequence[bytes]) -> list[bytes]:
    """One outline per record: all its lines, with every digit a 0."""
    found = _SPLIT.join(texts).translate(_DIGITS).split(_SPLIT)
    if len(found) == len(texts):
        return found
    return [text.translate(_DIGITS) for text in texts]


def reduced(found: Sequence[bytes], long: Sequence[int] = ()) -> list[bytes]:
    """First lines of outlines, of which many become the same; each depends on its own outline only.

    `long`: the places of those that have several lines or more than HEAD bytes.
    """
    heads = list(found) if long else found
    for place in long:
        heads[place] = _head(found[place])  # type: ignore[index]
    return _VARIETY.sub(b"0", b"\n".join(heads)).split(b"\n")


def _head(outline: bytes) -> bytes:
    line = outline.partition(b"\n")[0]
    return line if len(line) <= HEAD else line[:HEAD] + _CUT_OFF


def plainer(short: bytes) -> bytes:
    """A reduced outline without what is before an @, and with all numbers alike: done where one is new."""
    return _NUMBERS.sub(b"0", _MAIL.sub(b"0", short) if b"@" in short else short)


def words(outline: bytes) -> tuple[bytes, ...]:
    """The masked words of a reduced outline: at least one, at most WORDS and a sign that there were more."""
    found = _masked(outline.replace(MARK, b"?")).split()
    if len(found) > WORDS:
        found = [*found[:WORDS], b"..."]
    return tuple(word if len(word) <= WORD else MARK for word in found) or (b"",)


def _masked(text: bytes) -> bytes:
    if b"\x1b" in text:
        text = _COLOUR.sub(b"", text)
    quoted = b"'" in text or b'"' in text or b"`" in text
    if quoted:
        text = _QUOTED.sub(MARK, text)
    text = _CONSTANTS.sub(MARK, _NUMBERED.sub(MARK, _located(text)))
    if b"(" in text or b"[" in text or b"{" in text or b"<" in text:
        text = _grouped(text)
    if text.endswith(_CUT_OFF):
        text = _OPEN.sub(MARK, text)
    if quoted:  # quotes in what was in brackets are gone now
        text = _QUOTED.sub(MARK, text)
    if b"=" in text:
        text = _VALUE.sub(b"=" + MARK, text)
    return _TAIL.sub(MARK, _RUN.sub(MARK, text)) if MARK in text else text


def _located(text: bytes) -> bytes:
    """Without addresses of all kinds."""
    if b"://" in text:
        text = _URL.sub(MARK, text)
    if b"@" in text:
        text = _AT.sub(MARK, text)
    return _PATH.sub(MARK, text) if b"/" in text or b"\\" in text else text


def _grouped(text: bytes) -> bytes:
    for _ in range(_NESTED):
        text, count = _GROUPS.subn(_group, text)
        if not count:
            break
    return text


def _group(match: re.Match[bytes]) -> bytes:
    return b"(" + MARK + b")" if match[0].startswith(b"(") and match[0] != b"(" + MARK + b")" else MARK


def shown(found: Sequence[bytes]) -> str:
    """Masked words as a person reads them."""
    return b" ".join(found).replace(MARK, b"<*>").decode("utf-8", "replace")
