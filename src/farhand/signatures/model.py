"""The nouns of the search: a signature, and where one was found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from farhand.model import nothing

#: In the place of a cause: lines that mean nothing, that it is over, or that something was changed.
HARMLESS, RECOVERED, CHANGED = "!harmless", "!recovered", "!changed"


@dataclass(frozen=True)
class Signature:
    """One way in which a cause shows in text, or, with `kind` and `value`, in a fact that a reader found.

    `weight` is how often the cause is really at work where this text is seen and nothing else is known.
    """

    cause: str
    pattern: str
    words: tuple[tuple[str, ...], ...]
    weight: float = 0.9
    kind: str = ""  # sqlstate, errno, exit, ...; empty: text
    value: str = ""
    case: bool = False
    unless: str = ""  # where this is found in the same text, the signature does not count
    near: str = ""  # this must be found within a few lines, else it does not count
    symptom: bool = False  # alone it never is a root
    tool: str = ""  # whose text it is, with version or source path
    number: int = 0  # its place in the cause's entry, for --why
    ends: tuple[str, ...] = ()  # of a sign of recovery: the causes that it shows to be over

    @property
    def id(self) -> str:
        return f"{self.cause}#{self.number}"


@dataclass(frozen=True)
class Match:
    """A signature found in a text."""

    signature: Signature
    lines: tuple[tuple[int, str], ...]  # number, from 1, and plain text of each line it stands on
    start: int  # where it stands in their `text`
    end: int
    groups: Mapping[str, str] = field(default_factory=nothing)
    after: tuple[tuple[int, str], ...] = ()  # lines on which the same message goes on

    @property
    def line(self) -> int:
        return self.lines[0][0]

    @property
    def last(self) -> int:
        return self.lines[-1][0]

    @property
    def text(self) -> str:
        return " ".join(text for _, text in self.lines)
