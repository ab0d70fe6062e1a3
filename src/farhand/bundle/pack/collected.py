"""What a bundle would hold: every file, command and endpoint of the plan."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from farhand.bundle.model import COMMAND, Item
from farhand.bundle.pack import Block, Code, Scope, Table
from farhand.bundle.review import readable
from farhand.redact import Redactor

TITLE, ORDER = "What a bundle holds, and where it comes from", 20


def part(scope: Scope) -> Iterator[Block]:
    if scope.plan is None:
        yield (
            "There is no plan yet. `farhand bundle plan` prints it; nothing outside of it is read, "
            "run or asked."
        )
        return
    redactor = Redactor(policy=replace(scope.policy, profile="secrets"))
    items = [_hidden(item, redactor) for item in scope.plan.items]
    yield (
        f"The plan has {len(items)} items, and nothing else is read, run or asked: its hash is in the "
        "bundle. "
        "Each can be struck out before anything leaves (`--strike NAME`)."
    )
    rows = tuple((i.name, i.way, i.why, readable(i.limit), f"{i.seconds:g} s", _needs(i)) for i in items)
    yield Table(("Item", "How", "Why", "At most", "Deadline", "Needs"), rows)
    yield Table(("Item", "Read from"), tuple((i.name, i.source) for i in items if i.way != COMMAND))
    commands = "\n".join(i.source for i in items if i.way == COMMAND)
    if commands:
        yield Code("Every command that is run, word for word:", commands)


def _hidden(item: Item, redactor: Redactor) -> Item:
    """A path or a command may hold a secret; names of hosts stay, for this is read at the site."""
    return replace(item, source=redactor.text(item.source), name=redactor.text(item.name))


def _needs(item: Item) -> str:
    return "; ".join(filter(None, (item.privilege, *item.network))) or "nothing more"
