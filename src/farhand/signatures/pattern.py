"""From how a signature is written to what is searched for.  Pure.

A pattern is a regular expression on *plain* text (see `farhand.signatures.plain`): one blank stands for
any white space, upper and lower case are the same. Holes are short names for what varies:

    {host} {ip} {port} {addr} {path} {name} {num} {q}

Nothing may repeat without end: `.*`, `\\S+` and the like are cut to LONGEST repetitions here, so that no
text can make a pattern slow. A pattern begins and ends at whole words.

`words` are what the search rests on: whole words that must all be there before the pattern is tried. Letters
of any script make words; where a script puts no blanks between words, a word is what stands between signs.
Upper and lower case of letters outside ASCII are not the same word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from re import _constants as ops  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

#: Most repetitions of what is written as `*` or `+`, and most sets of words that one pattern may have.
LONGEST, VARIANTS = 160, 400

HOLES: Mapping[str, str] = {
    "host": r"(?P<host>\w(?:[\w.-]{0,250}\w)?|<[^<>]{1,40}>|[$]?\{[^{}]{1,40}\})",
    "ip": r"(?P<ip>\d{1,3}(?:\.\d{1,3}){3}|\[?[0-9a-f:]{2,39}::?[0-9a-f:.]{0,39}\]?)",
    "port": r"(?P<port>\d{1,5})",
    "addr": r"(?P<host>\[?[\w.:%-]{1,250}?\]?|<[^<>]{1,40}>):(?P<port>\d{1,5}|<[^<>]{1,20}>)",
    "path": r"(?P<path>[/~.\w][\w./~@%+:=,-]{0,250})",
    "name": r"(?P<name>[\w][\w./@:-]{0,120})",
    "num": r"(?P<num>\d{1,12}(?:[.,]\d{1,6})?)",
    "q": r"[\"'`]?",
}
_HOLE = re.compile(r"\{(" + "|".join(HOLES) + r")\}")
_REPEAT = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|(?P<sign>[*+])")

#: How a fact with a number or a name of its own is written in the texts of the field's tools.
TYPED: Mapping[str, str] = {
    "sqlstate": (
        r"(?:sql ?state\W{0,4}(?:code\W{0,3})?|sql code:? |pgcode\W{0,4}|"
        r"(?:error|fatal|panic|code|exception)\W{1,14}|\()VALUE(?!\w)"
    ),
    "mysql": (
        r"(?:error:? |error code:? |errno:? |er_\w+ |nativeerror:? |code: |mysql error |err |\()'?VALUE\b"
        r"(?=[ '\"):,.(])"
    ),
    "errno": (r"(?:errno:? ?|errno=|os error |err(?:or)?:? |error code:? |\()-?VALUE(?=\b[^.\d])"),
    "exit": (
        r"(?:exit(?:ed)?(?: with)?(?: non-zero)?(?: exit)? ?_?(?:code|status|value)\W{1,12}|"
        r"exited \(|exit \(|returned a non-zero code: |status=|exit )VALUE\b"
    ),
    "signal": r"(?:signal:? ?|sig=|killed by signal |status=|terminated by signal )\(?VALUE\b",
    "reason": r"(?:reason\W{1,20}|^|[ (:=\"'])VALUE(?=$|[ ),:;\"'])",
    "event": r"(?:reason\W{1,20}|warning |^|[ (:=\"'])VALUE(?=$|[ ),:;\"'])",
    "alert": r"(?:ssl alert number |alert number:? |alert \(?)VALUE\b",
    "curl": r"curl: \(VALUE\)",
    "status": (
        r"(?:http/\d(?:\.\d)? |status(?:[ _-]?code)?\W{0,5}(?:of )?|http(?: error)?(?: code)? |"
        r"response code:? |returned error: |error |code[\"']?[:=] ?|answered |\" )VALUE\b(?![.:\d])"
    ),
    "grpc": r"(?:code(?: ?= ?|: )|statuscode\.|status: |rpc error: |grpc-status: )VALUE\b",
    "class": r"(?:^|[\s(\[:\"'.])VALUE(?=$|[\s:(\"',)])",
}

#: Upper case to lower, and what is no part of a word to a blank, line ends aside; one byte stays one byte.
_WORDS = bytes(
    c if 48 <= c <= 57 or 97 <= c <= 122 or c in (10, 95) or c >= 128 else c + 32 if 65 <= c <= 90 else 32
    for c in range(256)
)
#: Signs outside ASCII by how their UTF-8 begins, and by how many bytes follow: quotes and the no-break space,
#: dashes, arrows and frames, signs of CJK, private ones, full-width forms, emoji.
_LEADS = ((b"\xc2", 1), (b"\xe2", 2), (b"\xe3\x80", 1), (b"\xee", 2), (b"\xef", 2), (b"\xf0", 3))
_SIGNS = tuple((re.compile(lead + b"[\x80-\xbf]{%d}" % n), b" " * (len(lead) + n)) for lead, n in _LEADS)


class BadPattern(ValueError):
    """A signature's pattern cannot be used; the message says why."""


def compile_pattern(written: str, case: bool = False, whole: bool = True) -> re.Pattern[str]:
    """The expression that is searched for in plain text, at whole words or anywhere. Raises BadPattern."""
    try:
        return re.compile(expression(written, whole), 0 if case else re.IGNORECASE)
    except re.error as error:
        raise BadPattern(f"{written!r}: {error}") from None


