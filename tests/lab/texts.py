"""The faults of the lab diagnosed from text alone: what an operator's terminal shows, no check of Farhand's.

    python -m tests.lab.texts [family or name …]     one line each, every miss with what was said, and a table
    python -m tests.lab.texts --keep FOLDER          also keeps each world's text there, as JSON
    python -m tests.lab.texts --from FOLDER          diagnoses kept texts again, without running the worlds
    python -m tests.lab.texts --write                also puts the table into docs/benchmarks.md

The text is one session: curl, dig, openssl, psql, redis-cli, ls, df and the like, the app's own log, and the
last lines of the servers' logs. JOBS worlds run side by side.
"""

from __future__ import annotations

import datetime
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, fields, replace
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Any

import tomllib

from farhand import declare, report
from farhand.cli.diagnose import as_json
from farhand.errors import Mistake
from farhand.evidence import weigh
from farhand.model import App
from farhand.reading import Source
from farhand.redact import Redactor
from tests.bench import put
from tests.lab import faults
from tests.lab.expect import Expect, Outcome, cause_misses, laws, owner_misses
from tests.lab.lab import Lab
from tests.lab.table import chosen
from tests.lab.terminal import seat, session
from tests.lab.tools import shown

BEGIN, END = "<!-- texts -->", "<!-- /texts -->"
IN_FRONT = 3


# A world's text ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Kept:
    """One world: the truth, the declaration that the vendor has, and the text that came back."""

    name: str
    expect: Expect
    declaration: str
    text: str
    secrets: tuple[str, ...] = ()

    def as_json(self) -> str:
        own = {"declaration": self.declaration, "secrets": self.secrets, "text": self.text}
        return json.dumps({"name": self.name, **asdict(self.expect), **own}, indent=1)


class Watched(Lab):
    """A world in which an operator looks, under the conditions that Farhand would be given."""

    text = ""

    def self_test(self, *options: str, through: Sequence[str] = (), **how: Any) -> Outcome:
        world = shown(self, *options, **how)
        pid = options[options.index("--pid") + 1] if "--pid" in options else ""
        self.text = session(seat(replace(world, before=(*world.before, *through)), pid))
        return Outcome(0, "{}", "", 0.0)

    def diagnose(self, log: str) -> Outcome:
        self.text = log
        return Outcome(0, "{}", "", 0.0)


def collect(name: str) -> Kept:
    """Build the world and type in it."""
    module = faults.load(name)
    lab = Watched()
    with lab:
        faults.run(module, lab)
        file = lab.tmp / "farhand.toml"
        text = file.read_text("utf-8").replace(str(lab.tmp), "/srv/app") if file.exists() else ""
        return Kept(name, module.EXPECT, text, lab.text, tuple(sorted(lab.planted())))


def read(path: Path) -> Kept:
    """A kept text."""
    row = json.loads(path.read_text("utf-8"))
    told = {f.name: row[f.name] for f in fields(Expect)}
    lists = {key: tuple(value) for key, value in told.items() if isinstance(value, list)}
    expect = Expect(**{**told, **lists})
    return Kept(row["name"], expect, row["declaration"], row["text"], tuple(row["secrets"]))


