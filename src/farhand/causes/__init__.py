"""The knowledge base: what each cause is, who owns it and what to do. Data in TOML, one file per family.

An entry:

    ["tcp.timeout"]
    title = "Packets are dropped silently on the way"
    owner = "customer-network"       # the default; run_by and vantage may overrule it
    side = "path"                    # where the fault sits: client, path or server
    plain = "..."                    # for the customer: what it means, no blame, no jargon
    detail = "..."                   # for the engineer
    fix = ["..."]                    # steps; {host}, {port} and so on come from the finding
    look_alikes = [{cause = "tcp.backlog_full", decide = "ss -ltn on the server"}]
    explains = ["http.timeout"]      # symptoms of the same subject that it accounts for
    taxonomy = ["TCP-04"]
    urgency = "hour"                 # hour, day, week: when to escalate
    shared = true                    # one fault of the site that many dependencies meet: told once
                                     # (findings with a different params["shared_by"] stay apart)
    vague = true                     # says only that something failed: a symptom beside any other cause
    often = 2.0                      # met twice as often as its family says; for a vendor's own experience
    signatures = [...]               # how it shows in text, see farhand/signatures/written.py
    hits = [{text = "...", from = "..."}]      # real texts that must lead here, and where each is from
    misses = [{text = "...", from = "..."}]    # texts that look like it and must not

Unknown words in a fix template are left out rather than raised: a fix must always be printable.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from farhand.causes import _store
from farhand.signatures.index import Index
from farhand.signatures.model import CHANGED, HARMLESS, RECOVERED, Signature

__all__ = [
    "CHANGED",
    "HARMLESS",
    "RECOVERED",
    "Cause",
    "LookAlike",
    "add_folder",
    "examples",
    "fill",
    "get",
    "load",
    "signatures",
]

# Not the braces of the commands themselves: curl's %{http_code}, the shell's ${NAME}.
_HOLE = re.compile(r"(?<![%$])\{([a-z_]+)(?:\|([^}]*))?\}")


@dataclass(frozen=True)
class LookAlike:
    """Another cause that looks the same from here, and what tells them apart."""

    cause: str
    decide: str


@dataclass(frozen=True)
class Cause:
    """An entry of the knowledge base."""

    id: str
    title: str
    owner: str
    side: str = "path"
    plain: str = ""
    detail: str = ""
    fix: tuple[str, ...] = ()
    look_alikes: tuple[LookAlike, ...] = ()
    explains: tuple[str, ...] = ()
    taxonomy: tuple[str, ...] = ()
    urgency: str = "day"
    shared: bool = False
    vague: bool = False
    often: float = 1.0  # how much more often it is met than others of its family


def load() -> Mapping[str, Cause]:
    """Every cause by id. Files are found by listing this package, then the vendor's own."""
    return {cause_id: found for cause_id in _ids() if (found := _known(cause_id))}


@cache
def index() -> Index:
    """All signatures, and those of lines that are harmless or say that the trouble is over."""
    return Index(_store.own().signatures, [s for _, _, found in _vendors() for s in found])


def signatures() -> tuple[Signature, ...]:
    """All of them, unpacked: for pages and tests."""
    return tuple(index().signature(place) for place in range(len(index())))


@cache
def _ids() -> tuple[str, ...]:
    return tuple(dict.fromkeys([*_store.entries(), *(i for i, _, _ in _vendors())]))


@cache
def _vendors() -> tuple[tuple[str, Mapping[str, Any], list[Signature]], ...]:
    return tuple(_store.vendors())


@cache
def _known(cause_id: str) -> Cause | None:
    """The entry, with what a vendor's own says more exactly."""
    row = json.loads(_store.entries().get(cause_id, b"{}"))
    for other, entry, _ in _vendors():
        row = {**row, **entry} if other == cause_id else row
    return _cause(cause_id, row) if "title" in row else None


def examples(cause_id: str, sort: str) -> tuple[Mapping[str, Any], ...]:
    """The `hits` or `misses` of a cause: real texts and where each is from."""
    return tuple(e for i, entry in _examples() if i == cause_id for e in entry.get(sort, ()))


@cache
def _examples() -> tuple[tuple[str, Mapping[str, Any]], ...]:
    return tuple((cause_id, entry) for cause_id, entry, _ in _store.examples())


def add_folder(folder: Path) -> None:
    """A vendor's own causes, such as the folder `causes` beside farhand.toml. Raises BadSignature on use."""
    if _store.add_folder(folder):
        for kept in (index, _ids, _vendors, _known, _examples):
            kept.cache_clear()


def get(cause_id: str) -> Cause:
    """The entry; an unknown id gives a bare one, so that a vendor's own check can name its own cause."""
    words = cause_id.replace(".", ": ").replace("_", " ")
    return _known(cause_id) or Cause(cause_id, words, "vendor-engineering")


def fill(template: str, params: Mapping[str, Any]) -> str:
    """`{host}` becomes the finding's host; `{host|HOST}` gives what to print where it is unknown."""

    def value(match: re.Match[str]) -> str:
        known = params.get(match.group(1))
        if known not in (None, ""):
            return str(known)
        return match.group(1).upper() if match.group(2) is None else match.group(2)

    return _HOLE.sub(value, template)


def _cause(cause_id: str, row: Mapping[str, Any]) -> Cause:
    return Cause(
        id=cause_id,
        title=row["title"],
        owner=row["owner"],
        side=row.get("side", "path"),
        plain=row.get("plain", ""),
        detail=row.get("detail", ""),
        fix=tuple(row.get("fix", ())),
        look_alikes=tuple(LookAlike(a["cause"], a["decide"]) for a in row.get("look_alikes", ())),
        explains=tuple(row.get("explains", ())),
        taxonomy=tuple(row.get("taxonomy", ())),
        urgency=row.get("urgency", "day"),
        shared=bool(row.get("shared", False)),
        vague=bool(row.get("vague", False)),
        often=float(row.get("often", 1.0)),
    )
