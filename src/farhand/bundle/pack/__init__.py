"""The parts of the security pack, one file each, found by listing this folder.

A part is a module with TITLE, ORDER and `part(scope)`, which yields texts, lists, tables and code. What it
says it takes from the code, the declaration and the plan at the moment it is asked, so that it cannot say
what is not so; a check, a rule or an item that is added appears without a change here.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Union

from farhand import listed
from farhand.bundle.model import Budgets, Plan
from farhand.look import Environment
from farhand.model import App
from farhand.redact import Policy


@dataclass(frozen=True)
class Lines:
    """A list of sentences."""

    lines: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Code:
    """Commands or output, word for word, under a line that says what it is."""

    says: str
    text: str


#: What a part is made of; a plain text is a paragraph.
Block = Union[str, Lines, Table, Code]


@dataclass(frozen=True)
class Scope:
    """What the pack is about. Without an app: Farhand itself; without a plan: no bundle yet."""

    app: App | None = None
    plan: Plan | None = None
    plan_hash: str = ""  # of a plan that was redacted when it was saved; empty: worked out from the plan
    env: Environment | None = None
    policy: Policy = Policy("default")
    recipients: tuple[str, ...] = ()  # who can read a bundle; empty: as [vendor] encrypt_to says
    exit_status: tuple[str, ...] = ()  # the lines of `farhand --help` on it

    def section(self, name: str) -> Mapping[str, Any]:
        """A section of the declaration; empty where there is none."""
        found = self.app.sections.get(name) if self.app else None
        return found if isinstance(found, dict) else {}

    @property
    def hash(self) -> str:
        """The hash of the plan, as the bundle will name it; empty without a plan."""
        return self.plan_hash or (self.plan.hash if self.plan else "")

    @property
    def readers(self) -> tuple[str, ...]:
        return self.recipients or tuple(map(str, self.section("vendor").get("encrypt_to", ())))

    @property
    def budgets(self) -> Budgets:
        return self.plan.budgets if self.plan else Budgets()


def names() -> list[str]:
    return listed.names(__path__)


def parts(scope: Scope) -> Iterator[tuple[str, Sequence[Block]]]:
    """Title and blocks of every part that has something to say, in their order."""
    found = [importlib.import_module(f"{__name__}.{name}") for name in names()]
    for module in sorted(found, key=lambda m: (m.ORDER, m.__name__)):
        blocks = tuple(module.part(scope))
        if blocks:
            yield module.TITLE, blocks
