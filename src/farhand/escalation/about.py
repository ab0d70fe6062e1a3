"""What is known of one root cause when a request is written: the finding, the app, the place.  Pure.

Values come from evidence, so each is taken as one short line of printable text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from farhand import causes
from farhand.escalation import said
from farhand.model import NOTHING, App, Dependency, Facts, Finding, Result, nothing
from farhand.words import _, of_cause
from farhand.words import said as said_of

TYPE_CHECKING = False  # a status of many cases asks for limits only
if TYPE_CHECKING:
    from farhand.firewall import Rule
    from farhand.look import Environment

_HARMLESS = re.compile(r"(?!-)(?:[\w.:/@%+=, ?*-]|\[|\]|<[a-z][a-z0-9_-]*:[0-9a-f.:-]+>)*")
#: How a rule names a place whose variable cannot be seen.
_VARIABLES = re.compile(r"as (\$\{\w+\}(?:, \$\{\w+\})*) says")
#: Kinds whose address names a database.
_STORES = ("postgres", "mysql", "mongodb")
#: Characters of one value.
_LONGEST = 200


@dataclass(frozen=True)
class About:
    """All that a request is made of. `rules` are those of the finding's dependency: with real hosts only
    where the app's own environment was visible."""

    finding: Finding
    app: App | None = None
    site: str = ""
    rules: tuple[Rule, ...] = ()
    results: tuple[Result, ...] = field(default=())
    real: bool = False  # made at the customer, where real names may stand
    # User and database, as the settings give them; then names that stand in the evidence's own lines.
    account: Mapping[str, str] = field(default_factory=nothing)
    said: Mapping[str, str] = field(default_factory=nothing)

    @property
    def need(self) -> Dependency | None:
        """The dependency that the finding is about, as declared."""
        return next((d for d in (self.app.dependencies if self.app else ()) if d.name == self.subject), None)

    @property
    def subject(self) -> str:
        return self.finding.subject

    @property
    def params(self) -> Facts:
        return self.finding.params or NOTHING

    @property
    def family(self) -> str:
        return self.finding.cause.partition(".")[0]

    def word(self, *names: str) -> str:
        """The first of these that is known, as one line; empty where none is."""
        known = (self.params, self.account, self.said)
        found = (clean(next((row[n] for row in known if row.get(n)), "")) for n in names)
        return next((word for word in found if word), "")

    @property
    def product(self) -> str:
        """The app as it is called: name and version."""
        named = (self.app.name, self.app.version) if self.app else ()
        return clean(" ".join(part for part in named if part)) or said_of("the app")

    @property
    def here(self) -> str:
        """Where the app runs, for people who do not know it."""
        named = clean(self.app.name) if self.app else ""
        runs = _("the host that runs {name}").format(name=named)
        return runs if named else _("the host that runs the app")


def of(
    finding: Finding,
    app: App | None = None,
    env: Environment | None = None,
    results: Sequence[Result] = (),
    site: str = "",
) -> About:
    """`env`: the app's own environment, which is visible at the customer only."""
    from farhand import firewall

    rules = firewall.rules(app, env) if app else []
    own = tuple(rule for rule in rules if rule.name == finding.subject)
    words = said.names(quote.text for quote in finding.evidence)
    made = About(finding, app, clean(site), own, tuple(results), env is not None, said=words)
    return replace(made, account=_account(made.need, env)) if app else made


def _account(need: Dependency | None, env: Environment | None) -> Mapping[str, str]:
    """User and database of a store, where the declaration or the visible environment names them."""
    from farhand.checks import config
    from farhand.target import read_target

    if need is None or need.kind not in _STORES:
        return NOTHING
    settings = {key: config.fill(value, env.values if env else {}) for key, value in need.settings.items()}
    target = read_target(settings, need.kind)
    named = {"user": target.user, "database": target.path.strip("/")}
    return {key: value for key, value in named.items() if value and "${" not in value and not target.problems}


def clean(value: Any) -> str:
    """A value as one line that shows all that is in it, of bounded length."""
    if value is None or isinstance(value, (dict, set)):
        return ""
    text = ", ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)
    line = " ".join("".join(c if c.isprintable() else " " for c in text[: 2 * _LONGEST]).split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


def harmless(params: Facts) -> dict[str, Any]:
    """The values that a shell and a database read as names: a number, address, path, or the mark of something
    hidden; also several of them in a sentence. What people are to paste is filled with no others."""
    return {name: value for name, value in params.items() if _HARMLESS.fullmatch(str(value))}


@dataclass(frozen=True)
class Place:
    """Where a connection goes."""

    host: str = ""
    port: str = ""
    protocol: str = "TCP"
    address: str = ""
    through: str = "direct"
    purpose: str = ""
    source: str = ""
    inbound: bool = False

    @property
    def shown(self) -> str:
        """host (address), TCP port 443; words of people where it is not known."""
        host = self.named or _("the other side")
        named = f"{host} ({self.address})" if self.address and self.address != self.host else host
        told = _("{host}, {protocol} port {port}").format(host=named, protocol=self.protocol, port=self.port)
        return told if self.port.isdecimal() else named

    @property
    def named(self) -> str:
        """The host; where that is a description, in the reader's language."""
        return said_of(self.host) if " " in self.host else self.host


def places(about: About) -> list[Place]:
    """The connections that the finding is about: what was seen, with what the declaration says of each."""
    seen = Place(about.word("host", "server"), about.word("port"), address=about.word("address", "ip"))
    declared = [_declared(rule) for rule in about.rules]
    if not declared:
        return [seen]
    if not seen.host:
        return declared
    fitting = [p for p in declared if p.host == seen.host] or [p for p in declared if " " in p.host]
    return [_with(one, seen) for one in fitting[:1]] or ([seen] if not about.real else declared)


def _declared(rule: Rule) -> Place:
    inbound = rule.direction == "inbound"
    named = _VARIABLES.sub(lambda told: _("the address in {names}").format(names=told[1]), rule.host)
    return Place(
        named,
        rule.port,
        rule.protocol,
        "",
        rule.through,
        rule.purpose,
        rule.source,
        inbound,
    )


def _with(declared: Place, seen: Place) -> Place:
    port = seen.port or declared.port
    return Place(seen.host, port, declared.protocol, seen.address, declared.through, declared.purpose,
                 declared.source, declared.inbound)  # fmt: skip


def plain(about: About) -> str:
    """What the cause means in plain words, without holes."""
    known = {key: clean(value) for key, value in about.params.items()}
    text = of_cause(about.finding.cause, causes.get(about.finding.cause).plain)
    if not known.get("port"):
        text = text.replace(_(", port {port},"), "").replace(_(" on port {port}"), _(" there"))
    # Other languages bend the words where they do not begin the sentence.
    other = _("the other side") if text.startswith("{host}") else _("the other side of the connection")
    fallback = {"host": places(about)[0].named or other, "server": _("that is asked")}
    return " ".join(causes.fill(text, {**fallback, **{k: v for k, v in known.items() if v}}).split())


def seen(finding: Finding) -> str:
    """What shows it, in words; where nobody has said that, what the cause is called."""
    title = causes.get(finding.cause).title
    told = finding.why or finding.says
    return of_cause(finding.cause, title) if told == title else said_of(told)
