"""What entries come to: people, waits, hypotheses, costs; and that no body from elsewhere can break it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from farhand.case.entry import Entry
from farhand.case.story import ACTION, ANSWER, TURN, of
from tests.case.made import Book, cause, proxy_story


def test_who_is_waited_for_and_since_when() -> None:
    book = proxy_story()
    (wait,) = of(book.rows).waits
    assert (wait.kind, wait.who, wait.what, wait.by) == (
        ACTION, "bob", "let billing through the proxy", "2026-11-26T15:00:00Z",
    )  # fmt: skip
    assert wait.since == "2026-11-26T14:00:00.000Z"
    book.add("14:30", "done", of="escalation-1")
    (turn,) = of(book.rows).waits
    assert (turn.kind, turn.side, turn.since) == (TURN, "vendor", "2026-11-26T14:30:00.000Z")


def test_a_question_waits_for_the_contact_and_for_consent() -> None:
    rows = [e for e in proxy_story().rows if e.at < "2026-11-26T10:30"]
    waits = {wait.id: wait for wait in of(rows).waits}
    assert {wait.kind for wait in waits.values()} == {ANSWER}
    assert {wait.who for wait in waits.values()} == {"bob"}
    assert waits["api"].approval == "security"
    assert waits["api"].what == "api (http)"


def test_what_was_agreed_to_needs_no_consent_any_more() -> None:
    book = Book()
    book.add("10:00", "asked", id="api", approval="security")
    book.add("10:01", "approval", of="api", says="security agrees")
    (wait,) = of(book.rows).waits
    assert wait.approval == ""


def test_what_is_asked_again_is_waited_for_again() -> None:
    book = proxy_story()
    book.add("14:40", "asked", id="api", subject="api", check="http")
    assert [w.id for w in of(book.rows).waits] == ["escalation-1", "api"]


def test_hypotheses_over_time() -> None:
    found = {h.cause: h for h in of(proxy_story().rows).hypotheses}
    assert [p.confidence for p in found["proxy.auth_required"].points] == [0.9]
    assert [p.confidence for p in found["dns.nxdomain"].points] == [0.6, 0.0]
    assert found["dns.nxdomain"].ruled_out_by == "api, dns: resolves"
    # what was only possible is not weighed by a diagnosis that names no possible ones
    assert [p.confidence for p in found["tcp.timeout"].points] == [0.4]
    assert of(proxy_story().rows).hypotheses[0].cause == "proxy.auth_required"


def test_what_comes_back_is_not_ruled_out_any_more() -> None:
    book = proxy_story()
    assert [r.cause for r in of(book.rows).ruled_out] == ["dns.nxdomain"]
    book.add("15:00", "finding", verdict="fault", causes=[cause("dns.nxdomain", 0.8)], ruled_out=[])
    assert of(book.rows).ruled_out == ()


def test_what_it_has_cost() -> None:
    book = proxy_story()
    book.add("14:30", "done", of="escalation-1")
    book.add("14:31", "sent", id="s1", to="bob", channel="mail", what="request", bytes=900)
    measures = of(book.rows).measures
    assert measures.round_trips == 2  # a batch of two questions, then the change
    assert (measures.asked, measures.answered, measures.declined) == (2, 2, 0)
    assert measures.waited_minutes == 150 + 30  # both questions waited at once: each minute counts once
    assert measures.effort_minutes == 3
    assert (measures.bytes_asked, measures.bytes_answered, measures.bytes_sent) == (8, 112, 900)


def test_closed_and_opened_again() -> None:
    book = proxy_story()
    book.add("15:00", "closed", says="the proxy lets it pass", cause="proxy.auth_required", subject="api")
    closed = of(book.rows)
    assert (closed.state, closed.waits) == ("closed", ())
    assert closed.closing is not None
    assert closed.closing.says == "the proxy lets it pass"
    book.add("16:00", "reopened", says="it is back")
    assert of(book.rows).state == "open"


def test_the_last_word_on_a_person_counts() -> None:
    book = proxy_story()
    book.add("11:00", "person", id="bob", name="Robert", side="customer", role="network")
    (bob,) = of(book.rows).people
    assert (bob.name, bob.role) == ("Robert", "network")
    assert of(book.rows).person("Robert") == bob


def test_a_copy_writes_under_the_same_name() -> None:
    book = Book()
    book.add("10:00", "person", id="ann", name="Ann", side="vendor")
    book.add("10:01", "note", author="ann~c0ffee", says="in a copy")
    assert {row.who for row in of(book.rows).timeline} == {"Ann"}


def test_files_and_links() -> None:
    book = Book()
    for at in ("10:00", "10:05"):
        book.add(at, "file", sha256="a" * 64, name="app.log", bytes=10, type="text/plain")
    book.add("10:06", "link", id="l1", digest="d", until="2026-12-01T00:00:00Z")
    book.add("10:07", "revoked", id="l1")
    story = of(book.rows)
    assert [(f.name, f.bytes, f.at[11:16]) for f in story.files] == [("app.log", 10, "10:00")]
    assert [(link.id, link.revoked) for link in story.links] == [("l1", True)]
    assert story.measures.bytes_files == 10


def test_of_nothing() -> None:
    story = of([])
    assert (story.state, story.waits, story.timeline) == ("open", (), ())


VALUES: Any = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
NAMES = st.sampled_from(
    ["id", "says", "causes", "ruled_out", "bytes", "minutes", "by", "of", "to", "text", "sha256"]
)
KINDS = st.sampled_from(
    ["opened", "person", "asked", "answered", "told", "declined", "finding", "escalated", "done", "file",
     "sent", "closed", "reopened", "link", "revoked", "decision", "approval", "kit", "weather"]
)  # fmt: skip
TIMES = st.sampled_from(["2026-11-26T10:00:00Z", "", "yesterday", "9999-99-99", "2026-11-26T10:00:01.5Z"])
HOSTILE = st.builds(
    Entry, st.text(max_size=3), st.integers(), TIMES, KINDS, st.dictionaries(NAMES, VALUES, max_size=6)
)


@given(st.lists(HOSTILE, max_size=8))
def test_no_body_breaks_it(entries: list[Entry]) -> None:
    story = of(entries)
    assert len(story.timeline) == len(entries)
    assert all(len(row.says) <= 240 for row in story.timeline)


@pytest.mark.parametrize("kind", ["opened", "finding", "kit", "triage", "requested"])
def test_every_kind_is_told(kind: str) -> None:
    book = Book()
    book.add("10:00", kind, nonce="n")
    assert of(book.rows).timeline[0].says
