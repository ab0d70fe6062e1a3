"""What a customer sees, and above all what not."""

from __future__ import annotations

import pytest

from farhand.case import story
from farhand.hub import customer
from tests.hub.world import MINE, World, link, post

CASE = f"/cases/{MINE}"
PASTED = """psql: error: connection to server at "db", port 5432 failed: \\
FATAL:  password authentication failed for user "app"
password=hunter2-and-more
"""
CAUSE = {
    "id": "tls.untrusted",
    "subject": "labs",
    "confidence": 0.9,
    "role": "root",
    "owner": "customer-security",
    "says": "OURS-2",
}
#: One secret of the vendor in each place where one can stand.
OURS = {
    "note": {"says": "OURS-1 we think they broke it"},
    "finding": {"verdict": "fault", "causes": [CAUSE], "ruled_out": []},
    "decision": {"says": "OURS-3 we do not refund", "by": "lead"},
    "approval": {"of": "database", "says": "OURS-4"},
    "escalated": {"id": "OURS-5", "owner": "", "to": "OURS-6", "what": "OURS-7", "text": "OURS-8"},
    "answered": {"id": "", "source": "paste", "text": "OURS-9 from our own laboratory"},
    "sent": {"id": "OURS-10", "to": "chat", "channel": "slack", "what": "OURS-11", "text": "OURS-12"},
    "received": {"id": "OURS-13", "from": "OURS-14", "channel": "email", "bytes": 3},
    "person": {"id": "OURS-15", "name": "OURS-16", "side": "customer", "role": "OURS-17"},
    "closed": {"says": "OURS-19", "cause": "OURS-20", "subject": "x"},
    "reopened": {"says": "OURS-21"},
    "kit": {"file": "OURS-22", "checks": []},
    "something new": {"says": "OURS-23"},
}  # fmt: skip


@pytest.fixture
def full(hub: World) -> World:
    for kind, body in OURS.items():
        hub.add(kind, body)
    return hub


def test_nothing_of_the_vendors_own_is_on_the_customers_pages(full: World) -> None:
    browser = full.customer()
    pages = [browser.get("/shared").text, post(browser, "/shared/answer", text="hello").text]
    assert all("OURS-" not in page for page in pages)
    assert "tls.untrusted" not in pages[0]
    assert "OURS-1 " in full.user("viewer").get(CASE).text


def test_the_vendor_sees_the_same_page(full: World) -> None:
    page = full.user("viewer").get(f"{CASE}/as-customer").text
    assert "OURS-" not in page
    assert "docker exec" in page
    assert "<textarea" not in page


def test_a_customer_sees_what_is_asked_and_what_it_does(hub: World) -> None:
    page = hub.customer().get("/shared").text
    assert "echo hello" in page
    assert "What it does not do" in page
    assert "it changes nothing" in page
    assert "It connects to:" in page
    assert "support@vendor.example" in page


def test_a_message_is_the_way_to_share_a_thought(hub: World) -> None:
    assert post(hub.user("engineer"), f"{CASE}/share", text="We think it is the proxy.").status_code == 303
    assert "We think it is the proxy." in hub.customer().get("/shared").text
    assert "We think it is the proxy." not in hub.customer("other").get("/shared").text


def test_what_a_customer_pastes_is_kept_masked_and_shown_to_them(hub: World) -> None:
    browser = hub.customer()
    said = post(browser, "/shared/answer", text=PASTED)
    assert said.status_code == 200
    assert "root cause" not in said.text.lower()
    page = browser.get("/shared").text
    assert "password authentication failed" in page
    assert "hunter2-and-more" not in page
    entry = next(e for e in reversed(hub.entries()) if e.kind == "answered")
    assert entry.author == f"customer-{hub.links['customer']}"
    assert "hunter2" not in str(entry.body)
    assert "postgres" in str([e.body for e in hub.entries() if e.kind == "finding"])
    assert "root cause" in hub.user("engineer").get(CASE).text  # and the vendor's page says what it means


def test_a_customer_may_say_no(hub: World) -> None:
    assert post(hub.customer(), "/shared/declined", id="database", why="security says no").status_code == 303
    assert "Nothing is asked of you" in hub.customer().get("/shared").text
    assert post(hub.customer(), "/shared/declined", id="nothing", why="x").status_code == 409


