"""Names and server texts that mean ill reach no screen, page or report as they are."""

from __future__ import annotations

import json
import os
import pty
import re
import select
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.hostile.command import FARHAND, calm, declare, farhand
from tests.hostile.loopback import serving

#: Ill text: terminal escapes, what turns the reading direction, markup, ends of sections, templates.
ILL = (
    "\x1b[31mred\x1b]0;title\x07\x9b2J\r\x08\x7f \u202eevil\u202c \u2066x\u2069 \u200b\ufeff\u2028"
    "<script>alert(1)</script> ]]> --> &lt; </title> [bold red]rich[/] {{7*7}} {0} %s \U000e0041 \ud7ff\ufffe"
)
#: A declaration may hold the rest: control characters in it are mistakes.
DECLARED = re.sub("[\x00-\x1f\x7f-\x9f\u2028]", "", ILL)
#: What must not stand in any text for people.
RAW = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200b\ufeff\u2028\ufffe\U000e0041]")


def _ill_http(peer: socket.socket) -> None:
    peer.recv(65536)
    bad = ILL.encode("utf-8", "surrogatepass")
    line = bad.replace(b"\r", b"")
    peer.sendall(
        b"HTTP/1.1 500 " + line + b"\r\nServer: " + line + b"\r\nLocation: " + line + b"\r\nVia: " + line
        + b"\r\nContent-Type: text/html\r\nDate: " + line + b"\r\nContent-Length: %d\r\n\r\n" % len(bad) + bad
    )  # fmt: skip


def _ill_postgres(peer: socket.socket) -> None:
    """An error in the very first answer, whose every field is ill."""
    peer.recv(65536)
    bad = ILL.encode("utf-8", "surrogatepass").replace(b"\0", b"")
    fields = b"".join(bytes([code]) + bad + b"\0" for code in b"SVMDHF") + b"C53300\0\0"
    peer.sendall(b"N")
    if peer.recv(65536):
        peer.sendall(b"E" + (len(fields) + 4).to_bytes(4, "big") + fields)
        peer.recv(65536)


def _ill_redis(peer: socket.socket) -> None:
    while peer.recv(65536):
        peer.sendall(b"-" + ILL.encode("utf-8", "surrogatepass").replace(b"\r", b"") + b"\r\n")


def _ill_banner(peer: socket.socket) -> None:
    peer.sendall(ILL.encode("utf-8", "surrogatepass"))
    peer.recv(65536)


def toml(text: str) -> str:
    """A TOML string with every character in it written as an escape."""
    return '"' + "".join(f"\\U{ord(sign):08x}" for sign in text) + '"'


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    quoted = toml(DECLARED)
    with (
        serving(_ill_http) as http, serving(_ill_postgres) as postgres,
        serving(_ill_redis) as redis, serving(_ill_banner) as banner,
    ):  # fmt: skip
        safe = "<script>alert(1)</script> ]]> --> [bold red]rich[/] {{7*7}} \\u202eevil \\u2066\\u200b"
        rows = f'[dependencies."{safe}"]\nkind = "http"\nurl = "http://127.0.0.1:{http}/"\nwhy = {quoted}\n'
        rows += f'[dependencies.pg]\nkind = "postgres"\nurl = "postgres://u:p@127.0.0.1:{postgres}/d"\n'
        rows += f'[dependencies.redis]\nkind = "redis"\nurl = "redis://127.0.0.1:{redis}/0"\n'
        rows += f'[dependencies.tls]\nkind = "tls"\nhost = "127.0.0.1"\nport = {banner}\n'
        rows += f'[dependencies.tcp]\nkind = "tcp"\nhost = {quoted}\nport = 1\n'
        rows += f'[dependencies.dns]\nkind = "dns"\nhost = {quoted}\n'
        rows += f'[dependencies.dir]\nkind = "directory"\npath = {toml("/tmp/" + DECLARED)}\n'
        rows += f'[dependencies.lite]\nkind = "sqlite"\npath = {toml("/tmp/" + DECLARED)}\n'
        rows += f"[dependencies.odd]\nkind = {quoted}\n"
        rows += f"[env.A]\nwhy = {quoted}\nexample = {quoted}\nchoices = [{quoted}]\n"
        rows += '[waivers.w]\ncheck = "pg"\nexpires = "2099-01-01"\n'
        rows += f"reason = {quoted}\nowner = {quoted}\n"
        declare(tmp_path, rows, f"[app]\nname = {quoted}\nversion = {quoted}\ncontact = {quoted}\n")
        yield tmp_path


