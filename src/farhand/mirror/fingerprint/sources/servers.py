"""Servers as the checks have seen them: version, settings that matter, whether the connection has TLS."""

from __future__ import annotations

from collections.abc import Iterator

from farhand.mirror.fingerprint.known import Known
from farhand.mirror.model import Fact
from farhand.mirror.settings import own_name
from farhand.mirror.versions import version_in
from farhand.model import Result

#: Stages whose facts name settings by the names of `settings`, and no other number by the same word.
_STAGES = {"role", "capacity", "version", "hello"}


def rows(row: Result, known: Known) -> Iterator[Fact]:
    area = f"{row.check}:{row.subject}"
    if row.stage in _STAGES:
        version = version_in(str(row.facts.get("version") or ""))
        if version:
            yield Fact(area, "version", version)
        if row.stage in ("role", "capacity"):
            yield from _settings(row, area)
    if row.stage == "tls" and row.facts.get("result") == "ok" and row.facts.get("version"):
        yield Fact(area, "tls", str(row.facts["version"]))
    elif row.stage == "tls" and row.facts.get("used") is False:
        yield Fact(area, "tls", "off")


def _settings(row: Result, area: str) -> Iterator[Fact]:
    for name, value in row.facts.items():
        own = own_name(row.check, name)
        if own and isinstance(value, (str, int, float)):
            yield Fact(area, own, _word(value))
    for extension in row.facts.get("extensions") or ():
        state = "created" if extension.get("created") else "not created"
        yield Fact(area, f"extension {extension['name']}", state)


def _word(value: object) -> str:
    return {True: "on", False: "off"}[value] if isinstance(value, bool) else str(value)
