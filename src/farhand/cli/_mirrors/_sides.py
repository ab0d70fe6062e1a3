"""The two sides of a plan as the command line names them: evidence of the customer, and the baseline."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from datetime import datetime, timezone
from pathlib import Path

from farhand import inputs
from farhand.cli._common import config_option
from farhand.cli._process import tell
from farhand.cli.diagnose import declared
from farhand.errors import Mistake
from farhand.inputs import Told
from farhand.mirror import difference, fingerprint
from farhand.mirror.difference import pairs, weights
from farhand.mirror.difference.weights import Hint
from farhand.mirror.evidence import Known, known
from farhand.mirror.model import Fingerprint, Plan
from farhand.model import App

#: A fingerprint is never longer.
_MOST = 16 << 20


def options(parser: ArgumentParser) -> None:
    add = parser.add_argument
    add(
        "evidence",
        nargs="*",
        metavar="EVIDENCE",
        help="reports, bundles, pasted outputs, manifests; - for stdin",
    )
    add(
        "--baseline", metavar="FILE", action="append", default=[],
        help="what you test with: a fingerprint (--save) or evidence of staging; else `tested` and the usual",
    )  # fmt: skip
    add(
        "--sql", metavar="PATH", action="append", default=[],
        help="files and folders of the app's SQL: what the customer's server lacks of it weighs most",
    )  # fmt: skip
    config_option(parser)


def read(args: Namespace, told: Told) -> tuple[App | None, Known, Plan]:
    """The customer's side, and the plan that comes of both. Raises Mistake."""
    if not args.evidence and sys.stdin.isatty():
        raise Mistake(
            "give the evidence of the customer: files, folders, a bundle, or - and paste (end with Ctrl-D)"
        )
    app = declared(args)
    here = _side(args.evidence or ["-"], app, told)
    there = pairs.joined(_side(args.baseline, app, told).fingerprint, pairs.declared(app))
    hints = [*weights.of_findings(here.opinion.diagnosis.causes), *_of_sql(args.sql, here.fingerprint)]
    return app, here, difference.plan(here.fingerprint, there, app, hints)


def _of_sql(paths: Sequence[str], here: Fingerprint) -> Iterator[Hint]:
    """What the customer's servers lack of the app's SQL points at their versions."""
    if not paths:
        return
    from farhand.mirror.sql import servers, sources

    pieces = list(sources.read(list(paths)))
    for fact in here.facts:
        kind = fact.area.partition(":")[0]
        if fact.name == "version" and kind in ("postgres", "mysql"):
            try:
                checked = servers.check(pieces, f"{_dialect(kind, fact.value)}:{fact.value}")
            except Mistake as unknown:
                tell(f"farhand: the SQL was not held against {fact.area}: {unknown}")
                continue
            yield from weights.of_lacks(checked.lacks, fact.area)


def _dialect(kind: str, version: str) -> str:
    return kind if kind == "postgres" else "mysql" if version.startswith(("5", "8", "9")) else "mariadb"


def _side(names: Sequence[str], app: App | None, told: Told) -> Known:
    """A saved fingerprint is taken as it is; all else is evidence."""
    saved = [found for name in names if (found := _saved(name))]
    others = [name for name in names if not _saved(name)]
    now = datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    side = known((s for name in others for s in inputs.sources(name, told)), app, now)
    whole = side.fingerprint
    for one in saved:
        whole = pairs.joined(whole, one)
    return Known(whole, side.opinion, side.texts)


def _saved(name: str) -> Fingerprint | None:
    """The fingerprint in a file; None where it holds something else."""
    path = Path(name)
    if name == "-" or not path.is_file() or path.stat().st_size > _MOST:
        return None
    try:
        with path.open("rb") as file:
            head = file.read(4096)
            if b"farhand.fingerprint/" not in head:
                return None
            return fingerprint.of_json(json.loads(head + file.read(_MOST)))
    except OSError as error:
        raise Mistake(f"{name}: {error.strerror}") from None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Mistake(f"{name} is no fingerprint: {str(error)[:200]}; make one with --save") from None
