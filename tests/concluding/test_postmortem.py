"""The page at the end of a case, and where an open one hangs."""

from __future__ import annotations

import re

import pytest

from farhand.case.story import Story, of
from farhand.concluding import postmortem, spans, standing
from farhand.concluding.postmortem import PostMortem
from farhand.faces import case as face
from farhand.faces import post_mortem
from farhand.words import speaking
from tests.case.made import Book, cause, proxy_story

HOSTILE = "<script>alert(1)</script>\x1b[31m\u202e{{7*7}}"


def closed() -> Story:
    book = proxy_story()
    book.add("14:30", "done", of="escalation-1")
    book.add("14:40", "decision", says="the proxy gets a rule for us", by="bob")
    book.add("15:00", "closed", says="the proxy lets it pass", cause="proxy.auth_required", subject="api")
    return of(book.rows)


def page() -> PostMortem:
    return postmortem.of(closed())


def test_what_happened() -> None:
    text = " ".join(page().happened)
    assert "Opened 2026-11-26 10:00 UTC: no payment goes through." in text
    assert "Reported: payments hang." in text
    assert "2 h 36 min later the evidence showed: The proxy wants a login (407), api (90% sure)." in text
    assert "Handed to Bob Ray: let billing through the proxy, done after 30 min." in text
    assert text.endswith("Closed 2026-11-26 15:00 UTC: the proxy lets it pass.")


def test_the_cause_and_what_was_ruled_out() -> None:
    told = page()
    assert told.cause is not None
    assert (told.cause.id, told.cause.subject, told.cause.owner) == (
        "proxy.auth_required", "api", "customer-network",
    )  # fmt: skip
    assert [(x.by, [id for id, _ in x.causes]) for x in told.excluded] == [
        ("api, dns: resolves", ["dns.nxdomain"])
    ]


def test_what_was_suspected_and_dropped_is_told() -> None:
    book = proxy_story()
    book.add("13:00", "finding", verdict="fault", causes=[cause("tls.expired", 0.7)], ruled_out=[])
    book.add("13:30", "finding", verdict="fault", causes=[cause("proxy.auth_required", 0.9)], ruled_out=[])
    dropped = next(x for x in postmortem.of(of(book.rows)).excluded if "no longer shows it" in x.by)
    assert [id for id, _ in dropped.causes] == ["tls.expired"]


def test_what_it_cost() -> None:
    costs = dict(page().costs)
    assert costs["round trips"] == "2"
    assert costs["from opening to closing"] == "5 h 00 min"
    assert costs["waited for answers and changes"] == "3 h 00 min"
    # of 10:05-12:35 and 14:00-14:30 UTC; Bob is at work from 08:00 to 11:00 UTC
    assert costs["of which for the customer"] == "3 h 00 min (55 min of it in working hours)"


def test_what_would_have_found_it_sooner() -> None:
    told = page().sooner
    text = " ".join(told)
    assert "farhand self-test" in text
    assert "(check proxy)" in text
    assert "It was known 1 h 24 min before it was handed to those who could change it" in text
    assert "farhand firewall-request" in text
    assert "The longest wait was 2 h 30 min for api (http), 55 min of it in working hours: agree" in text
    assert not any("Nobody was named" in line for line in told)


def test_the_question_that_should_have_been_first() -> None:
    book = Book()
    book.add("10:00", "opened", title="x")
    for at, id in (("10:00", "database"), ("11:00", "api")):
        book.add(at, "asked", id=id, subject=id)
        book.add(at.replace(":00", ":50"), "answered", id=id, text="x")
    book.add("11:51", "finding", verdict="fault", causes=[cause("proxy.auth_required", 0.9)], ruled_out=[])
    text = " ".join(postmortem.of(of(book.rows)).sooner)
    assert (
        "The answer to api showed it. Asked first, before database, it would have saved 1 h 00 min." in text
    )
    assert "Nobody was named at the customer" in text


def test_without_a_cause() -> None:
    book = Book()
    book.add("10:00", "opened", title="x")
    book.add("10:05", "closed", says="it went away")
    told = postmortem.of(of(book.rows))
    assert told.cause is None
    assert "No cause was found." in face.post_mortem(told)
    assert "No cause was found." in post_mortem.html(told)


