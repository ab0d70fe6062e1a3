"""Credentials on command lines and in the commands of databases and servers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from farhand.redact import words
from farhand.redact.rules import Span, Where
from farhand.redact.rules._near import Rows, matches

#: What the argument of a tool's option looks like.
_ARG = r"(?:\\+\"([^\"\\\n]{1,512})\\+\"|\"((?:[^\"\\\n]|\\.){1,512})\"|'([^'\n]{1,512})'|((?:[^\s\"'|;&]|[&;|](?=[^\s&;|\"'])){1,512}))"

#: What a long option for a secret has in its name.
_OPTION_WORDS = "pass|pwd|secret|token|api-key|apikey|access-key|secret-key|masterauth"
#: Literals of which one must be there; what is cheaply looked at in its place first; how many characters
#: before it the pattern may begin; the pattern. The secret is whichever group matched.
_TABLE = (
    (_OPTION_WORDS, r"(?<=-)", 90,
     r"(?<![\w-])--?(?:[a-z0-9]{1,20}-){0,4}(?:password|passwd|passphrase|secret|token|api-key|apikey|"
     r"access-key|secret-key|pass|pwd|client-secret|auth-token|requirepass|masterauth)(?:-(?:string|value|text|base64))?[ \t]+(?!-)" + _ARG),
    ("passin|passout", r"(?<=-)", 2, r"(?<![\w-])-pass(?:in|out)?[ \t]+pass:" + _ARG),
    ("-pass pass:", r"", 0, r"-pass[ \t]+pass:" + _ARG),
    ("identified", r"identified[ \t]", 0,
     r"\bIDENTIFIED[ \t]+(?:WITH[ \t]+[\w']{1,40}[ \t]+)?(?:BY|AS)[ \t]+(?:PASSWORD[ \t]+)?" + _ARG),
    ("password", r"password[ \t]+'", 220,
     r"\b(?:WITH|ROLE[ \t]+\S{1,64}|USER[ \t]+\S{1,64}|ENCRYPTED)[ \t]+(?:\w{1,20}[ \t]+){0,4}"
     r"PASSWORD[ \t]+'((?:[^'\n]|''){1,512})'"),
    ("password", r"(?<=set[ \t])", 4, r"\bSET[ \t]+PASSWORD[ \t]+(?!FOR\b)[^\n']{0,80}'([^'\n]{1,512})'"),
    ("password", r"(?<=\s)password[ \t]", 144, r"\blogin[ \t]+\S{1,128}\s{1,8}password[ \t]+(\S{1,256})"),
    ("requirepass", r"requirepass[\"']?[ \t]", 0, r"\brequirepass\b[\"']?[ \t]+" + _ARG),
    ("masterauth", r"masterauth[\"']?[ \t]", 0, r"\bmasterauth\b[\"']?[ \t]+" + _ARG),
    ("auth plain|auth login|auth xoauth2|auth\" ", r"auth\"?[ \t]+(?:plain|login|xoauth2)", 1,
     r"(?:^|[\"\s>])AUTH\"?[ \t]+(?:PLAIN|LOGIN|XOAUTH2)[ \t]+([A-Za-z0-9+/=]{8,})"),
    ("auth\" ", r"", 1, r"\"AUTH\"[ \t]+(?:\"[^\"\n]{1,128}\"[ \t]+)?\"([^\"\n]{1,512})\""),
    ("auth ", r"", 42,
     r"(?m)^(?:\S{1,40}> |> )?AUTH[ \t]+(?!PLAIN|LOGIN|XOAUTH2|failed|mechanisms|command)"
     r"(?:\S{1,64}[ \t]+)?([^\s]{1,512})[ \t\r]*$"),
    ("env ", r"", 80,
     r"(?m)^[ \t]*ENV[ \t]+\w{0,60}(?:PASSWORD|PASSWD|SECRET|TOKEN|API_KEY|SECRET_KEY)[ \t]+" + _ARG),
    ("pass", r"pass(?:word|phrase)[ \t]+[\"']", 0,
     r"\b(?:password|passphrase)[ \t]+[\"'](?=[^\"'\n]{0,64}\d)([^\s\"']{4,256})[\"']"),
    ("pass", r"pass(?:word|code|wort)[ \t]+\w", 0,
     r"\b(?:password|passcode|passwort)[ \t]+(?:is|was|ist|lautet)[ \t]*:?[ \t]*" + _ARG),
)  # fmt: skip

#: Tool that must stand before it on the line, pattern of the option.
_TOOLS = (
    ("mysql", r"(?<=\s)-p(?!\s|ort\b|rotocol\b|assword\b)" + _ARG),
    ("mariadb", r"(?<=\s)-p(?!\s|ort\b|rotocol\b|assword\b)" + _ARG),
    ("mongo", r"(?<=\s)-p[ \t=]?(?!ort\b)" + _ARG),
    ("sshpass", r"(?<=\s)-p[ \t]?" + _ARG),
    ("docker login", r"(?<=\s)-p[ \t=]?(?!assword)" + _ARG),
    ("podman login", r"(?<=\s)-p[ \t=]?(?!assword)" + _ARG),
    ("helm registry login", r"(?<=\s)-p[ \t=]?(?!assword)" + _ARG),
    (" login ", r"(?<=\s)-p[ \t=]?(?!assword|[{<$]|\d{1,5}(?!\S))" + _ARG),
    ("ncftp", r"(?<=\s)-p[ \t]?" + _ARG),
    ("redis-cli", r"(?<=\s)(?:-a|--pass)[ \t]+" + _ARG),
    ("valkey-cli", r"(?<=\s)(?:-a|--pass)[ \t]+" + _ARG),
    ("sqlcmd", r"(?<=\s)-P[ \t]?" + _ARG),
    ("ldap", r"(?<=\s)-w[ \t]?" + _ARG),
    ("curl", r"(?<=\s)(?:-u|--user|--proxy-user|-U)[ \t=]?[\"']?[^\s:\"']{0,128}:([^\s\"']{1,256})"),
)
#: Characters after its literal that a match can take.
_AFTER = 900
#: Characters before an option in which its tool is looked for.
_BEFORE = 1000

#: A line of .pgpass, host:port:database:user:password, told by a port of PostgreSQL or a star.
_PGPASS = re.compile(
    r"[\w.*-]{1,253}:(?:\d{2,5}|\*):[\w*.-]{1,64}:(?!\d+:)[\w*.-]{1,64}:((?:[^\s:\\]|\\[:\\]){1,256})\r?(?=\n|$)"
)
_PGPASS_ANCHORS = (":*:", "432:", "5433:")

_WORDS = {one for literals, *_ in _TABLE for one in literals.split("|")}
ANCHORS = tuple(sorted(_WORDS | {tool for tool, _ in _TOOLS} | set(_PGPASS_ANCHORS)))
_ROWS, _TOOL_ROWS = Rows(row[0].split("|") for row in _TABLE), Rows((tool,) for tool, _ in _TOOLS)
_PATTERNS: dict[str, re.Pattern[str]] = {}


def find(text: str, where: Where) -> Iterator[Span]:
    for row, some in _ROWS(where):
        _, glance, before, pattern = _TABLE[row]
        looks = _glance(glance).match
        places = [at for at in some if looks(text, at)]
        for match in matches(_compiled(pattern), text, places, before, _AFTER) if places else ():
            group = match.lastindex or 0
            value = match.group(group)
            if (
                not words.is_blank(value)
                and not _sentence(match, value)
                and not value.startswith(('{"', "{\\"))
            ):
                yield Span(match.start(group), match.end(group), value.replace("''", "'"))
    yield from _tools(text, where)
    for anchor in _PGPASS_ANCHORS:
        yield from _pgpass(text, where.get(anchor, ()))


def _pgpass(text: str, places: Sequence[int]) -> Iterator[Span]:
    for at in places:
        line = _PGPASS.match(text, text.rfind("\n", max(0, at - 300), at) + 1)
        if line:
            yield Span(line.start(1), line.end(1), line.group(1))


def _tools(text: str, where: Where) -> Iterator[Span]:
    """Options that are secret after certain tools: on the same line, not too far behind."""
    for row, places in _TOOL_ROWS(where):
        pattern, after = _TOOLS[row][1], 0
        for at in places:
            eol = text.find("\n", at, at + _BEFORE)
            last = eol if eol >= 0 else min(len(text), at + _BEFORE)
            for match in _compiled(pattern).finditer(text, max(at, after), last):
                group = match.lastindex or 0
                if not words.is_blank(match.group(group)):
                    yield Span(match.start(group), match.end(group), match.group(group))
            after = last


def _sentence(match: re.Match[str], value: str) -> bool:
    """`password is wrong` and `--token expired` are text, not a secret."""
    between = match.group()[: -len(value)].rstrip("\"'").lower()
    said = between.rstrip(" \t:").endswith((" is", " was", " ist", " lautet"))
    if said and match.group().rstrip().endswith(("'", '"')):
        said = False
    return words.is_prose(value) or (said and not words.is_tokenish(value))


@cache
def _glance(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.I)


def _compiled(pattern: str) -> re.Pattern[str]:
    """Compiled when first needed: a self-test that meets no command line pays for none."""
    if pattern not in _PATTERNS:
        flags = re.I if pattern[:2] in ("(?", "\\b") and "(?m)" not in pattern and "-P" not in pattern else 0
        _PATTERNS[pattern] = re.compile(pattern, flags)
    return _PATTERNS[pattern]
