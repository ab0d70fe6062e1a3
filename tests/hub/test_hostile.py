"""Hostile texts in every place of a case: no page, and no event, lets them be anything but text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest

from farhand.case import Case
from farhand.hub.settings import Limits
from tests.hub.test_customer import OURS
from tests.hub.world import MINE, World, post, upload, world

CASE = f"/cases/{MINE}"
EVIL = (
    "\"'></textarea></title></script><script>alert(1)</script><img src=x onerror=alert(1)>"
    "<svg onload=alert(1)>{{191*7}}\u202e\x1b[31m\x00"
)
#: What our own pages are made of; the value of nothing else may become one of these.
TAGS = {
    *("html", "head", "meta", "title", "link", "script", "body", "a", "header", "div", "nav", "span", "form"),
    *("input", "button", "p", "main", "section", "h1", "h2", "h3", "h4", "article", "ul", "ol", "li", "img"),
    *("details", "summary", "pre", "code", "label", "textarea", "dl", "dt", "dd", "time", "strong", "meter"),
    *("select", "option", "fieldset", "legend", "mark", "br"),
}


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.wrong: list[str] = []
        self.scripts = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = {name for name, _ in attrs}
        sources = [value or "" for name, value in attrs if name in ("src", "href", "action")]
        self.scripts += tag == "script"
        if tag not in TAGS or any(name.startswith("on") for name in names) or "style" in names:
            self.wrong.append(f"{tag} {attrs}")
        if any(not source.startswith(("/", "#")) for source in sources):
            self.wrong.append(f"{tag} {attrs}")


def _check(page: str) -> None:
    found = _Page()
    found.feed(page)
    assert not found.wrong
    assert found.scripts <= 1
    assert "1337" not in re.sub("[0-9a-f]{64}", "", page)
    assert not set("\u202e\x1b\x00") & set(page)


def evil(value: object) -> object:
    """The same body with a hostile text in the place of every text."""
    if isinstance(value, dict):
        return {key: evil(one) for key, one in value.items()}
    if isinstance(value, list):
        return [evil(one) for one in value]
    return EVIL if isinstance(value, str) else value


BODIES = {
    **OURS,
    "opened": {"title": "x", "site": "x", "app": "x"},
    "problem": {"says": "x"},
    "asked": {
        **dict.fromkeys(("id", "question", "command", "why", "prints", "hides", "approval", "channel"), "x"),
        "choices": {"x": "y"},
    },
    "told": {"id": "x", "choice": "x", "text": "x"},
    "declined": {"id": "x", "why": "x"},
    "file": {"sha256": "x", "name": "x", "bytes": 3, "type": "x"},
    "link": {"id": "x", "digest": "x", "until": "x"},
    "done": {"of": "x"},
}  # fmt: skip


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with world(tmp_path_factory.mktemp("hostile"), Limits(pastes=(1000, 1.0))) as hub:
        for author in (EVIL, "customer-1"):
            with Case(hub.folder / MINE, author) as case:
                for kind, body in BODIES.items():
                    made = evil(body)
                    assert isinstance(made, dict)
                    for side in (
                        {},
                        {"channel": "workbench"},
                        {"side": "vendor"},
                        {"side": "customer", "role": "contact"},
                    ):
                        case.add(kind, {**made, **side})
        yield hub


@pytest.mark.parametrize(
    "path",
    ["/", CASE, f"{CASE}/timeline", f"{CASE}/as-customer", f"{CASE}/map.svg", "/<script>alert(1)</script>"],
)
def test_no_page_of_the_vendor(hostile: World, path: str) -> None:
    answer = hostile.user("lead").get(path)
    assert answer.status_code in (200, 404)
    if "svg" not in path or answer.status_code == 404:
        _check(answer.text)


def test_no_page_of_the_customer(hostile: World) -> None:
    browser = hostile.customer()
    _check(browser.get("/shared").text)
    _check(post(browser, "/shared/answer", text=EVIL).text)
    _check(upload(browser, "/shared/upload", EVIL[:40], EVIL.replace("\x00", "").encode()).text)
    _check(post(browser, "/shared/told", id=EVIL, choice=EVIL).text)


def test_no_answer_to_the_vendor(hostile: World) -> None:
    lead = hostile.user("lead")
    _check(post(lead, f"{CASE}/answer", text=f"{EVIL}\nwe are not allowed to run {EVIL}").text)
    _check(upload(lead, f"{CASE}/upload", EVIL[:40], EVIL.replace("\x00", "").encode()).text)
    _check(post(lead, f"{CASE}/ask", id=EVIL).text)
    _check(post(lead, f"{CASE}/links", days="5", person=EVIL).text)
    _check(
        lead.get("/login", headers={"accept": EVIL.encode("latin-1", "replace").replace(b"\x00", b"")}).text
    )


def test_a_damaged_case_spoils_no_other(hub: World) -> None:
    (hub.folder / "broken").mkdir()
    (hub.folder / "broken" / "case.db").write_bytes(b"<script>alert(1)</script>" * 100)
    page = hub.user("viewer").get("/").text
    _check(page)
    assert "No laboratory results" in page
    assert hub.user("viewer").get("/cases/broken").status_code == 404
