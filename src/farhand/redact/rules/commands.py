"""Credentials on command lines and in the commands of databases and servers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from farhand.redact import words
from farhand.redact.rules import Span

#: What the argument of a tool's option looks like.
_ARG = r"(?:\"((?:[^\"\\\n]|\\.){1,512})\"|'([^'\n]{1,512})'|([^\s\"'|;&]{1,512}))"

#: Literal that must be there, pattern; the secret is whichever group matched.
_TABLE = (
    ("--", r"(?<![\w-])--?(?:[a-z0-9]{1,20}-){0,4}(?:password|passwd|passphrase|secret|token|api-key|apikey|"
           r"access-key|secret-key|pass|client-secret|auth-token|requirepass|masterauth)[ \t]+(?!-)" + _ARG),
    ("passin", r"(?<![\w-])-pass(?:in|out)?[ \t]+pass:" + _ARG),
    ("identified", r"\bIDENTIFIED[ \t]+(?:WITH[ \t]+[\w']{1,40}[ \t]+)?(?:BY|AS)[ \t]+(?:PASSWORD[ \t]+)?"
                   + _ARG),
    ("password", r"\b(?:WITH|ROLE[ \t]+\S{1,64}|USER[ \t]+\S{1,64}|ENCRYPTED)[ \t]+(?:\w{1,20}[ \t]+){0,4}"
                 r"PASSWORD[ \t]+'((?:[^'\n]|''){1,512})'"),
    ("password", r"\bSET[ \t]+PASSWORD[ \t][^\n']{0,80}'([^'\n]{1,512})'"),
    ("password", r"\blogin[ \t]+\S{1,128}\s{1,8}password[ \t]+(\S{1,256})"),
    ("requirepass", r"\brequirepass\b[\"']?[ \t]+" + _ARG),
    ("masterauth", r"\bmasterauth\b[\"']?[ \t]+" + _ARG),
    ("auth", r"(?:^|[\"\s>])AUTH\"?[ \t]+(?:PLAIN|LOGIN|XOAUTH2)[ \t]+([A-Za-z0-9+/=]{8,})"),
    ("auth", r"\"AUTH\"[ \t]+(?:\"[^\"\n]{1,128}\"[ \t]+)?\"([^\"\n]{1,512})\""),
    ("auth", r"(?m)^(?:\S{1,40}> |> )?AUTH[ \t]+(?!PLAIN|LOGIN|XOAUTH2|failed|mechanisms|command)"
             r"(?:\S{1,64}[ \t]+)?([^\s]{1,512})[ \t\r]*$"),
    ("env ", r"(?m)^[ \t]*ENV[ \t]+\w{0,60}(?:PASSWORD|PASSWD|SECRET|TOKEN|API_KEY|SECRET_KEY)[ \t]+" + _ARG),
    ("pass", r"\b(?:password|passphrase)[ \t]+[\"'](?=[^\"'\n]{0,64}\d)([^\s\"']{4,256})[\"']"),
    ("pass", r"\b(?:password|passcode|passwort)[ \t]+(?:is|was|ist|lautet)[ \t]*:?[ \t]*" + _ARG),
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
    ("redis-cli", r"(?<=\s)(?:-a|--pass)[ \t]+" + _ARG),
    ("valkey-cli", r"(?<=\s)(?:-a|--pass)[ \t]+" + _ARG),
    ("sqlcmd", r"(?<=\s)-P[ \t]?" + _ARG),
    ("ldap", r"(?<=\s)-w[ \t]?" + _ARG),
    ("curl", r"(?<=\s)(?:-u|--user|--proxy-user|-U)[ \t=]?[\"']?[^\s:\"']{0,128}:([^\s\"']{1,256})"),
)
#: Characters before and after its literal that a match can take.
_NEAR = (240, 900)
#: Characters before an option in which its tool is looked for.
_BEFORE = 1000

#: A line of .pgpass, host:port:database:user:password, told by a port of PostgreSQL or a star.
_PGPASS = re.compile(
    r"[\w.*-]{1,253}:(?:\d{2,5}|\*):[\w*.-]{1,64}:(?!\d+:)[\w*.-]{1,64}:([^\s:]{1,256})\r?(?=\n|$)"
)
_PGPASS_ANCHORS = (":*:", ":5432:", ":5433:", ":6432:", ":26257:")

ANCHORS = tuple(sorted({literal for literal, _ in _TABLE + _TOOLS} | set(_PGPASS_ANCHORS)))
_PATTERNS: dict[str, re.Pattern[str]] = {}


def find(text: str, lower: str) -> Iterator[Span]:
    for literal, pattern in _TABLE:
        for match in _matches(_compiled(pattern), literal, text, lower) if literal in lower else ():
            group = match.lastindex or 0
            value = match.group(group)
            if not words.is_blank(value) and not _sentence(match, value):
                yield Span(match.start(group), match.end(group), value.replace("''", "'"))
    yield from _tools(text, lower)
    for anchor in _PGPASS_ANCHORS:
        yield from _pgpass(text, anchor)


def _matches(pattern: re.Pattern[str], literal: str, text: str, lower: str) -> Iterator[re.Match[str]]:
    """Where a pattern matches: near its literal where that is rare, else by going over all of the text."""
    if lower.count(literal) * (_NEAR[0] + _NEAR[1]) > len(text):
        yield from pattern.finditer(text)
        return
    at = lower.find(literal)
    while at >= 0:
        match = pattern.search(text, max(0, at - _NEAR[0]), at + len(literal) + _NEAR[1])
        if match:
            yield match
        at = lower.find(literal, max(at + len(literal), match.end() if match else 0))


def _pgpass(text: str, anchor: str) -> Iterator[Span]:
    at = text.find(anchor)
    while at >= 0:
        line = _PGPASS.match(text, text.rfind("\n", max(0, at - 300), at) + 1)
        if line:
            yield Span(line.start(1), line.end(1), line.group(1))
        at = text.find(anchor, at + len(anchor))


def _tools(text: str, lower: str) -> Iterator[Span]:
    for tool, pattern in _TOOLS:
        if tool not in lower:
            continue
        for match in _compiled(pattern).finditer(text):
            first = max(text.rfind("\n", 0, match.start()) + 1, match.start() - _BEFORE)
            group = match.lastindex or 0
            if tool in text[first : match.start()].lower() and not words.is_blank(match.group(group)):
                yield Span(match.start(group), match.end(group), match.group(group))


def _sentence(match: re.Match[str], value: str) -> bool:
    """`password is wrong` and `--token expired` are text, not a secret."""
    between = match.group()[: -len(value)].rstrip("\"'").lower()
    said = between.rstrip(" \t:").endswith((" is", " was", " ist", " lautet"))
    if said and match.group().rstrip().endswith(("'", '"')):
        said = False
    return words.is_prose(value) or (said and not words.is_tokenish(value))


def _compiled(pattern: str) -> re.Pattern[str]:
    """Compiled when first needed: a self-test that meets no command line pays for none."""
    if pattern not in _PATTERNS:
        flags = re.I if pattern[:2] in ("(?", "\\b") and "(?m)" not in pattern and "-P" not in pattern else 0
        _PATTERNS[pattern] = re.compile(pattern, flags)
    return _PATTERNS[pattern]
