"""The nouns of the mirror, and a plan as JSON and back.  Frozen, pure.

What is known of a site, how it differs from what is tested, and what gives a look-alike that difference.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

FINGERPRINT, PLAN = "farhand.fingerprint/1", "farhand.mirror/1"


@dataclass(frozen=True)
class Fact:
    """One thing that is known of a site.

    `area`: "postgres:database" (kind:subject), "os", "python", "package", "env", "limits", "network", "time",
    "locale". `source`: where it was read, as in evidence. Never a secret: of a variable its name and shape.
    """

    area: str
    name: str
    value: str
    source: str = ""


@dataclass(frozen=True)
class Fingerprint:
    """What is known of one environment."""

    facts: tuple[Fact, ...] = ()
    app: str = ""
    seen: str = ""  # RFC 3339, UTC

    def value(self, area: str, name: str) -> str:
        """Empty where it is not known."""
        return next((f.value for f in self.facts if (f.area, f.name) == (area, name)), "")


@dataclass(frozen=True)
class Recipe:
    """What makes a mirror have a value: `kind` says what is set, `subject` on what.

    kind: "version" (value: the server's), "setting" (name, value of a server), "variable" (of the app),
    "limit" (memory, cpus, files, processes), "proxy", "egress", "ca", "tls", "clock" (seconds), "zone",
    "locale", "uid", "read_only" (name: a path), "python" (version), "package" (name; empty: not there).
    """

    kind: str
    subject: str = ""
    name: str = ""
    value: str = ""


@dataclass(frozen=True)
class Difference:
    """`here` is the customer's value, `there` the vendor's; `weight` (0 to 1): how likely it explains."""

    id: str
    area: str
    name: str
    here: str
    there: str
    weight: float = 0.0
    because: str = ""
    apply: Recipe | None = None  # what gives the mirror the customer's value; None: it cannot be mirrored
    undo: Recipe | None = None  # what gives it the vendor's


@dataclass(frozen=True)
class Missing:
    """What would matter and is not known of the customer's side, and the command that would show it."""

    area: str
    names: tuple[str, ...]
    command: str


@dataclass(frozen=True)
class Plan:
    """All differences, the most likely first, and what cannot be mirrored, in words."""

    app: str
    differences: tuple[Difference, ...] = ()
    not_mirrored: tuple[str, ...] = ()
    base: tuple[Recipe, ...] = field(default=())  # what both sides have: the servers that the app needs
    missing: tuple[Missing, ...] = ()


def as_json(plan: Plan) -> dict[str, Any]:
    return {"schema": PLAN, **asdict(plan)}


def plan_of(data: Mapping[str, Any]) -> Plan:
    """Back from JSON. Raises ValueError for another schema, KeyError and TypeError for what is no plan."""
    if data.get("schema") != PLAN:
        raise ValueError(f"the schema is {str(data.get('schema'))[:40]!r}, not {PLAN}")
    return Plan(
        app=str(data["app"]),
        differences=tuple(_difference(row) for row in data["differences"]),
        not_mirrored=tuple(map(str, data.get("not_mirrored", ()))),
        base=tuple(Recipe(**row) for row in data.get("base", ())),
        missing=tuple(_missing(row) for row in data.get("missing", ())),
    )


def _missing(row: Mapping[str, Any]) -> Missing:
    return Missing(str(row["area"]), tuple(map(str, row["names"])), str(row["command"]))


def _difference(row: Mapping[str, Any]) -> Difference:
    recipes = {name: Recipe(**row[name]) if row.get(name) else None for name in ("apply", "undo")}
    return Difference(**{**row, **recipes})
