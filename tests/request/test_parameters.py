"""A parameter has a narrow form, or it is refused; a log is cut by level and text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from farhand.errors import Mistake
from farhand.model import App, Dependency
from farhand.request import asks, excerpt, parameters
from farhand.request.model import Step
from tests.request.exchange import LOG, step

APP = App("billing", dependencies=(
    Dependency("queue", "tcp", {"host": "127.0.0.1", "port": 9}),
    Dependency("api", "http", {"url": "http://127.0.0.1:9/"}),
    Dependency("data", "directory", {"path": "/nowhere", "writable": True}),
))  # fmt: skip
HOSTILE = (
    "$(touch canary)", "`touch canary`", "; touch canary", "| touch canary", "&& touch canary",
    "\ntouch canary", "5s\ntouch canary", "5s; touch canary", "../../etc/passwd", "/etc/passwd",
    "--output=canary", "-o canary", "\u202etxt.dns", "dns\u200b", "d\u043es", "\x1b[2Jdns",
    "dns\x00", "", " dns", "x" * 100_000, "9" * 5000, "nan", "inf",
    "-1s", "1e9s", "٥s", "%s%n", "${HOME}", "{}", "true",
)  # fmt: skip


@pytest.mark.parametrize("value", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize(
    ("kind", "id", "name"),
    [
        ("check", "queue", "stage"),
        ("check", "queue", "timeout"),
        ("check", "queue", "within"),
        ("check", "api", "proxy"),
        ("check", "data", "write"),
        ("question", "logs", "since"),
        ("question", "logs", "level"),
        ("question", "logs", "lines"),
    ],
)
def test_hostile_values_are_refused(kind: str, id: str, name: str, value: str) -> None:
    with pytest.raises(Mistake, match=name):
        asks.checked(APP, Step(kind, id, {name: value}))


@pytest.mark.parametrize("value", ["a\nb", "a\x1b[2J", "a\u202eb", "a\u200bb", "x" * 201, "", "a\x00"])
def test_a_literal_holds_nothing_that_cannot_be_seen(value: str) -> None:
    with pytest.raises(Mistake, match="contains"):
        asks.checked(APP, step("question", "logs", contains=value))


@pytest.mark.parametrize(
    ("kind", "id"),
    [
        ("check", "nobody"), ("check", "../queue"), ("check", "tcp"), ("check", ""), ("question", "added"),
        ("question", "self-test"), ("question", "_names"), ("question", "../logs"), ("question", "nobody"),
        ("shell", "x"), ("../check", "queue"), ("__init__", "x"), ("", ""), ("command", "x"),
        ("Check", "queue"),
    ],
)  # fmt: skip
def test_what_this_copy_does_not_know_is_refused(kind: str, id: str) -> None:
    with pytest.raises(Mistake):
        asks.checked(APP, Step(kind, id))


@pytest.mark.parametrize(
    "name", ["url", "host", "port", "expect", "headers", "path", "command", "__class__", "proxy", "sslmode"]
)
def test_settings_of_the_declaration_are_not_to_be_changed(name: str) -> None:
    with pytest.raises(Mistake, match="has no parameter"):
        asks.checked(APP, step("check", "queue", **{name: "http://evil.example"}))


def test_a_proxy_is_chosen_and_never_named() -> None:
    assert asks.checked(APP, step("check", "api", proxy="none")).params == {"proxy": "none"}
    with pytest.raises(Mistake, match="env, none"):
        asks.checked(APP, step("check", "api", proxy="http://evil.example:8080"))


def test_values_have_one_plain_form() -> None:
    made = asks.checked(APP, step("check", "queue", timeout="1500ms", within="1m"))
    assert made.params == {"timeout": "1.5s", "within": "60s"}
    made = asks.checked(APP, step("question", "logs", since="2026-11-20T15:00:00+01:00", lines="0050"))
    assert made.params == {"since": "2026-11-20T14:00:00Z", "lines": "50"}


def test_a_window_ends_after_it_begins_and_within_a_day() -> None:
    for until in ("2026-11-20T13:00:00Z", "2026-11-22T14:00:00Z"):
        with pytest.raises(Mistake, match="window"):
            asks.checked(APP, step("question", "logs", since="2026-11-20T14:00:00Z", until=until))


def test_every_question_has_words_and_every_check_too() -> None:
    from farhand.request.asks import question

    for made in [step("question", id) for id in question.ids()] + [
        step("check", d.name) for d in APP.dependencies
    ]:
        own = asks.checked(APP, made).words
        assert own.read_only
        assert len(own.runs) > 40
        assert own.leaves


@given(st.text(max_size=30))
def test_no_text_is_read_as_more_than_it_is(value: str) -> None:
    for read in (parameters.duration(0.1, 30), parameters.count(1, 10), parameters.moment):
        try:
            made = read(value)
        except ValueError:
            continue
        assert made.isascii()
        assert read(made) == made


def test_records_are_chosen_by_level_and_text_with_what_belongs_to_them() -> None:
    wanted = "".join(LOG.splitlines(keepends=True)[1:4])
    assert excerpt.chosen(LOG, "ERROR") == wanted
    assert excerpt.chosen(LOG, "", "Errno 111") == wanted
    assert excerpt.chosen(LOG, "INFO", "end") == LOG.splitlines(keepends=True)[4]
    assert excerpt.chosen(LOG, "CRITICAL") == ""
    assert excerpt.chosen(LOG) == LOG


def test_the_last_lines_are_kept_and_the_rest_is_told() -> None:
    assert excerpt.cut("1\n2\n3\n", 2) == "(1 lines before these are left out)\n2\n3\n"
    assert excerpt.cut("1\n2\n", 2) == "1\n2\n"
