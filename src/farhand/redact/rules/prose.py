"""Secrets in sentences: "the password is …", "set password to …", "Passwort: …", "Your code is 123456"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from farhand.redact import abroad, words
from farhand.redact.marks import COVER
from farhand.redact.rules import Span, Where
from farhand.redact.rules._near import Rows, matches

TYPE_CHECKING = False
if TYPE_CHECKING:
    Places = Sequence[int]
    Finder = Callable[[str, Places], Iterator[Span]]

#: The name begins at one of the ANCHORS.
_NAMES = (
    r"pass[ -]?phrase|passcode|passwd|password|passwort|passe|kennwort|contrase\u00c3\u00b1a|senha|clave|"
    rf"{'|'.join(map(re.escape, (*abroad.WORDS, *abroad.PHRASES)))}|"
    r"secret(?:_\w{1,24})?|(?:api|access|license|licence|encryption|private|signing|master|integration)[ _-]key|token|creds|credentials|pwd|pw|pin|community(?: string)?"
)
_NAME_ANCHORS = (
    *abroad.WORDS, *abroad.PHRASES, "pass", "kennwort", "contrase", "senha", "clave", "secret", "token", "creds",
    "credentials", "pwd", "pw:", "pw ", "pin:", "pin ", "api key", "access key", "license key", "licence key",
    "encryption key", "community", "api_key", "access_key", "private key:", "signing key", "master key", "integration key",
)  # fmt: skip
_CODE_ANCHORS = (
    "verification", "security code", "login code", "access code", "auth code", "confirmation code", "2fa", "mfa", "otp",
    "one-time", "one time", "pin:", "pin ", "sms code",
)  # fmt: skip
_PAIR_ANCHORS = (
    "creds",
    "credentials",
    "logged in ",
    "logged on ",
    "logging in ",
    "log in ",
    "sign in ",
    "signed in ",
)
#: What follows a secret that is named after it.
_NAMED_AFTER = (
    "as the pass", "as pass", "as your pass", "is the pass", "is your pass", "is the token", "is the secret", "is the api token",
    "is the api key", "is the key for", "is the auth", "ingestion key",
)  # fmt: skip
ANCHORS = tuple(
    dict.fromkeys(
        (
            "passphrase",
            "admin:",
            "root:",
            *_NAME_ANCHORS,
            *_CODE_ANCHORS,
            "is your ",
            "recovery code",
            "backup code",
            "license",
            "licence",
            "setup",
            "totp",
            *_NAMED_AFTER,
            "session ",
            "auth token",
            "ntlm",
            "nt hash",
            "lm hash",
            *_PAIR_ANCHORS,
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
_QUOTED = r"(?:\\*[\"'`“‘«]|\*\*[ \t]*`?|`)"
#: Between the name and the value: of which one it is, a verb or a sign, and the quote that opens.
_SAID = re.compile(
    rf"(?:{_NAMES})(?:\b|(?=[はをも는은是为]))(?:[ \t]*\([^()\n]{{1,30}}\))?\**"
    r"(?:[ \t]+(?:for|of|on|to|do|de|der|für|zum|pour|para)(?:[ \t]+[\w@./-]{1,60}){1,3}?){0,2}"
    r"(?P<verb>\\*[\"'`]?[ \t]*:[ \t*]+|[ \t]*[:=：](?=\\*[\"'`“‘*])|[ \t]+=[ \t]+|[ \t]+(?:from|-|–)[ \t]+"
    r"|\\*[\"'`]?(?:[ \t]+(?:has|had|been|is|was|were|will|be|being|set|reset|changed|updated|rotated|replaced|to|with|by|as|now|from"
    r"|currently|still|generated|value|the|new|old|lautet|ist|est|es|é|är|jest|equals)){1,6}[ \t]*:?[ \t]+|：[ \t]*|[ \t]*(?:は|는|은|是|为)[ \t]*"
    r"|[ \t]+(?=\\*[\"'`“‘]))" + rf"(?P<open>{_QUOTED})?(?P<value>[^\s\"'`“”’»<>|]{{4,256}})",
    re.I,
)
#: `password X`, where X cannot be a word: letters with digits, and long.
_BARE = re.compile(
    r"(?:password|passwort|passphrase|passwd|community(?: string)?)[ \t]+(?P<value>[^\s\"'`<>|,;]{8,128})",
    re.I,
)
#: `token X`, `key X`: far longer, and of capitals, small letters and digits.
_LONG = re.compile(
    r"(?:(?:secret|auth|access|api)[ -])*(?P<name>token|secret|key|session)(?:[ _]id)?:?[ \t]+\\*[\"'`]?(?P<value>(?:[\w-]{1,12}\.)?[\w+/=-]{20,2000})",
    re.I,
)
#: `key X`, `pass X`: shorter ones, where each of capitals, small letters and digits is in it and nothing else.
_MIXED = re.compile(
    r"\b(?:[Tt]oken|[Kk]ey|[Pp]ass|[Pp]assword)[ \t]+(?P<value>(?=[A-Z0-9]*[a-z])(?=[a-z0-9]*[A-Z])(?=[A-Za-z]*\d)"
    r"[A-Za-z0-9]{14,64})\b(?![./:-])"
)
#: `from X to Y`: the second value.
_AND_TO = re.compile(r"[ \t]+to[ \t]+[\"'`]?([^\s\"'`<>|]{4,256})")
#: `A temporary password is generated for root@localhost: X`, `Invalid client secret provided: X`.
_LATER = re.compile(
    rf"(?:{_NAMES})s?[ \t][\w \t-]{{2,60}}@?[\w.]{{0,40}}[:=][ \t]+[\"'`]?(?P<value>[^\s\"'`<>|]{{8,256}})",
    re.I,
)
_USER_PAIR = re.compile(
    r"(?:creds|credentials)[ \t]*(?::|=|->|=>|are|is)?[ \t]+[\w.@-]{1,40}[ \t]*[:/][ \t]*([^\s\"'`<>|]{6,128})"
    r"|(?:log|sign)(?:ged|ging|ed)? (?:in|on) (?:with|as|using)[ \t]+[\w.@-]{1,40}[ \t]*/[ \t]*((?=\S*[A-Za-z])[^\s\"'`<>|/]{6,128})(?![/\w])",
    re.I,
)
_CODE = re.compile(
    r"(?<![\w-])(?:(?:verification|security|login|auth|access|confirmation|2fa|mfa|otp|sms|one[- ]time)[ _-]?"
    r"(?:pass)?(?:code|pin|word)?|2fa|otp|pin)[\"']?(?:[ \t]*(?:is|was|:|=)[ \t]*|[ \t]+)[\"']?(\d{4,8})\b(?![.:,]?\d|-)",
    re.I,
)
_CODE_FIRST = re.compile(r"(?<![\w.:-])(\d{4,8})[ \t]+is[ \t]+your[ \t][\w \t-]{0,40}code", re.I)
#: A licence key after its name: groups of capitals and digits.
_LICENCE = re.compile(
    r"licen[cs]e(?: (?:key|code|number))?[\"']?[ \t:=\"']+((?-i:[A-Z0-9]{4,8}(?:-[A-Z0-9]{4,8}){2,7}))\b",
    re.I,
)
_CODES = re.compile(
    r"(?:recovery|backup) codes?[ \t]*(?:are|is|:|=)?[ \t]*((?:[a-z0-9]{4,6}-[a-z0-9]{4,6}[ \t,;]*){1,20})",
    re.I,
)
_ONE_CODE = re.compile(r"[a-z0-9]+-[a-z0-9]+", re.I)
_ALGORITHM = re.compile(
    r"(?:hmac-?)?(?:sha|md|aes|rsa|pbkdf|scrypt|bcrypt|argon|scram|base)[\w-]{0,3}\d{0,3}[\w-]*", re.I
)
_WORD_CHAIN = re.compile(r"[a-z]{3,12}(?:[-_.][a-z]{3,12}){2,5}")
_HEX = re.compile(r"[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{48}|[0-9a-f]{64}", re.I)
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.I)
#: Hashes of passwords that are named as such.
_HASH = re.compile(
    r"(?:ntlm|nt|lm|password)[ _-]?hash(?:es)?[ \t:=\"']+([0-9a-f]{32,128}(?::[0-9a-f]{32})?)\b", re.I
)
_HASH_OF = re.compile(r"password\)[ \t]*[=:][ \t]*['\"]?([0-9a-f]{32,128})\b", re.I)
#: `user bob:X`, `login failed for bob/X`.
_USER_AND = re.compile(
    r"(?i:user|login|logon|account)[ \t]+(?:failed[ \t]+|attempt[ \t]+)?(?:for[ \t]+)?[\w.-]{2,40}[/:]"
    r"(?P<value>(?=\S*[a-z])(?=\S*[A-Z])(?=\S*\d)[^\s/:\"'`<>|,;.]{8,64})(?![/:.\w])"
)
#: A code under an everyday name, where the line says what it is for.
_JSON_CODE = re.compile(
    r"code\\*[\"'][ \t]*:[ \t]*\\*[\"']?(\d{4,8})\b(?=[^\n]{0,160}(?:mfa|otp|2fa|totp|verif))", re.I
)
#: A name of a file or a part of a path: `db-password-X.sql`.
_JOINED = re.compile(
    r"(?:password|passwd|pwd|(?<=_)pass(?=_\w{8,64}\.\w{2,5}\b))[-_=](?P<value>(?=[^\s.]*\d[A-Za-z])[A-Za-z0-9!@#$%^&*+]{8,64})(?=[.\s\"'/]|$)",
    re.I,
)
#: Several words in quotes, which only a passphrase has.
_PHRASE = re.compile(
    r"passphrase[ \t]*(?:(?:is|was|to)[ \t]*)*[:=]?[ \t]*[\"'“‘]([a-z]{2,20}(?:[ -][a-z]{2,20}){3,11})[\"'”’]",
    re.I,
)
#: A key for one-time passwords in groups of four.
_FOURS = re.compile(
    r"(?:secret|setup|totp)(?:[ _-]?key)?[ \t]*[:=][ \t]*((?:(?-i:[A-Z2-7]){4}[ -]){3,12}(?-i:[A-Z2-7]){2,4})\b",
    re.I,
)
_BEFORE = re.compile(r"[\"'`]([^\s\"'`]{4,128})[\"'`][ \t]+$|(?<!\S)([^\s\"'`]{8,128})[ \t]+$")
_DIGEST = re.compile(r"[0-9a-f]+|[0-9a-f-]{36}", re.I)


def find(text: str, where: Where) -> Iterator[Span]:
    for row, places in _ROWS(where):
        yield from _TABLE[row][0](text, places)


def _said(text: str, places: Places) -> Iterator[Span]:
    for match in matches(_SAID, text, places, 0, 500):
        if _counts(match):
            yield _span(match)
            second = _AND_TO.match(text, match.end()) if "from" in match.group("verb") else None
            if second:
                yield Span(second.start(1), second.end(1), _trimmed(second.group(1)))


def _bare(text: str, places: Places) -> Iterator[Span]:
    for match in matches(_BARE, text, places, 0, 300):
        if _machine_made(_trimmed(match.group("value"))):
            yield _span(match)


def _long(text: str, places: Places) -> Iterator[Span]:
    for match in matches(_LONG, text, places, 0, 2100):
        name = match.group("name").lower()
        own = name == "key" and re.match("api|access", match.group(), re.I)
        if _is_token(match.group("value"), "secret" if own else name):
            yield _span(match)


def _mixed(text: str, places: Places) -> Iterator[Span]:
    for match in matches(_MIXED, text, places, 0, 100):
        if _machine_made(match.group("value")):
            yield _span(match)


def _later(text: str, places: Places) -> Iterator[Span]:
    for match in matches(_LATER, text, places, 0, 500):
        value = _trimmed(match.group("value"))
        name = match.group()[:6].lower()
        if _machine_made(value) and (
            name.startswith(("pass", "api", "access")) or not _DIGEST.fullmatch(value)
        ):
            yield _span(match)


#: `root@10.0.0.1 / X`, `admin / X`: who, and the secret.
_WHO = re.compile(
    r"(?:[\w.-]{1,40}@[\w.-]{1,80}|\b(?:root|admin|administrator|sa|sysadmin|postgres|demo|guest|sysdba))$",
    re.I,
)
_SLASHED = re.compile(r" / ((?=\S*\d)(?=\S*[A-Za-z]\S*[A-Za-z])[^\s/\"'<>|@]{6,64})(?=[\s,;.)]|\Z)")
_MEASURE = re.compile(r"[\d.,:+-]+[A-Za-z%]{0,5}[,.;]?|v?\d+(?:\.\w+)+(?:[-+~][\w.]+)*")


#: `admin:X`, where X has capitals, small letters, digits and is no version.
_ADMIN = re.compile(
    r"(?i:admin|root):((?=\S*[a-z])(?=\S*[A-Z])(?=\S*\d)[^\s:/\"'<>|,;@]{6,64})(?=[\s,;.)]|\Z)"
)


def _admin(text: str, places: Places) -> Iterator[Span]:
    for match in matches(_ADMIN, text, places, 0, 100):
        before = text[match.start() - 1 : match.start()]
        if before in ("", *" \t\n(=") and not _MEASURE.fullmatch(match.group(1)):
            yield Span(match.start(1), match.end(1), match.group(1))


def _slashed(text: str, places: Places) -> Iterator[Span]:
    for at in places:
        pair = _SLASHED.match(text, at)
        if pair and _WHO.search(text[max(0, at - 130) : at]) and not _MEASURE.fullmatch(pair.group(1)):
            value = _trimmed(pair.group(1))
            yield Span(pair.start(1), pair.start(1) + len(value), value)


def _pairs(text: str, places: Places) -> Iterator[Span]:
    for match in matches(_USER_PAIR, text, places, 0, 300):
        start, value = match.start(match.lastindex or 0), _trimmed(match.group(match.lastindex or 0))
        if words.is_tokenish(value) and not words.is_blank(value):
            yield Span(start, start + len(value), value)


def _codes(text: str, places: Places) -> Iterator[Span]:
    for head in matches(_CODES, text, places, 0, 600):
        for found in _ONE_CODE.finditer(head.group(1)):
            yield Span(head.start(1) + found.start(), head.start(1) + found.end(), found.group())


def _named_after(text: str, places: Places) -> Iterator[Span]:
    for at in places:
        before = _BEFORE.search(text[max(0, at - 130) : at])
        group = before.lastindex or 1 if before else 0
        if before and words.is_tokenish(before.group(group)):
            start = max(0, at - 130) + before.start(group)
            yield Span(start, start + len(before.group(group)), before.group(group))


def _code_first(text: str, places: Places) -> Iterator[Span]:
    for at in places:
        code = _CODE_FIRST.search(text, max(0, at - 12), at + 60)
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
        or _ALGORITHM.fullmatch(value)
    ):
        return False
    if match.group("open") and not value.isalpha():
        return any(c.isdigit() for c in value) or words.is_tokenish(value)
    verb = match.group("verb").strip().lower()
    if verb in (":", "=") and value.isdigit():
        return len(value) >= 4 and "pin" in match.group().lower()[:4]
    return _machine_made(value) or (bool(_WORD_CHAIN.fullmatch(value)) and verb != "-")


def _is_token(value: str, name: str) -> bool:
    """What follows `token` and is no word; a digest follows `key` too often to be one."""
    if _HEX.fullmatch(value):
        return name != "key"
    if _UUID.fullmatch(value):
        return name == "token"
    odd = value.islower() or value.isupper() or _DIGEST.fullmatch(value)
    return name != "session" and _machine_made(value) and not odd


def _machine_made(value: str) -> bool:
    """Letters and digits mixed, eight or more; no version, no size, no address, no path."""
    if len(value) < 8 or _ALGORITHM.fullmatch(value) or words.is_blank(value):
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
    (_said, _NAME_ANCHORS),
    (_bare, ("pass", "community")),
    (_long, ("token", "secret", "api key", "access key", "auth token", "session ")),
    (_mixed, ("token", "key ", "pass")),
    (_later, _NAME_ANCHORS),
    (_admin, ("admin:", "root:")),
    (_slashed, (" / ",)),
    (_pairs, _PAIR_ANCHORS),
    (_codes, ("recovery code", "backup code")),
    (_named_after, _NAMED_AFTER),
    (_code_first, ("is your ",)),
    (_values(_USER_AND, 160), ("user ", "login ", "logon ", "account ")),
    (_values(_JOINED, 90), ("pass", "pwd")),
    (_first_group(_CODE), _CODE_ANCHORS),
    (_first_group(_LICENCE), ("license", "licence")),
    (_first_group(_FOURS), ("secret", "setup", "totp")),
    (_first_group(_HASH), ("ntlm", "nt hash", "lm hash", "password")),
    (_first_group(_HASH_OF), ("password)",)),
    (_first_group(_PHRASE), ("passphrase",)),
    (_first_group(_JSON_CODE), ('code"', 'code\\"')),
)
_ROWS = Rows(literals for _, literals in _TABLE)
