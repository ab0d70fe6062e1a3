"""What a bundle says of itself: how to read it, its rows, its checksums, what was hidden.  Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from farhand.bundle.collect import Collected
from farhand.bundle.model import ABSENT, OK, SCHEMA, TRUNCATED, Plan, Row
from farhand.redact import Redactor

MANIFEST, SIGNATURE, README, SUMS, REPORT = (
    "manifest.json",
    "manifest.json.sig",
    "README.txt",
    "SHA256SUMS",
    "redaction.json",
)
REPORT_SCHEMA = "farhand.redaction/1"

#: What a missing item makes less sure, by the beginning of its name.
WEAKENS = {
    "evidence/": "which dependency fails, and at which stage",
    "state/": "how the app's processes ended, and what had failed before",
    "app/": "what the living app knows of itself",
    "logs/": "what failed first, and when",
    "configuration/": "whether the site is configured as declared",
    "versions": "whether a version is at fault",
    "host": "whether the host has run out of something",
    "manifests/": "how the app was started, and with which limits",
    "added/": "what somebody found worth adding",
}
_README = """\
This is a bundle: a redacted archive of evidence about {app}, made by {tool} at {created}.
{ended}
What is in it
  manifest.json    what was planned, what became of each item and why, and a checksum of every file
  redaction.json   what was hidden, by file and by kind
  all other files  evidence; secrets in it are replaced by marks such as <password:3f9a1c2b7d04>.
                   The same value has the same mark everywhere in this bundle.
What is not in it, and what that weakens
{missing}
How to check it by hand
  tar xzf BUNDLE.tar.gz && cd {folder} && sha256sum -c SHA256SUMS
How to check it with Farhand
  farhand bundle verify BUNDLE.tar.gz
  farhand bundle show BUNDLE.tar.gz
Profile of redaction: {profile}. Hash of the plan: {hash}
"""


def weakens(name: str) -> str:
    """The conclusion that is less sure without this item; empty: none in particular."""
    return next((says for start, says in WEAKENS.items() if name.startswith(start)), "")


def missing(row: Row) -> bool:
    return row.outcome not in (OK, TRUNCATED) or bool(row.says and row.outcome == TRUNCATED)


def readme(plan: Plan, made: Collected, created: str, folder: str, redactor: Redactor) -> str:
    rows = [f"  {r.name}: {r.outcome}{f' ({r.says})' if r.says else ''}" for r in made.rows if missing(r)]
    weak = list(
        dict.fromkeys(
            w for r in made.rows if r.outcome not in (OK, TRUNCATED, ABSENT) and (w := weakens(r.name))
        )
    )
    rows += [f"  Less sure without them: {'; '.join(weak)}."] if weak else []
    return _README.format(
        app=redactor.text(" ".join(filter(None, (plan.app, plan.version)))),
        tool=plan.tool,
        created=created,
        ended=f"It was ended early: {made.interrupted}.\n" if made.interrupted else "",
        missing="\n".join(rows) or "  nothing",
        folder=folder,
        profile=plan.profile,
        hash=plan.hash,
    )


def redaction(plan: Plan, made: Collected) -> dict[str, Any]:
    """The redaction report: how many of each kind, in all and by file. It holds no sample."""
    total: dict[str, int] = {}
    for row in made.rows:
        for kind, number in row.redacted.items():
            total[kind] = total.get(kind, 0) + number
    files = {row.name: dict(row.redacted) for row in made.rows if row.redacted}
    return {
        "schema": REPORT_SCHEMA,
        "profile": plan.profile,
        "total": dict(sorted(total.items())),
        "files": files,
    }


def sums(files: Mapping[str, bytes]) -> str:
    """As `sha256sum` writes and reads it; names with a newline in them cannot be in a bundle."""
    return "".join(f"{digest(data)}  {name}\n" for name, data in sorted(files.items()))


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def document(
    plan: Plan, made: Collected, created: str, files: Mapping[str, bytes], redactor: Redactor
) -> dict[str, Any]:
    """The manifest. `files` are the members that are no item. The plan is redacted like all else."""
    raw = plan.as_json()
    hidden = redactor.facts(raw)
    return {
        "schema": SCHEMA,
        "tool": plan.tool,
        "created": created,
        "app": {"name": hidden["app"], "version": hidden["version"]},
        "profile": plan.profile,
        "interrupted": bool(made.interrupted),
        "ended": made.interrupted,
        "plan_hash": plan.hash,
        "plan_redacted": json.dumps(raw) != json.dumps(hidden),
        "plan": hidden,
        "rows": [asdict(row) for row in made.rows],
        "files": [
            {"name": name, "bytes": len(data), "sha256": digest(data)} for name, data in sorted(files.items())
        ],
        "used": {
            "seconds": round(made.seconds, 1),
            "bytes": sum(row.bytes for row in made.rows),
            "priority": made.priority,
        },
    }
