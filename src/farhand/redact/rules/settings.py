"""Lines of configuration that have a blank between name and value, as slapd, keepalived and network devices do.

`bindpw X`, `set vpn ipsec secret psk X`, `tacacs-server key 7 X`, `neighbor 10.0.0.1 password X`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from farhand.redact import words
from farhand.redact.rules import Span, Where
from farhand.redact.rules._near import line, of_all

#: Names that nothing but a secret is called by: a value of any form follows.
_SURE = (
    "bindpw", "rootpw", "auth_pass", "psksecret", "pre-shared-key", "pre-shared-secret", "preshared-key",
    "key-string", "authentication-key", "encrypted-password", "plaintext-password", "plain-text-password-value", "authtok", "wpa-psk",
    "wpa_passphrase", "wpa-passphrase", "secret psk", "shared-secret", "privacy-password", "chap-secret",
    "authentication-password", "tls_passphrase", "key_passphrase", "chap password", "isakmp key", "server key",
    "tacacs-server key", "password-encrypt", "radius-server key", "shared_key", "message-digest-key", "auth-password", "priv-password",
)  # fmt: skip
#: Names that sentences have too: only where the whole line has the form of a setting.
_LOOSE = ("password", "passwd", "passphrase", "secret")
#: Words before a variable of the environment and its value.
_ENVIRONMENT = ("setenv ", "_param ", "env ")
#: A server of a device's log-in, and its key some lines below.
_SERVERS = ("radius server", "tacacs server")
ANCHORS = (*_SURE, *_LOOSE, *_ENVIRONMENT, *_SERVERS)

_TYPE = (
    r"(?:(?:\d{1,3}|md5|sha\d*|enc|encrypted|clear|cleartext|ascii-text|hexadecimal|local|remote)[ \t]+){0,3}"
)
_QUOTED = r"(?:\"([^\"\n]{1,512})\"|'([^'\n]{1,512})'|([^\s\"';]{3,512}))"
_VALUE = re.compile(rf"(?:{'|'.join(_SURE)})[ \t]+{_TYPE}{_QUOTED}(?=[\s;,]|\Z)", re.I)
_ALONE = re.compile(rf"[ \t]*[+>-]?[ \t]*[\w.-]{{4,60}}[ \t]+{_TYPE}{_QUOTED}[ \t]*;?[ \t\r]*", re.I)
_SET = re.compile(
    r"[ \t]*[+>-]?[ \t]*(?:set|config|neighbor|username|user|enable|server|peer|ppp|snmp-server|switch)[ \t]"
    rf"[\w.:/@\"' \t-]{{0,200}}?(?:{'|'.join(_LOOSE)})[ \t]+{_TYPE}{_QUOTED}[ \t]*;?[ \t\r]*",
    re.I,
)
_WORD = re.compile(r"[A-Za-z][a-z]*(?:[-/][A-Za-z]+)*[.,:]?")
_ENV = re.compile(
    rf"(?i:[ \t]*(?:setenv|env|fastcgi_param|uwsgi_param))[ \t]+(?P<name>\w{{3,60}})[ \t]+{_QUOTED}[ \t]*;?[ \t\r]*"
)
#: Answers to the questions of Debian's installer: owner, question, type, answer.
_DEBCONF = re.compile(
    r"[ \t]*[\w.-]+[ \t]+[\w.-]+/[\w./-]*pass[\w-]*[ \t]+(?:password|string)[ \t]+(\S[^\n]{1,200}?)[ \t\r]*",
    re.I,
)
_KEY_BELOW = re.compile(
    r"\w+ server [^\n]{1,80}\n(?:[ \t]+[^\n]{1,120}\n){0,6}?[ \t]+key[ \t]+(?:\d[ \t]+)?(\S{3,256})", re.I
)
#: What no word of a sentence has.
_ODD = re.compile(r"(?=.*[\d!@#$%^&*+=])(?![/.(<-])(?!.*(?:://|\(|[:.,]$)).*")


def find(text: str, where: Where) -> Iterator[Span]:
    for at in of_all(where, _SURE):
        match = _VALUE.match(text, at)
        if match and (not _WORD.fullmatch(_value(match)[2]) or _ends_line(text, match)):
            yield from _hidden(match)
    for at in of_all(where, _SERVERS):
        below = _KEY_BELOW.match(text, at)
        if below:
            yield from _hidden(below)
    yield from _environment(text, where)
    done = -1
    for at in of_all(where, _LOOSE):
        if at > done:
            first, done = line(text, at)
            yield from _whole_line(text, first, done)


def _environment(text: str, where: Where) -> Iterator[Span]:
    for at in of_all(where, _ENVIRONMENT):
        first, last = line(text, at)
        match = _ENV.fullmatch(text, first, last) if last - first < 800 else None
        if match and words.kind_of(match.group("name")) in ("strong", "weak"):
            yield from _hidden(match)


def _whole_line(text: str, first: int, last: int) -> Iterator[Span]:
    if last - first > 800:
        return
    match = _DEBCONF.fullmatch(text, first, last)
    if match:
        yield from _hidden(match)
        return
    match = _SET.fullmatch(text, first, last) or _alone(text, first, last)
    if match:
        start, _, value = _value(match)
        in_quotes = text[start - 1] in "\"'" and " " not in value
        if in_quotes or _ODD.fullmatch(value):
            yield from _hidden(match)


def _alone(text: str, first: int, last: int) -> re.Match[str] | None:
    match = _ALONE.fullmatch(text, first, last)
    name = match.group().split(None, 1)[0] if match else ""
    return match if name.lower().endswith(_LOOSE) else None


def _ends_line(text: str, match: re.Match[str]) -> bool:
    """A plain word is a value only in a line of few words: sentences speak of pre-shared keys too."""
    first, last = line(text, match.start())
    return (
        not text[match.end() : last].strip(" \t\r;\"'")
        and len(text[first : match.start()].split()) < 5
        and "#" not in text[first:last]
    )


def _value(match: re.Match[str]) -> tuple[int, int, str]:
    group = match.lastindex or 0
    return match.start(group), match.end(group), match.group(group)


def _hidden(match: re.Match[str]) -> Iterator[Span]:
    start, end, value = _value(match)
    if not words.is_blank(value) and not words.is_prose(value):
        yield Span(start, end, value)
