"""Secrets in sentences: "the password is …", "set password to …", "Passwort: …", "Your code is 123456"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from farhand.redact import words
from farhand.redact.marks import COVER
from farhand.redact.rules import Span, Where
from farhand.redact.rules import _sentences as says
from farhand.redact.rules._near import Rows, matches

TYPE_CHECKING = False
if TYPE_CHECKING:
    Places = Sequence[int]
    Finder = Callable[[str, Places], Iterator[Span]]

ANCHORS = tuple(
    dict.fromkeys(
        (
            "passphrase",
            "admin:",
            "root:",
            *says.NAME_ANCHORS,
            *says.CODE_ANCHORS,
            "is your ",
            "recovery code",
            "backup code",
            "license",
            "licence",
            "setup",
            "totp",
            *says.NAMED_AFTER,
            "session ",
            "auth token",
            "ntlm",
            "nt hash",
            "lm hash",
            *says.PAIR_ANCHORS,
            " / ",
            "password)",
            'code"',
            'code\\"',
            "key ",
            "user ",
            "login ",
            "logon ",
            "account ",
        )
    )
)


def find(text: str, where: Where) -> Iterator[Span]:
    for row, places in _ROWS(where):
        yield from _TABLE[row][0](text, places)


def _said(text: str, places: Places) -> Iterator[Span]:
    for match in matches(says.SAID, text, places, 0, 500):
        if _counts(match):
            yield _span(match)
            second = says.AND_TO.match(text, match.end()) if "from" in match.group("verb") else None
            if second:
                yield Span(second.start(1), second.end(1), _trimmed(second.group(1)))


def _bare(text: str, places: Places) -> Iterator[Span]:
    for match in matches(says.BARE, text, places, 0, 300):
        if _machine_made(_trimmed(match.group("value"))):
            yield _span(match)


def _long(text: str, places: Places) -> Iterator[Span]:
    for match in matches(says.LONG, text, places, 0, 2100):
        name = match.group("name").lower()
        own = name == "key" and re.match("api|access", match.group(), re.I)
        if _is_token(match.group("value"), "secret" if own else name):
            yield _span(match)


def _mixed(text: str, places: Places) -> Iterator[Span]:
    for match in matches(says.MIXED, text, places, 0, 100):
        if _machine_made(match.group("value")):
            yield _span(match)


def _later(text: str, places: Places) -> Iterator[Span]:
    for match in matches(says.LATER, text, places, 0, 500):
        value = _trimmed(match.group("value"))
        name = match.group()[:6].lower()
        if _machine_made(value) and (
            name.startswith(("pass", "api", "access")) or not says.DIGEST.fullmatch(value)
        ):
            yield _span(match)


def _admin(text: str, places: Places) -> Iterator[Span]:
    for match in matches(says.ADMIN, text, places, 0, 100):
        before = text[match.start() - 1 : match.start()]
        if before in ("", *" \t\n(=") and not says.MEASURE.fullmatch(match.group(1)):
            yield Span(match.start(1), match.end(1), match.group(1))


def _slashed(text: str, places: Places) -> Iterator[Span]:
    for at in places:
        pair = says.SLASHED.match(text, at)
        if (
            pair
            and says.WHO.search(text[max(0, at - 130) : at])
            and not says.MEASURE.fullmatch(pair.group(1))
        ):
            value = _trimmed(pair.group(1))
            yield Span(pair.start(1), pair.start(1) + len(value), value)


def _pairs(text: str, places: Places) -> Iterator[Span]:
    for match in matches(says.USER_PAIR, text, places, 0, 300):
        start, value = match.start(match.lastindex or 0), _trimmed(match.group(match.lastindex or 0))
        if words.is_tokenish(value) and not words.is_blank(value):
            yield Span(start, start + len(value), value)


def _codes(text: str, places: Places) -> Iterator[Span]:
    for head in matches(says.CODES, text, places, 0, 600):
        for found in says.ONE_CODE.finditer(head.group(1)):
            yield Span(head.start(1) + found.start(), head.start(1) + found.end(), found.group())


def _named_after(text: str, places: Places) -> Iterator[Span]:
    for at in places:
        before = says.BEFORE.search(text[max(0, at - 130) : at])
        group = before.lastindex or 1 if before else 0
        if before and words.is_tokenish(before.group(group)):
            start = max(0, at - 130) + before.start(group)
            yield Span(start, start + len(before.group(group)), before.group(group))


def _code_first(text: str, places: Places) -> Iterator[Span]:
    for at in places:
        code = says.CODE_FIRST.search(text, max(0, at - 12), at + 60)
        if code:
            yield Span(code.start(1), code.end(1), code.group(1))


def _first_group(pattern: re.Pattern[str]) -> Finder:
    """The first group of each match is the secret."""

    def found(text: str, places: Places) -> Iterator[Span]:
        for match in matches(pattern, text, places, 0, 90):
            yield Span(match.start(1), match.end(1), match.group(1))

    return found


def _values(pattern: re.Pattern[str], after: int) -> Finder:
    """Its value is, without the signs that end a sentence."""

    def found(text: str, places: Places) -> Iterator[Span]:
        for match in matches(pattern, text, places, 0, after):
            yield _span(match)

    return found


def _span(match: re.Match[str]) -> Span:
    value = _trimmed(match.group("value"))
    return Span(match.start("value"), match.start("value") + len(value), value)


def _trimmed(value: str) -> str:
    """Without the signs that end a sentence."""
    return value.rstrip(".,;:)]}") if value[-1:] in ".,;:)]}" else value


def _counts(match: re.Match[str]) -> bool:
    """Is that a secret? In quotes nearly everything is, else what cannot be a word of the sentence."""
    value = _trimmed(match.group("value"))
    if COVER in value:  # hidden already
        return False
    if (
        len(value) < 4
        or value.startswith("**")
        or words.is_blank(value)
        or words.is_prose(value)
        or says.ALGORITHM.fullmatch(value)
    ):
        return False
    if match.group("open") and not value.isalpha():
        return any(c.isdigit() for c in value) or words.is_tokenish(value)
    verb = match.group("verb").strip().lower()
    if verb in (":", "=") and value.isdigit():
        return len(value) >= 4 and "pin" in match.group().lower()[:4]
    return _machine_made(value) or (bool(says.WORD_CHAIN.fullmatch(value)) and verb != "-")


def _is_token(value: str, name: str) -> bool:
    """What follows `token` and is no word; a digest follows `key` too often to be one."""
    if says.HEX.fullmatch(value):
        return name != "key"
    if says.UUID.fullmatch(value):
        return name == "token"
    odd = value.islower() or value.isupper() or says.DIGEST.fullmatch(value)
    return name != "session" and _machine_made(value) and not odd


def _machine_made(value: str) -> bool:
    """Letters and digits mixed, eight or more; no version, no size, no address, no path."""
    if len(value) < 8 or says.ALGORITHM.fullmatch(value) or words.is_blank(value):
        return False
    letters, digits = sum(c.isalpha() for c in value), sum(c.isdigit() for c in value)
    return (
        letters >= 2
        and digits >= 1
        and value[0] not in "/-.("
        and "://" not in value
        and not value.endswith((":", "()"))
    )


#: What looks for secrets, and the literals at which it looks.
_TABLE: tuple[tuple[Finder, tuple[str, ...]], ...] = (
    (_said, says.NAME_ANCHORS),
    (_bare, ("pass", "community")),
    (_long, ("token", "secret", "api key", "access key", "auth token", "session ")),
    (_mixed, ("token", "key ", "pass")),
    (_later, says.NAME_ANCHORS),
    (_admin, ("admin:", "root:")),
    (_slashed, (" / ",)),
    (_pairs, says.PAIR_ANCHORS),
    (_codes, ("recovery code", "backup code")),
    (_named_after, says.NAMED_AFTER),
    (_code_first, ("is your ",)),
    (_values(says.USER_AND, 160), ("user ", "login ", "logon ", "account ")),
    (_values(says.JOINED, 90), ("pass", "pwd")),
    (_first_group(says.CODE), says.CODE_ANCHORS),
    (_first_group(says.LICENCE), ("license", "licence")),
    (_first_group(says.FOURS), ("secret", "setup", "totp")),
    (_first_group(says.HASH), ("ntlm", "nt hash", "lm hash", "password")),
    (_first_group(says.HASH_OF), ("password)",)),
    (_first_group(says.PHRASE), ("passphrase",)),
    (_first_group(says.JSON_CODE), ('code"', 'code\\"')),
)
_ROWS = Rows(literals for _, literals in _TABLE)
