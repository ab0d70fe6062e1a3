"""What a found signature is worth where it stands, and what clues come to together."""

from __future__ import annotations

import pytest

from farhand import evidence
from farhand.model import Diagnosis
from farhand.reading import Source
from farhand.redact import Redactor


def diagnosis(text: str) -> Diagnosis:
    return evidence.weigh([Source("stdin", [text.encode()], text)], Redactor()).diagnosis


def roots(text: str) -> list[str]:
    return [f.cause for f in diagnosis(text).causes if f.role == "root"]


REFUSED = "redis.exceptions.ConnectionError: Error 111 connecting to redis:6379. Connection refused."
FULL = "write /var/lib/app/out: no space left on device"
CLIENTS = "FATAL:  sorry, too many clients already"


def test_the_level_of_the_line_counts() -> None:
    loud = diagnosis(f"2026-11-20 14:00:01 ERROR {CLIENTS}").causes[0]
    quiet = diagnosis(f"2026-11-20 14:00:01 DEBUG {CLIENTS}").causes[0]
    assert loud.confidence > quiet.confidence


@pytest.mark.parametrize(
    "text",
    [
        "INFO registered error_handler for connection_refused and timeout_exceeded",
        "connection refused errors: 0\ndeadlock detected = 0",
        "tests/test_net.py::test_connection_refused PASSED\n12 passed in 3.10s",
        "INFO planned maintenance: the database will refuse connections, connection refused is expected",
        "Waiting for db (Connection refused)\nWaiting for db (Connection refused)\nConnected to database",
        "WARN attempt 1: connection refused, retrying\nINFO request succeeded after 2 attempts",
    ],
)
def test_scary_words_in_healthy_text_are_no_cause(text: str) -> None:
    assert roots(text) == []
    assert diagnosis(text).verdict != "fault"


def test_it_is_not_over_when_it_comes_again() -> None:
    assert roots(f"{REFUSED}\nConnected to redis\n{REFUSED}") == ["tcp.refused"]


def test_two_independent_faults_are_two_roots() -> None:
    found = roots(f"{CLIENTS}\n" + "\n" * 8 + f"{FULL}\n")
    assert set(found) == {"postgres.too_many_connections", "fs.full"}


def test_the_deeper_reason_of_one_message_is_the_root() -> None:
    found = diagnosis(
        'Failed to pull image "registry.example/app:1": failed to do request: Head '
        '"https://registry.example/v2/": dial tcp: lookup registry.example on 10.0.0.2:53: no such host'
    ).causes
    assert (found[0].cause, found[0].role) == ("dns.nxdomain", "root")
    assert {f.cause: f.role for f in found}.get("container.image_pull", "symptom") == "symptom"


def test_a_vague_complaint_gives_way_to_what_says_why() -> None:
    found = diagnosis("Back-off restarting failed container\n\n\nReason: OOMKilled\nExit Code: 137").causes
    assert (found[0].cause, found[0].role) == ("memory.oom_killed", "root")
    assert all(f.role == "symptom" for f in found if f.cause == "container.crash_loop")


def test_an_aborted_transaction_is_never_a_cause() -> None:
    aborted = "ERROR:  current transaction is aborted, commands ignored until end of transaction block"
    assert roots(aborted) == []
    assert roots(f'ERROR:  relation "orders" does not exist\n{aborted}') == ["postgres.schema_missing"]


def test_a_wrong_clock_explains_what_it_brings_about() -> None:
    found = diagnosis(
        "timedatectl\n               Local time: Fri 2026-11-20 14:00:01 UTC\n"
        "System clock synchronized: no\n"
        "clock skew too great: this host is 612 s ahead\n"
        "ssl.SSLCertVerificationError: certificate verify failed: certificate is not yet valid\n"
        "An error occurred (RequestTimeTooSkewed) when calling the ListBuckets operation\n"
    ).causes
    assert found[0].cause in ("clock.skew", "clock.ntp")
    assert {f.cause: f.role for f in found}.get("tls.not_yet_valid") == "symptom"


def test_every_cause_shows_its_lines() -> None:
    finding = diagnosis(f"first\n\n{CLIENTS}\n").causes[0]
    assert [(q.source, q.line) for q in finding.evidence] == [("stdin", 3)]
    assert "too many clients" in finding.evidence[0].text


def test_what_is_not_understood_is_said() -> None:
    found = diagnosis("lorem ipsum dolor\n")
    assert (found.verdict, found.causes, len(found.unread)) == ("undecided", (), 1)


def test_what_was_changed_just_before_is_named() -> None:
    text = (
        "2026-11-20 13:20:00 INFO deploying version 2.4.1 to production\n"
        "2026-11-20 14:00:01 INFO deploying version 2.4.2 to production\n"
        f"2026-11-20 14:01:01 ERROR {CLIENTS}\n"
    )
    assert "shortly after line 2: " in diagnosis(text).causes[0].why
    late = text.replace("14:01:01", "19:01:01")
    assert "shortly after" not in diagnosis(late).causes[0].why


def test_of_causes_about_as_sure_the_first_to_break_comes_first() -> None:
    first = f"2026-11-20 14:00:01 ERROR {CLIENTS}"
    second = f"2026-11-20 14:20:01 ERROR {FULL}"
    assert roots("\n".join([first, *"-" * 9, second]))[0] == "postgres.too_many_connections"
    assert roots("\n".join([second, *"-" * 9, first]))[0] == "fs.full"


def test_two_readings_of_one_line_do_not_both_decide() -> None:
    found = diagnosis("rsync: connect failed: No route to host (113)").causes
    assert sum(f.confidence >= 0.5 for f in found if f.role == "root") <= 1
