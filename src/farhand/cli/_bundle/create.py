"""Collect what the plan says, redact it in memory, show what would leave, and write one file.

Nothing but the plan is carried out (`farhand bundle plan` shows it), nothing unredacted touches the disk, and
nothing is sent: the file is yours to look at and to send. It is encrypted to [vendor] encrypt_to and to every
--recipient; without either it is written only with --plain. What fails, is missing or was struck out is said
in the bundle. Ctrl-C ends the collection early: what is there by then is a valid bundle.
"""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path

from farhand.bundle import archive, collect, idle, sealing, writing
from farhand.bundle import plan as planning
from farhand.bundle.collect import Collected
from farhand.bundle.model import NOT_REACHED, TIMED_OUT, WITHHELD, Plan
from farhand.bundle.plan import Approved
from farhand.bundle.site import Site
from farhand.cli import _process
from farhand.cli._bundle import _ask, _site
from farhand.control import folder
from farhand.errors import Mistake
from farhand.model import NOTHING
from farhand.words import _, ngettext

SUMMARY, ORDER = "collect, redact, review, write: one file", 2
SCHEMA = "farhand.bundle-created/1"
INTERRUPTED, FULL, INCOMPLETE, DECLINED = 130, 2, 3, 4


@dataclass(frozen=True)
class Output:
    """Where the bundle goes, and who can read it; nobody named: everybody who has the file."""

    path: Path
    created: str  # RFC 3339
    folder: str  # that all members lie in
    recipients: tuple[str, ...]


def options(parser: ArgumentParser) -> None:
    _site.options(parser)
    add = parser.add_argument
    add(
        "-o", "--output", metavar="FILE", help="the file to write (default: APP-TIME.farhand.tar.gz.age here)"
    )
    add(
        "--recipient",
        action="append",
        default=[],
        metavar="KEY",
        help="who may read it: age1…; may be repeated",
    )
    add("--plain", action="store_true", help="do not encrypt it")
    add("--sign", metavar="FILE", help="sign it with this private key (farhand key new signing)")
    add("--plan", metavar="FILE", help="an approved plan (bundle plan --json): refuse to do anything else")
    add(
        "--strike",
        action="append",
        default=[],
        metavar="NAME",
        help="leave this item out, and say so; * as in --only",
    )
    add(
        "--review",
        metavar="FILE",
        help="write the review as a page too; it shows what was hidden: keep it here",
    )
    add("--yes", action="store_true", help="do not ask before writing")
    add("--json", action="store_true", help="print what was made as one JSON document")
    add("--quiet", action="store_true", help="print nothing but messages")


def run(args: Namespace) -> int:
    sys.dont_write_bytecode = True  # a bundle writes its one file, and nothing beside it
    asks = _ask.must_ask(args)
    approved = _site.saved(args.plan) if args.plan else None
    site, plan = _site.made(args, approved.plan if approved else None)
    _as_approved(plan, approved)
    strike = planning.struck(plan, args.strike)
    output = _output(args, site)
    writing.check(output.path, plan.budgets.free_disk)
    made = _collected(args, plan, site, strike, output.path.parent)
    _ask.review(args, plan, made, output.recipients)
    if asks:
        _process.listen()  # at the question Ctrl-C means no
        answered = _ask.ask(args, plan, made, output.path, output.recipients)
        if answered is None:
            _process.tell(f"farhand bundle create: {_('nothing was written')}")
            return DECLINED
        made = answered
    return _finish(args, plan, site, made, output)


def _as_approved(plan: Plan, approved: Approved | None) -> None:
    if approved is None or approved.hash == plan.hash:
        return
    told = "\n  ".join(planning.differences(approved.plan, plan)[:20])
    raise Mistake(f"what would be done is not what was approved:\n  {told}\nlet this plan be approved first")


def _output(args: Namespace, site: Site) -> Output:
    """Raises Mistake where nobody is named who could read it, and --plain is not given."""
    named = (*map(str, site.app.sections.get("vendor", NOTHING).get("encrypt_to", ())), *args.recipient)
    recipients = () if args.plain else tuple(dict.fromkeys(named))
    if not recipients and not args.plain:
        raise Mistake(
            "nobody is named who may read the bundle: give --recipient age1… (the vendor's key; or [vendor] "
            "encrypt_to in the declaration), or --plain to write it unencrypted"
        )
    if recipients:
        sealing.seal(b"", recipients)  # a wrong key is told before anything is collected
    now = datetime.now(timezone.utc)
    end = ".age" if recipients else ""
    name = f"{folder.slug(site.redactor.text(site.app.name))}-{now:%Y%m%dT%H%M%SZ}"
    path = Path(args.output or f"{name}.farhand.tar.gz{end}").absolute()
    return Output(path, f"{now:%Y-%m-%dT%H:%M:%SZ}", name, recipients)


def _collected(args: Namespace, plan: Plan, site: Site, strike: frozenset[str], place: Path) -> Collected:
    _process.gently(site.stop.ask)
    told = _ask.progress(args, len(plan.items) - len(strike))
    made = collect.collect(plan, site, strike, lambda: writing.room(place), told)
    if not site.stop.asked:
        _process.listen()
    return made


def _finish(args: Namespace, plan: Plan, site: Site, made: Collected, output: Output) -> int:
    data = _packed(args, plan, site, made, output)
    if writing.room(output.path.parent) - len(data) < plan.budgets.free_disk:
        raise Mistake(f"too little room is left in {output.path.parent}: nothing was written; see -o FILE")
    try:
        writing.write(output.path, data)
    except FileExistsError:
        raise Mistake(f"{output.path} is there already; give another name with -o FILE") from None
    except OSError as error:
        _process.tell(
            f"farhand bundle create: {output.path} could not be written, not even in part: {error.strerror}"
        )
        return FULL
    return _process.deliver(lambda: _say(args, plan, made, output, len(data)), _code(made))


def _packed(args: Namespace, plan: Plan, site: Site, made: Collected, output: Output) -> bytes:
    idle.become()  # what is left only computes
    sign = None
    if args.sign:
        sign = lambda message: sealing.sign(message, Path(args.sign))  # noqa: E731
    data = archive.pack(plan, made, output.created, output.folder, site.redactor, sign)
    return sealing.seal(data, output.recipients) if output.recipients else data


def _code(made: Collected) -> int:
    if made.interrupted == "interrupted":
        return INTERRUPTED
    return INCOMPLETE if any(r.outcome in (TIMED_OUT, WITHHELD, NOT_REACHED) for r in made.rows) else 0


def _say(args: Namespace, plan: Plan, made: Collected, output: Output, size: int) -> None:
    if args.json:
        rows = [vars(row) for row in made.rows]
        words = {"file": str(output.path), "bytes": size, "encrypted_to": list(output.recipients)}
        ended = {"plan_hash": plan.hash, "ended": made.interrupted, "rows": rows}
        print(json.dumps({"schema": SCHEMA, **words, **ended}, indent=1))
    elif not args.quiet:
        from farhand.faces.bundle import size as words_of
        from farhand.faces.escape import terminal

        told = _("{path} is written: {size}, {who}; nothing was sent")
        who = _who(output.recipients)
        print(terminal(told.format(path=output.path, size=words_of(size), who=who)))


def _who(recipients: Sequence[str]) -> str:
    if not recipients:
        return _("not encrypted")
    told = ngettext("readable by {n} named key", "readable by {n} named keys", len(recipients))
    return told.format(n=len(recipients))
