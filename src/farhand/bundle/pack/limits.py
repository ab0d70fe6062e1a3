"""What it may cost the host, and how it ends."""

from __future__ import annotations

from collections.abc import Iterator

from farhand import run
from farhand.bundle.pack import Block, Lines, Scope
from farhand.bundle.review import readable

TITLE, ORDER = "Budgets and exit status", 70


def part(scope: Scope) -> Iterator[Block]:
    budgets = scope.budgets
    yield Lines((
        f"A bundle: at most {budgets.seconds:g} s in all and {readable(budgets.bytes)} of redacted "
        "text; it stops "
        f"while {readable(budgets.free_disk)} of the disk are still free. Each item has a limit and a "
        "deadline of "
        "its own, and a program that does not end is ended with all that it has started.",
        f"A self-test: at most {run.STEP_SECONDS:g} s for a dependency and {run.WHOLE_SECONDS:g} s in all.",
        "The facts for a mail: below 100 KB.",
    ))  # fmt: skip
    if scope.exit_status:
        yield Lines(scope.exit_status)
