"""Every cause of the knowledge base has a receiver and a request that make sense."""

from __future__ import annotations

import re

import pytest

from farhand import causes, escalation
from farhand.escalation import requests
from farhand.faces import escalation as face
from farhand.model import OWNERS
from tests.escalation.made import finding, packet

#: A hole that was not filled: braces around one word, which commands such as awk's do not have.
HOLE = re.compile(r"(?<![%$])\{[a-z_]+(?:![a-z])?(?:\|[^}]*)?\}")

#: For what a receiver of the family is asked, where the finding's own owner decides nothing else.
EXPECTED = {
    "tcp.timeout": ("customer-network", "firewall"),
    "tcp.rejected": ("customer-network", "firewall"),
    "tcp.no_route": ("customer-network", "network"),
    "tcp.refused": ("customer-platform", "service"),
    "proxy.blocked": ("customer-security", "proxy"),
    "proxy.required": ("customer-network", "proxy"),
    "proxy.not_used": ("customer-platform", "settings"),
    "dns.timeout": ("customer-network", "dns"),
    "dns.resolver_unreachable": ("customer-platform", "platform"),
    "tls.unknown_ca": ("customer-security", "certificate"),
    "tls.expired": ("customer-security", "certificate"),
    "tls.not_tls": ("customer-platform", "settings"),
    "tls.handshake_cut": ("customer-network", "firewall"),
    "postgres.too_many_connections": ("customer-dba", "database"),
    "postgres.permission": ("customer-dba", "database"),
    "postgres.version_unsupported": ("vendor-product", "product"),
    "postgres.schema_missing": ("vendor-engineering", "bug"),
    "db.migration_failed": ("vendor-engineering", "bug"),
    "mysql.auth": ("customer-dba", "database"),
    "redis.out_of_memory": ("customer-dba", "database"),
    "config.env_missing": ("customer-platform", "settings"),
    "fs.permission": ("customer-platform", "platform"),
    "fs.selinux": ("customer-security", "policy"),
    "limits.files": ("customer-platform", "platform"),
    "memory.oom_killed": ("customer-platform", "platform"),
    "clock.skew": ("customer-platform", "platform"),
    "clock.ntp": ("customer-network", "firewall"),
    "smtp.auth": ("customer-platform", "service"),
    "smtp.filtered": ("customer-network", "firewall"),
    "container.admission": ("customer-security", "policy"),
    "app.bug": ("vendor-engineering", "bug"),
    "app.unsupported": ("vendor-product", "product"),
    "http.webhook_missing": ("customer-network", "firewall"),
}


@pytest.mark.parametrize("run_by", ["customer", "vendor"])
@pytest.mark.parametrize("cause", sorted(causes.load()))
def test_a_cause_has_a_receiver_and_a_request(cause: str, run_by: str) -> None:
    made = packet(finding(cause, run_by=run_by))
    one = made.escalation
    assert one.owner in OWNERS
    assert one.request in requests.names()
    assert one.receiver != one.owner, "it has a name in words"
    if one.owner.startswith("customer"):
        assert one.request not in ("bug", "product")
    assert made.request.asks.startswith("Please ")
    assert made.request.asks.endswith(".")
    assert made.request.rows
    assert made.request.steps, "the fix of the cause"
    text = face.text(made)
    assert not HOLE.search(made.paragraph + made.request.asks + "".join(made.request.statements)), text
    assert "2026-11-27T1" in one.by.at or one.request == "product" or one.by.at > one.since


@pytest.mark.parametrize("cause", sorted(c for c, e in causes.load().items() if e.owner == "customer-dba"))
def test_a_database_team_is_given_what_to_run(cause: str) -> None:
    made = packet(finding(cause))
    assert made.request.kind == "database"
    assert made.request.statements
    assert dict(made.request.rows)["To be run by"]


@pytest.mark.parametrize(("cause", "expected"), EXPECTED.items())
def test_the_receiver_and_the_request_are_the_right_ones(cause: str, expected: tuple[str, str]) -> None:
    one = packet(finding(cause)).escalation
    assert (one.owner, one.request) == expected


def test_each_cause_of_a_customer_is_asked_for_in_a_sentence_of_its_own() -> None:
    asked = {
        c: packet(finding(c)).request.asks for c, e in causes.load().items() if e.owner.startswith("customer")
    }
    assert not [
        c for c, text in asked.items() if "stands below" in text and c.partition(".")[0] not in SETTINGS
    ]
    same = [c for c, text in asked.items() if list(asked.values()).count(text) > 2]
    assert not same, "sentences that say nothing of the cause"


#: Where what is to be changed is itself a line below.
SETTINGS = {"config", "fs", "limits", "container"}


def test_nothing_of_a_cause_without_an_entry_is_lost() -> None:
    """A vendor's own check may name a cause of its own."""
    one = packet(finding("license.seats")).escalation
    assert (one.owner, one.request) == ("vendor-engineering", "bug")


def test_what_the_vendor_runs_itself_is_not_asked_of_the_customer() -> None:
    one = packet(finding("tls.expired", "payments", run_by="vendor")).escalation
    assert (one.owner, one.request) == ("vendor-engineering", "certificate")


def test_infrastructure_leaves_within_the_hour() -> None:
    for cause, entry in causes.load().items():
        if entry.owner.startswith("customer"):
            assert escalation.shipped().within(cause, entry.owner, "network")[0] <= 3600, cause
