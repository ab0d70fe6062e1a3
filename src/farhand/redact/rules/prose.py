"""Secrets in sentences: "the password is …", "set password to …", "Passwort: …", "Your code is 123456"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from farhand.redact import words
from farhand.redact.rules import Span, Where
from farhand.redact.rules._near import matches, of_all

_NAMES = (
    r"pass[ -]?phrase|passcode|passwd|password|passwort|kennwort|mot[ _]de[ _]passe|contrase(?:ñ|n|Ã±)a|пароль|senha|"
    r"wachtwoord|lösenord|hasło|secret|(?:api|access|secret|licen[cs]e|encryption)[ -]key|token|creds|credentials|pwd|pw|"
    r"pin|passphrase|licen[cs]e"
)
ANCHORS = (
    "pass", "kennwort", "contrase", "пароль", "senha", "wachtwoord", "senord", "hasło", "secret", "token", "creds",
    "credentials", "pwd", "pw:", "pw ", "pin:", "pin ", "api key", "access key", "license key", "licence key", "code",
)  # fmt: skip
_QUOTED = r"(?:\\*[\"'`“‘«]|\*\*\s*`?|`)"
#: Between the name and the value: of which one it is, a verb or a sign, and the quote that opens.
_SAID = re.compile(
    rf"\b(?:{_NAMES})\b(?:[ \t]*\([^()\n]{{1,30}}\))?\**"
    r"(?:[ \t]+(?:for|of|on|to)[ \t]+[\w@./-]{1,60}){0,2}"
    r"(?:[ \t]+(?:now|currently|set|changed|reset|still|generated)){0,2}"
    r"(?P<verb>[ \t]*[:=][ \t*]*|[ \t]+(?:is|was|to|lautet|ist|est|es|é|är|jest|from|-|–|is:|generated)(?:[ \t]+(?:set[ \t]+to|now))?[ \t]+|"
    r"[ \t]+(?=\\*[\"'`“‘]))" + rf"(?P<open>{_QUOTED})?(?P<value>[^\s\"'`“”’»<>|]{{4,256}})",
    re.I,
)
#: `password X`, where X cannot be a word: letters with digits, and long.
_BARE = re.compile(
    r"\b(?:with|using|tried|and|/|,|new|old|the|snmp-server|ap|userpassword)?[ \t]*"
    r"(?:password|passwort|passphrase|passwd|master_password)[ \t]+(?P<value>[^\s\"'`<>|,;]{8,128})",
    re.I,
)
#: `from X to Y`: the second value.
_AND_TO = re.compile(r"[ \t]+to[ \t]+[\"'`]?([^\s\"'`<>|]{4,256})")
_TEMPORARY = re.compile(r"\b(?:password|passwort)[ \t][\w \t]{2,60}@?[\w.]{0,40}:[ \t]+([^\s\"'`<>|]{6,256})", re.I)
_USER_PAIR = re.compile(r"\b(?:creds|credentials)[ \t]*:?[ \t]+[\w.@-]{1,40}[ \t]*[:/][ \t]*([^\s\"'`<>|]{6,128})", re.I)
_CODE = re.compile(
    r"\b(?:(?:verification|security|login|auth(?:entication)?|access|confirmation|2fa|mfa|otp|sms|one[- ]time)[ _-]?"
    r"(?:pass)?(?:code|pin|password)|2fa|otp|pin)[\"']?[ \t]*(?:is|was|:|=)?[ \t]*[\"']?(\d{4,8})\b(?![.:,]?\d)",
    re.I,
)
_CODE_FIRST = re.compile(r"(?<![\w.:-])(\d{4,8})[ \t]+is[ \t]+your[ \t][\w \t-]{0,40}code", re.I)
_ALGORITHM = re.compile(r"(?:hmac-?)?(?:sha|md|aes|rsa|pbkdf|scrypt|bcrypt|argon|scram|base)[\w-]{0,3}\d{0,3}[\w-]*", re.I)
_WORD_CHAIN = re.compile(r"[a-z]{3,12}(?:[-_.][a-z]{3,12}){2,5}")


def find(text: str, where: Where) -> Iterator[Span]:
    names = of_all(where, [one for one in ANCHORS if one != "code"])
    for match in matches(_SAID, text, names, 24, 400):
        if _counts(match):
            yield _span(match, "value")
            second = _AND_TO.match(text, match.end()) if "from" in match.group("verb") else None
            if second:
                yield Span(second.start(1), second.end(1), _trimmed(second.group(1)))
    for match in matches(_BARE, text, where.get("pass", ()), 24, 300):
        if _machine_made(_trimmed(match.group("value"))):
            yield _span(match, "value")
    yield from _others(text, where)


def _others(text: str, where: Where) -> Iterator[Span]:
    """Pairs of user and password, generated passwords, codes to type in."""
    for match in matches(_TEMPORARY, text, where.get("pass", ()), 0, 400):
        value = _trimmed(match.group(1))
        if words.is_tokenish(value) and not words.is_prose(value) and not words.is_blank(value):
            yield Span(match.start(1), match.start(1) + len(value), value)
    for match in matches(_USER_PAIR, text, of_all(where, ("creds", "credentials")), 0, 300):
        value = _trimmed(match.group(1))
        if words.is_tokenish(value):
            yield Span(match.start(1), match.start(1) + len(value), value)
    places = of_all(where, ("code", "pass", "pin:", "pin "))
    for pattern in (_CODE, _CODE_FIRST):
        for match in matches(pattern, text, places, 60, 60):
            yield Span(match.start(1), match.end(1), match.group(1))


def _span(match: re.Match[str], group: str) -> Span:
    value = _trimmed(match.group(group))
    return Span(match.start(group), match.start(group) + len(value), value)


def _trimmed(value: str) -> str:
    """Without the signs that end a sentence."""
    return value.rstrip(".,;:)]}") if value[-1:] in ".,;:)]}" else value


def _counts(match: re.Match[str]) -> bool:
    """Is that a secret? In quotes nearly everything is, else what cannot be a word of the sentence."""
    value = _trimmed(match.group("value"))
    if len(value) < 4 or words.is_blank(value) or words.is_prose(value) or _ALGORITHM.fullmatch(value):
        return False
    if match.group("open") and not value.isalpha():
        return any(c.isdigit() for c in value) or words.is_tokenish(value)
    verb = match.group("verb").strip().lower()
    if verb in (":", "=") and value.isdigit():
        return len(value) >= 4 and "pin" in match.group().lower()[:4]
    return _machine_made(value) or bool(_WORD_CHAIN.fullmatch(value)) and verb != "-"


def _machine_made(value: str) -> bool:
    """Letters and digits mixed, eight or more; no version, no size, no address, no path."""
    if len(value) < 8 or _ALGORITHM.fullmatch(value) or words.is_blank(value):
        return False
    letters, digits = sum(c.isalpha() for c in value), sum(c.isdigit() for c in value)
    return letters >= 2 and digits >= 1 and value[0] not in "/-.(" and "://" not in value and not value.endswith((":", "()"))
