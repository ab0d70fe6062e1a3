"""Files: looked through in memory, shown as they would be kept, kept on a yes; no way to other files."""

from __future__ import annotations

import bz2
import gzip
import re
import socket
import subprocess
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from farhand.exchange import asking
from farhand.hub import known
from farhand.hub.settings import Limits
from farhand.hub.uploads import short
from tests.hub.server import served
from tests.hub.world import MINE, OTHER, World, post, upload, world

CASE = f"/cases/{MINE}"
SECRET = "hunter2-and-more"
LOG = f"2026-11-27 10:00:00 ERROR could not connect\nDATABASE_URL=postgres://app:{SECRET}@db.internal:5432/records\n"


def _kept(hub: World) -> list[Path]:
    folder = hub.folder / MINE / "files"
    return sorted(folder.iterdir()) if folder.exists() else []


def _name(page: str) -> str:
    found = re.search(r'name="upload" value="([^"]+)"', page)
    assert found
    return found[1]


@pytest.mark.parametrize(("role", "base"), [("engineer", CASE), ("customer", "/shared")])
def test_a_file_is_shown_masked_before_it_is_kept(hub: World, role: str, base: str) -> None:
    browser, before = hub.anybody(role), hub.count()
    shown = upload(browser, f"{base}/upload", "app.log", LOG.encode())
    assert shown.status_code == 200
    assert "could not connect" in shown.text
    assert "&lt;password:" in shown.text
    assert SECRET not in shown.text
    assert hub.count() == before
    assert not _kept(hub)
    home = "/shared" if role == "customer" else CASE
    assert post(browser, f"{base}/keep", page=home, upload=_name(shown.text), do="keep").status_code == 303
    (kept,) = _kept(hub)
    assert SECRET not in kept.read_text()
    assert kept.stat().st_mode & 0o777 == 0o600
    entry = hub.entries()[-1]
    assert (entry.kind, entry.body["sha256"], entry.body["name"]) == ("file", kept.name, "app.log")
    got = browser.get(f"{base}/files/{kept.name}")
    assert (got.status_code, got.content) == (200, kept.read_bytes())
    assert got.headers["content-disposition"].startswith("attachment")
    assert "sandbox" in got.headers["content-security-policy"]
    everything = b"".join(path.read_bytes() for path in hub.folder.rglob("*") if path.is_file())
    assert SECRET.encode() not in everything


def test_a_file_that_is_not_kept_is_forgotten(hub: World) -> None:
    browser = hub.user("lead")
    name = _name(upload(browser, f"{CASE}/upload", "a.txt", b"hello").text)
    assert post(browser, f"{CASE}/keep", upload=name, do="drop").status_code == 303
    assert post(browser, f"{CASE}/keep", upload=name, do="keep").status_code == 409
    assert not _kept(hub)


def test_a_file_that_somebody_else_looked_through_cannot_be_kept(hub: World) -> None:
    name = _name(upload(hub.user("lead"), f"{CASE}/upload", "a.txt", b"hello").text)
    assert post(hub.user("engineer"), f"{CASE}/keep", upload=name, do="keep").status_code == 409
    assert post(hub.customer(), "/shared/keep", upload=name, do="keep").status_code == 409
    assert not _kept(hub)


#: Letters of two bytes without a NUL among them, and then a secret whose letters stand apart.
WIDE = ("\u4e01" * 40_000 + f" password={SECRET}\n").encode("utf-16")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x7fELF\x00\x01",
        b"PK\x03\x04" + b"\x00" * 40,
        "päss".encode("utf-16"),
        WIDE,
        bz2.compress(LOG.encode()),
        gzip.compress(LOG.encode()),
        b"age-encryption.org/v1\n-> X25519 abc\n",
    ],
)
def test_what_is_no_text_is_not_taken(hub: World, data: bytes) -> None:
    answer = upload(hub.user("lead"), f"{CASE}/upload", "x.bin", data)
    assert answer.status_code in (400, 415)


def test_one_case_holds_so_many_files(tmp_path: Path) -> None:
    with world(tmp_path, Limits(files=1)) as hub:
        browser = hub.user("lead")
        name = _name(upload(browser, f"{CASE}/upload", "a.txt", b"hello").text)
        post(browser, f"{CASE}/keep", upload=name, do="keep")
        assert upload(browser, f"{CASE}/upload", "b.txt", b"hello").status_code == 409


@pytest.mark.parametrize("name", [
    "../case.db", "..%2fcase.db", "%2e%2e%2fcase.db", "case.db", "....//case.db", "/etc/passwd",
    "%2fetc%2fpasswd", "0" * 64, "..%2f..%2fhub.db", "%00", "files", ".",
])  # fmt: skip
def test_no_other_file_is_given_out(hub: World, name: str) -> None:
    for browser, base in ((hub.user("lead"), CASE), (hub.customer(), "/shared")):
        answer = browser.get(f"{base}/files/{name}")
        assert answer.status_code in (401, 403, 404)
        assert b"SQLite" not in answer.content
    assert hub.browser().get(f"/static/{name}").status_code == 404


