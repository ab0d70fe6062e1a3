"""What a wrong clock explains, and what it does not."""

from __future__ import annotations

from typing import Any

from farhand.diagnose.rules import clock_skew, host_same_disk
from farhand.model import Finding, Result

ROOT = Finding(
    "clock.skew",
    0.7,
    "behind",
    {"offset_s": -86400.0, "now": "2026-11-20T00:00:00Z"},
    subject="clock",
    check="clock",
    stage="peers",
)


def tls(cause: str, begin: str, end: str) -> tuple[Finding, Result]:
    found = Finding(cause, 0.93, cause, subject="api", check="http", stage="tls")
    chain = [{"not_before": begin, "not_after": end}]
    facts: dict[str, Any] = {"now": "2026-11-20T00:00:00Z", "chain": chain}
    return found, Result("http", "api", "tls", "fail", "", facts=facts, findings=(found,))


def roles(findings: list[Finding]) -> dict[str, str]:
    return {f.cause: f.role for f in findings}


def test_a_certificate_that_is_good_by_the_peers_clock_is_a_symptom() -> None:
    found, row = tls("tls.not_yet_valid", "2026-11-20T12:00:00Z", "2027-11-20T12:00:00Z")
    made = clock_skew.apply([found, ROOT], [row])
    assert roles(made) == {"tls.not_yet_valid": "symptom", "clock.skew": "root"}
    assert made[1].explains == ("api: tls.not_yet_valid",)
    assert made[1].confidence > 0.9, "the authority's dates are a second witness"


def test_a_certificate_that_is_bad_by_both_clocks_stays_a_root() -> None:
    found, row = tls("tls.expired", "2024-01-01T00:00:00Z", "2025-01-01T00:00:00Z")
    assert roles(clock_skew.apply([found, ROOT], [row]))["tls.expired"] == "root"


def http(cause: str, **facts: Any) -> tuple[Finding, Result]:
    found = Finding(cause, 0.9, cause, subject="api", check="http", stage="http")
    return found, Result("http", "api", "http", "fail", "", facts=facts, findings=(found,))


def test_a_refused_token_is_a_symptom_only_where_it_speaks_of_time() -> None:
    late, row = http(
        "http.unauthorized", headers={"www-authenticate": 'Bearer error_description="token expired"'}
    )
    assert roles(clock_skew.apply([late, ROOT], [row]))["http.unauthorized"] == "symptom"
    wrong, row = http("http.unauthorized", body='{"error": "no such key", "timestamp": "2026"}')
    assert roles(clock_skew.apply([wrong, ROOT], [row]))["http.unauthorized"] == "root"


def test_without_a_wrong_clock_nothing_changes() -> None:
    found, row = tls("tls.expired", "2024-01-01T00:00:00Z", "2025-01-01T00:00:00Z")
    assert clock_skew.apply([found], [row]) == [found]


def test_one_full_disk_is_one_root() -> None:
    of_host = Finding("fs.full", 0.9, "", {"mount": "/data"}, subject="host", check="host", stage="disk")
    of_data = Finding(
        "fs.full", 0.9, "", {"mount": "/data"}, subject="data", check="directory", stage="space"
    )
    other = Finding("fs.full", 0.9, "", {"mount": "/var"}, subject="logs", check="directory", stage="space")
    made = host_same_disk.apply([of_host, other, of_data], [])
    assert [f.role for f in made] == ["symptom", "root", "root"]
    assert made[2].explains == ("host: fs.full",)
