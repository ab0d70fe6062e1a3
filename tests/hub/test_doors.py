"""Every door of the workbench against everybody who may stand before it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from httpx import Response
from starlette.testclient import TestClient

from farhand.hub import app, routes
from tests.hub.world import MINE, OTHER, World, token_of, world

CASE = f"/cases/{MINE}"
NOBODY, GONE = ("anonymous", "expired", "revoked"), ("expired", "revoked")
EVERYBODY = ("anonymous", "viewer", "engineer", "lead", "customer", "other", *GONE)
READS, WRITES, LEADS = ("viewer", "engineer", "lead"), ("engineer", "lead"), ("lead",)
CUSTOMERS = ("customer", "other")

#: Every door: who passes it. A door that is added without a row here fails the test.
TABLE = {
    ("GET", "/"): READS,
    ("GET", "/login"): EVERYBODY,
    ("POST", "/login"): EVERYBODY,
    ("POST", "/logout"): (*READS, *CUSTOMERS),
    ("GET", "/link/{token}"): EVERYBODY,
    ("GET", "/static/{name}"): EVERYBODY,
    ("GET", "/cases/{case}"): READS,
    ("GET", "/cases/{case}/timeline"): READS,
    ("GET", "/cases/{case}/map.svg"): READS,
    ("GET", "/cases/{case}/post-mortem"): READS,
    ("GET", "/cases/{case}/events"): READS,
    ("GET", "/cases/{case}/as-customer"): READS,
    ("GET", "/cases/{case}/files/{digest}"): READS,
    ("POST", "/cases/{case}/answer"): WRITES,
    ("POST", "/cases/{case}/told"): WRITES,
    ("POST", "/cases/{case}/declined"): WRITES,
    ("POST", "/cases/{case}/ask"): WRITES,
    ("POST", "/cases/{case}/note"): WRITES,
    ("POST", "/cases/{case}/share"): WRITES,
    ("POST", "/cases/{case}/done"): WRITES,
    ("POST", "/cases/{case}/escalate"): WRITES,
    ("POST", "/cases/{case}/upload"): WRITES,
    ("POST", "/cases/{case}/keep"): WRITES,
    ("POST", "/cases/{case}/close"): LEADS,
    ("POST", "/cases/{case}/reopen"): LEADS,
    ("POST", "/cases/{case}/links"): LEADS,
    ("POST", "/cases/{case}/links/revoke"): LEADS,
    ("GET", "/shared"): CUSTOMERS,
    ("GET", "/shared/events"): CUSTOMERS,
    ("GET", "/shared/files/{digest}"): CUSTOMERS,
    ("POST", "/shared/answer"): CUSTOMERS,
    ("POST", "/shared/told"): CUSTOMERS,
    ("POST", "/shared/declined"): CUSTOMERS,
    ("POST", "/shared/upload"): CUSTOMERS,
    ("POST", "/shared/keep"): CUSTOMERS,
}
UPLOADS = ("upload",)
#: What stops somebody at a door: not known, or known and not allowed.
STOPPED = (401, 403)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with world(tmp_path_factory.mktemp("doors")) as made:
        yield made


def test_the_table_names_every_door(shared: World) -> None:
    inner = app.make(shared.desk)._app  # the routes that are really served
    served = {(method, route.path) for route in inner.routes for method in route.methods if method != "HEAD"}
    assert served == set(TABLE) == {(d.method, d.path) for d in routes.every()}


@pytest.mark.parametrize("role", EVERYBODY)
def test_each_door_lets_in_whom_it_is_for_and_nobody_else(shared: World, role: str) -> None:
    browser = shared.anybody(role)
    doors = sorted(TABLE, key=lambda door: door[1] == "/logout")  # last: it ends the session
    wrong = {door: status for door in doors if (status := _status(shared, browser, role, door)) is not None}
    assert not wrong


def _status(shared: World, browser: TestClient, role: str, door: tuple[str, str]) -> int | None:
    """The status where it is not what the table says."""
    method, path = door
    if path.endswith("/events") and role in TABLE[door]:
        return None  # it would not end; tests/hub/test_live.py opens it
    before = shared.count()
    real = path.format(case=MINE, digest="0" * 64, token="nobody", name="style.css")
    answer = browser.get(real) if method == "GET" else _posted(browser, real, role)
    stopped = answer.status_code in STOPPED or answer.headers.get("location") in ("/login", "/shared")
    if path in ("/link/{token}", "/login"):
        stopped = False  # the link is nobody's and the login is wrong: the door itself is open to all
    if path == "/logout":
        stopped = answer.status_code in STOPPED
    assert answer.status_code < 500, (door, role, answer.text)
    assert role in TABLE[door] or before == shared.count(), "something was written"
    return answer.status_code if stopped == (role in TABLE[door]) else None


def _posted(browser: TestClient, path: str, role: str) -> Response:
    """With the token of the own session where there is one, so that only the role can stop it."""
    home = "/shared" if role in ("customer", "other", *GONE) else "/" if role != "anonymous" else "/login"
    form = {"csrf": token_of(browser.get(home).text), "text": "x", "id": "nothing", "of": "nothing"}
    headers = {"origin": str(browser.base_url).rstrip("/")}
    if path.endswith("/upload"):
        return browser.post(path, data=form, files={"file": ("a.txt", b"hello")}, headers=headers)
    return browser.post(path, data=form, headers=headers)


def test_a_customer_of_one_case_reaches_nothing_of_another(shared: World) -> None:
    shared.add("note", {"says": "only for us"}, OTHER)
    shared.add(
        "sent", {"id": "m", "to": "c", "channel": "workbench", "what": "m", "text": "for the bank"}, OTHER
    )
    browser = shared.customer()
    assert "for the bank" in shared.customer("other").get("/shared").text
    for path in (
        "/shared",
        f"/cases/{OTHER}",
        f"/cases/{MINE}",
        f"/shared?case={OTHER}",
        "/",
        f"/shared/../cases/{OTHER}",
    ):
        assert "for the bank" not in browser.get(path).text
        assert "Payments are slow" not in browser.get(path).text


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "POST"])
def test_other_methods_do_nothing(shared: World, method: str) -> None:
    assert shared.user("lead").request(method, CASE).status_code == 405


@pytest.mark.parametrize("name", ["%2e%2e", "nowhere", "clinic-3%00", "..%2fclinic-3", "hub.db", "a" * 300])
def test_only_the_cases_of_the_folder_are_cases(shared: World, name: str) -> None:
    assert shared.user("viewer").get(f"/cases/{name}").status_code in (303, 404)
    assert "hub.db" not in shared.user("viewer").get("/").text
