"""Real servers of every kind, whose answer is cut at every stage and goes on badly: no crash, no hang."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest

from tests.hostile.cutting import TURNS, cutting
from tests.lab.expect import Outcome, laws
from tests.lab.lab import Lab

pytestmark = pytest.mark.lab

FIRST = 20000


@pytest.fixture
def lab() -> Iterator[Lab]:
    with Lab() as world:
        yield world


def cut(lab: Lab, port: int, places: Sequence[int], declared: str, turns: Sequence[str] = TURNS) -> Outcome:
    """One dependency per place and turn, each behind a relay of its own, all looked at in one run."""
    pairs = [(place, turn) for place in places for turn in turns]
    cuts = dict(enumerate(pairs, FIRST))
    lab.svc.fork("cutting", cutting((lab.SVC, port), "10.77.2.3", cuts))
    rows = (
        f'[dependencies."{turn}-{place}-{p}"]\n{declared.format(port=p)}' for p, (place, turn) in cuts.items()
    )
    lab.declare("\n".join(rows))
    outcome = lab.self_test()
    assert not laws(outcome, lab.planted())
    for row in outcome.report["results"]:
        assert "the check itself failed" not in row["because"], row
        assert "could not be judged" not in row["says"], row
    return outcome


def called_well(outcome: Outcome, up_to: int) -> list[str]:
    """Subjects whose answer was cut within its first `up_to` bytes and that are called well."""
    found: dict[str, set[str]] = {}
    for row in outcome.report["results"]:
        if "-" in row["subject"] and int(row["subject"].split("-")[1]) <= up_to:
            found.setdefault(row["subject"], set()).add(row["outcome"])
    assert found
    return [name for name, outcomes in found.items() if not outcomes & {"fail", "unknown"}]


TLS_PLACES = (1, 4, 5, 6, 30, 90, 127, 128, 200, 700, 1200)


@pytest.mark.parametrize("kind", ["http", "tls"])
def test_within_the_handshake(lab: Lab, kind: str) -> None:
    lab.trust()
    lab.http(8443, tls=lab.cert("10.77.2.3"))
    told = {
        "http": 'kind = "http"\nurl = "https://10.77.2.3:{port}/ping"',
        "tls": 'kind = "tls"\nhost = "10.77.2.3"\nport = {port}',
    }[kind]
    assert not called_well(cut(lab, 8443, TLS_PLACES, told), 200)


def test_within_an_http_answer(lab: Lab) -> None:
    lab.http(8080, headers={"X-Long": "y" * 400}, body=b'{"ok": true}')
    told = 'kind = "http"\nurl = "http://10.77.2.3:{port}/ping"'
    assert not called_well(cut(lab, 8080, (1, 7, 9, 12, 13, 17, 18, 40, 100, 400), told), 100)


@pytest.mark.parametrize("tls", [False, True])
def test_within_a_postgres_login(lab: Lab, tls: bool) -> None:
    lab.trust()
    sql = ["create role app login password 'app-secret-77'", "create database appdb owner app"]
    place = lab.postgres(sql=sql, tls=lab.cert("10.77.2.3") if tls else None)
    told = 'kind = "postgres"\nurl = "postgres://app:app-secret-77@10.77.2.3:{port}/appdb"'
    places = (1, 2, 5, 6, 9, 13, 24, 30, 60, 110, 111, 160, 200, 400, 900, 1400)
    assert not called_well(cut(lab, place.port, places, told), 24)


def test_within_a_redis_dialogue(lab: Lab) -> None:
    place = lab.redis(conf="requirepass cache-secret-77")
    told = 'kind = "redis"\nurl = "redis://:cache-secret-77@10.77.2.3:{port}/0"'
    places = (1, 2, 4, 5, 6, 7, 10, 20, 40, 100, 500, 2000, 3000)
    assert not called_well(cut(lab, place.port, places, told), 4)


@pytest.mark.parametrize("turns", [TURNS[:3], TURNS[3:]])
def test_within_and_after_the_answer_of_a_proxy(lab: Lab, turns: Sequence[str]) -> None:
    """CONNECT is answered in part, in whole, or the handshake behind it is cut."""
    lab.trust()
    lab.http(8443, tls=lab.cert("10.77.2.2"))
    lab.tinyproxy(8888, ip=lab.FW)
    pairs = dict(enumerate([(p, t) for p in (1, 9, 12, 20, 39, 60, 120, 300, 900) for t in turns], FIRST))
    lab.svc.fork("cutting", cutting((lab.FW, 8888), "10.77.2.3", pairs))
    lab.declare("\n".join(
        f'[dependencies."{turn}-{place}-{p}"]\nkind = "http"\nurl = "https://10.77.2.2:8443/ping"\n'
        f'proxy = "http://10.77.2.3:{p}"' for p, (place, turn) in pairs.items()
    ))  # fmt: skip
    outcome = lab.self_test()
    assert not laws(outcome)
    for row in outcome.report["results"]:
        assert "the check itself failed" not in row["because"], row
        assert "could not be judged" not in row["says"], row
    assert not called_well(outcome, 20)


def test_a_relay_that_cuts_nothing_is_well(lab: Lab) -> None:
    """So that the tests above cannot pass because of the relay itself."""
    place = lab.postgres(
        sql=["create role app login password 'app-secret-77'", "create database appdb owner app"]
    )
    url = "postgres://app:app-secret-77@10.77.2.3:{port}/appdb"
    outcome = cut(lab, place.port, (1 << 30,), f'kind = "postgres"\nurl = "{url}"', ("fin",))
    assert outcome.report["verdict"] == "healthy", outcome.causes