def test_an_entry_that_names_a_path_gives_out_nothing(hub: World) -> None:
    """Entries come from other copies of the case, too."""
    for name in ("../case.db", "/etc/passwd", "case.db"):
        hub.add("file", {"sha256": name, "name": name, "bytes": 1, "type": "text/plain"})
        quoted = name.replace("/", "%2f")
        assert hub.user("lead").get(f"{CASE}/files/{quoted}").status_code == 404


def test_a_customer_reads_the_files_of_their_own_side_only(hub: World) -> None:
    browser = hub.user("lead")
    name = _name(upload(browser, f"{CASE}/upload", "ours.txt", b"what we think").text)
    post(browser, f"{CASE}/keep", upload=name, do="keep")
    (kept,) = _kept(hub)
    assert hub.customer().get(f"/shared/files/{kept.name}").status_code == 404
    assert hub.customer("other").get(f"/shared/files/{kept.name}").status_code == 404
    assert hub.user("viewer").get(f"/cases/{OTHER}/files/{kept.name}").status_code == 404
    assert "ours.txt" not in hub.customer().get("/shared").text


def test_a_file_that_is_an_answer_is_read_as_one(hub: World) -> None:
    case = known.of(hub.entries())
    assert case.app
    assert case.advice
    step = next(s for s in (*case.advice.steps, *case.advice.rest) if s.kind == "check" and s.id == "clock")
    body = asking.entry(step, replace(case.app, target=""), "workbench", "bare")
    hub.add("asked", body)
    printed = subprocess.run(["sh"], input=body["command"], capture_output=True, text=True, timeout=60).stdout
    browser = hub.customer()
    name = _name(upload(browser, "/shared/upload", "answer.txt", printed.encode()).text)
    post(browser, "/shared/keep", upload=name, do="keep")
    kinds = [e.kind for e in hub.entries()]
    assert kinds.index("file") < kinds.index("answered")
    assert not [t for t in known.of(hub.entries()).asked if t.id == "clock" and t.open]


WELL = "".join(f"2026-11-27 10:{n // 60:02}:{n % 60:02} INFO order {n} accepted\n" for n in range(3000))
FULL = (
    "2026-11-27 10:50:00 ERROR psycopg.OperationalError: connection failed: connection to server at "
    f'"10.0.0.5", port 5432 failed: FATAL: sorry, too many clients already (password={SECRET})\n'
)


@pytest.mark.parametrize("calm", ["", WELL], ids=["short", "long"])
def test_a_log_that_leads_to_a_cause_counts_for_the_case(hub: World, calm: str) -> None:
    """Of a long one the lines that do, and those around them; the file itself is kept whole."""
    browser = hub.customer()
    page = upload(browser, "/shared/upload", "app.log", f"{calm}{FULL}{calm}".encode()).text
    assert "an answer to what was asked" not in page
    post(browser, "/shared/keep", upload=_name(page), do="keep")
    found = next(e for e in hub.entries() if e.kind == "answered")
    assert "too many clients" in found.word("text")
    assert len(found.word("text")) < 4000
    assert SECRET not in str(found.body)
    assert "postgres.too_many_connections" in {
        c.cause for c in known.of(hub.entries()).opinion.diagnosis.causes
    }
    assert "finding" in {e.kind for e in hub.entries()}


def test_a_log_that_leads_to_nothing_is_only_kept(hub: World) -> None:
    browser = hub.customer()
    page = upload(browser, "/shared/upload", "app.log", WELL.encode()).text
    post(browser, "/shared/keep", upload=_name(page), do="keep")
    assert [e.kind for e in hub.entries()][-1] == "file"


@pytest.mark.parametrize(("given", "shown"), [
    ("C:\\logs\\app.log", "app.log"), ("../../etc/passwd", "passwd"), ("a\x00\nb.txt", "ab.txt"),
    ("..", "file"), ("", "file"), ("x" * 500, "x" * 120), ("\u202egpj.exe", "gpj.exe"),
])  # fmt: skip
def test_a_name_is_a_name_only(given: str, shown: str) -> None:
    assert short(given) == shown


def test_a_body_is_refused_while_it_comes_in(tmp_path: Path) -> None:
    """The server answers without having taken what is too much, also where nobody says how long it is."""
    with ExitStack() as ends:
        hub = ends.enter_context(world(tmp_path / "w"))
        server = ends.enter_context(served(hub.folder))
        with socket.create_connection(("127.0.0.1", server.port)) as line:
            token = hub.desk.state.begin(hub.clock() + 3600, user="lead")
            head = (
                f"POST {CASE}/upload HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nOrigin: {server.base}\r\n"
                f"Cookie: farhand={token}\r\nContent-Type: multipart/form-data; boundary=x\r\n"
                "Transfer-Encoding: chunked\r\n\r\n"
            )
            line.sendall(head.encode())
            piece, sent = b"10000\r\n" + b"a" * 0x10000 + b"\r\n", 0
            line.settimeout(20)
            try:
                start = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n'
                line.sendall(b"%x\r\n" % len(start) + start + b"\r\n")
                while sent < (64 << 20):
                    line.sendall(piece)
                    sent += 0x10000
            except OSError:
                pass
            assert sent < (32 << 20)  # what fits into the sockets' buffers beside the 8 MiB
