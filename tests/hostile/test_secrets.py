"""Secrets in every variable, address, header, proxy and error text: no output holds any encoding of them."""

from __future__ import annotations

import base64
import html
import json
import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, quote_plus, unquote

import pytest

from tests.hostile.command import Done, calm, declare, farhand
from tests.hostile.loopback import closed, serving
from tests.hostile.test_faces import on_a_terminal

#: Name of what holds it -> the secret, with signs that every encoding writes in its own way.
SECRETS = {
    "database": "Zq7&db$Pa<ss>wo/rd\"x",
    "cache": "Hw3+re dis=Pa@ss%41",
    "web": "Kd9'we`b;Pass#word",
    "proxy": "Vb5!pro:xy?Pass^w",
    "token": "tok_9f8e7d6c5b4a39281706fedcba",
    "plain": "correct horse battery staple 42",
    "unicode": "Pä55wörd-мир-17",
    "lines": "first-line-7731\nsecond-line-8842",
    "inline": "In5line.Declared.Pass",
}  # fmt: skip


def encodings(secret: str) -> set[bytes]:
    """Every way that this secret could be written in an output."""
    raw = secret.encode()
    texts = {secret, quote(secret, safe=""), quote(secret), quote_plus(secret), html.escape(secret)}
    texts |= {quote(secret, safe="").lower(), json.dumps(secret)[1:-1], repr(secret)[1:-1], secret[::-1]}
    texts |= {json.dumps(secret, ensure_ascii=False)[1:-1], secret.replace("'", "''")}
    found = {text.encode() for text in texts} | {raw.hex().encode(), raw.hex().upper().encode()}
    for shift in range(3):  # whatever stands before it, as in Basic `user:password`
        middle = base64.b64encode(b"x" * shift + raw)[4 if shift else 0 : -4]
        found |= {middle, middle.replace(b"+", b"-").replace(b"/", b"_")}
    return {form for form in found if len(form) >= 8} | {line.encode() for line in secret.split("\n")}


def _echo(peer: socket.socket) -> None:
    """Answers an error that says back all that was sent, and all secrets in every encoding besides."""
    asked = peer.recv(65536)
    said = b" ".join([asked.replace(b"\r\n", b" "), *map(_said, SECRETS)])
    if asked.startswith((b"GET", b"HEAD", b"CONNECT", b"POST")):
        head = b"HTTP/1.1 500 Oops\r\nX-Debug: %s\r\nSet-Cookie: session=%s\r\nContent-Length: %d\r\n\r\n"
        peer.sendall(head % (said, SECRETS["token"].encode(), len(said)) + said)
    elif asked[4:8] == b"\x04\xd2\x16\x2f":
        peer.sendall(b"N")
        fields = b"SFATAL\0C28P01\0Mfailed " + peer.recv(65536).replace(b"\0", b" ") + said + b"\0\0"
        peer.sendall(b"E" + (len(fields) + 4).to_bytes(4, "big") + fields)
    else:
        peer.sendall(b"-ERR " + said + b"\r\n")
    peer.recv(65536)


def _said(name: str) -> bytes:
    secret = SECRETS[name].replace("\n", "\\n")
    return f"{name}={secret} {quote(secret, safe='')} {json.dumps(secret)}".encode()


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    with serving(_echo) as port:
        q = {name: quote(secret, safe="") for name, secret in SECRETS.items()}
        (tmp_path / "values").write_text(json.dumps({
            "DATABASE_URL": f"postgres://app:{q['database']}@127.0.0.1:{port}/d?sslmode=prefer",
            "CACHE_URL": f"redis://:{q['cache']}@127.0.0.1:{port}/0",
            "GONE_URL": f"redis://:{q['cache']}@127.0.0.1:{closed()}/0",
            "WEB_URL": f"http://user:{q['web']}@127.0.0.1:{port}/p?token={SECRETS['token']}",
            "API_TOKEN": SECRETS["token"],
            "PASSPHRASE": SECRETS["plain"],
            "UNICODE_SECRET": SECRETS["unicode"],
            "PEM": SECRETS["lines"],
            "DB_PASSWORD": SECRETS["database"],
            "HTTP_PROXY": f"http://proxy:{q['proxy']}@127.0.0.1:{port}",
            "HTTPS_PROXY": f"http://proxy:{q['proxy']}@127.0.0.1:{port}",
            "API_TOKNE": SECRETS["token"],
            "NUMBER": SECRETS["plain"],
        }))  # fmt: skip
        secret = "".join(f'[env.{n}]\nsecret = true\nrequired = true\n' for n in
                         ("API_TOKEN", "PASSPHRASE", "UNICODE_SECRET", "PEM", "DB_PASSWORD"))  # fmt: skip
        rows = secret + "[env.DATABASE_URL]\n[env.CACHE_URL]\n[env.GONE_URL]\n[env.WEB_URL]\n"
        rows += '[env.NUMBER]\nformat = "int"\nsecret = true\n'
        for name, kind in (("database", "postgres"), ("cache", "redis"), ("gone", "redis"), ("web", "http")):
            rows += f'[dependencies.{name}]\nkind = "{kind}"\nurl = "${{{name.upper()}_URL}}"\n'
        rows += (
            f'[dependencies.secure]\nkind = "http"\nurl = "https://user:{q["web"]}@127.0.0.2:{port}/"\n'
            f'[dependencies.inline]\nkind = "postgres"\nurl = "postgres://u:{SECRETS["inline"]}@127.0.0.1:{port}/d"\n'
            f'why = "it uses postgres://u:{SECRETS["inline"]}@db/d"\n'
            f'[dependencies.parts]\nkind = "postgres"\nhost = "127.0.0.1"\nport = {port}\nuser = "app"\n'
            'name = "d"\npassword = "${DB_PASSWORD}"\n'
            f'[dependencies.bad]\nkind = "tcp"\nurl = "tcp://app:{q["database"]}@127.0.0.1:notaport"\n'
        )  # fmt: skip
        declare(tmp_path, rows)
        yield tmp_path


