"""The nouns of an exchange. Frozen, plain data.  Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from farhand.model import nothing

#: Kinds of steps; each is a module in `asks/`.
CHECK, QUESTION, PLATFORM, COMMAND = "check", "question", "platform", "command"
#: `[site]` of a request that any site of the app may answer, and `[after]` of the first one.
ANY, FIRST = "any", "first"

#: What became of a step. An edited one was run, but as another step than the one asked.
RAN, EDITED, DECLINED, FAILED = "ran", "edited", "declined", "failed"


class Refused(Exception):
    """A request or an answer that must not be trusted: exit status 1. One sentence that says why."""


@dataclass(frozen=True)
class Words:
    """What one step does, in words for the person who is asked."""

    runs: str
    leaves: str
    minutes: float = 0.5
    approval: str = "none"
    read_only: bool = True


@dataclass(frozen=True)
class Step:
    """One thing asked for: a kind, what it is about, and parameters, all of them text."""

    kind: str
    id: str
    params: Mapping[str, str] = field(default_factory=nothing)
    why: str = ""
    #: As the writer's copy puts it. The reader's copy has words of its own, and goes by those.
    words: Words = Words("", "")

    @property
    def title(self) -> str:
        return f"{self.kind} {self.id}"

    def as_json(self) -> dict[str, Any]:
        return {"kind": self.kind, "id": self.id, "params": dict(self.params)}


@dataclass(frozen=True)
class Request:
    """All that is asked in one file. `digest` is its name in both ledgers."""

    purpose: str
    app: str
    site: str
    nonce: str
    issued: str  # RFC 3339, UTC
    expires: str
    after: str  # digest of the message before it, or FIRST
    steps: tuple[Step, ...]
    signed_by: str = ""  # public key as [vendor] verify_key holds it; empty: nobody
    signature: str = ""
    digest: str = ""


@dataclass(frozen=True)
class Ran:
    """What a step brought: a report of checks, or named texts. Not redacted yet where it is text."""

    report: Mapping[str, Any] = field(default_factory=nothing)
    texts: tuple[tuple[str, str], ...] = ()
    says: str = ""
    failed: bool = False


@dataclass(frozen=True)
class Done:
    """One step as the answer tells it."""

    number: int
    asked: Step
    outcome: str
    ran: Step | None = None  # None: nothing was run
    why: str = ""  # of a declined one, the person's reason
    at: str = ""
    report: Mapping[str, Any] = field(default_factory=nothing)
    texts: tuple[tuple[str, str], ...] = ()

    def as_json(self) -> dict[str, Any]:
        return {
            "number": self.number,
            "asked": self.asked.as_json(),
            "outcome": self.outcome,
            "ran": self.ran.as_json() if self.ran else None,
            "why": self.why,
            "at": self.at,
            "report": dict(self.report),
            "texts": [{"name": name, "text": text} for name, text in self.texts],
        }
