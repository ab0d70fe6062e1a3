"""What a security team asks before it lets a tool run: generated from the code, the declaration and the plan.

Every check and command, what it reads, its privileges and connections; what is hidden and what is not, with
examples that the redactor has just made; files, programs, budgets, integrity, encryption, retention; and the
promises, each with the test that holds it. Without a declaration it speaks of Farhand alone.

  farhand bundle security-pack -o pack.html
  farhand bundle plan --json > plan.json && farhand bundle security-pack --plan plan.json > pack.md
"""

from __future__ import annotations

import json
import re
import sys
from argparse import ArgumentParser, Namespace
from dataclasses import fields
from importlib import resources
from pathlib import Path
from typing import Any

from farhand import declare
from farhand.bundle import security_pack
from farhand.bundle.model import PLAN_SCHEMA, Budgets, Item, Plan
from farhand.bundle.pack import Scope
from farhand.cli._bundle import _site
from farhand.cli._common import environment_of, write_new
from farhand.cli._policy import policy_of
from farhand.control import place
from farhand.errors import Mistake
from farhand.faces.escape import terminal
from farhand.model import App

ORDER, SUMMARY = 70, "what a security team asks for, generated from the code"


def options(parser: ArgumentParser) -> None:
    _site.options(parser)
    parser.add_argument("--plan", metavar="FILE", help="a saved plan (bundle plan --json), not a new one")
    parser.add_argument(
        "--recipient", action="append", default=[], metavar="KEY", help="who can read a bundle besides"
    )
    parser.add_argument(
        "-o", "--output", metavar="FILE", help="FILE.md or FILE.html (default: Markdown here)"
    )
    parser.add_argument("--force", action="store_true", help="write over a file that is there")


def run(args: Namespace) -> int:
    scope = _scope(args)
    if args.output:
        page = Path(args.output).suffix.lower() in (".html", ".htm")
        write_new(args.output, (security_pack.html if page else security_pack.markdown)(scope), args.force)
    else:
        made = security_pack.markdown(scope)
        sys.stdout.write(terminal(made) if sys.stdout.isatty() else made)
    return 0


def _scope(args: Namespace) -> Scope:
    """What the pack is about: a saved plan, else one that is made now where there is a declaration."""
    app = _declared(args)
    common: dict[str, Any] = {
        "app": app,
        "recipients": _readers(app, args.recipient),
        "exit_status": _exit_status(),
    }
    if app and not args.plan:
        site, plan = _site.made(args)
        return Scope(**common, plan=plan, env=site.env, policy=site.redactor.policy)
    saved, told = _plan(args.plan) if args.plan else (None, "")
    env = environment_of(args, app) if app else None
    policy = policy_of(args, app, saved.profile if saved else "")
    return Scope(**common, plan=saved, plan_hash=told, env=env, policy=policy)


def _declared(args: Namespace) -> App | None:
    try:
        return declare.load(place.found(args.config))
    except Mistake:
        if args.config:
            raise
        return None


def _readers(app: App | None, added: list[str]) -> tuple[str, ...]:
    declared = app.sections.get("vendor", {}).get("encrypt_to", ()) if app else ()
    return tuple(dict.fromkeys([*map(str, declared), *added]))


def _plan(path: str) -> tuple[Plan, str]:
    """A plan as `bundle plan --json` writes it, with the hash of it unredacted. Raises Mistake."""
    try:
        document = json.loads(Path(path).read_text("utf-8"))
        if document.get("schema") != PLAN_SCHEMA:
            raise ValueError(f"it is not of the form {PLAN_SCHEMA}")
        items = tuple(Item(**_known(Item, row)) for row in document["items"])
        budgets = Budgets(**_known(Budgets, document.get("budgets", {})))
        plan = Plan(**{**_known(Plan, document), "items": items, "budgets": budgets})
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        why = getattr(error, "strerror", None) or str(error)[:200]
        raise Mistake(f"--plan {path} cannot be read: {why}; make one: farhand bundle plan --json") from None
    told = str(document.get("hash", ""))
    return plan, told if re.fullmatch("[0-9a-f]{64}", told) else ""


def _known(kind: type, row: dict[str, Any]) -> dict[str, Any]:
    """The fields of a noun; lists of JSON are its tuples."""
    names = {field.name for field in fields(kind)}
    return {k: tuple(v) if isinstance(v, list) else v for k, v in row.items() if k in names}


def _exit_status() -> tuple[str, ...]:
    """What `farhand --help` says of it."""
    text = resources.files("farhand.cli").joinpath("help.txt").read_text("utf-8")
    told = " ".join(text.partition("exit status:")[2].split())
    return (f"Exit status: {told}",) if told else ()
