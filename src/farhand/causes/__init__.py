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

Unknown words in a fix template are left out rather than raised: a fix must always be printable.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import tomllib

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


@cache
def load() -> Mapping[str, Cause]:
    """Every cause by id. Files are found by listing this package."""
    found: dict[str, Cause] = {}
    for file in sorted(resources.files(__name__).iterdir(), key=lambda f: f.name):
        if file.name.endswith(".toml"):
            for cause_id, row in tomllib.loads(file.read_text("utf-8")).items():
                found[cause_id] = _cause(cause_id, row)
    return found


def get(cause_id: str) -> Cause:
    """The entry; an unknown id gives a bare one, so that a vendor's own check can name its own cause."""
    words = cause_id.replace(".", ": ").replace("_", " ")
    return load().get(cause_id) or Cause(cause_id, words, "vendor-engineering")


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
    )
