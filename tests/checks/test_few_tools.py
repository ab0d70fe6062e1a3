"""What a command without the usual tools prints is read for what it says, and for no more. Real outputs."""

from __future__ import annotations

from farhand.checks import clock, dns, env, sqlite
from farhand.judge import verdict_of
from farhand.model import UNKNOWN, Evidence, Seen

_DNS = """== farhand tcp
setting host="api.lab.test"
setting port=8080
== tcp api.lab.test 8080
now 2026-11-26T21:24:46Z
-- dns api.lab.test
nameserver 10.77.2.2
nameserver 10.77.2.3
{conf}
library with nothing rc=127 ms=0
servers with nslookup
{answers}
== end
"""
_GIVEN = """10.77.2.{n} A api.lab.test | Name:	api.lab.test
10.77.2.{n} A api.lab.test | Address: 10.77.2.{a}
10.77.2.{n} A api.lab.test | took 20"""
_SILENT = """10.77.2.2 AAAA api.lab.test | ;; connection timed out; no servers could be reached
10.77.2.2 AAAA api.lab.test | took 5010"""


def _dns(answers: str, conf: str = "hosts:          files dns") -> Seen:
    seen = next(iter(dns.read_part(_DNS.format(answers=answers, conf=conf))), None)
    assert seen is not None
    return seen


def _judged(check: str, seen: Seen) -> tuple[str, list[tuple[str, float]]]:
    row = Evidence(check, "x", seen.stage, seen.facts, seen.unknown)
    verdict = verdict_of(row)
    return verdict.outcome, [(f.cause, f.confidence) for f in verdict.findings]


def test_without_the_library_a_silent_server_leaves_open_how_long_a_look_up_takes() -> None:
    quick = _dns(_GIVEN.format(n=2, a=9))
    late = _dns(_GIVEN.format(n=2, a=9) + "\n" + _SILENT)
    assert not quick.unknown
    assert quick.facts["addresses"] == ["10.77.2.9"]
    assert "slow or silent" in late.unknown


def test_without_the_library_the_first_server_that_knows_the_name_counts() -> None:
    both = _dns(_GIVEN.format(n=3, a=8) + "\n" + _GIVEN.format(n=2, a=9))
    assert both.facts["addresses"] == ["10.77.2.9"]


def test_name_sources_without_dns_leave_it_open() -> None:
    assert "nsswitch.conf" in _dns(_GIVEN.format(n=2, a=9), "hosts: files").unknown


def test_nslookup_that_says_nothing_decides_nothing() -> None:
    said = "10.77.2.2 A api.lab.test | \n10.77.2.2 A api.lab.test | took 10\n" * 2
    _, found = _judged("dns", _dns(said))
    assert found
    assert all(sure < 0.5 for _, sure in found)


def _env(*lines: str) -> tuple[str, list[tuple[str, float]]]:
    text = "\n".join(
        ("farhand env 2", 'declared API_URL {"required": true, "format": "url"}', *lines, "== end")
    )
    return _judged("env", next(iter(env.read(text))))


def test_a_shell_that_holds_nothing_of_an_app_may_not_be_the_apps() -> None:
    shell = "from the environment of the shell"
    outcome, found = _env(shell, "unset API_URL", "other HOME=x", "other PATH=x")
    assert outcome == UNKNOWN
    assert found == [("config.env_missing", 0.45)]
    for lines in ((shell, "unset API_URL", "other LOG_LEVEL=x"), ("from process 4711", "unset API_URL")):
        assert _env(*lines) == ("fail", [("config.env_missing", 0.95)])


_SQL = """== farhand sqlite
setting path="/srv/app.db"
== sqlite  -
wants writable=true min_free=0
path /srv/app.db
id 65534 65534 65534
whole /srv/app.db
part 41ed 0 0 /
part 81a4 65534 65534 /srv/app.db
with sqlite3
sql schema 1
locks
counted 0000{first}
lock-shm 747 WRITE 120 120 python3
again
lock-shm 747 WRITE 120 120 python3
counted 0000{second}
== end
"""


def test_who_commits_between_two_looks_has_not_kept_one_lock() -> None:
    def held(first: str, second: str) -> bool:
        rows = {seen.stage: seen for seen in sqlite.read(_SQL.format(first=first, second=second))}
        return bool(rows["open"].facts["held"])

    assert held("01", "01")
    assert not held("01", "02")


def test_one_peer_asked_by_two_commands_is_one_witness() -> None:
    text = """farhand clock
== farhand clock
-- clock
peer http://10.77.2.2:8080/status
before 1795727499
Date: Thu, 01 Jan 1970 00:10:00 GMT
after 1795727499
== end
"""
    facts = next(iter(clock.read(text))).facts
    assert [peer["place"] for peer in facts["peers"]] == ["10.77.2.2:8080"]
