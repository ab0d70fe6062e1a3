"""Run the lab's faults and print how many are found: `python -m tests.lab.table [family or name …]`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from types import ModuleType

from tests.lab import faults
from tests.lab.expect import Outcome, cause_misses, judge, owner_misses, verdict_misses
from tests.lab.lab import Lab


@dataclass(frozen=True)
class Row:
    """One world, run once."""

    name: str
    cause_right: bool
    owner_right: bool
    missed: tuple[str, ...]
    seconds: float

    @property
    def family(self) -> str:
        return self.name.split("/")[0]


def run(name: str) -> Row:
    """One fault in a fresh world. What goes wrong in the world itself is a miss that says so."""
    try:
        module = faults.load(name)
        with Lab() as lab:
            outcome = faults.run(module, lab)
            secrets = lab.planted()
    except Exception as error:
        return Row(name, False, False, (f"the world itself failed: {type(error).__name__}: {error}",), 0.0)
    return _row(name, module, outcome, secrets)


def _row(name: str, module: ModuleType, outcome: Outcome, secrets: set[str]) -> Row:
    expect = module.EXPECT
    missed = tuple(judge(expect, outcome, secrets))
    cause_right = outcome.readable and not cause_misses(expect, outcome)
    if not (expect.cause or expect.causes):  # a healthy or undecided world is right by its verdict
        cause_right = cause_right and not verdict_misses(expect, outcome)
    owner_right = cause_right and not owner_misses(expect, outcome)
    return Row(name, cause_right, owner_right, missed, outcome.seconds)


def chosen(words: list[str]) -> list[str]:
    """All faults, or those whose family or name holds one of the words."""
    return [name for name in faults.names() if not words or any(word in name for word in words)]


def print_table(rows: list[Row]) -> None:
    """Counts per family. Owner is counted where the world says whose job it is."""
    print(f"{'family':<10} {'worlds':>6} {'cause':>6} {'owner':>6} {'right':>9} {'mean s':>7} {'longest':>9}")
    families = sorted({row.family for row in rows})
    for family in families:
        _line(family, [row for row in rows if row.family == family])
    if len(families) > 1:
        _line("all", rows)


def _line(label: str, rows: list[Row]) -> None:
    counts = (
        sum(r.cause_right for r in rows),
        sum(r.owner_right for r in rows),
        sum(not r.missed for r in rows),
    )
    seconds = [r.seconds for r in rows]
    mean, longest = sum(seconds) / len(seconds), max(seconds)
    cause, owner, right = counts
    print(f"{label:<10} {len(rows):>6} {cause:>6} {owner:>6} {right:>9} {mean:>7.2f} {longest:>9.2f}")


def progress(names: list[str]) -> Iterator[Row]:
    for name in names:
        row = run(name)
        print(f"{'ok' if not row.missed else 'MISS':<4} {row.seconds:>5.2f} s  {name}", flush=True)
        for line in row.missed:
            print(f"       {line[:400]}", flush=True)
        yield row


def main(words: list[str]) -> int:
    names = chosen(words)
    if not names:
        print("no such fault; there are:", *faults.names(), sep="\n  ")
        return 2
    rows = list(progress(names))
    print()
    print_table(rows)
    return 1 if any(row.missed for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