def expression(written: str, whole: bool = True) -> str:
    """Holes filled, repetitions bounded, whole words at both ends."""
    names: set[str] = set()

    def hole(match: re.Match[str]) -> str:
        text = HOLES[match[1]]
        for name in re.findall(r"\(\?P<(\w+)>", text):
            if name in names:  # a name may stand only once in an expression
                text = text.replace(f"(?P<{name}>", "(?:")
            names.add(name)
        return text

    bounded = _REPEAT.sub(_bound, _HOLE.sub(hole, written))
    if not whole:
        return bounded
    begin = r"(?<!\w)" if re.match(r"\w|\\[dw]", bounded) else ""
    end = r"(?!\w)" if re.search(r"\w$", bounded) and not re.search(r"\\[a-zA-Z]$", bounded) else ""
    return f"{begin}(?:{bounded}){end}" if "|" in bounded else f"{begin}{bounded}{end}"


def _bound(match: re.Match[str]) -> str:
    sign = match["sign"]
    if sign is None:
        return match[0]
    return f"{{0,{LONGEST}}}" if sign == "*" else f"{{1,{LONGEST}}}"


def typed(kind: str, value: str) -> str:
    """The pattern of a fact that has a number or a name: an SQLSTATE, an errno, an exit code."""
    written = TYPED[kind]
    if kind == "sqlstate" and value.isdigit():  # in brackets it may as well be the id of a process
        written = written.replace(r"|\()VALUE", ")VALUE")
    return written.replace("VALUE", re.escape(value))


def literal(text: str) -> str:
    """The pattern of a text that is searched for as it stands."""
    return re.sub(r"(?:\\\s|\s)+", " ", re.escape(" ".join(text.split())))


def words_of(written: str) -> tuple[tuple[str, ...], ...]:
    """Sets of whole words, in lower case; each match of the pattern holds all words of one of the sets.

    Raises BadPattern where the pattern is no expression, or has no such word.
    """
    found = {frozenset(_tokens(variant)) for variant in _variants(written)}
    if not all(found):
        raise BadPattern(
            f"{written!r} has no whole word that must be there; every line would have to be tried"
        )
    smallest: list[frozenset[str]] = []
    for words in sorted(found, key=len):
        if not any(other <= words for other in smallest):
            smallest.append(words)
    return tuple(sorted(tuple(sorted(s)) for s in smallest))


def only_words(text: bytes) -> bytes:
    """A text as words, in lower case, and blanks, byte for byte at the same place."""
    if not text.isascii():
        text = text.decode("utf-8", "surrogateescape").encode("utf-8", "replace")  # what is no UTF-8: "?"
        for sign, blanks in _SIGNS:
            text = sign.sub(blanks, text)
    return text.translate(_WORDS)


def _variants(written: str) -> frozenset[str]:
    try:
        return frozenset(_sequence(parser.parse(expression(written), re.IGNORECASE)))
    except re.error as error:
        raise BadPattern(f"{written!r}: {error}") from None


# Variants are strings: what must stand there, with _ANY for what is not known and _GAP for what ends a word.
_ANY, _GAP = "\0", "\1"


def _tokens(variant: str) -> list[str]:
    any_ = _ANY.encode()
    words = any_.join(map(only_words, variant.encode().split(any_))).split()
    return [word.decode() for word in words if any_ not in word]


def _sequence(items: Iterable[Any]) -> list[str]:
    made = [""]
    for op, value in items:
        options = _one(op, value)
        if len(made) * len(options) > VARIANTS:
            options = [_edges(options)]
        if len(made) * len(options) > VARIANTS:
            made = [_edges(made)]
        made = list(dict.fromkeys(a + b for a in made for b in options))
    return made


def _edges(options: Sequence[str]) -> str:
    """Many options as one that is not known, but for whether words end at its edges."""
    left = _GAP if all(o and _is_gap(o[0]) for o in options) else ""
    right = _GAP if all(o and _is_gap(o[-1]) for o in options) else ""
    return left + _ANY + right


def _is_gap(char: str) -> bool:
    return char != _ANY and not only_words(char.encode()).strip()


def _one(op: Any, value: Any) -> list[str]:
    if op is ops.LITERAL:
        return [chr(value)]
    if op in (ops.IN, ops.CATEGORY):
        return _of_class(value if op is ops.IN else [(op, value)])
    if op is ops.BRANCH:
        return [v for branch in value[1] for v in _sequence(branch)]
    if op is ops.SUBPATTERN:
        return _sequence(value[-1])
    if op in (ops.MAX_REPEAT, ops.MIN_REPEAT):
        return _repeated(*value)
    if op is ops.AT:
        return [_GAP]
    if op is ops.ASSERT:
        return [_GAP if all(v and _is_gap(v[0 if value[0] > 0 else -1]) for v in _sequence(value[1])) else ""]
    return [""] if op is ops.ASSERT_NOT else [_ANY]


def _repeated(least: int, most: int, inner: Any) -> list[str]:
    once = _sequence(inner)
    if all(v and all(map(_is_gap, v)) for v in once):
        return [_GAP] if least else ["", _GAP]
    if (least, most) == (0, 1):
        return ["", *once]
    if least == 0:
        return ["", _edges(once)]
    return once if most == 1 else [_first_and_last(v) for v in once]


def _first_and_last(variant: str) -> str:
    """What is repeated begins and ends as it does once; how often is not known."""
    return variant + _ANY + variant if _GAP in variant or " " in variant else _edges([variant])


def _of_class(items: Sequence[Any]) -> list[str]:
    """What a set of characters may be: a gap between words, one of a few letters, or anything."""
    chars = [chr(v) for op, v in items if op is ops.LITERAL]
    gaps = [v for op, v in items if op is ops.CATEGORY and v in (ops.CATEGORY_NOT_WORD, ops.CATEGORY_SPACE)]
    if len(chars) + len(gaps) < len(items):
        return [_ANY]
    if all(map(_is_gap, chars)):
        return [_GAP]
    return chars if not gaps and len(chars) <= 3 else [_ANY]
