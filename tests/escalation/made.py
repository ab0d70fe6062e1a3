"""Findings, diagnoses and a declaration as the tests of this folder need them."""

from __future__ import annotations

from typing import Any

from farhand import causes, escalation
from farhand.case.story import Story
from farhand.diagnose.owner import owner_of
from farhand.escalation import Packet
from farhand.model import App, Dependency, Diagnosis, Finding, Quote

NOW = "2026-11-27T10:00:00Z"  # a Friday
APP = App(
    "billing",
    "2.4.1",
    "support@vendor.example",
    platform="docker",
    target="billing-web",
    dependencies=(
        Dependency(
            "payments", "http", {"url": "https://api.example.com/v1/ping"}, "card payments", run_by="vendor"
        ),
        Dependency("database", "postgres", {"url": "${DATABASE_URL}"}, "all invoices"),
    ),
)
PARAMS = {"host": "db.corp.example", "port": 5432, "user": "app", "database": "shop"}


def finding(cause: str, subject: str = "database", run_by: str = "customer", **told: Any) -> Finding:
    """A finding as `diagnose` completes it."""
    params = told.pop("params", PARAMS)
    entry = causes.get(cause)
    bare = Finding(cause, told.pop("confidence", 0.95), "it was seen", params, subject=subject, **told)
    owner, because = owner_of(bare, entry, {"run_by": run_by})
    fix = bare.fix or tuple(causes.fill(step, params) for step in entry.fix)
    quotes = bare.evidence or (Quote("mail.txt", 3, "the line that shows it"),)
    return Finding(
        cause,
        bare.confidence,
        bare.why,
        params,
        bare.not_excluded,
        owner,
        because,
        fix,
        subject,
        says=entry.title,
        role=bare.role,
        evidence=quotes,
        critical=bare.critical,
        waived=bare.waived,
    )


def packet(found: Finding, app: App | None = APP, story: Story | None = None, **told: Any) -> Packet:
    """The one packet of a diagnosis with this one root."""
    (one,) = escalation.due(story or Story(), Diagnosis("fault", (found,)), NOW)
    return escalation.packet(one, escalation.about(found, app, **told))
