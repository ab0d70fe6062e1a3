"""Run the lab's faults and count how many are found.

python -m tests.lab.table [family or name …]     one line each, every miss with what was said, and a table
python -m tests.lab.table --write                also puts the table into docs/benchmarks.md
python -m tests.lab.table --sregym [--write]     only the worlds modelled on SREGym's problems, by problem

A world says which problem it is modelled on by `SREGYM = "its_name"`. SREGym: arXiv 2605.07161.
"""

from __future__ import annotations

import datetime
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from types import ModuleType

from tests.bench import put
from tests.lab import faults
from tests.lab.expect import Outcome, cause_misses, judge, owner_misses, verdict_misses
from tests.lab.lab import Lab

BEGIN, END = "<!-- lab -->", "<!-- /lab -->"
SREGYM = "<!-- sregym -->", "<!-- /sregym -->"
AT_ONCE = 4


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


@dataclass(frozen=True)
class Count:
    """The figures of one family, or of all."""

    label: str
    worlds: int
    cause: int
    owner: int
    right: int
    mean: float
    longest: float


def count(label: str, rows: list[Row]) -> Count:
    """Owner is counted where the world says whose job it is; `right`: no miss of any kind."""
    seconds = [row.seconds for row in rows]
    cause, owner = sum(r.cause_right for r in rows), sum(r.owner_right for r in rows)
    right = sum(not r.missed for r in rows)
    return Count(label, len(rows), cause, owner, right, sum(seconds) / len(seconds), max(seconds))


def counts(rows: list[Row]) -> list[Count]:
    families = sorted({row.family for row in rows})
    found = [count(family, [row for row in rows if row.family == family]) for family in families]
    return [*found, count("all", rows)]


def model(name: str) -> str:
    """The problem of SREGym that a world is modelled on; empty for most."""
    return str(getattr(faults.load(name), "SREGYM", ""))


def of_sregym(rows: list[Row]) -> str:
    """A Markdown table: each problem, its worlds, and how many of them are found."""
    named = {row.name: model(row.name) for row in rows}
    problems = sorted(set(named.values()) - {""})
    lines = [
        f"{len(problems)} problems in {sum(map(bool, named.values()))} worlds, on {datetime.date.today()}.",
        "",
        "| problem | worlds | cause right | owner right |",
        "|---|---|---|---|",
    ]
    for problem in problems:
        c = count(problem, [row for row in rows if named[row.name] == problem])
        worlds = ", ".join(row.name for row in rows if named[row.name] == problem)
        lines.append(f"| {problem} | {worlds} | {c.cause} of {c.worlds} | {c.owner} of {c.worlds} |")
    return "\n".join(lines)


def print_table(rows: list[Row]) -> None:
    print("family     worlds  cause  owner  right   mean s  longest s")
    for c in counts(rows):
        found = f"{c.worlds:>6} {c.cause:>6} {c.owner:>6} {c.right:>6}"
        print(f"{c.label:<10} {found} {c.mean:>8.2f} {c.longest:>10.2f}")


def progress(names: list[str]) -> Iterator[Row]:
    """Worlds side by side: they mostly wait for packets that do not come."""
    with ProcessPoolExecutor(AT_ONCE) as pool:
        for row in pool.map(run, names):
            print(f"{'ok' if not row.missed else 'MISS':<4} {row.seconds:>5.2f} s  {row.name}", flush=True)
            for line in row.missed:
                print(f"       {line[:400]}", flush=True)
            yield row


def markdown(rows: list[Row]) -> str:
    """The same counts as a Markdown table."""
    lines = [
        f"{len(rows)} worlds, on {datetime.date.today()}.",
        "",
        "| family | worlds | cause right | owner right | all right | mean s | longest s |",
        "|---|---|---|---|---|---|---|",
    ]
    for c in counts(rows):
        times = f"{c.mean:.2f} | {c.longest:.2f}"
        lines.append(f"| {c.label} | {c.worlds} | {c.cause} | {c.owner} | {c.right} | {times} |")
    return "\n".join(lines)


def main(words: list[str]) -> int:
    if {"-h", "--help"} & {*words}:
        print(__doc__)
        return 0
    names = chosen([word for word in words if not word.startswith("-")])
    if "--sregym" in words:
        names = [name for name in names if model(name)]
    if not names:
        print("no such fault; there are:", *faults.names(), sep="\n  ")
        return 2
    rows = list(progress(names))
    print()
    print_table(rows)
    if "--sregym" in words:
        print("", of_sregym(rows), sep="\n")
    if "--write" in words:
        put(*((of_sregym(rows), *SREGYM) if "--sregym" in words else (markdown(rows), BEGIN, END)))
    return 1 if any(row.missed for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