def values(folder: Path) -> dict[str, str]:
    found: dict[str, str] = json.loads((folder / "values").read_text())
    return found


def clean(*outputs: bytes) -> None:
    for name, secret in SECRETS.items():
        for form in encodings(secret):
            for output in outputs:
                at = output.find(form)
                assert at < 0, (name, form, output[max(0, at - 150) : at + 60])
    for output in outputs:  # and once more with the encodings of the outputs themselves undone
        text = output.decode("utf-8", "replace")
        for undone in (unquote(text), html.unescape(text), "".join(text.split())):
            for name, secret in SECRETS.items():
                assert secret not in undone, name
                assert "".join(secret.split()) not in undone, name


def both(done: Done) -> tuple[bytes, bytes]:
    return done.out, done.err


def test_no_face_of_a_self_test_tells_any(folder: Path) -> None:
    env = values(folder)
    faces = ["--html", "r.html", "--junit", "j.xml"]
    done = calm(farhand("self-test", "--here", *faces, cwd=folder, env=env), (1,))
    clean(*both(done), (folder / "r.html").read_bytes(), (folder / "j.xml").read_bytes())
    done = calm(farhand("self-test", "--here", "--json", cwd=folder, env=env), (1,))
    report = json.loads(done.out)
    clean(*both(done), json.dumps(report, ensure_ascii=False).encode(), repr(report).encode())
    assert "secure" in done.text
    (folder / "saved.json").write_bytes(done.out)
    clean(*both(calm(farhand("diagnose", "saved.json", cwd=folder))))
    clean(on_a_terminal(folder, ["self-test", "--here"], env))


def test_nor_does_any_other_command(folder: Path) -> None:
    env = values(folder)
    commands = [
        ["self-test", "--plan"], ["self-test", "--plan", "--json"], ["validate"], ["validate", "--json"],
        ["env-template"], ["firewall-request", "--here"], ["firewall-request", "--here", "--json"],
        ["self-test", "--here", "--only", SECRETS["token"]], ["self-test", "--" + SECRETS["token"]],
    ]  # fmt: skip
    for words in commands:
        done = calm(farhand(*words, cwd=folder, env=env))
        if SECRETS["token"] not in " ".join(words):
            clean(*both(done))


def test_an_env_file_and_a_process_tell_none(folder: Path) -> None:
    env = values(folder)
    lines = "".join(f"{name}='{value}'\n" for name, value in env.items() if "'" not in value)
    (folder / ".env").write_text(lines)
    for words in (["self-test", "--env-file", ".env", "--json"], ["self-test", "--env-file", ".env"],
                  ["init", ".env", "-o", "-"]):  # fmt: skip
        clean(*both(calm(farhand(*words, cwd=folder))))


def test_a_mistake_in_the_declaration_tells_none(tmp_path: Path) -> None:
    """What is quoted from the file is masked as well."""
    url = f"postgres://u:{quote(SECRETS['database'], safe='')}@h/d"
    variable = f'[env.A]\nsecret = true\ndefault = "{url}"\nchoices = ["{url}x"]\n'
    declare(tmp_path, f'{variable}[dependencies.d]\nkind = "{url}"\n')
    for words in (["validate"], ["validate", "--json"], ["self-test", "--here", "--json"], ["env-template"]):
        clean(*both(calm(farhand(*words, cwd=tmp_path))))
