"""No secret is printed, in whatever form it comes; and what is none stays as it is."""

from __future__ import annotations

import base64
import json
import os
import re
import subprocess
from pathlib import Path
from urllib.parse import quote, quote_plus

import pytest

from tests.conftest import need_tool
from tests.kit import made

#: Values that are hard for a shell, an awk or a pattern; none of them may be seen.
VALUES = (
    "hunter2hunter2",
    "p%40ss/w0rd+x",
    "with blank and 'quotes\" \\ back",
    "$(id)`id`${HOME}",
    "[a-z]*.?^$|(){}",
    "ümläut-gehéim-✓",
    "&\\&<secret>&",
    "-n -e leading",
    "%s%d%n\\n",
    "tab\there",
)


def small(sign: re.Match[str]) -> str:
    return f"%{ord(sign[0]):02x}"


def every_form(value: str) -> dict[str, str]:
    """Lines in which software prints a value."""
    safe = quote(value, safe="")
    return {
        "alone": value,
        "quoted": f'password is "{value}" here',
        "percent": f"GET /?q={safe}&x=1",
        "percent, small letters": "GET /?q=" + re.sub(r"[^0-9a-z]", small, value.encode().decode("latin-1")),
        "form": f"a={quote_plus(value)}&b=1%20",
        "json": json.dumps({"note": value}, ensure_ascii=False),
        "twice": f"{value} and {value}",
        "in a word": f"xx{value}yy",
    }  # fmt: skip


@pytest.mark.parametrize("awk", made.AWKS, ids=lambda word: word.replace(" ", "-"))
def test_declared_values_are_never_printed(awk: str, tmp_path: Path) -> None:
    need_tool(awk.split()[0])
    for number, value in enumerate(VALUES):
        forms = every_form(value)
        text = "\n".join(forms.values())
        (tmp_path / "said").write_text(text, "utf-8")
        kit = made.write(tmp_path, {"one": f"cat {tmp_path}/said"})
        ran = made.run(kit, env={"API_TOKEN": value}, path_var=made.with_awk(tmp_path, awk))
        (frame,) = made.frames(ran.stdout)
        lines = frame.body.split("\n")
        assert len(lines) == len(forms), number
        for name, line in zip(forms, lines, strict=True):
            assert "<secret>" in line, (value, name, line)
            whole = value.replace("<secret>", "")
            assert value not in line.replace("<secret>", ""), (value, name)
            assert quote(whole, safe="") not in line, (value, name)


