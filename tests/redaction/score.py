"""Plants the corpus, runs a tool over it and prints what is left: `python -m tests.redaction.score`."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.redaction import tools
from tests.redaction.files import LINE, LOG, corpus, decoded, write
from tests.redaction.layout import Made
from tests.redaction.measure import Score, score
from tests.redaction.plant import IDENTIFIER, PERSON, SECRET

#: What each profile of Farhand's hides; every other tool is measured as if by `strict`.
HIDDEN = {"secrets": {SECRET}, "default": {SECRET, PERSON}, "strict": {SECRET, PERSON, IDENTIFIER}}


class Absent(Exception):
    """The tool cannot run here; why."""


def measured(
    seed: int, tool: str, options: tools.Options, log: int = LOG, line: int = LINE
) -> tuple[Score, float]:
    """The score, and how many bytes of the corpus were read in a second. Raises Absent."""
    made = corpus(seed, log, line)
    folder = Path(tempfile.mkdtemp(prefix="farhand-corpus-"))
    try:
        size = write(made, folder / "in")
        (folder / "out").mkdir()
        began = time.perf_counter()
        why = tools.tool(tool).run(folder / "in", folder / "out", options)
        took = time.perf_counter() - began
        if why:
            raise Absent(why)
        found = tools.files(folder / "out")
        out = {str(n): decoded((folder / "out" / n).read_bytes()) for n in found}
    finally:
        shutil.rmtree(folder)
    hidden = HIDDEN[options.profile if tool == "farhand" else "strict"]
    return score(made, _renamed(made, out), "\n".join(out), hidden), size / took


def _renamed(made: dict[str, Made], out: dict[str, str]) -> dict[str, str]:
    """Files whose names held a secret, found again by what they say."""
    there = {name: text for name, text in out.items() if name in made}
    return {**{name: file.text() for name, file in made.items() if _named(file)}, **there}


def _named(file: Made) -> bool:
    return any(block.plant and block.plant.form == "name" for block in file.blocks)


def report(result: Score, speed: float, verbose: bool) -> str:
    lines = []
    for group in (SECRET, PERSON, IDENTIFIER):
        if result.of(group):
            left, easy = result.left(group), result.left(group, easy=True)
            lines.append(f"{group}: {left} of {result.of(group)} left, {easy} of them easy")
    kinds = Counter(f"{p.kind}/{p.form}{'*' if p.easy else ''}" for p, _ in result.leaks)
    lines += ["  " + ", ".join(f"{k} {n}" if n > 1 else k for k, n in sorted(kinds.items()))] if kinds else []
    lines.append(f"must survive: {len(result.lost)} of {result.kept} lost")
    lines.append(
        f"groups: {len(result.broken)} of {result.groups} broken: {', '.join(n for n, _ in result.broken)}"
    )
    lines.append(f"other lines: {len(result.changed)} of {result.plain} changed")
    lines += [f"  {line}" for line in result.odd]
    lines.append(f"speed: {speed / 1e6:.2f} MB/s")
    if verbose:
        lines += _details(result)
    return "\n".join(lines)


def _details(result: Score) -> list[str]:
    said = [
        f"LEFT {p.kind}/{p.form}{'*' if p.easy else ''} {p.file}: {line[:400]!r}" for p, line in result.leaks
    ]
    said += [f"LOST {was!r} -> {now!r}" for was, now in result.lost]
    said += [f"BROKEN {name}: {lines!r}" for name, lines in result.broken]
    return said + [f"CHANGED {was[:300]!r} -> {now[:300]!r}" for was, now in result.changed[:40]]


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.redaction.score", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--tool", choices=tools.names(), default="farhand")
    parser.add_argument("--profile", choices=sorted(HIDDEN), default="default")
    parser.add_argument("--python", default="", help="interpreter of the peer's own environment")
    parser.add_argument("--small", action="store_true", help="a log of 100 kB instead of 1.5 MB")
    parser.add_argument("-v", "--verbose", action="store_true", help="every leak, loss and change")
    given = parser.parse_args(argv)
    size = (100_000, 100_000) if given.small else (LOG, LINE)
    try:
        result, speed = measured(given.seed, given.tool, tools.Options(given.profile, given.python), *size)
    except Absent as why:
        print(f"{given.tool}: {why}", file=sys.stderr)
        return 4
    print(report(result, speed, given.verbose))
    return 0


if __name__ == "__main__":
    sys.exit(main())
