"""What would leave, shown before it is written, and the question whether it may."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from dataclasses import replace
from fnmatch import fnmatchcase
from pathlib import Path

from farhand.bundle import collect, review_terminal, writing
from farhand.bundle.collect import Collected
from farhand.bundle.model import Plan
from farhand.bundle.review import html
from farhand.cli import _process
from farhand.cli._lang import NO, YES
from farhand.errors import Mistake
from farhand.redact import Redactor
from farhand.words import _


def must_ask(args: Namespace) -> bool:
    """True where a person is there to be asked; raises Mistake where nobody is and --yes is not given."""
    if args.yes:
        return False
    if args.json or args.quiet or not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise Mistake(
            "nobody can be asked here whether the bundle may be written; "
            "see `farhand bundle plan`, then give --yes"
        )
    return True


def progress(args: Namespace, count: int) -> Callable[[str, str], None] | None:
    """One line on standard error that tells how far it is; none where nobody watches."""
    if args.quiet or args.json or not sys.stderr.isatty():
        return None
    done: list[str] = []

    def tell(name: str, word: str) -> None:
        if word != "begun":
            done.append(name)
            _process.say(
                f"\x1b[A\x1b[K{len(done)} of {count} items" if len(done) > 1 else f"1 of {count} items"
            )

    return tell


def review(args: Namespace, plan: Plan, made: Collected, readers: Sequence[str]) -> None:
    """Show what would leave, and write it as a page where that is asked for."""
    plan = _as_it_leaves(plan, made)
    if args.review:
        _page(args.review, plan, made, readers)
    if not (args.json or args.quiet):
        # What was hidden is shown to a person at a terminal only: a pipe may end in somebody's log.
        alone = sys.stdout.isatty()
        shown = plan if alone else _without_secrets(plan)
        review_terminal.terminal(shown, made.rows, made.tallies if alone else {}, recipients=readers)


def _as_it_leaves(plan: Plan, made: Collected) -> Plan:
    """The plan with the names that its items have in the bundle, where a secret in one was hidden."""
    pairs = zip(plan.items, made.rows, strict=True)
    return replace(plan, items=tuple(replace(item, name=row.name) for item, row in pairs))


def _without_secrets(plan: Plan) -> Plan:
    """The plan without the secrets that a path or a command holds."""
    mask = Redactor().text
    return replace(plan, items=tuple(replace(item, source=mask(item.source)) for item in plan.items))


def _page(path: str, plan: Plan, made: Collected, readers: Sequence[str]) -> None:
    """It holds what was hidden: for this user's eyes, mode 0600, and never part of the bundle."""
    try:
        text = html(plan, made.rows, made.tallies, readers)
        writing.write(Path(path).absolute(), text.encode("utf-8", "backslashreplace"))
    except OSError as error:
        raise Mistake(f"--review {path} could not be written: {error.strerror or error}") from None
    told = _("{path} shows what was hidden, as it was: keep it here, do not send it").format(path=path)
    _process.tell(f"farhand bundle create: {told}")


def ask(args: Namespace, plan: Plan, made: Collected, path: Path, readers: Sequence[str]) -> Collected | None:
    """What may be written, without what was struck out; None: nothing may."""
    while True:
        question = _("Write this to {path}? yes, no, or strike NAME:").format(path=path)
        word, _blank, name = _line(f"{question} ").strip().partition(" ")
        if word in YES:
            return made
        if word == "strike" and name.strip():
            made = _without(made, name.strip())
            review(args, plan, made, readers)
        elif word in (*NO, ""):
            return None


def _without(made: Collected, name: str) -> Collected:
    names = {row.name for row in made.rows if fnmatchcase(row.name, name)}
    if not names:
        _process.tell(_("no item is called {name}").format(name=name))
    return collect.stricken(made, names)


def _line(question: str) -> str:
    try:
        return input(question)
    except EOFError:
        return ""
