"""The commands around the workbench: users, links, and what a server says that cannot begin."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from farhand.case import Case
from tests.hub.server import Server, free_port, served
from tests.hub.world import MINE, World, link, login

#: A start in which a package is as if it were not installed.
WITHOUT = "import sys; sys.modules[{!r}] = None; from farhand.cli import main; sys.exit(main(sys.argv[1:]))"


def farhand(*words: str, given: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "farhand", *words]
    return subprocess.run(command, input=given, capture_output=True, text=True, timeout=120)


def test_users_are_added_changed_and_removed(hub: World) -> None:
    folder = str(hub.folder)
    added = farhand(
        "case", "user", "add", "anna", "--role", "lead", "--folder", folder, given="twelve letters\n"
    )
    assert (added.returncode, added.stderr) == (0, "anna may log in as lead\n")
    assert login(hub.browser(), "anna", "twelve letters").status_code == 303
    listed = farhand("case", "user", "list", "--json", "--folder", folder)
    assert json.loads(listed.stdout)["users"]["anna"] == "lead"
    short = farhand("case", "user", "add", "anna", "--folder", folder, given="short\n")
    assert short.returncode == 2
    assert "12" in short.stderr
    assert farhand("case", "user", "remove", "anna", "--folder", folder).returncode == 0
    assert login(hub.browser(), "anna", "twelve letters").status_code == 401
    again = farhand("case", "user", "remove", "anna", "--folder", folder)
    assert again.returncode == 2
    assert "engineer, lead, viewer" in again.stderr


def test_links_are_made_listed_and_revoked(hub: World) -> None:
    case = str(hub.folder / MINE)
    made = farhand("case", "link", "new", "--case", case, "--days", "2", "--url", "http://127.0.0.1:8600")
    address = made.stdout.strip()
    assert made.returncode == 0
    assert hub.browser().get(address).status_code == 200
    told = json.loads(farhand("case", "link", "list", "--case", case, "--json").stdout)["links"]
    fresh = told[-1]["id"]
    assert {row["id"]: row["state"] for row in told} == {
        hub.links["customer"]: "open",
        hub.links["expired"]: "ended",
        hub.links["revoked"]: "revoked",
        fresh: "open",
    }
    assert "digest" not in str(told)
    assert farhand("case", "link", "revoke", fresh, "--case", case).returncode == 0
    hub.entries()
    assert hub.browser().get(address).status_code == 401
    with Case(hub.folder / MINE, "elsewhere") as other:
        other.add("link", {"id": "\x1b[2J", "digest": "0", "until": "soon"})
    assert "\x1b" not in farhand("case", "link", "list", "--case", case).stdout
    for wrong in (
        ("new", "--for", "nobody"),
        ("revoke", "nothing"),
        ("new", "--days", "1000"),
        ("new", "--url", "cases.example.com"),
    ):
        assert farhand("case", "link", *wrong, "--case", case).returncode == 2


def test_a_link_that_comes_with_a_file_opens_nothing(hub: World, tmp_path: Path) -> None:
    """Whoever sends a case back may have made links in their copy, and knows their tokens."""
    case, theirs, sent = str(hub.folder / MINE), str(tmp_path / "away" / "theirs"), str(tmp_path / "back.tgz")
    assert farhand("case", "export", str(tmp_path / "out.tgz"), "--case", case).returncode == 0
    assert farhand("case", "import", str(tmp_path / "out.tgz"), "--case", theirs).returncode == 0
    token, number = link(Path(theirs))
    assert farhand("case", "export", sent, "--case", theirs).returncode == 0
    assert farhand("case", "import", sent, "--case", case).returncode == 0
    assert number in {e.word("id") for e in hub.entries() if e.kind == "link"}
    assert hub.browser().get(f"/link/{token}").status_code == 401
    told = json.loads(farhand("case", "link", "list", "--case", case, "--json").stdout)["links"]
    assert {row["id"]: row["state"] for row in told}[number] == "of another copy"
    assert "of another copy" in hub.user("lead").get(f"/cases/{MINE}").text
    assert hub.customer().get("/shared").status_code == 200  # those that were made here still hold


@pytest.mark.parametrize(("words", "says"), [
    (("nowhere",), "there is no such folder"),
    ((".", "--listen", "0.0.0.0"), "--tls-cert"),
    ((".", "--tls-cert", "nowhere.pem"), "there is no such file"),
    ((".", "--port", "99999"), "a number from 1 to 65535"),
    ((".", "--behind-proxy", "http://cases.example.com"), "--behind-proxy"),
    ((".", "--listen", "192.0.2.1", "--behind-proxy", "https://cases.example.com"), "cannot listen"),
])  # fmt: skip
def test_a_server_that_cannot_begin_says_why(tmp_path: Path, words: tuple[str, ...], says: str) -> None:
    place = str(tmp_path) if words[0] == "." else words[0]
    done = farhand("case", "serve", place, *words[1:])
    assert done.returncode == 2
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_a_certificate_that_is_none_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.pem").write_text("nothing\n")
    pem = str(tmp_path / "a.pem")
    done = farhand(
        "case", "serve", str(tmp_path), "--tls-cert", pem, "--tls-key", pem, "--port", str(free_port())
    )
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_without_its_packages_the_command_says_what_to_install(tmp_path: Path) -> None:
    words = [sys.executable, "-c", WITHOUT.format("argon2"), "case", "serve", str(tmp_path)]
    done = subprocess.run(words, capture_output=True, text=True, timeout=120)
    assert done.returncode == 2
    assert "pip install 'farhand[workbench]'" in done.stderr


def test_links_need_none_of_its_packages(hub: World) -> None:
    """A link is made where the case is, which need not be where it is served."""
    words = [sys.executable, "-c", WITHOUT.format("starlette"), "case", "link", "new"]
    words += ["--case", str(hub.folder / MINE)]
    assert subprocess.run(words, capture_output=True, timeout=120).returncode == 0


def test_with_a_certificate_it_speaks_tls_to_other_machines(tmp_path: Path) -> None:
    import ssl

    import trustme

    authority = trustme.CA()
    issued = authority.issue_cert("127.0.0.1", "localhost")
    cert, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    issued.private_key_pem.write_to_path(str(key))
    cert.write_bytes(b"".join(blob.bytes() for blob in issued.cert_chain_pems))
    (tmp_path / "cases").mkdir()
    listen = ("--listen", "0.0.0.0", "--name", "localhost", "--tls-cert", str(cert), "--tls-key", str(key))
    with served(tmp_path / "cases", *listen) as server:
        answer = _over_tls(server, authority, ssl.create_default_context())
    assert answer.status_code == 200
    assert "max-age" in answer.headers["strict-transport-security"]
    given = answer.headers["set-cookie"]
    assert "Secure" in given


def _over_tls(server: Server, authority, context):  # type: ignore[no-untyped-def]
    import httpx

    authority.configure_trust(context)
    with httpx.Client(verify=context, trust_env=False, timeout=60) as browser:
        return browser.get(f"https://localhost:{server.port}/login")


def test_behind_a_declared_proxy_only_its_name_is_answered(tmp_path: Path) -> None:
    with (
        served(tmp_path, "--behind-proxy", "https://cases.example.com") as server,
        server.browser() as browser,
    ):
        assert browser.get("/login").status_code == 421
        behind = browser.get("/login", headers={"host": "cases.example.com"})
        assert behind.status_code == 200
        assert "Secure" in behind.headers["set-cookie"]