#: A line, and what of it must be gone. The variables that they come from are declared nowhere.
SECRET = [
    ("postgres://app:S3cr3tOfDb@db.example:5432/x", "S3cr3tOfDb"),
    ("amqp://guest:a@b/c@rabbit:5672/", "a@b/c"),
    ("redis://:OnlyPassw0rd@cache:6379", "OnlyPassw0rd"),
    ("https://ghp_16C7e42F292c6912E7710c838347Ae178B4a@github.com/x", "ghp_16C7"),
    ("could not connect: password=S3cr3tOfDb host=db", "S3cr3tOfDb"),
    ("DB_PASSWORD=S3cr3tOfDb", "S3cr3tOfDb"),
    ('{"password": "two words", "user": "u"}', "two words"),
    ("{'api_key': 'S3cr3tOfApi'}", "S3cr3tOfApi"),
    ("client_secret: S3cr3tOfApi", "S3cr3tOfApi"),
    ("psql --password S3cr3tOfDb -h db", "S3cr3tOfDb"),
    ("mysql -uroot -pS3cr3tOfDb", "S3cr3tOfDb"),
    ("curl -u app:S3cr3tOfApi https://x", "S3cr3tOfApi"),
    ("redis-cli -h x -a S3cr3tOfCache ping", "S3cr3tOfCache"),
    ("Authorization: Bearer abc.def.ghi", "abc.def.ghi"),
    ("> Proxy-Authorization: Basic dXNlcjpwYXNz", "dXNlcjpwYXNz"),
    ('-H "Authorization: token 0123456789abcdef"', "0123456789abcdef"),
    ("Set-Cookie: session=0123456789abcdef; Path=/", "0123456789abcdef"),
    ("sent bearer 0123456789abcdef to x", "0123456789abcdef"),
    ("key AKIAIOSFODNN7EXAMPLE was refused", "AKIAIOSFODNN7EXAMPLE"),
    ("AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "wJalrXUtnFEMI"),
    ("jwt eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N", "dozjgNryP4J3"),
    ("?X-Amz-Signature=0123456789abcdef0123&X-Amz-Date=2026", "0123456789abcdef0123"),
    ("GET /?token=0123456789abcdef&page=2", "0123456789abcdef"),
]
#: Lines that readers of checks live by.
PLAIN = [
    "FATAL:  password authentication failed for user \"app\"",
    "ERROR 1045 (28000): Access denied for user 'app'@'10.0.0.1' (using password: YES)",
    "fe_sendauth: no password supplied",
    'WWW-Authenticate: Basic realm="corp proxy"',
    'Proxy-Authenticate: Bearer error="invalid_token"',
    "< HTTP/1.1 407 Proxy Authentication Required",
    "curl: (60) SSL certificate problem: unable to get local issuer certificate",
    "http_code=200 proxycode=0 ip=10.0.0.1 dns=0.001 verify=0 exit=0",
    "https://api.example.com:8443/v1/users?mail=a@b.example",
    "set DB_PASSWORD 12 quoted",
    "git@github.com:vendor/app.git",
    "-- 10.77.2.2 rc=0 seconds=1",
    "part 41ed 0 0 /var/lib/secret",
    "subject=CN = api.example.com",
    "-----BEGIN CERTIFICATE-----",
    "NOAUTH Authentication required.",
]  # fmt: skip


@pytest.mark.parametrize("awk", made.AWKS, ids=lambda word: word.replace(" ", "-"))
def test_secrets_are_known_by_their_form_and_all_else_is_kept(awk: str, tmp_path: Path) -> None:
    need_tool(awk.split()[0])
    (tmp_path / "said").write_text("\n".join([*(line for line, _ in SECRET), *PLAIN]), "utf-8")
    kit = made.write(tmp_path, {"one": f"cat {tmp_path}/said"})
    (frame,) = made.frames(made.run(kit, path_var=made.with_awk(tmp_path, awk)).stdout)
    lines = frame.body.split("\n")
    for (line, gone), shown in zip(SECRET, lines, strict=False):
        assert gone not in shown, line
        assert "<secret>" in shown, line
    assert lines[len(SECRET) :] == PLAIN


def test_a_private_key_is_hidden_line_by_line(tmp_path: Path) -> None:
    key = "-----BEGIN RSA PRIVATE KEY-----\nMIIEowIBAAKCAQEA\nq1w2e3r4\n-----END RSA PRIVATE KEY-----\nafter"
    (tmp_path / "said").write_text(key + "\n" + json.dumps(key) + "\nend", "utf-8")
    kit = made.write(tmp_path, {"one": f"cat {tmp_path}/said"})
    (frame,) = made.frames(made.run(kit).stdout)
    assert "MIIE" not in frame.body
    assert "q1w2" not in frame.body
    assert frame.body.split("\n")[4] == "after"
    assert frame.body.endswith("\nend")


def test_parts_of_addresses_and_variables_that_sound_secret_are_known_everywhere(tmp_path: Path) -> None:
    env = {
        "DATABASE_URL": "postgres://app:p%40ssw%2Ford@db/x",
        "QUEUE": "amqp://q:queuepass1@mq/",
        "SMTP_PASSWORD": "smtppass77",
        "PASSWORD_FILE": "/run/secrets/db",
    }
    said = "a p%40ssw%2Ford b\na p@ssw/ord b\na queuepass1 b\na smtppass77 b\na /run/secrets/db b"
    (tmp_path / "said").write_text(said)
    kit = made.write(tmp_path, {"one": f"cat {tmp_path}/said"})
    (frame,) = made.frames(made.run(kit, env=env).stdout)
    assert frame.body == "a <secret> b\n" * 4 + "a /run/secrets/db b"


def test_no_value_is_a_word_of_a_command_or_in_a_file(tmp_path: Path) -> None:
    """Seen by what the kernel is asked to start, and to open for writing."""
    strace = need_tool("strace")
    value = "geheim-" + base64.b32encode(os.urandom(5)).decode().lower()
    kit = made.write(tmp_path, {"one": 'echo "$DATABASE_URL"; env | grep -c DATABASE'})
    app = subprocess.Popen(
        ["sleep", "60"], env={"PATH": os.environ["PATH"], "DATABASE_URL": f"x://u:{value}@h/"}
    )
    trace = tmp_path / "trace"
    command = [strace, "-f", "-s", "4000", "-e", "trace=execve,execveat,openat", "-o", str(trace)]
    try:
        ran = subprocess.run(
            [*command, "sh", str(kit), "--pid", str(app.pid), "--here"],
            capture_output=True,
            timeout=90,
            check=False,
        )
    finally:
        app.kill()
        app.wait()
    (frame,) = made.frames(ran.stdout)
    assert frame.body == "<secret>\n1"
    assert value not in trace.read_text("utf-8", "replace")
