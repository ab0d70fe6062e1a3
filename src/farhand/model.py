"""The nouns. Everything else in Farhand is a verb on these.

All are frozen and hold only plain data; nothing here does any I/O. The module imports the standard
library only and runs on Python 3.9, because the single-file probe takes it to customers' hosts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

#: JSON-like facts about one thing that was seen. Never a secret value.
Facts = Mapping[str, Any]

NOTHING: Mapping[str, Any] = MappingProxyType({})


def nothing() -> Mapping[str, Any]:
    """An empty mapping, as a default that nobody can write into."""
    return NOTHING


PASS, WARN, FAIL, UNKNOWN, SKIP = "pass", "warn", "fail", "unknown", "skip"
OUTCOMES = (PASS, WARN, FAIL, UNKNOWN, SKIP)

OWNERS = (
    "customer-network",
    "customer-security",
    "customer-platform",
    "customer-dba",
    "vendor-engineering",
    "vendor-product",
)

#: Checks of the site itself: they always run and are declared by no dependency.
SITE = "site"


@dataclass(frozen=True)
class Vantage:
    """From where and how something was seen: a curl on a laptop does not acquit the app."""

    where: str = "host"  # app, container, host, outside
    via: str = "probe"  # probe, command, paste, answer
    platform: str = "bare"
    user: str = ""


@dataclass(frozen=True)
class Variable:
    """One entry of the environment contract, `[env.NAME]`."""

    name: str
    required: bool = False
    secret: bool = False
    format: str = ""  # url int float bool path port duration json; empty: any text
    choices: tuple[str, ...] = ()
    pattern: str = ""
    example: str = ""
    aliases: tuple[str, ...] = ()
    default: str | None = None
    why: str = ""


@dataclass(frozen=True)
class Waiver:
    """A known deviation that somebody answers for until a day."""

    check: str  # a check, a dependency or a cause id
    reason: str
    owner: str
    expires: str  # RFC 3339 date


@dataclass(frozen=True)
class Dependency:
    """Something the app needs. `settings` is as declared: `${VAR}` is still in it."""

    name: str
    kind: str
    settings: Mapping[str, Any] = field(default_factory=nothing)
    why: str = ""
    run_by: str = "customer"  # customer, vendor, third-party
    critical: bool = True
    tested: tuple[str, ...] = ()
    pool_size: int | None = None
    processes: int | None = None
    timeout: float = 3.0  # seconds, per stage


@dataclass(frozen=True)
class App:
    """The vendor's program as declared in farhand.toml."""

    name: str
    version: str = ""
    contact: str = ""
    start: str = ""
    platform: str = ""
    target: str = ""
    env: tuple[Variable, ...] = ()
    dependencies: tuple[Dependency, ...] = ()
    checks: Mapping[str, Mapping[str, Any]] = field(default_factory=nothing)  # [checks.clock] and so on
    waivers: tuple[Waiver, ...] = ()
    sections: Mapping[str, Mapping[str, Any]] = field(
        default_factory=nothing
    )  # logs, outside, isolate, embed, vendor, redact
    source: str = ""  # path of the declaration


@dataclass(frozen=True)
class Seen:
    """What one stage of one check saw. `unknown` says why it could not look; facts may be partial."""

    stage: str
    facts: Facts = field(default_factory=nothing)
    unknown: str = ""
    raw: str = ""


@dataclass(frozen=True)
class Evidence:
    """Facts with a subject, a vantage and a time. The judge sees nothing else."""

    check: str
    subject: str
    stage: str
    facts: Facts = field(default_factory=nothing)
    unknown: str = ""
    vantage: Vantage = Vantage()
    at: str = ""  # RFC 3339, UTC
    took_ms: float = 0.0
    source: str = "self-test"
    line: int = 0
    raw: str = ""


@dataclass(frozen=True)
class Finding:
    """A cause of the knowledge base seen in evidence.

    A check's judge fills `cause`, `confidence` (0 to 1), `why` (one sentence: what shows it),
    `params` (for the fix's templates), `not_excluded` (look-alike causes; None: all look-alikes of the
    cause, empty: nothing else is possible) and, where the facts overrule the default, `owner` with
    `owner_because` or more exact `fix` steps. The rest is filled by `judge` and `diagnose`.
    """

    cause: str
    confidence: float = 0.9
    why: str = ""
    params: Mapping[str, Any] = field(default_factory=nothing)
    not_excluded: tuple[str, ...] | None = None
    owner: str = ""
    owner_because: str = ""
    fix: tuple[str, ...] = ()
    subject: str = ""
    check: str = ""
    stage: str = ""
    says: str = ""
    role: str = "root"  # root or symptom
    explains: tuple[str, ...] = ()
    evidence: tuple[Quote, ...] = ()
    critical: bool = True
    waived: Waiver | None = None


@dataclass(frozen=True)
class Quote:
    """A line of evidence as it is shown: where it is from and what it says."""

    source: str
    line: int
    text: str


@dataclass(frozen=True)
class StateQuote(Quote):
    """A line in which a command shows how things are when asked, unlike a log of what happened."""


@dataclass(frozen=True)
class Verdict:
    """What the evidence of one stage means: `says` is one plain sentence for the customer."""

    outcome: str
    says: str
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Result:
    """One row of a report."""

    check: str
    subject: str
    stage: str
    outcome: str
    says: str
    because: str = ""
    took_ms: float = 0.0
    facts: Facts = field(default_factory=nothing)
    critical: bool = True
    findings: tuple[Finding, ...] = ()
    vantage: Vantage = Vantage()
    waived: Waiver | None = None


@dataclass(frozen=True)
class NextStep:
    """The one command or question that would decide most."""

    check: str
    question: str
    command: str
    platform: str = "bare"
    decides: tuple[str, ...] = ()
    minutes: float = 1.0
    risk: str = "read-only"


@dataclass(frozen=True)
class Diagnosis:
    """Root causes first, the symptoms each explains, and the next step."""

    verdict: str  # healthy, fault, undecided
    causes: tuple[Finding, ...] = ()
    next: tuple[NextStep, ...] = ()
    understood: tuple[Mapping[str, Any], ...] = ()
    unread: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True)
class Command:
    """How a person asks what a check asks: POSIX sh that only reads, with an end in time and in size.

    A check's `command` may return its script alone; then it is a `Command` with these defaults.
    """

    script: str
    why: str = ""  # one plain sentence: what the answer tells
    seconds: float = 30.0  # at most
    prints: str = ""  # what is seen on the screen
    hides: str = ""  # what is not printed although it was looked at
    #: HOST:PORT as declared, `${VAR}` included; the words "resolver", "proxy" and "time peers".
    connects: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ask:
    """A question that only a person can answer. `choices` maps each word to say to what it means."""

    id: str
    question: str
    choices: Mapping[str, str]
    why: str = ""
    minutes: float = 0.5


@dataclass(frozen=True)
class Example:
    """Page, test and demo of a check at once: what was seen, and what it must lead to.

    Give either `facts` (of `stage`) or `pasted` (the text a command printed). `finds` are the
    cause ids, in order; `outcome` is that of the stage. `source` says where the example is from.
    """

    name: str
    stage: str = ""
    facts: Facts = field(default_factory=nothing)
    pasted: str = ""
    finds: tuple[str, ...] = ()
    outcome: str = ""
    source: str = ""
    note: str = field(default="")