def keep(kept: Kept, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{kept.name.replace('/', '--')}.json").write_text(kept.as_json(), "utf-8")


# Its diagnosis -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Row:
    """One world, diagnosed from its text. `said` are the causes that were named, the first ones first."""

    name: str
    first: bool
    in_front: bool
    owner: bool
    subject: bool
    missed: tuple[str, ...]
    said: tuple[str, ...] = ()

    @property
    def family(self) -> str:
        return self.name.split("/")[0]


def diagnosed(kept: Kept) -> Outcome:
    """What `farhand diagnose` would say to that text, with the vendor's declaration beside it."""
    begun = monotonic()
    source = Source("stdin", [kept.text.encode("utf-8", "replace")], kept.text)
    opinion = weigh([source], Redactor(), _app(kept.declaration))
    code = report.exit_code(opinion.diagnosis, opinion.results)
    return Outcome(code, json.dumps(as_json(opinion.diagnosis)), "", monotonic() - begun)


def _app(declaration: str) -> App | None:
    try:
        return declare.read(tomllib.loads(declaration), "farhand.toml") if declaration else None
    except (Mistake, tomllib.TOMLDecodeError):
        return None


def row(kept: Kept) -> Row:
    """Compared with the truth."""
    expect, outcome = kept.expect, diagnosed(kept)
    said = [str(cause["id"]) for cause in outcome.causes]
    missed = [*_first_misses(expect, outcome), *laws(outcome, kept.secrets)]
    first = not _first_misses(expect, outcome)
    in_front = first if _without_cause(expect) else _among(expect, said[:IN_FRONT])
    owner = first and not owner_misses(replace(expect, subject=""), outcome)
    subject = first and not owner_misses(replace(expect, owner=""), outcome)
    missed += owner_misses(expect, outcome) if first else []
    return Row(kept.name, first, in_front, owner, subject, tuple(missed), tuple(said))


def _without_cause(expect: Expect) -> bool:
    return not (expect.cause or expect.causes)


def _first_misses(expect: Expect, outcome: Outcome) -> list[str]:
    """A healthy world names no cause, an undecided one decides for none; else the first is a true one."""
    roots = [str(cause["id"]) for cause in outcome.roots]
    if expect.healthy:
        return cause_misses(expect, outcome)
    if _without_cause(expect):
        return [f"decided for {roots}"] if outcome.report["verdict"] == "fault" else []
    wanted = (expect.cause, *expect.causes, *expect.also)
    right = bool(roots) and roots[0] in wanted
    return [] if right else [f"{' + '.join(filter(None, wanted))}, but it says {roots}"]


def _among(expect: Expect, said: list[str]) -> bool:
    """The cause, or all of several, among these."""
    if expect.causes:
        return set(expect.causes) <= set(said)
    return any(cause in said for cause in (expect.cause, *expect.also))


def run(name: str, folder: Path | None = None) -> Row:
    """One world in a process of its own. What goes wrong in the world itself is a miss that says so."""
    try:
        kept = collect(name)
        if folder:
            keep(kept, folder)
        return row(kept)
    except Exception as error:
        why = f"the world itself failed: {type(error).__name__}: {error}"
        return Row(name, False, False, False, False, (why,))


# Counts --------------------------------------------------------------------------------------------


HEAD = ("family", "worlds", "cause first", f"in the first {IN_FRONT}", "owner", "subject")


def counts(rows: list[Row]) -> Iterator[tuple[str, int, int, int, int, int]]:
    """The figures of each family, and of all."""
    families = sorted({one.family for one in rows})
    for label in (*families, "all"):
        of = [one for one in rows if label in ("all", one.family)]
        tests: tuple[Callable[[Row], bool], ...] = (
            lambda r: r.first,
            lambda r: r.in_front,
            lambda r: r.owner,
            lambda r: r.subject,
        )
        a, b, c, d = (sum(test(one) for one in of) for test in tests)
        yield label, len(of), a, b, c, d


def print_table(rows: list[Row]) -> None:
    print("  ".join(f"{word:>{max(8, len(word))}}" for word in HEAD))
    for line in counts(rows):
        print("  ".join(f"{cell:>{max(8, len(word))}}" for cell, word in zip(line, HEAD)))


def markdown(rows: list[Row]) -> str:
    """The same counts as a Markdown table."""
    lines = [f"{len(rows)} worlds, on {datetime.date.today()}.", "", f"| {' | '.join(HEAD)} |"]
    lines.append("|---" * len(HEAD) + "|")
    return "\n".join(lines + [f"| {' | '.join(map(str, line))} |" for line in counts(rows)])


def progress(do: Callable[[Any], Row], what: Sequence[Any]) -> Iterator[Row]:
    with ProcessPoolExecutor(int(os.environ.get("JOBS", "2"))) as pool:
        for one in pool.map(do, what):
            print(f"{'ok' if not one.missed else 'MISS':<4} {one.name}", flush=True)
            for line in one.missed:
                print(f"       {line[:400]}", flush=True)
            yield one


def again(path: Path) -> Row:
    return row(read(path))


def _folder(words: list[str], option: str) -> Path | None:
    """The folder behind an option, taken out of the words."""
    if option not in words:
        return None
    at = words.index(option)
    _, folder = words.pop(at), words.pop(at)
    return Path(folder)


def main(words: list[str]) -> int:
    kept, old = _folder(words, "--keep"), _folder(words, "--from")
    names = chosen([word for word in words if not word.startswith("-")])
    if old:
        files = [file for name in names if (file := old / f"{name.replace('/', '--')}.json").exists()]
        rows = list(progress(again, files))
    else:
        rows = list(progress(partial(run, folder=kept), names))
    if not rows:
        print("no such fault; there are:", *faults.names(), sep="\n  ")
        return 2
    print()
    print_table(rows)
    if "--write" in words:
        put(markdown(rows), BEGIN, END)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
