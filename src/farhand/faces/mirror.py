"""A plan of a mirror on a terminal: the differences, the likely ones first, and what nobody knows yet."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from farhand.faces.escape import terminal
from farhand.mirror.model import Difference, Missing, Plan

#: Differences that are shown one by one unless all are asked for.
_SHOWN = 30


def write(plan: Plan, console: Console, every: bool = False) -> None:
    shown = plan.differences if every else plan.differences[:_SHOWN]
    _head(plan, console)
    _rows(shown, console)
    if len(plan.differences) > len(shown):
        console.print(f"{len(plan.differences) - len(shown)} more, all less likely: --all shows them")
    _list(console, "Cannot be mirrored", plan.not_mirrored)
    _missing(plan.missing, console)


def _head(plan: Plan, console: Console) -> None:
    count = len(plan.differences)
    words = "no difference is known" if not count else f"{count} difference{'s' if count > 1 else ''}"
    console.print(
        _plain(f"{plan.app or 'The app'}: {words} between the customer's environment and your tests.")
    )


def _rows(rows: Sequence[Difference], console: Console) -> None:
    for one in rows:
        sides = f"{one.here} at the customer, {one.there} in your tests"
        console.print(_plain(f"{one.weight:>5.0%}  {one.id}: {sides}"))
        console.print(_plain(f"       {one.because}"))


def _list(console: Console, title: str, rows: Sequence[str]) -> None:
    if rows:
        console.print(f"\n{title}:")
        for row in rows:
            console.print(_plain(f"  - {row}"))


def _missing(rows: Sequence[Missing], console: Console) -> None:
    if rows:
        console.print("\nNot known yet of the customer's side, and what would show it:")
    for one in rows:
        console.print(_plain(f"  {one.area}: {', '.join(one.names)}"))
        # Commands are to be copied: never wrapped.
        console.print(_plain(f"    {one.command}"), soft_wrap=True)


def _plain(text: str) -> Text:
    return Text(terminal(text))
