"""A folder of two cases, one user of each role, links of every kind, and browsers for all of them."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import Any

import httpx
from starlette.testclient import TestClient

from farhand.case import Case, Entry
from farhand.hub import app, links, passwords
from farhand.hub.desk import Desk
from farhand.hub.settings import Limits, settings
from farhand.hub.shelf import Book

PORT = 8600
BASE = f"http://127.0.0.1:{PORT}"
ROLES = ("viewer", "engineer", "lead")
#: One case is the customer's, the other one is somebody else's.
MINE, OTHER = "clinic-3", "bank-1"
DECLARATION = """
[app]
name = "records"
version = "3.1"
contact = "support@vendor.example"
[deploy]
platform = "docker"
target = "records-web"
[env.DATABASE_URL]
required = true
secret = true
format = "url"
[dependencies.database]
kind = "postgres"
url = "${DATABASE_URL}"
why = "all patient records"
[dependencies.labs]
kind = "http"
url = "https://labs.example.com/v1/ping"
run_by = "third-party"
why = "results of the laboratory"
"""
ASKED = {
    "id": "database",
    "channel": "workbench",
    "minutes": 1,
    "subject": "database",
    "check": "postgres",
    "platform": "docker",
    "command": "docker exec -i records-web sh -s <<'X'\necho hello\nX",
    "approval": "",
}


def password(name: str) -> str:
    return f"the password of {name}"


@cache
def _hash(name: str) -> str:
    return passwords.hashed(password(name))


@dataclass
class Clock:
    """Seconds since 1970, that a test may move."""

    now: float = field(default_factory=lambda: datetime.now(timezone.utc).timestamp())

    def __call__(self) -> float:
        return self.now


class World:
    """The workbench on `folder`, as one process would serve it."""

    def __init__(self, folder: Path, limits: Limits | None = None) -> None:
        self.folder, self.clock = folder, Clock()
        for name, title in ((MINE, "No laboratory results since the move"), (OTHER, "Payments are slow")):
            begin(folder / name, title)
        base = settings(folder, "127.0.0.1", PORT)
        self.settings = base if limits is None else type(base)(base.folder, base.origins, limits=limits)
        self.desk = Desk(self.settings, self.clock)
        self.app = app.make(self.desk)
        for name in ROLES:
            self.desk.state.put_user(name, name, _hash(name))
        self._links()

    def browser(self, base: str = BASE, **headers: str) -> TestClient:
        return TestClient(
            self.app,
            base,
            headers={"accept": "text/html", **headers},
            follow_redirects=False,
            raise_server_exceptions=False,
        )

    def user(self, role: str) -> TestClient:
        """Somebody who has logged in."""
        return self._with(self.desk.state.begin(self.clock() + 3600, user=role))

    def customer(self, link: str = "customer") -> TestClient:
        """Somebody who has opened a link while it held: customer, other, expired, revoked."""
        board = OTHER if link == "other" else MINE
        return self._with(self.desk.state.begin(self.clock() + 3600, board=board, link=self.links[link]))

    def _with(self, token: str) -> TestClient:
        browser = self.browser()
        browser.cookies.set(self.settings.cookie, token, domain="127.0.0.1", path="/")
        return browser

    def anybody(self, role: str) -> TestClient:
        if role == "anonymous":
            return self.browser()
        return self.user(role) if role in ROLES else self.customer(role)

    def book(self, name: str = MINE) -> Book:
        found = self.desk.shelf.find(name)
        assert found
        return found

    def entries(self, name: str = MINE) -> list[Entry]:
        return self.book(name).entries(now=True)

    def count(self) -> int:
        """Entries of all cases."""
        return sum(len(book.entries(now=True)) for book in self.desk.shelf.every())

    def add(self, kind: str, body: dict[str, Any], name: str = MINE, author: str = "lead") -> None:
        with Case(self.folder / name, author) as case:
            case.add(kind, body)
        self.entries(name)

    def _links(self) -> None:
        past = datetime.now(timezone.utc) - timedelta(hours=1)
        made = {
            "customer": link(self.folder / MINE),
            "other": link(self.folder / OTHER),
            "expired": link(self.folder / MINE, until=past),
            "revoked": link(self.folder / MINE, revoked=True),
        }
        self.tokens = {name: token for name, (token, _) in made.items()}
        self.links = {name: number for name, (_, number) in made.items()}


def begin(folder: Path, title: str) -> None:
    with Case(folder, "lead", create=True) as case:
        opened = {"title": title, "site": "St. Anna clinic", "app": "records", "declaration": DECLARATION}
        case.add("opened", opened)
        case.add("problem", {"says": "results do not arrive any more"})
        case.add("asked", ASKED)


def link(
    folder: Path, until: datetime | None = None, revoked: bool = False, person: str = ""
) -> tuple[str, str]:
    """Token and id of a fresh link."""
    token, body = links.new(7, datetime.now(timezone.utc), person)
    if until:
        body["until"] = until.isoformat()[:19] + "Z"
    with Case(folder, "lead") as case:
        case.add("link", body)
        if revoked:
            case.add("revoked", {"id": body["id"]})
    return token, body["id"]


def login(browser: httpx.Client, name: str, secret: str) -> httpx.Response:
    page = browser.get("/login")
    return browser.post(
        "/login", data={"csrf": token_of(page.text), "name": name, "password": secret}, headers=own(browser)
    )


def token_of(page: str) -> str:
    found = re.search(r'name="csrf" value="([0-9a-f]{64})"', page)
    return found[1] if found else ""


def own(browser: httpx.Client) -> dict[str, str]:
    """What a browser says of where a form was sent from."""
    return {"origin": str(browser.base_url).rstrip("/")}


def post(browser: httpx.Client, path: str, page: str = "", **fields: str) -> httpx.Response:
    """Send a form as its page would. `page` is where its token stands (default: the page that has one)."""
    home = page or ("/shared" if path.startswith("/shared") else "/" + "/".join(path.split("/")[1:3]))
    token = token_of(browser.get(home).text)
    return browser.post(path, data={"csrf": token, **fields}, headers=own(browser))


def upload(browser: httpx.Client, path: str, name: str, data: bytes) -> httpx.Response:
    home = "/shared" if path.startswith("/shared") else "/" + "/".join(path.split("/")[1:3])
    token = token_of(browser.get(home).text)
    return browser.post(path, data={"csrf": token}, files={"file": (name, data)}, headers=own(browser))


@contextmanager
def world(folder: Path, limits: Limits | None = None) -> Iterator[World]:
    made = World(folder, limits)
    try:
        yield made
    finally:
        made.desk.close()


def unguessed() -> str:
    return secrets.token_hex(8)
