"""What was hidden, for the report: how many of each class, and a few samples with their surroundings."""

from __future__ import annotations

from dataclasses import dataclass, field


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

    def add(self, kind: str, before: str, after: str) -> None:
        self.counts[kind] = self.counts.get(kind, 0) + 1
        if self.counts[kind] <= self.most:
            self.samples.append(Sample(kind, before, after))
