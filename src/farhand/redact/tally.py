"""What was hidden, for the report: how many of each class, and a few samples with their surroundings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from farhand.redact.marks import kind_of

#: Characters shown before and after what was hidden, and of that itself at most.
_AROUND, _LONGEST = 60, 200


@dataclass(frozen=True)
class Sample:
    """One thing hidden. `before` holds the secret: it is shown to the customer and never written."""

    kind: str  # class of the mark: "password", "email", "ipv4"
    before: str  # the line's surroundings as they were
    after: str  # and as they leave


@dataclass
class Tally:
    """Filled by `Redactor.stream(source, sink, tally)` and `Redactor.text(text, tally)`."""

    counts: dict[str, int] = field(default_factory=dict)
    samples: list[Sample] = field(default_factory=list)
    most: int = 3  # samples of each class at most

    def hidden(self, text: str, start: int, end: int, mark: str, leaves: Callable[[int, int], str]) -> None:
        """Count what was hidden in `text[start:end]`; keep it as a sample where few are there yet.

        `leaves(first, last)` gives a part of the text as it leaves.
        """
        kind = kind_of(mark)
        if self.counts.get(kind, 0) >= self.most:
            self.counts[kind] += 1
            return
        first = max(text.rfind("\n", 0, start) + 1, start - _AROUND)
        stop = text.find("\n", end, end + _AROUND)
        last = stop if stop >= 0 else min(len(text), end + _AROUND)
        before = text[first:start] + text[start:end][:_LONGEST] + text[end:last]
        self.add(kind, before, leaves(first, last))

    def join(self, other: Tally) -> None:
        """Add what another part of the same text has counted."""
        for sample in other.samples:
            if sum(one.kind == sample.kind for one in self.samples) < self.most:
                self.samples.append(sample)
        for kind, count in other.counts.items():
            self.counts[kind] = self.counts.get(kind, 0) + count

    def add(self, kind: str, before: str, after: str) -> None:
        self.counts[kind] = self.counts.get(kind, 0) + 1
        if self.counts[kind] <= self.most:
            self.samples.append(Sample(kind, before, after))
