"""One failure and the probe that was taken at once, as the document that is kept: `farhand.failure/1`.

Everything is masked before it gets into it; what it holds may be shown and sent.
"""

from __future__ import annotations

import re
from dataclasses import replace

from farhand.embed.failures.seen import Concern, Link, Sighting

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from farhand.embed.failures.probe import Probed
    from farhand.embed.process import Process
    from farhand.model import Diagnosis, Finding

SCHEMA = "farhand.failure/1"
#: Characters of one text, of one row's facts, of all rows' facts; exceptions of a chain.
_TEXT, _FACTS, _ALL, _CHAIN = 600, 4000, 32_000, 6
#: From this confidence on a cause is told.
_TOLD = 0.3
#: The query of a URL holds what the app asks for, and keys.
_QUERY = re.compile(r"(?<=[\w/.-])\?[\w.%\[\]-]+=[^\s'\")>]*")


def masked(links: Sequence[Link], process: Process) -> tuple[Link, ...]:
    """The chain as it may be kept: secrets and query strings away, then cut."""
    return tuple(
        replace(link, text=_hidden(link.text, process), at=(), path=_hidden(link.path, process))
        for link in links[:_CHAIN]
    )


def _hidden(text: str, process: Process) -> str:
    return _QUERY.sub("?…", process.redactor.text(text))[:_TEXT]


def exception(links: Sequence[Link], place: str) -> dict[str, Any]:
    """`links` are masked."""
    rows = [
        {"type": k.type, "text": k.text, **({"sqlstate": k.sqlstate} if k.sqlstate else {}),
         **({"errno": k.errno} if k.errno else {})}
        for k in links
    ]  # fmt: skip
    return {**(rows[0] if rows else {"type": "", "text": ""}), "place": place, "chain": rows[1:]}


def document(process: Process, seen: Sighting, concern: Concern, probed: Probed | None) -> dict[str, Any]:
    """What is kept of this failure. `probed` is None where another worker has just taken the probe."""
    from farhand.embed.failures import words

    links = masked(seen.links, process)
    made: dict[str, Any] = {
        "schema": SCHEMA,
        "at": stamp(seen.at),
        "worker": process.pid,
        "role": process.role,
        "dependency": concern.dependency,
        "failed": concern.kind,
        "source": seen.source,
        "exception": exception(links, seen.place),
        "ids": {k: process.redactor.text(v)[:100] for k, v in seen.ids},
        "seen": 1,
        "last": stamp(seen.at),
    }
    by_probe = verdict(probed.diagnosis, "probe") if probed else {}
    by_text = {} if by_probe else verdict(words.diagnosis_of(links, concern.dependency, process.app), "text")
    return {**made, **(by_probe or by_text or verdict(None, "")), **of_probe(probed)}


def verdict(found: Diagnosis | None, by: str) -> dict[str, Any]:
    """The surest root in short; empty where there is none."""
    if found is None:
        blank = ("cause", "subject", "stage", "says", "why", "owner", "next_step", "by")
        return {**dict.fromkeys(blank, ""), "confidence": 0.0, "fix": []}
    roots = [f for f in found.causes if f.role == "root" and f.confidence >= _TOLD]
    if not roots:
        return {}
    best: Finding = roots[0]
    step = next((s.command or s.question for s in found.next), "")
    return {
        "cause": best.cause,
        "subject": best.subject,
        "stage": best.stage,
        "says": best.says[:_TEXT],
        "why": best.why[:_TEXT],
        "confidence": round(best.confidence, 3),
        "owner": best.owner,
        "fix": [step[:_TEXT] for step in best.fix[:6]],
        "next_step": (best.fix[0] if best.fix else step)[:_TEXT],
        "by": by,
    }


def of_probe(probed: Probed | None) -> dict[str, Any]:
    if probed is None:
        return {"verdict": "", "rows": [], "probed_at": "", "took_ms": 0.0}
    return {
        "verdict": probed.diagnosis.verdict,
        "rows": list(_rows(probed.rows)),
        "probed_at": probed.at,
        "took_ms": probed.took_ms,
    }


def of_state(state: State) -> dict[str, Any]:
    """What the looks in the background have seen, where none may be added to them now."""
    told = {k: getattr(state, k)[:_TEXT] for k in ("cause", "stage", "says", "owner", "next_step")}
    found = {
        "verdict": "fault",
        "probed_at": state.seen_at,
        "probed_by": state.worker,
        "took_ms": state.took_ms,
    }
    return {**told, **found, "subject": state.name, "why": told["says"], "fix": [told["next_step"]], "confidence": 0.9, "by": "probe"}


def _rows(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows of the probe; facts that are too long for a note are left out, and that is said."""
    import json

    kept, left = [], _ALL
    for row in rows:
        size = len(json.dumps(row.get("facts", {}), default=str))
        if size > _FACTS or size > left:
            row = {**row, "facts": {}, "facts_left_out": size}
        else:
            left -= size
        kept.append({**row, "says": str(row.get("says", ""))[:_TEXT]})
    return kept


def stamp(seconds: float) -> str:
    """RFC 3339, UTC."""
    import time

    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds))
