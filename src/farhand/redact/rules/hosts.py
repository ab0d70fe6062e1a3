"""Host names and domains: full names under a known top-level domain, and short ones after a label."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from farhand.redact import words
from farhand.redact.rules import OneOf, Span, Where, one_of
from farhand.redact.rules._near import back, matches, of_all

GROUP = "identifier"

_LABEL = r"[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9])?"
#: What networks call themselves inside, and domains that name no file and no class of a program.
_SURE = words.listed("""
    local localdomain internal intern corp lan intra intranet private home office svc cluster prod test example invalid
    com net org edu gov mil int biz eu de uk fr nl be ch at it es pt ie dk fi no se cz sk hu ro gr tr ru ua jp cn kr
    tw hk sg au nz br mx ar cl ca us za il ae sa bank health hospital
""")
#: Names that programs also give to files, modules or classes: hosts where an address stands, with two dots else.
_UNSURE = words.listed("""
    io co ai dev app cloud tech info online site xyz me tv in is pl sh so py rs md cc to ly gg fm am name systems
    solutions services software network digital agency company team zone run
""")
_FULL = re.compile(
    rf"(?:(?<![\w@/\\.-])|(?<=[ \t:\"'=,(]\*\.)|(?<=[=,]\.))(?:{_LABEL}\.){{1,8}}[A-Za-z][A-Za-z0-9-]{{0,22}}(?![\w-]|\.(?!\d{{1,5}}(?::| >| <))[A-Za-z0-9])"
)
_NAME_CHARS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-"
_IN_ADDRESS = re.compile(rf"(?:{_LABEL}\.){{0,8}}{_LABEL}")
_SHORT = re.compile(
    r"(?<![A-Za-z0-9])(?:[a-z]{1,14}[_-]?)?(?:host(?:[_ ]?name)?|server(?:[_ ]?name)?|node(?:[_ ]?name)?|computer|machine)"
    rf"\\{{0,3}}[\"']?[ \t]{{0,4}}(?:[:=]|=>|[ \t](?=[\"']))[ \t]{{0,24}}\\{{0,3}}[\"'`]?({_LABEL}(?:\.{_LABEL}){{0,8}})",
    re.I,
)
#: Nearly all of these words are no label: a quick look at what follows.
_IS_LABEL = re.compile(
    r"(?:host|server|node|computer|machine)(?:[_ ]?name)?\\{0,3}[\"']?[ \t]{0,4}(?:[:=]|[ \t](?=[\"']))", re.I
)
_SYSLOG = re.compile(
    rf"(?:<\d{{1,3}}>\d? ?)?(?:[A-Z][a-z]{{2}} [ \d]\d \d\d:\d\d:\d\d|\d{{4}}-\d\d-\d\dT[\d:.]{{8,15}}(?:Z|[+-]\d\d:?\d\d)) ({_LABEL}(?:\.{_LABEL}){{0,6}})"
    r" (?=[\w./()-]{1,60}(?:\[\d+\])?:)",
    re.M,
)


def _dotted(words: Iterable[str]) -> OneOf:
    """One pattern for a dot and any of these words, by their first letters."""
    by_first: dict[str, list[str]] = {}
    words = sorted(words)
    for word in words:
        by_first.setdefault(word[0], []).append(word[1:])
    rows = [f"{c}(?:{'|'.join(sorted(rest, reverse=True))})" for c, rest in by_first.items()]
    # Both cases written out: a search that ignores case takes four times as long.
    pattern = rf"\.(?:{'|'.join(rows)}|{'|'.join(row.upper() for row in rows)})\b"
    return one_of(pattern, (rf"\.{spelled}\b" for word in words for spelled in (word, word.upper())))


_DOTTED = _dotted(_SURE | _UNSURE)
_LABELS = ("host", "server", "node", "computer", "machine")
ANCHORS = (*_LABELS, "://", "@", "\\\\")
#: `\\\\host\\share`, also with its backslashes doubled.
_UNC = re.compile(rf"(?<![\w\\:])(?:\\{{2}}|\\{{4}})({_LABEL})\\{{1,2}}[\w$]")
#: A process id after the program's name: the mark of a syslog line.
PATTERNS = (r"\[\d{1,7}\]:", _DOTTED)
#: Hosts that say nothing of whose site it is.
_EVERYWHERE = words.listed("""
    localhost localhost.localdomain kubernetes.default kubernetes.default.svc kubernetes.default.svc.cluster.local
    host.docker.internal metadata.google.internal docker.io registry-1.docker.io index.docker.io registry.k8s.io
    k8s.gcr.io quay.io ghcr.io gcr.io pypi.org files.pythonhosted.org github.com registry.npmjs.org
    host hostname server node name null none true false unknown default any all is not the a of error port closed
    failed timeout lost broker unreachable down up not_found key verification
""")


def find(text: str, where: Where) -> Iterator[Span]:
    yield from _full(text, where.get(_DOTTED, ()))
    yield from _in_addresses(text, where)
    labels = [at for at in of_all(where, _LABELS) if _IS_LABEL.match(text, at, at + 200)]
    for match in matches(_SHORT, text, labels, 20, 200):
        yield from is_one(text, match.start(1), match.end(1))
    for match in matches(_UNC, text, where.get("\\\\", ()), 0, 200):
        yield from is_one(text, match.start(1), match.end(1))
    for end in where.get(PATTERNS[0], ()):
        line = text.rfind("\n", max(0, end - 400), end) + 1
        written = _SYSLOG.match(text, line)
        if written:
            yield from is_one(text, written.start(1), written.end(1))


def _full(text: str, places: Sequence[int]) -> Iterator[Span]:
    done = 0
    for at in places:
        if at <= done:
            continue
        match = _FULL.match(text, _begin(text, at, done))
        if match and match.end() >= at:
            done = match.end()
            last = match.group().rpartition(".")[2].lower()
            if last in _SURE or (last in _UNSURE and match.group().count(".") > 1):
                yield from is_one(text, match.start(), done)


def _begin(text: str, at: int, least: int) -> int:
    at = max(least, back(text, at, _NAME_CHARS, 253))
    while text[at : at + 1] in (".", "-"):
        at += 1
    return at


def _in_addresses(text: str, where: Where) -> Iterator[Span]:
    """The host in `scheme://host`, `scheme://user@host` and `user@host`."""
    for at in where.get("://", ()):
        match = _IN_ADDRESS.match(text, at + 3)
        if match and _ends_a_host(text, match.end(), True):
            yield from is_one(text, match.start(), match.end())
    for at in where.get("@", ()):
        match = _IN_ADDRESS.match(text, at + 1) if _in_url(text, at) else None
        if match and _ends_a_host(text, match.end(), False):
            yield from is_one(text, match.start(), match.end())


def _in_url(text: str, at: int) -> bool:
    """The `@` of `user:password@host`, not of an e-mail address or a decorator."""
    slashes = text.rfind("://", max(0, at - 300), at)
    return slashes >= 0 and not any(c in " \t\n\"'" for c in text[slashes:at])


def _ends_a_host(text: str, end: int, port: bool) -> bool:
    """`port`: after a colon it must follow."""
    after = text[end : end + 1]
    return after not in ("@", "(") and (not port or after != ":" or text[end + 1 : end + 2].isdigit())


def is_one(text: str, start: int, end: int) -> Iterator[Span]:
    name = text[start:end].lower().rstrip(".")
    is_number = not any(c.isalpha() for c in name)
    if name and name not in _EVERYWHERE and not is_number and not name.startswith("example."):
        yield Span(start, end, text[start:end], "host")
