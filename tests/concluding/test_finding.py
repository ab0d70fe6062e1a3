"""A diagnosis as an entry: what it names, what else is possible, and what was ruled out by what."""

from __future__ import annotations

from farhand.concluding import finding
from farhand.model import FAIL, PASS, Diagnosis, Finding, Result
from farhand.steps.worth import Candidate
from tests.case.made import Book

ROOT = Finding(
    "proxy.auth_required", 0.9, "the proxy answers 407", subject="api", owner="customer-network",
    not_excluded=(), says="the proxy wants a login",
)  # fmt: skip
RESULTS = (
    Result("dns", "api", "dns", PASS, "api.example.com is 10.0.0.1"),
    Result("http", "api", "proxy", FAIL, "407", findings=(ROOT,)),
)


def test_what_it_holds() -> None:
    body = finding.body(Diagnosis("fault", (ROOT,)), RESULTS)
    assert body["verdict"] == "fault"
    (cause,) = body["causes"]
    assert cause == {
        "id": "proxy.auth_required", "subject": "api", "confidence": 0.9, "role": "root",
        "owner": "customer-network", "says": "the proxy wants a login",
    }  # fmt: skip


def test_what_was_ruled_out_and_by_what() -> None:
    rows = {row["id"]: row["by"] for row in finding.body(Diagnosis("fault", (ROOT,)), RESULTS)["ruled_out"]}
    assert rows["dns.nxdomain"] == "api, dns: api.example.com is 10.0.0.1"
    assert "proxy.auth_required" not in rows
    assert any(by == "api: the proxy answers 407" for by in rows.values())  # look-alikes that it excludes


def test_what_is_still_possible_is_not_ruled_out() -> None:
    shares = [(Candidate("dns.nxdomain", "api"), 0.4), (Candidate("tcp.refused", "api"), 0.001)]
    body = finding.body(Diagnosis("undecided"), RESULTS[:1], shares)
    assert [(row["id"], row["role"]) for row in body["causes"]] == [("dns.nxdomain", "possible")]
    assert "dns.nxdomain" not in {row["id"] for row in body["ruled_out"]}


def test_what_a_finding_leaves_open_is_not_ruled_out() -> None:
    vague = Finding("tcp.refused", 0.6, subject="queue", not_excluded=("dns.nxdomain",))
    body = finding.body(Diagnosis("fault", (ROOT, vague)), RESULTS)
    assert "dns.nxdomain" not in {row["id"] for row in body["ruled_out"]}


def test_the_same_is_no_news() -> None:
    book, body = Book(), finding.body(Diagnosis("fault", (ROOT,)), RESULTS)
    assert finding.is_news(body, book.rows)
    book.add("10:00", "finding", **body)
    book.add("10:01", "note", says="x")
    assert not finding.is_news(body, book.rows)
    assert finding.is_news({**body, "verdict": "healthy"}, book.rows)
