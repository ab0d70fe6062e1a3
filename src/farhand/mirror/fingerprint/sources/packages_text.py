"""Installed Python packages: `pip freeze`, `pip list`, a lock file of requirements."""

from __future__ import annotations

import re
from collections.abc import Iterator

from farhand.mirror.fingerprint.known import Known
from farhand.mirror.model import Fact

_VERSION = r"\d[\w.!+]{0,30}"
_FREEZE = re.compile(
    rf"(?m)^([A-Za-z0-9][\w.-]{{0,80}})(?:\[[\w,-]{{1,60}}\])?==({_VERSION})\s*(?:[;#\\].*)?$"
)
_LIST = re.compile(r"(?m)^Package +Version.*\n-+ +-+.*\n((?:[A-Za-z0-9][\w.-]* +\d\S*.*\n?)+)")
_ROW = re.compile(rf"([A-Za-z0-9][\w.-]{{0,80}}) +({_VERSION})(?:\s|$)")
_MOST = 2000


def text(text: str, known: Known) -> Iterator[Fact]:
    found = _FREEZE.findall(text)[:_MOST]
    for table in _LIST.finditer(text):
        found += [row.groups() for row in map(_ROW.match, table[1].split("\n")[:_MOST]) if row]
    for name, version in found:
        yield Fact("package", own_name(name), version)


def own_name(name: str) -> str:
    """As pip compares names."""
    return re.sub(r"[-_.]+", "-", name).lower()
