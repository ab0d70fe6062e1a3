"""A free command: only where the site's policy allows it and a person has typed for it; never with --yes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from farhand.bundle import collect
from farhand.bundle.model import COMMAND, Budgets, Item, Plan
from farhand.bundle.site import Site
from farhand.errors import Mistake
from farhand.model import App
from farhand.request import excerpt
from farhand.request.model import Ran, Refused, Step, Words
from farhand.request.parameters import Parameter, any_text
from farhand.request.policy import Policy

SECONDS, BYTES, LINES = 30.0, 1 << 20, 1000
#: What a person types to have it run.
WORD = "execute"


def parameters(app: App, id: str) -> Mapping[str, Parameter]:
    if id:
        raise Mistake("a free command has no name")
    return {"command": Parameter(any_text(2000), "what a shell would be given")}


def words(app: App, step: Step) -> Words:
    if "command" not in step.params:
        raise Mistake("a free command says no command")
    return Words(
        runs="a command the vendor wrote, in a shell, as this user; it is no check of this copy: read it",
        leaves=f"what it prints, redacted, at most {LINES} lines",
        minutes=2.0,
        approval="the site's policy, and a person who types for it",
        read_only=False,
    )


def exactly(step: Step, site: Site) -> Iterator[str]:
    yield from ()


def run(step: Step, site: Site, policy: Policy) -> Ran:
    if not policy.free_commands:
        raise Refused("free commands are not allowed here")
    argv = ("sh", "-c", step.params["command"])
    item = Item("command.txt", COMMAND, "", "", BYTES, SECONDS, argv=argv)
    made = collect.collect(Plan(site.app.name, items=(item,), budgets=Budgets(SECONDS + 30, BYTES, 0)), site)
    texts = [(name, excerpt.cut(data.decode("utf-8", "replace"), LINES)) for name, data in made.data.items()]
    return Ran(
        texts=tuple(texts),
        says="; ".join(f"{r.outcome} {r.says}".strip() for r in made.rows),
        failed=not texts,
    )


def visible(command: str) -> str:
    """The command with everything that is not plain ASCII as an escape: look-alikes, overrides, controls."""
    return "".join(c if " " <= c <= "~" or c == "\n" else f"\\u{{{ord(c):x}}}" for c in command)
