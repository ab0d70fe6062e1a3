"""Run probe and command of every check in the lab's worlds, and print how they compare.

python -m tests.contract.table [family or name …]   one line per world that differs, and a count
    --all          a line for every world
    --probe        also run the self-test, and count the worlds in which it is right
    --bare         take away curl, dig, psql, redis-cli, openssl, ss and the like; run busybox sh
    --save DIR     keep what was printed; --read DIR weighs what was kept, without running anything
    --at-once N    worlds at the same time
    --write        put the rows of the families that were run whole into docs/benchmarks.md; the others stay
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tests.contract import page
from tests.contract.kept import keep, kept
from tests.contract.pairs import BARE, Ran, Tools, run
from tests.contract.verdict import DIFFERENT, NOT_ASKED, ORDER, SAME, Verdict, against, short, verdict
from tests.lab import faults
from tests.lab.expect import cause_misses, verdict_misses

AT_ONCE = 3
#: Options that take a value.
VALUED = ("--save", "--read", "--at-once")


@dataclass(frozen=True)
class Row:
    """One world: how its paste stands to the truth and to the probe, and whether the probe was right."""

    name: str
    verdict: Verdict
    wanted: str
    by_probe: Verdict = Verdict(NOT_ASKED, "")
    probe: str = ""
    told: tuple[str, ...] = ()

    @property
    def family(self) -> str:
        return self.name.split("/")[0]

    @property
    def is_good(self) -> bool:
        return self.verdict.word == SAME and self.by_probe.word in (SAME, NOT_ASKED) and not self.told

    def __str__(self) -> str:
        probe = f" (probe: {self.probe})" if self.probe not in ("", "right") else ""
        other = f" [{self.by_probe.word} for the probe]" if self.by_probe.word != NOT_ASKED else ""
        told = f" TELLS {self.told}" if self.told else ""
        return (
            f"{self.verdict.word:<12} {self.name}: {self.wanted} <- {self.verdict.says}{other}{probe}{told}"
        )


def one(name: str, tools: Tools, probe: bool, save: str, read: str) -> Row:
    """One world, run or read again. What goes wrong in the world itself is a row that says so."""
    try:
        ran = kept(name, Path(read)) if read else run(name, tools, probe)
        if save:
            keep(ran, Path(save))
        return _row(ran)
    except Exception as error:
        return Row(name, Verdict("no world", f"{type(error).__name__}: {error}"[:300]), "")


def _row(ran: Ran) -> Row:
    expect, opinion = ran.expect, ran.opinion()
    wanted = expect.cause or ", ".join(expect.causes) or expect.wanted_verdict
    text = "\n".join(ran.printed.values())
    told = tuple(secret for secret in ran.secrets if len(secret) > 3 and secret in text)
    by_probe = against(ran.probe, opinion)
    return Row(ran.name, verdict(expect, opinion), wanted, by_probe, _probe(ran), told)


def _probe(ran: Ran) -> str:
    if not ran.probe.seconds or not ran.probe.readable:
        return ""
    return (
        "; ".join([*cause_misses(ran.expect, ran.probe), *verdict_misses(ran.expect, ran.probe)]) or "right"
    )


def chosen(words: list[str]) -> list[str]:
    """All worlds, or those whose family or name is one of the words."""
    return [name for name in faults.names() if not words or {name, name.split("/")[0]} & set(words)]


def table(rows: list[Row]) -> Iterator[str]:
    """A line per family: how many worlds, and how many of each verdict; then those held against the probe."""
    heads = [*ORDER, "as the probe", *page.WORDS[1:]]
    yield f"{'family':<10} {'worlds':>6} " + " ".join(f"{word:>12}" for word in heads) + "  secrets told"
    families = sorted({row.family for row in rows})
    for family in [*families, "all"]:
        mine = [row for row in rows if family in ("all", row.family)]
        truth, probe = (Counter(words) for words in _words(mine))
        counts = [*(truth[w] for w in ORDER), *(Counter(map(short, probe.elements()))[w] for w in page.WORDS)]
        told = sum(bool(row.told) for row in mine)
        yield f"{family:<10} {len(mine):>6} " + " ".join(f"{count:>12}" for count in counts) + f"  {told}"


def _words(rows: list[Row]) -> tuple[list[str], list[str]]:
    return [row.verdict.word for row in rows], [row.by_probe.word for row in rows]


def lines(rows: list[Row], tools: str) -> Iterator[page.Line]:
    """For the page: the families of which every world was run."""
    for family in sorted({row.family for row in rows}):
        mine = [row for row in rows if row.family == family]
        if len(mine) == len(faults.names(family)):
            truth, probe = _words(mine)
            yield page.line(family, tools, list(map(short, truth)), list(map(short, probe)))


def main(argv: list[str]) -> int:
    if {"-h", "--help"} & {*argv}:
        print(__doc__)
        return 0
    option = {word: value for word, value in zip(argv, argv[1:]) if word in VALUED}
    words = [word for word in argv if not word.startswith("--") and word not in option.values()]
    tools = Tools(("busybox", "sh"), BARE) if "--bare" in argv else Tools()
    work = partial(one, tools=tools, probe="--probe" in argv, save=option.get("--save", ""),
                   read=option.get("--read", ""))  # fmt: skip
    rows = []
    with ProcessPoolExecutor(int(option.get("--at-once", AT_ONCE))) as pool:
        for row in pool.map(work, chosen(words)):
            rows.append(row)
            if "--all" in argv or not row.is_good:
                print(row, flush=True)
    print("\n".join(table(rows)))
    if "--write" in argv:
        page.write(lines(rows, "few" if "--bare" in argv else "usual"))
    return 1 if any(DIFFERENT in map(short, words) for words in _words(rows)) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
