"""How often is a diagnosis right that says it is 80 % sure? A table and a plot.

    python -m tests.calibration FILE.jsonl… [--write]    FILE as tests.cases reads it

Every cause that a text is given counts, not only the first: right where it is one of the accepted causes.
`--write` puts the plot into docs/calibration.svg and the table into docs/benchmarks.md.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench import ROOT, put
from tests.cases import scores

BEGIN, END = "<!-- calibration -->", "<!-- /calibration -->"
EDGES = (0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01)


@dataclass(frozen=True)
class Bin:
    """Diagnoses whose confidence lies between two edges."""

    low: float
    high: float
    said: tuple[float, ...]
    right: int

    @property
    def mean(self) -> float:
        return sum(self.said) / len(self.said)

    @property
    def share(self) -> float:
        return self.right / len(self.said)


def pairs(paths: Sequence[Path]) -> list[tuple[float, bool]]:
    """Confidence and whether it was right, of every root cause that was named."""
    return [
        (f.confidence, f.cause in row.case["causes"])
        for row in scores(list(paths))
        for f in row.found
        if f.role == "root"
    ]


def bins(found: Iterable[tuple[float, bool]]) -> list[Bin]:
    rows = list(found)
    made = []
    for low, high in zip(EDGES, EDGES[1:]):
        inside = [(p, ok) for p, ok in rows if low <= p < high]
        if inside:
            made.append(Bin(low, high, tuple(p for p, _ in inside), sum(ok for _, ok in inside)))
    return made


def error(found: Sequence[Bin]) -> float:
    """Expected calibration error: the mean distance between said and right, weighed by counts."""
    total = sum(len(b.said) for b in found)
    return sum(len(b.said) * abs(b.mean - b.share) for b in found) / max(1, total)


def markdown(found: Sequence[Bin]) -> str:
    rows = [
        f"| {b.low:.2f} to {min(b.high, 1.0):.2f} | {len(b.said)} | {b.mean:.2f} | {b.share:.2f} |"
        for b in found
    ]
    head = ["| said, between | diagnoses | said, on average | right |", "|---|---|---|---|"]
    return "\n".join([*head, *rows, "", f"Expected calibration error: {error(found):.3f}."])


def svg(found: Sequence[Bin]) -> str:
    """Said against right; the diagonal is perfect, a dot's area grows with the count."""
    size, edge = 360, 40

    def at(x: float, y: float) -> tuple[float, float]:
        return edge + (x - 0.2) / 0.8 * size, edge + (1 - y) * size

    dots = ""
    for b in found:
        x, y = at(b.mean, b.share)
        radius = 3 + len(b.said) ** 0.5
        dots += f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="#2b6cb0" fill-opacity="0.6"/>\n'
        dots += f'<text x="{x + radius + 3:.1f}" y="{y + 4:.1f}">{len(b.said)}</text>\n'
    (x0, y0), (x1, y1) = at(0.2, 0.2), at(1, 1)
    marks = "".join(
        f'<text x="{at(v, 0)[0] - 10:.0f}" y="{edge + size + 18}">{v:.1f}</text>\n'
        f'<text x="8" y="{at(0.2, v)[1] + 4:.0f}">{v:.1f}</text>\n'
        for v in (0.2, 0.4, 0.6, 0.8, 1.0)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size + 2 * edge} {size + 2 * edge}" '
        'font-family="sans-serif" font-size="12">\n'
        f'<rect x="{edge}" y="{edge}" width="{size}" height="{size}" fill="#f7fafc" stroke="#718096"/>\n'
        f'<line x1="{x0}" y1="{y0}" x2="{x1}" y2="{y1}" stroke="#a0aec0" stroke-dasharray="4"/>\n'
        f"{dots}{marks}"
        f'<text x="{edge + size / 2 - 40}" y="{edge + size + 34}">confidence said</text>\n'
        f'<text x="{edge}" y="{edge - 10}">share that was right</text>\n</svg>\n'
    )


def main(words: list[str]) -> int:
    paths = [Path(word) for word in words if not word.startswith("--")]
    found = bins(pairs(paths))
    print(markdown(found))
    if "--write" in words:
        (ROOT / "docs" / "calibration.svg").write_text(svg(found), "utf-8")
        put(markdown(found) + "\n\n![said against right](calibration.svg)", BEGIN, END)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