def test_a_question_is_answered_by_choosing(hub: World) -> None:
    choices = {"yes": "there is one", "no": "there is none"}
    hub.add(
        "asked",
        {"id": "ask-proxy", "question": "Is there a proxy?", "choices": choices, "channel": "workbench"},
    )
    assert "Is there a proxy?" in hub.customer().get("/shared").text
    assert post(hub.customer(), "/shared/told", id="ask-proxy", choice="perhaps").status_code == 409
    assert post(hub.customer(), "/shared/told", id="database", choice="yes").status_code == 409
    assert post(hub.customer(), "/shared/told", id="ask-proxy", choice="yes", text="squid").status_code == 303
    told = next(e for e in hub.entries() if e.kind == "told")
    assert dict(told.body) == {"id": "ask-proxy", "choice": "yes", "text": "squid"}


@pytest.mark.parametrize(("path", "fields"), [
    ("answer", {"text": PASTED}), ("told", {"id": "ask-proxy", "choice": "yes"}),
    ("declined", {"id": "database", "why": "no"}), ("keep", {"text": "mine"}),
])  # fmt: skip
def test_a_closed_case_takes_nothing_more(hub: World, path: str, fields: dict[str, str]) -> None:
    hub.add("asked", {"id": "ask-proxy", "question": "Is there a proxy?", "choices": {"yes": "there is one"}})
    browser = hub.customer()
    assert "echo hello" in browser.get("/shared").text
    hub.add("closed", {"says": "it was the proxy"})
    before = len(hub.entries())
    assert "echo hello" not in browser.get("/shared").text
    said = post(browser, f"/shared/{path}", **fields)
    assert said.status_code == 409
    assert "This case is closed, and nothing was kept." in said.text
    assert len(hub.entries()) == before
    hub.add("reopened", {"says": "it is back"})
    assert post(browser, "/shared/answer", text="hello again").status_code == 200


def test_the_customers_version_changes_with_what_they_see_only(hub: World) -> None:
    def version() -> int:
        rows = hub.entries()
        return customer.version(rows, story.of(rows))

    before = version()
    for kind in ("note", "finding", "decision", "escalated", "received", "sent"):
        hub.add(kind, OURS[kind])
    assert version() == before
    hub.add("asked", {"id": "x", "question": "?", "choices": {"a": "b"}})
    assert version() == before + 1


def test_a_link_gives_nobody_the_name_of_the_vendors_people(hub: World) -> None:
    """Its entry may come with another copy of the case."""
    hub.add("person", {"id": "lea", "name": "Lea", "side": "vendor"})
    token, number = link(hub.folder / MINE, person="lea")
    hub.entries()
    browser = hub.browser()
    browser.get(f"/link/{token}")
    post(browser, "/shared/answer", text="hello there")
    assert [e.author for e in hub.entries() if e.kind == "answered"] == [f"customer-{number}"]


def test_a_link_may_be_for_a_participant_of_their_side(hub: World) -> None:
    hub.add("person", {"id": "ben", "name": "Ben", "side": "customer", "role": "contact"})
    hub.add("person", {"id": "lea", "name": "Lea", "side": "vendor"})
    lead = hub.user("lead")
    assert post(lead, f"{CASE}/links", days="3", person="lea").status_code == 400
    assert post(lead, f"{CASE}/links", days="3000").status_code == 409
    assert post(lead, f"{CASE}/links", days="-3").status_code == 400
    made = post(lead, f"{CASE}/links", days="3", person="ben").text
    path = made.partition("http://127.0.0.1:8600")[2].partition("<")[0]
    browser = hub.browser()
    browser.get(path)
    post(browser, "/shared/answer", text="hello there")
    assert [e.author for e in hub.entries() if e.kind == "answered"] == ["ben"]
    assert "hello there" in browser.get("/shared").text


@pytest.mark.parametrize(("asked", "lang"), [
    ("de-AT,de;q=0.9,en;q=0.5", "de"), ("fr, de;q=0.5", "de"), ("en-GB, de", "en"), ("fr", "en"), ("", "en"),
    ("de;q=0, en", "en"), ("../../etc/passwd", "en"), ("x" * 5000, "en"),
])  # fmt: skip
def test_a_customer_is_spoken_to_as_their_browser_asks(hub: World, asked: str, lang: str) -> None:
    page = hub.customer().get("/shared", headers={"accept-language": asked}).text
    assert f'<html lang="{lang}">' in page
    assert ("Was bisher gesendet wurde" in page) == (lang == "de")
    assert "docker exec -i records-web" in page  # a command is the same in every language
    ended = hub.customer("revoked").get("/shared", headers={"accept-language": asked}).text
    assert ("Der Link zu diesem Fall gilt nicht mehr" in ended) == (lang == "de")


def test_the_vendors_pages_are_in_english(hub: World) -> None:
    page = hub.user("lead").get(CASE, headers={"accept-language": "de"}).text
    assert '<html lang="en">' in page