def env() -> dict[str, str]:
    ill = ILL.replace("\0", "")
    return {
        "A": ill,
        "HTTP_PROXY": f"http://{ill}:1",
        "NO_PROXY": ill,
        "LD_ODD\x1b": "x",
        "SSL_CERT_FILE": ill,
    }


def test_text_for_people_shows_it_as_signs(folder: Path) -> None:
    words = ["--html", "r.html", "--junit", "j.xml"]
    done = calm(farhand("self-test", "--here", *words, cwd=folder, env=env()), (1, 4))
    assert not RAW.search(done.text), RAW.search(done.text)
    assert not RAW.search(done.said)
    page = (folder / "r.html").read_text("utf-8")
    assert not RAW.search(page)
    assert "<script>alert" not in page
    assert "49" not in re.findall(r"alert\(1\)(.{0,80})", page)
    cases = ElementTree.parse(folder / "j.xml").getroot()
    assert not RAW.search("".join(cases.itertext()))
    assert not RAW.search(" ".join(v for e in cases.iter() for v in e.attrib.values()))


def test_json_stays_json(folder: Path) -> None:
    done = calm(farhand("self-test", "--here", "--json", cwd=folder, env=env()), (1, 4))
    assert done.out.isascii()
    report = json.loads(done.out)
    (folder / "saved.json").write_bytes(done.out)
    again = calm(farhand("diagnose", "saved.json", cwd=folder), (1, 4))
    assert not RAW.search(again.text)
    later = calm(farhand("self-test", "--here", "--baseline", "saved.json", cwd=folder, env=env()), (1, 4))
    assert not RAW.search(later.text)
    assert report["verdict"] != "healthy"


OTHERS = (
    ["self-test", "--plan"], ["validate"], ["env-template"], ["firewall-request", "--here"],
    ["firewall-request", "--here", "--format", "markdown"], ["self-test", "--only", ILL],
    ["explain", ILL], ["explain", "x", "--json"], [ILL], ["diagnose", "/" + ILL], ["redact", "/" + ILL],
    ["self-test", "--env-file", "/" + ILL], ["self-test", "--config", "/" + ILL], ["init", "/" + ILL],
    ["self-test", "--baseline", "/" + ILL], ["self-test", "--unit", ILL], ["init", "-o", "/nowhere/" + ILL],
    ["self-test", "--pod", ILL], ["self-test", "--within", ILL], ["self-test", ILL],
    ["self-test", "--" + ILL],
)  # fmt: skip


@pytest.mark.parametrize("words", OTHERS)
def test_every_other_command(folder: Path, words: list[str]) -> None:
    done = calm(farhand(*words, cwd=folder, env=env()))
    assert not RAW.search(done.text), (RAW.search(done.text), done.text)
    assert not RAW.search(done.said), (RAW.search(done.said), done.said)


def test_file_names_that_mean_ill(tmp_path: Path) -> None:
    """A folder of evidence whose names are ill, or no UTF-8 at all."""
    evil = tmp_path / "evidence"
    evil.mkdir()
    for name in (b"\x1b[31m\n", b"\xff\xfe", ILL.replace("/", "").encode("utf-8")[:200]):
        (evil / os.fsdecode(name)).write_bytes(b"nothing\x1b[2J\xff")
    for words in (
        ["diagnose", "evidence"],
        ["diagnose", "evidence", "--json"],
        ["init", "evidence", "-o", "-"],
    ):
        done = calm(farhand(*words, cwd=tmp_path), (0, 2, 4))
        assert not RAW.search(done.text) or "--json" in words
        assert not RAW.search(done.said)


def test_the_live_line(folder: Path) -> None:
    """On a terminal: only the line's own control sequences, and never what stands in a name."""
    shown = on_a_terminal(folder, ["self-test", "--here"], env())
    assert b"looking" in shown
    for bad in (b"\x1b]0;title", b"\xe2\x80\xae", b"\xc2\x9b", b"\x07"):
        assert bad not in shown
    assert b"\\u202eevil" in shown


def on_a_terminal(folder: Path, words: list[str], more: dict[str, str]) -> bytes:
    """What the terminal of such a run is given, standard output and error together."""
    ours, its = pty.openpty()
    process = subprocess.Popen(
        [*FARHAND, *words], cwd=folder, stdin=its, stdout=its, stderr=its, close_fds=True,
        env={"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "TERM": "xterm", **more},
    )  # fmt: skip
    os.close(its)
    shown, until = b"", time.monotonic() + 40
    while time.monotonic() < until:
        if select.select([ours], [], [], 1)[0]:
            try:
                part = os.read(ours, 65536)
            except OSError:
                break
            if not part:
                break
            shown += part
    os.close(ours)
    assert process.wait(timeout=10) in (0, 1, 3, 4)
    return shown