def test_a_cause_of_a_newer_farhand() -> None:
    book = Book()
    book.add("10:00", "closed", says="x", cause="quantum.flip", subject="api")
    told = postmortem.of(of(book.rows))
    assert told.cause is not None
    assert told.cause.title == "quantum.flip"


def test_both_faces_tell_the_same() -> None:
    told = page()
    text, html = face.post_mortem(told), post_mortem.html(told)
    for words in (
        "The proxy wants a login",
        "What it cost",
        "What would have found it sooner",
        "dns.nxdomain",
    ):
        assert words in text
        assert words in html
    assert max(map(len, text.splitlines())) <= 80


def test_what_is_hostile_stays_text() -> None:
    book = Book(HOSTILE)
    book.add("10:00", "opened", title=HOSTILE, site=HOSTILE, app=HOSTILE)
    book.add("10:01", "person", id=HOSTILE, name=HOSTILE, side="customer", role=HOSTILE, contact=HOSTILE)
    book.add("10:02", "asked", id=HOSTILE, question=HOSTILE)
    book.add("10:03", "finding", verdict=HOSTILE, causes=[{**cause(HOSTILE, 0.9, HOSTILE), "owner": HOSTILE}],
             ruled_out=[{"id": HOSTILE, "by": HOSTILE}])  # fmt: skip
    book.add("10:04", "file", sha256=HOSTILE, name=HOSTILE, bytes=1)
    book.add("10:05", "decision", says=HOSTILE, by=HOSTILE)
    story = of(book.rows)
    one = standing.of(HOSTILE, story, "2026-11-26T11:00:00Z", {})
    told = postmortem.of(story)
    for text in (face.post_mortem(told), face.story(story, one, details=True), face.standings([one])):
        assert not re.search("[\x00-\x09\x0b-\x1f\u202e]", text)
    html = post_mortem.html(told)
    assert "<script" not in html
    assert "\u202e" not in html
    assert "default-src 'none'" in html


#: What people wrote, names, ids and commands: the same in every language.
SAME = re.compile(
    r"payments? hangs?|no payment goes through|the proxy gets a rule for us|the proxy lets it pass"
    r"|let billing through the proxy|farhand [a-z-]+(?: [a-z]+)?|billing|Bob Ray|api \(http\)|contact"
)
ENGLISH = re.compile(
    r"\b(?:the|and|of|were|which|what|for|with|before|after|later|evidence|cause|closed|opened)\b", re.I
)


def test_in_german_no_english_is_left_but_what_people_wrote() -> None:
    with speaking("de"):
        told = post_mortem.spoken(page())
        text, html = face.post_mortem(told), post_mortem.html(told)
    assert "Nachbetrachtung" in text
    assert '<html lang="de">' in html
    body = re.sub(r"<style>.*?</style>|<[^>]*>", " ", html, flags=re.S)
    for shown in (" ".join(text.split()), " ".join(body.split())):
        left = {found[0] for found in ENGLISH.finditer(SAME.sub("", shown))}
        assert not left, [line for line in text.splitlines() if ENGLISH.search(SAME.sub("", line))]
    assert post_mortem.spoken(page()) == page()  # in English nothing is changed


def test_where_a_case_hangs() -> None:
    story = of(proxy_story().rows)
    one = standing.of("acme-7", story, "2026-11-26T16:00:00Z", {})
    (row,) = one.rows
    assert (row.who, row.contact, row.id) == ("Bob Ray (customer)", "bob@acme.example", "escalation-1")
    assert (row.waited, row.worked) == (120, 0)
    assert (row.limit, row.passed, one.late) == ("2026-11-26T15:00:00Z", True, True)
    assert one.suspect == "proxy.auth_required at api (90%)"
    text = face.standings([one])
    assert text.startswith("1 open case, 1 past a limit")
    assert "limit 2026-11-26 15:00 PASSED" in " ".join(text.split())


def test_whose_turn_it_is() -> None:
    book = proxy_story()
    book.add("14:30", "done", of="escalation-1")
    one = standing.of("acme-7", of(book.rows), "2026-11-26T15:00:00Z", {})
    assert "our turn" in face.standings([one])
    assert not one.late


@pytest.mark.parametrize(
    ("minutes", "words"), [(0.5, "30 s"), (12.4, "12 min"), (185, "3 h 05 min"), (3000, "2 d 2 h")]
)
def test_spans(minutes: float, words: str) -> None:
    assert spans.words(minutes) == words
