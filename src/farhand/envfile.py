"""A `.env` file as the one who reads it would: docker, systemd, compose and a shell do not agree.  Pure.

what                    docker, kubernetes    systemd     compose, shell, dotenv
quotes around           kept                  taken away  taken away
blank at the end        kept                  taken away  taken away
`# text` after a value  kept                  kept        taken away
`export NAME=`          part of the name      ignored     taken away
byte-order mark         taken away            kept        kept (compose: taken away)
\\r at the end           taken away            taken away  kept (compose: taken away)
${NAME}                 kept                  kept        filled in
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from farhand.look import Definition

RAW = ("docker", "kubernetes", "podman")
_QUOTED = {'"': re.compile(r'"((?:[^"\\]|\\.)*)"', re.DOTALL), "'": re.compile(r"'([^']*)'", re.DOTALL)}
_NAME = re.compile(r"(?:export[ \t]+)?([^\s=#'\"]+)[ \t]*=")
_REFERENCE = re.compile(r"\$\{([A-Za-z_]\w*)(?::?-([^{}]*))?\}")
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t"}


def parse(raw: bytes, source: str, platform: str = "") -> list[Definition]:
    """Every definition in order, also those that a later one overrules. Never raises.

    A definition's `note` is `line_ends` or `bom_of_file` where this reader takes away what others keep, and
    `utf16` where the file is UTF-16, as PowerShell writes it: no reader would take it at all.
    """
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        read = parse(raw.decode("utf-16", "replace").encode("utf-8", "replace"), source, "compose")
        return [replace(row, note="utf16") for row in read]
    text = raw.decode("utf-8", "surrogateescape")
    if platform in RAW:
        return list(_raw(text, source))
    if platform == "systemd":
        return list(_systemd(text, source))
    return list(_shell(text, source, keeps=platform != "compose"))


def _raw(text: str, source: str) -> Iterator[Definition]:
    bom = text.startswith("\ufeff")
    for number, line in enumerate(text.lstrip("\ufeff").split("\n"), 1):
        bare = line.lstrip().removesuffix("\r")
        name, equals, value = bare.partition("=")
        if equals and name and not bare.startswith("#"):
            note = "line_ends" if line.endswith("\r") else "bom_of_file" if bom and number == 1 else ""
            yield Definition(name, value, source, number, note)


def _systemd(text: str, source: str) -> Iterator[Definition]:
    lines = iter(enumerate(text.replace("\r\n", "\n").split("\n"), 1))
    for number, line in lines:
        whole = line.strip()
        while whole.endswith("\\"):
            whole = whole[:-1] + next(lines, (0, ""))[1].strip()
        name, equals, value = whole.partition("=")
        if equals and not whole.startswith(("#", ";")) and re.fullmatch(r"\ufeff?\w+", name.strip()):
            yield Definition(name.strip(), _unquoted(value.strip()), source, number)


def _unquoted(value: str) -> str:
    pattern = _QUOTED.get(value[:1])
    match = pattern.fullmatch(value) if pattern else None
    return match.group(1) if match else value


def _shell(text: str, source: str, keeps: bool) -> Iterator[Definition]:
    """A shell's and dotenv's reading; `keeps`: carriage returns and byte-order mark stay in."""
    if not keeps:
        text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    known: dict[str, str] = {}
    at, number = 0, 1
    while at < len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        row = _row(text, at, end)
        if row:
            name, value, filled, end = row
            known[name] = _filled(value, known) if filled else value
            yield Definition(name, known[name], source, number)
        number += text.count("\n", at, end + 1)
        at = end + 1


def _row(text: str, at: int, end: int) -> tuple[str, str, bool, int] | None:
    """(name, value, whether ${} is filled in, where the line ends); None for a line that defines nothing."""
    start = len(text[at:end]) - len(text[at:end].lstrip(" \t")) + at
    match = _NAME.match(text, start, end)
    if match is None:
        return None
    begin = match.end() + len(text[match.end() : end]) - len(text[match.end() : end].lstrip(" \t"))
    quoted = _QUOTED[text[begin]].match(text, begin) if text[begin : begin + 1] in _QUOTED else None
    if quoted is None:
        return (
            match.group(1),
            re.sub(r"[ \t]+#.*", "", text[match.end() : end]).strip(" \t"),
            True,
            end,
        )
    stop = text.find("\n", quoted.end())
    stop = len(text) if stop < 0 else stop
    rest = text[quoted.end() : stop]
    carriage = "\r" if rest.endswith("\r") else ""
    if not rest.removesuffix("\r").strip() or rest.lstrip().startswith("#"):
        double = text[begin] == '"'
        inner = _unescaped(quoted.group(1)) if double else quoted.group(1)
        return match.group(1), inner + carriage, double, stop
    return match.group(1), text[begin:end], False, end


def _unescaped(text: str) -> str:
    return re.sub(
        r"\\(.)",
        lambda m: _ESCAPES.get(m.group(1), m.group(1) if m.group(1) in '"\\$`' else m.group(0)),
        text,
        flags=re.DOTALL,
    )


def _filled(value: str, known: Mapping[str, str]) -> str:
    """${NAME} by what stands above in the file, ${NAME:-default} by the default; others stay as they are."""

    def one(match: re.Match[str]) -> str:
        there = known.get(match.group(1))
        return there if there else match.group(2) if match.group(2) is not None else match.group(0)

    return _REFERENCE.sub(one, value)[:65536]
