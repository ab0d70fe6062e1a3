"""Forged forms, foreign hosts, what is too much: refused before anything is read, and nothing is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from farhand.errors import Mistake
from farhand.hub import routes
from farhand.hub.settings import Limits, settings
from tests.hub.world import BASE, MINE, OTHER, World, own, post, token_of, upload, world

CASE = f"/cases/{MINE}"
POSTS = sorted(door.path for door in routes.every() if door.method == "POST" and door.path != "/login")


@pytest.fixture(scope="module")
def shared(tmp_path_factory):  # type: ignore[no-untyped-def]
    with world(tmp_path_factory.mktemp("guard"), Limits(writes=(10_000, 1.0), pastes=(10_000, 1.0))) as made:
        yield made


@pytest.mark.parametrize("path", POSTS)
def test_a_form_without_its_token_or_from_elsewhere_does_nothing(shared: World, path: str) -> None:
    browser = shared.customer() if path.startswith("/shared") else shared.user("lead")
    good = token_of(browser.get("/shared" if path.startswith("/shared") else CASE).text)
    strange = token_of(shared.user("lead").get(CASE).text)  # that of another session
    before, real = shared.count(), path.format(case=MINE)
    form = {"text": "x", "id": "database", "of": "database", "says": "x", "days": "3", "why": "x"}
    files = {"file": ("a.txt", b"hello")} if path.endswith("upload") else None
    for token, headers in (
        (good, {}),  # no origin at all
        (good, {"origin": "null"}),
        (good, {"origin": "https://evil.example"}),
        (good, {"origin": "http://127.0.0.1:1"}),
        (good, {"origin": BASE + ".evil.example"}),
        (good, {"origin": "http://localhost:8600"}),  # ours, but not the one that this browser uses
        ("", own(browser)),
        ("0" * 64, own(browser)),
        (strange, own(browser)),
        (good[:-1] + "é", own(browser)),
    ):
        answer = browser.post(real, data={**form, "csrf": token}, files=files, headers=headers)
        assert answer.status_code == 403, (token, headers)
    assert shared.count() == before


def test_a_form_of_another_kind_is_refused(shared: World) -> None:
    browser = shared.user("lead")
    token = token_of(browser.get(CASE).text)
    for kind in (
        "text/plain",
        "application/json",
        "multipart/form-data",
        "multipart/form-data; boundary=x",
        "",
    ):
        headers = {**own(browser), "content-type": kind}
        answer = browser.post(f"{CASE}/note", content=f"csrf={token}&text=x", headers=headers)
        assert answer.status_code == 415
    headers = {**own(browser), "content-type": "multipart/form-data; boundary=x"}
    assert browser.post(f"{CASE}/upload", content=b"--x\r\nbroken", headers=headers).status_code in (400, 403)


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1", "127.0.0.1:8601", "", "127.0.0.1:8600.evil.example"]
)
def test_another_host_is_not_answered(shared: World, host: str) -> None:
    assert shared.browser(host=host).get("/login").status_code == 421


def test_every_answer_carries_the_headers(shared: World) -> None:
    lead, nobody = shared.user("lead"), shared.browser()
    for browser, path in (
        (nobody, "/login"),
        (nobody, "/nothing"),
        (nobody, CASE),
        (lead, CASE),
        (lead, "/"),
    ):
        headers = browser.get(path).headers
        policy = headers["content-security-policy"]
        assert "unsafe" not in policy
        assert "default-src 'none'" in policy
        assert headers["x-frame-options"] == "DENY"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "no-store"
        assert "server" not in headers
    assert (
        "default-src 'none'"
        in shared.browser(host="evil.example").get("/").headers["content-security-policy"]
    )


def test_no_page_has_script_or_style_of_its_own(shared: World) -> None:
    """The policy would not run them; that they are not there at all keeps it so."""
    pages = [
        shared.user("lead").get(path).text for path in ("/", CASE, f"{CASE}/timeline", f"{CASE}/as-customer")
    ]
    pages += [shared.browser().get("/login").text, shared.customer().get("/shared").text]
    for page in pages:
        assert page.count("<script") == page.count('<script src="/static/hub.js" defer>') == 1
        assert "<style" not in page
        assert " style=" not in page
        assert " onclick" not in page
        assert "http" not in page.replace("https://labs.example.com", "")  # nothing from elsewhere


def test_too_much_is_refused(tmp_path: Path) -> None:
    with world(tmp_path, Limits(paste=1000, upload=2000, form=1000, files=1)) as hub:
        browser, before = hub.user("lead"), hub.count()
        assert post(browser, f"{CASE}/answer", text="é" * 1001).status_code == 413
        assert post(browser, f"{CASE}/note", text="x" * 30_000).status_code == 413
        assert upload(browser, f"{CASE}/upload", "a.txt", b"x" * 2001).status_code == 413
        assert hub.count() == before
        assert post(browser, f"{CASE}/answer", text="é" * 1000).status_code == 200


def test_too_many_at_once_are_refused(tmp_path: Path) -> None:
    with world(tmp_path, Limits(pastes=(2, 600.0), writes=(3, 600.0), links=(2, 600.0))) as hub:
        browser = hub.user("lead")
        pasted = [post(browser, f"{CASE}/answer", text="hello").status_code for _ in range(3)]
        noted = [post(browser, f"{CASE}/note", text="hello").status_code for _ in range(4)]
        assert pasted == [200, 200, 429]
        assert noted == [303, 303, 303, 429]
        assert (
            post(hub.user("engineer"), f"{CASE}/note", text="hello").status_code == 303
        )  # another one is not stopped
        tried = [hub.browser().get("/link/nothing").status_code for _ in range(3)]
        assert tried == [401, 401, 429]


def test_a_password_cannot_be_guessed_fast(tmp_path: Path) -> None:
    from tests.hub.world import login, password

    with world(tmp_path, Limits(logins=(3, 600.0))) as hub:
        tried = [login(hub.browser(), "lead", f"wrong {n}").status_code for n in range(4)]
        assert tried == [401, 401, 401, 429]
        assert login(hub.browser(), "lead", password("lead")).status_code == 429  # not even the right one


def test_other_addresses_than_this_machine_need_tls() -> None:
    for address in ("0.0.0.0", "192.0.2.7", "::", "cases.example.com"):
        with pytest.raises(Mistake, match="--tls-cert"):
            settings(Path(), address, 8600)
    assert settings(Path(), "0.0.0.0", 8600, tls=True, names=("cases.example.com",)).hosts == {
        "0.0.0.0:8600",
        "cases.example.com:8600",
    }
    behind = settings(Path(), "0.0.0.0", 8600, proxy="https://Cases.example.com/")
    assert (behind.hosts, behind.secure, behind.cookie) == ({"cases.example.com"}, True, "__Host-farhand")
    for address in ("http://cases.example.com", "cases.example.com", "https://", "https://x/path"):
        with pytest.raises(Mistake, match="--behind-proxy"):
            settings(Path(), "0.0.0.0", 8600, proxy=address)


def test_nothing_of_another_case_was_touched(shared: World) -> None:
    assert [e.kind for e in shared.entries(OTHER)] == ["opened", "problem", "asked", "link"]
