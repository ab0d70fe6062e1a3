"""The lab's own judge: what it must call wrong, it calls wrong."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.lab.baselines import FARHAND, WELL, Sample, plain, score
from tests.lab.expect import Expect, Outcome, judge, laws
from tests.lab.secrets import planted


def outcome(verdict: str = "fault", code: int = 1, causes: tuple[Any, ...] = (), **more: Any) -> Outcome:
    rows = [
        {"id": i, "role": "root", "owner": "customer-network", "subject": "api", **kw} for i, kw in causes
    ]
    document = {"verdict": verdict, "causes": rows}
    return Outcome(code, more.get("out", json.dumps(document)), more.get("err", ""), more.get("seconds", 1.0))


TIMEOUT = ("tcp.timeout", {})
REFUSED = ("tcp.refused", {})
SYMPTOM = ("dns.slow", {"role": "symptom"})


@pytest.mark.parametrize(
    ("expect", "found"),
    [
        (Expect("tcp.timeout"), outcome(causes=(TIMEOUT, REFUSED))),
        (Expect("tcp.timeout", owner="customer-network", subject="api"), outcome(causes=(SYMPTOM, TIMEOUT))),
        (Expect("tcp.refused", also=("tcp.timeout",)), outcome(causes=(TIMEOUT,))),
        (Expect(causes=("tcp.refused", "tcp.timeout")), outcome(causes=(TIMEOUT, REFUSED))),
        (Expect(verdict="undecided"), outcome("undecided", 4)),
        (Expect(healthy=True), outcome("healthy", 0)),
        (Expect(healthy=True), outcome("healthy", 3, (REFUSED,))),
    ],
)
def test_right(expect: Expect, found: Outcome) -> None:
    assert judge(expect, found) == []


@pytest.mark.parametrize(
    ("expect", "found", "word"),
    [
        (Expect("tcp.timeout"), outcome(causes=(REFUSED, TIMEOUT)), "the cause is tcp.timeout"),
        (Expect("tcp.timeout"), outcome(causes=(("tcp.timeout", {"role": "symptom"}),)), "first is none"),
        (Expect("tcp.timeout", owner="vendor-product"), outcome(causes=(TIMEOUT,)), "the owner"),
        (Expect("tcp.timeout", subject="cache"), outcome(causes=(TIMEOUT,)), "the subject"),
        (Expect(causes=("tcp.timeout", "fs.full")), outcome(causes=(TIMEOUT,)), "fs.full not among"),
        (Expect(healthy=True), outcome("healthy", 0, (REFUSED,)), "false alarm"),
        (Expect(healthy=True), outcome("undecided", 4), "the verdict is healthy"),
        (Expect(verdict="undecided"), outcome(causes=(TIMEOUT,)), "the verdict is undecided"),
    ],
)
def test_wrong(expect: Expect, found: Outcome, word: str) -> None:
    assert any(word in line for line in judge(expect, found))


@pytest.mark.parametrize(
    ("found", "word"),
    [
        (outcome(seconds=15.4), "it took"),
        (outcome("healthy", 1), "exit status 1"),
        (outcome("fault", 0), "exit status 0"),
        (outcome(out="{} {}"), "no JSON"),
        (outcome(out="[]"), "no JSON"),
        (outcome(err="Traceback (most recent call last):"), "traceback"),
        (outcome(err="user app, password s3cret-7"), "a secret"),
        (outcome(out=json.dumps({"verdict": "fault", "says": "s3cret-7"})), "a secret"),
    ],
)
def test_broken_laws(found: Outcome, word: str) -> None:
    assert any(word in line for line in laws(found, {"s3cret-7"}))


def test_secrets_are_found_where_they_are_planted() -> None:
    env = {"DATABASE_URL": "postgres://app:p%40ss-1@db/x", "API_TOKEN": "tok-123456", "PATH": "/usr/bin"}
    texts = [
        'password = "file-pass-9"\nurl = "redis://:cache-pass-3@cache:6379/0"',
        "DB_PASSWORD=env-pass-4\n",
    ]
    wanted = {"p%40ss-1", "p@ss-1", "tok-123456", "file-pass-9", "cache-pass-3", "env-pass-4"}
    assert planted(env, texts) == wanted


def test_words_of_every_day_are_no_secrets() -> None:
    assert planted({"PASSWORD": "secret", "TOKEN": "${OTHER}"}, ['password = "x"']) == set()


def test_texts_of_other_tools_lose_only_what_varies() -> None:
    text = "Failed to connect to api.lab.test port 8080 after 3001 ms: 10.77.2.2 said 503, errno 111, /t/x"
    assert (
        plain(text, "/t")
        == "Failed to connect to NAME port PORT after TIME: ADDRESS said 503, errno 111, FOLDER/x"
    )


def test_a_text_counts_only_for_one_cause() -> None:
    samples = [
        Sample("a", "tcp.timeout", {"curl": "timed out", FARHAND: "tcp.timeout"}),
        Sample("b", "tcp.backlog_full", {"curl": "timed out", FARHAND: "tcp.timeout"}),
        Sample("c", "tcp.refused", {"curl": "refused", FARHAND: "tcp.refused"}),
        Sample("d", "fs.full", {"curl": None, FARHAND: "fs.full"}),
        Sample("e", "http.unauthorized", {"curl": "ok", FARHAND: "http.unauthorized"}),
        Sample("f", WELL, {"curl": "ok", FARHAND: "healthy"}),
    ]
    curl, farhand = score("curl", samples), score(FARHAND, samples)
    assert (curl.asked, curl.noticed, curl.attributed, curl.causes) == (4, 3, 1, 1)
    assert (farhand.asked, farhand.noticed, farhand.attributed, farhand.causes) == (5, 5, 4, 4)
