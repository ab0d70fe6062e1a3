"""Which dependency a text speaks of, that only says "PostgreSQL 12", and which are not at the site.  Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from farhand.model import App, Result


@dataclass(frozen=True)
class Known:
    """Names of dependencies by kind, in the order of the declaration; `outside`: those not at the site."""

    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    outside: frozenset[str] = frozenset()

    @classmethod
    def of(cls, rows: Iterable[Result], app: App | None) -> Known:
        found: dict[str, dict[str, None]] = {}
        run_by: dict[str, str] = {}
        for need in app.dependencies if app else ():
            found.setdefault(need.kind, {})[need.name] = None
            run_by[need.name] = need.run_by
        for row in rows:
            if row.stage == "config":
                found.setdefault(row.check, {})[row.subject] = None
            about = row.facts.get("about")
            if isinstance(about, Mapping):
                run_by.setdefault(row.subject, str(about.get("run_by")))
        outside = frozenset(name for name, who in run_by.items() if who in ("vendor", "third-party"))
        return cls({kind: tuple(names) for kind, names in found.items()}, outside)

    def area(self, kind: str) -> str:
        """kind:subject. A text that names none speaks of the first of its kind."""
        names = self.names.get(kind, ())
        return f"{kind}:{names[0] if names else kind}"
