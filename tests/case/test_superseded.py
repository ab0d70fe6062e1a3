"""A newer report of a self-test takes the place of older ones of the same things, and of nothing else."""

from __future__ import annotations

import json
from typing import Any

import pytest

from farhand.answers import asked, kept
from farhand.case import history
from farhand.case.superseded import current, of
from tests.case.made import Book


def report(started: str, *subjects: str, **more: Any) -> str:
    rows = [{"check": "http", "subject": name, "stage": "http", "outcome": "pass"} for name in subjects]
    whole = {
        "app": {},
        "schema": "farhand.report/1",
        "started": started,
        "results": rows,
        "vantage": {"where": "host"},
    }
    return json.dumps({**whole, **more}, sort_keys=True)


OLD, NEW = "2026-11-26T10:00:00Z", "2026-11-26T12:00:00Z"


def answers(*texts: str) -> Book:
    book = Book()
    for number, text in enumerate(texts):
        book.add(f"10:{number:02d}", "answered", id="", source="mail", text=text)
    return book


@pytest.mark.parametrize(
    ("old", "new", "left"),
    [
        (report(OLD, "api"), report(NEW, "api", "clock"), [1]),
        (report(NEW, "api"), report(OLD, "api"), [0]),  # it came later and is older
        (report(OLD, "api", "data"), report(NEW, "api"), [0, 1]),  # only part of it was looked at again
        (
            report(OLD, "api"),
            report(NEW, "api", vantage={"where": "container"}),
            [0, 1],
        ),  # seen from elsewhere
        (report(OLD, "api"), report(OLD, "api"), [0, 1]),
        ("api: connection refused", report(NEW, "api"), [0, 1]),  # a text is no report
        (report(OLD, "api"), '{"schema": "farhand.report/1", "results": "x"}', [0, 1]),
        (report(OLD, "api"), report(NEW, results=[{"subject": "api", "outcome": "skip"}]), [0, 1]),
    ],
)
def test_what_still_counts(old: str, new: str, left: list[int]) -> None:
    book = answers(old, new)
    assert current(book.rows) == [book.rows[number] for number in left]
    assert [text for _, text in history.of(book.rows).texts] == [(old, new)[number] for number in left]


@pytest.mark.parametrize("text", ["", "{", "[1]", '{"schema": 3}', '{"a": "farhand.report/1"}', "[" * 9999])
def test_what_is_no_report(text: str) -> None:
    assert of(text) is None


def test_a_report_answers_the_open_questions_about_what_it_looked_at() -> None:
    book = Book()
    for id in ("api", "clock", "data"):
        book.add("10:00", "asked", id=id, subject=id)
    book.add("10:01", "declined", id="clock", why="no")
    open_ = list(kept.reported(["a text", report(NEW, "api", "clock")], asked.of(book.rows)))
    assert open_ == [{"of": "api"}]
    book.add("10:02", "done", **open_[0])
    assert [one.id for one in asked.of(book.rows) if one.open] == ["data"]
    assert history.of(book.rows).pending == ["data"]
