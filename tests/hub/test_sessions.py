"""Sessions of users and of links: how they begin, what they are bound to, and every way in which they end."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from farhand.errors import Mistake
from farhand.hub import app, links, passwords
from farhand.hub.settings import Settings
from farhand.hub.state import digest_of
from tests.hub.world import MINE, World, login, password, post, world

CASE, COOKIE = f"/cases/{MINE}", "farhand"


def test_who_logs_in_gets_a_fresh_session_whatever_the_browser_brought(hub: World) -> None:
    browser = hub.browser()
    browser.cookies.set(COOKIE, "chosen by somebody else", domain="127.0.0.1", path="/")
    assert login(browser, "engineer", password("engineer")).headers["location"] == "/"
    first = browser.cookies[COOKIE]
    assert first != "chosen by somebody else"
    assert browser.get(CASE).status_code == 200
    other = hub.browser()
    other.cookies.set(COOKIE, "chosen by somebody else", domain="127.0.0.1", path="/")
    assert other.get(CASE).status_code == 303


def test_a_login_on_top_of_another_ends_that_one(hub: World) -> None:
    browser = hub.browser()
    login(browser, "engineer", password("engineer"))
    first = browser.cookies[COOKIE]
    token = hub.desk.state.csrf(digest_of(first))
    form = {"csrf": token, "name": "viewer", "password": password("viewer")}
    assert browser.post("/login", data=form, headers={"origin": "http://127.0.0.1:8600"}).status_code == 303
    assert browser.cookies[COOKIE] != first
    old = hub.browser()
    old.cookies.set(COOKIE, first, domain="127.0.0.1", path="/")
    assert old.get(CASE).status_code == 303


@pytest.mark.parametrize(("name", "secret"), [
    ("engineer", "wrong"), ("engineer", ""), ("nobody", password("engineer")), ("", ""),
    ("engineer\x00", "x"), ("x" * 100, "x" * 5000),
])  # fmt: skip
def test_a_wrong_login_says_nothing_of_which_part_was_wrong(hub: World, name: str, secret: str) -> None:
    answer = login(hub.browser(), name, secret)
    assert answer.status_code == 401
    assert "The name or the password is not right." in answer.text


def test_the_cookie_is_out_of_reach(hub: World) -> None:
    browser = hub.browser()
    said = login(browser, "lead", password("lead")).headers.get_list("set-cookie")
    given = next(row for row in said if row.startswith("farhand="))
    assert {"HttpOnly", "SameSite=strict", "Path=/"} <= {word.strip() for word in given.split(";")}
    assert "Secure" not in given  # plain http, on this machine only
    assert "domain" not in given.lower()


def test_with_tls_the_cookie_is_for_this_host_and_for_tls_only(tmp_path: Path) -> None:
    with world(tmp_path) as hub:
        hub.desk.settings = Settings(tmp_path, frozenset({"https://cases.example.com"}), secure=True)
        served = app.make(hub.desk)
        browser = TestClient(served, "https://cases.example.com", follow_redirects=False)
        answer = login(browser, "lead", password("lead"))
        given = next(
            row for row in answer.headers.get_list("set-cookie") if row.startswith("__Host-farhand=")
        )
        assert {"Secure", "HttpOnly", "SameSite=strict", "Path=/"} <= {
            word.strip() for word in given.split(";")
        }
        assert browser.get(CASE).status_code == 200
        assert "max-age" in answer.headers["strict-transport-security"]


def test_a_session_ends_when_it_was_not_used_and_at_last_in_any_case(hub: World) -> None:
    limits = hub.settings.limits
    idle, busy = hub.user("lead"), hub.browser()
    login(busy, "lead", password("lead"))
    begun = hub.clock.now
    while hub.clock.now + 3600 < begun + limits.whole:
        hub.clock.now += 3600
        assert busy.get(CASE).status_code == 200
    hub.clock.now = begun + limits.whole + 1
    assert busy.get(CASE).status_code == 303
    assert idle.get(CASE).status_code == 303


def test_an_idle_session_is_over(hub: World) -> None:
    browser = hub.browser()
    login(browser, "lead", password("lead"))
    hub.clock.now += hub.settings.limits.idle + 1
    assert browser.get(CASE).status_code == 303


def test_logging_out_ends_it_on_the_server(hub: World) -> None:
    browser = hub.browser()
    login(browser, "lead", password("lead"))
    token = browser.cookies[COOKIE]
    assert post(browser, "/logout", page=CASE).status_code == 303
    again = hub.browser()
    again.cookies.set(COOKIE, token, domain="127.0.0.1", path="/")
    assert again.get(CASE).status_code == 303


@pytest.mark.parametrize("change", ["removed", "another role", "another password"])
def test_who_is_changed_is_out_at_once(hub: World, change: str) -> None:
    browser = hub.user("lead")
    assert browser.get(CASE).status_code == 200
    if change == "removed":
        hub.desk.state.remove_user("lead")
    else:
        hub.desk.state.put_user(
            "lead", "viewer" if change == "another role" else "lead", passwords.hashed("x" * 12)
        )
    assert browser.get(CASE).status_code == 303


def test_the_token_of_a_link_leaves_the_address_and_is_kept_nowhere(hub: World) -> None:
    browser, token = hub.browser(), hub.tokens["customer"]
    answer = browser.get(f"/link/{token}")
    assert answer.status_code == 200
    assert 'http-equiv="refresh" content="0;url=/shared"' in answer.text
    assert token not in answer.text
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert token not in browser.cookies[COOKIE]
    assert browser.get("/shared").status_code == 200
    kept = b"".join(path.read_bytes() for path in hub.folder.rglob("*") if path.is_file())
    assert token.encode() not in kept
    assert browser.cookies[COOKIE].encode() not in kept
    assert digest_of(token).encode() in kept


def test_a_session_of_a_link_ends_with_the_link(hub: World) -> None:
    until = datetime.fromtimestamp(hub.clock.now, timezone.utc) + timedelta(hours=2)
    token, body = links.new(1, until)
    hub.add("link", {**body, "until": until.isoformat()[:19] + "Z"})
    browser = hub.browser()
    browser.get(f"/link/{token}")
    assert browser.get("/shared").status_code == 200
    hub.clock.now += 2 * 3600 + 1
    assert browser.get("/shared").status_code == 401
    assert hub.browser().get(f"/link/{token}").status_code == 401


def test_a_revoked_link_puts_everybody_out_and_lets_nobody_in(hub: World) -> None:
    browser = hub.browser()
    browser.get(f"/link/{hub.tokens['customer']}")
    assert browser.get("/shared").status_code == 200
    assert post(hub.user("lead"), f"{CASE}/links/revoke", id=hub.links["customer"]).status_code == 303
    assert browser.get("/shared").status_code == 401
    before = hub.count()
    assert post(browser, "/shared/answer", text="hello").status_code == 401
    assert hub.count() == before
    assert hub.browser().get(f"/link/{hub.tokens['customer']}").status_code == 401


@pytest.mark.parametrize("token", ["", "x", "%00", "ä" * 50, "x" * 4000])
def test_no_other_token_opens_anything(hub: World, token: str) -> None:
    browser = hub.browser()
    assert browser.get(f"/link/{token}").status_code in (401, 404)
    assert COOKIE not in browser.cookies


def test_a_link_that_was_written_twice_or_with_nonsense_holds_no_longer_than_the_first() -> None:
    from farhand.case import Entry

    def entry(kind: str, **body: object) -> Entry:
        return Entry("a", 1, "2026-01-01T00:00:00Z", kind, body)

    first = entry("link", id="1", digest="a", until="2026-01-01T00:00:00Z")
    later = entry("link", id="1", digest="b", until="2099-01-01T00:00:00Z")
    assert [(one.digest, one.holds(1e9)) for one in links.of([first, later])] == [("a", True)]
    assert not links.of([entry("link", id="1", digest="a", until="soon")])[0].holds(0.0)
    assert not links.of([entry("revoked", id="1"), first])[0].holds(0.0)
    for days in (0, -1, 1000, float("nan")):
        with pytest.raises(Mistake):
            links.new(days, datetime.now(timezone.utc))


def test_users_have_names_roles_and_passwords_that_can_be_used(hub: World) -> None:
    state = hub.desk.state
    for name, role in (
        ("", "lead"),
        ("a b", "lead"),
        ("a\n", "lead"),
        ("customer-1", "viewer"),
        ("a", "owner"),
        ("a", "customer"),
    ):
        with pytest.raises(Mistake):
            state.put_user(name, role, "x")
    with pytest.raises(Mistake, match="12"):
        passwords.hashed("short")
    with pytest.raises(Mistake, match="no such user"):
        state.remove_user("nobody")
    assert (hub.folder / "hub.db").stat().st_mode & 0o777 == 0o600
    assert state.hash_of("lead").startswith("$argon2id$")
