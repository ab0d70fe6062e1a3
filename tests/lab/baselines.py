"""The faults of the lab shown to other tools: how many causes does what they print tell apart?

    python -m tests.lab.baselines [family or name …]     prints a Markdown table
    python -m tests.lab.baselines --write                also puts it into docs/benchmarks.md
    python -m tests.lab.baselines --texts                prints every text as well

A text counts for a cause if, without its numbers, times and addresses, no world with another cause and no
healthy world gives the same text. That is generous: it asks for a difference, not for an answer.
"""

from __future__ import annotations

import datetime
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from tests.bench import put
from tests.lab import faults
from tests.lab.expect import Outcome
from tests.lab.lab import Lab
from tests.lab.table import chosen
from tests.lab.tools import TOOLS, Shown, dependencies, shown, start_blackbox

BEGIN, END = "<!-- baselines -->", "<!-- /baselines -->"
FARHAND = "farhand self-test"
WELL = "healthy"


@dataclass(frozen=True)
class Sample:
    """One world: its true cause, and what each tool printed (None: the tool has nothing to do with it)."""

    name: str
    cause: str
    texts: Mapping[str, str | None]


class Watched(Lab):
    """A world in which the tools look first, under the conditions that Farhand is given."""

    texts: dict[str, str | None]

    def self_test(self, *options: str, **how: Any) -> Outcome:
        self.texts = look(shown(self, *options, **how), self.subject)
        outcome = super().self_test(*options, **how)
        roots = outcome.roots if outcome.readable else []
        verdict = str(outcome.report.get("verdict")) if outcome.readable else "no report"
        self.texts[FARHAND] = str(roots[0]["id"]) if roots else verdict
        return outcome

    subject = ""


def look(world: Shown, subject: str) -> dict[str, str | None]:
    """Every tool, at the same time, at the dependency in question or at all of them."""
    needs = dependencies(world)
    needs = {subject: needs[subject]} if subject in needs else needs
    start_blackbox(world)
    with ThreadPoolExecutor(len(TOOLS) * max(1, len(needs))) as pool:
        asked = {
            name: [pool.submit(tool, world, need) for need in needs.values()] for name, tool in TOOLS.items()
        }
        said = {name: [job.result() for job in jobs] for name, jobs in asked.items()}
    return {name: _joined(texts, world) for name, texts in said.items()}


def _joined(texts: Iterable[str | None], world: Shown) -> str | None:
    there = [plain(text, str(world.lab.tmp)) for text in texts if text is not None]
    return "\n".join(there) if there else None


#: What differs from run to run, and says nothing of the cause.
_PLAIN = (
    (re.compile(r"\b\d{1,3}(?:\.\d{1,3}){3}\b|\b[0-9a-f]*:[0-9a-f:]*::?[0-9a-f]+\b"), "ADDRESS"),
    (re.compile(r"\b[\w-]+(?:\.[\w-]+)*\.(?:lab|corp)\.test\b"), "NAME"),
    (re.compile(r"0x[0-9a-f]+"), "POINTER"),
    (re.compile(r"\b\d+(?:\.\d+)?(?: ?m?s\b| (?:milli)?seconds?\b)"), "TIME"),
    (re.compile(r"\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d\S*|\w{3}, \d\d \w{3} \d{4} [\d:]{8} GMT"), "DATE"),
    (
        re.compile(
            r"(?<=port )\d+|(?<=port=)\d+|(?<=ADDRESS:)\d+|(?<=ADDRESS\]:)\d+|(?<=NAME:)\d+|(?<=port \")\d+"
        ),
        "PORT",
    ),
    (re.compile(r"\d{4,}"), "NUMBER"),
)


def plain(text: str, folder: str) -> str:
    """The text without numbers that vary, addresses, names and times; error codes and status codes stay."""
    text = text.replace(folder, "FOLDER")
    for pattern, word in _PLAIN:
        text = pattern.sub(word, text)
    return " ".join(text.split())


def sample(name: str) -> Sample | None:
    """Run one world; None where it cannot be made here, or has no single cause."""
    module = faults.load(name)
    cause = WELL if module.EXPECT.healthy else module.EXPECT.cause
    if not cause:
        return None
    try:
        with Watched() as lab:
            lab.subject = module.EXPECT.subject
            faults.run(module, lab)
            return Sample(name, cause, lab.texts)
    except Exception as error:
        print(f"{name}: the world failed: {type(error).__name__}: {error}", file=sys.stderr)
        return None


@dataclass(frozen=True)
class Score:
    """Counts of one tool over all faults. `asked`: it has something to do with that kind of dependency."""

    tool: str
    asked: int
    noticed: int
    attributed: int
    causes: int


def score(tool: str, samples: list[Sample]) -> Score:
    causes_of: dict[str, set[str]] = defaultdict(set)
    for one in samples:
        causes_of[one.texts.get(tool) or ""].add(one.cause)
    ill = [one for one in samples if one.cause != WELL]
    asked = [one for one in ill if one.texts.get(tool) is not None]
    noticed = [one for one in asked if WELL not in causes_of[one.texts[tool] or ""]]
    attributed = [one for one in asked if _right(tool, one, causes_of[one.texts[tool] or ""])]
    return Score(tool, len(asked), len(noticed), len(attributed), len({one.cause for one in attributed}))


def _right(tool: str, one: Sample, causes: set[str]) -> bool:
    """Farhand must name the cause itself; of the others it is enough that the text is like no other's."""
    return one.texts[tool] == one.cause if tool == FARHAND else causes == {one.cause}


def markdown(samples: list[Sample]) -> str:
    ill = [one for one in samples if one.cause != WELL]
    causes = len({one.cause for one in ill})
    well = len(samples) - len(ill)
    head = f"{len(ill)} faults of {causes} causes and {well} healthy worlds, on {datetime.date.today()}."
    rows = [
        "| tool | faults it can look at | noticed | attributable | causes told apart |",
        "|---|---|---|---|---|",
    ]
    for tool in [*TOOLS, FARHAND]:
        s = score(tool, samples)
        rows.append(f"| {tool} | {s.asked} | {s.noticed} | {s.attributed} | {s.causes} of {causes} |")
    return "\n".join([head, "", *rows, _NOTE])


_NOTE = """
*Noticed*: the text differs from that of every healthy world. *Attributable*: without numbers, addresses,
names and times, the text comes from worlds of one cause only; who knew all texts by heart could name the
cause. For Farhand: it names that cause, first. `curl -sS -m 5` (a plain connection where the service does not
speak HTTP), `psql -c 'select 1'`, the exception of psycopg, redis-py, requests, sqlite3 or the socket module,
and blackbox_exporter with its debug log."""


def main(words: list[str]) -> int:
    samples = []
    for name in chosen([word for word in words if not word.startswith("-")]):
        one = sample(name)
        if one is None:
            continue
        samples.append(one)
        print(f"{name} ({one.cause})", file=sys.stderr, flush=True)
        for tool, text in one.texts.items() if "--texts" in words else ():
            print(f"    {tool:<18} {text}", file=sys.stderr)
    text = markdown(samples)
    print(text)
    if "--write" in words:
        put(text, BEGIN, END)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
