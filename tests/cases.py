"""Real evidence with known causes, measured: `python -m tests.cases FILE.jsonl...` [--show].

Each line: id, polarity, causes (accepted ids, the best first), evidence, decisive (0-based line numbers).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from farhand import causes, evidence
from farhand.model import Finding
from farhand.reading import Source
from farhand.redact import Redactor


@dataclass(frozen=True)
class Score:
    """One case: what was found and what was right about it."""

    case: Mapping[str, Any]
    found: tuple[Finding, ...]

    @property
    def positive(self) -> bool:
        return bool(self.case["causes"])

    @property
    def ids(self) -> list[str]:
        return [f.cause for f in self.found]

    @property
    def top1(self) -> bool:
        return self.ids[:1] != [] and self.ids[0] in self.case["causes"]

    @property
    def top3(self) -> bool:
        return bool(set(self.ids[:3]) & set(self.case["causes"]))

    @property
    def owner(self) -> bool:
        wanted = {causes.get(c).owner for c in self.case["causes"][:1]}
        return bool(self.found) and self.found[0].owner in wanted

    @property
    def decisive(self) -> bool:
        lines = {q.line - 1 for f in self.found for q in f.evidence}
        return bool(lines & set(self.case["decisive"]))

    @property
    def right(self) -> bool:
        return self.top1 if self.positive else not self.found


def scores(paths: list[Path]) -> Iterator[Score]:
    for path in paths:
        for line in path.read_text("utf-8").splitlines():
            case = json.loads(line)
            text = case["evidence"]
            source = Source("stdin", [text.encode("utf-8", "replace")], text)
            yield Score(case, evidence.weigh([source], Redactor()).diagnosis.causes)


def table(rows: list[Score]) -> str:
    positive = [r for r in rows if r.positive]
    negative = [r for r in rows if not r.positive]

    def share(name: str) -> str:
        count = sum(getattr(r, name) for r in positive)
        return f"{name} {count}/{len(positive)} {count / max(1, len(positive)):.1%}"

    clean = sum(not r.found for r in negative)
    return "  ".join([*map(share, ("top1", "top3", "owner", "decisive")), f"clean {clean}/{len(negative)}"])


def show(rows: list[Score]) -> None:
    for r in rows:
        if not r.right or (r.positive and not r.decisive):
            what = "WRONG" if not r.right else "line "
            told = ", ".join(f"{f.cause} {f.confidence:.2f}{f.role[:1]}" for f in r.found[:4]) or "nothing"
            wanted = ", ".join(r.case["causes"][:3]) or "nothing"
            print(f"{what} {r.case['id']} [{r.case['kind']}] want {wanted}; got {told}")


if __name__ == "__main__":
    files = [Path(a) for a in sys.argv[1:] if not a.startswith("--")]
    all_rows = list(scores(files))
    if "--show" in sys.argv:
        show(all_rows)
    print(table(all_rows))
