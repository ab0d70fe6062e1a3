"""farhand.toml: every mistake at once, each with its line and a suggestion; nothing makes it crash."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from farhand import declare
from farhand.errors import Mistake

WHOLE = """
[app]
name = "billing"
version = "2.4.1"
contact = "support@vendor.example"
start = "gunicorn billing.wsgi"
[deploy]
platform = "docker"
target = "billing-web"
[env.DATABASE_URL]
required = true
secret = true
format = "url"
example = "postgres://USER:PASSWORD@HOST:5432/NAME"
aliases = ["DB_URL"]
[env.LEVEL]
choices = ["info", "debug"]
default = "info"
[dependencies.database]
kind = "postgres"
url = "${DATABASE_URL}"
why = "all invoices"
run_by = "customer"
critical = true
tested = ["14", "16"]
pool_size = 5
processes = 4
timeout = "500ms"
[dependencies.payments]
kind = "http"
url = "https://api.example.com/v1/ping"
expect = 200
proxy = "env"
[dependencies.data]
kind = "directory"
path = "/data"
writable = true
min_free = "1GiB"
[logs]
source = "/var/log/billing/app.log"
[outside]
urls = ["https://api.example.com"]
[isolate]
request = {url = "http://127.0.0.1:8080/api/ping", expect = 200}
load_ceiling = 20
[checks.clock]
max_skew = "5s"
[embed]
ready_requires = ["database"]
[vendor]
encrypt_to = ["age1s55k8tly2era8prjsm9z4ggt39phkrkvunnhq2x2shqvgsu8rdjqatl4h3"]
verify_key = "MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE="
[redact]
words = ["Project Falcon"]
[waivers.old_certificate]
cause = "tls.weak"
reason = "replaced in spring"
owner = "jane@customer.example"
expires = 2027-03-31
"""


def write(tmp_path: Path, text: str | bytes) -> Path:
    path = tmp_path / "farhand.toml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def mistakes(tmp_path: Path, text: str) -> list[str]:
    with pytest.raises(declare.Mistakes) as caught:
        declare.load(write(tmp_path, f'[app]\nname = "x"\n{text}'))
    return [str(fault) for fault in caught.value.faults]


def test_the_whole_contract_is_read(tmp_path: Path) -> None:
    app = declare.load(write(tmp_path, WHOLE))
    database, payments, _ = app.dependencies
    assert (app.name, app.platform, app.env[0].aliases) == ("billing", "docker", ("DB_URL",))
    assert (database.timeout, database.tested, database.pool_size) == (0.5, ("14", "16"), 5)
    assert payments.settings == {"url": "https://api.example.com/v1/ping", "expect": 200, "proxy": "env"}
    assert (app.waivers[0].check, app.waivers[0].expires) == ("tls.weak", "2027-03-31")
    assert app.sections["isolate"]["load_ceiling"] == 20
    assert app.checks["clock"] == {"max_skew": "5s"}


def test_all_mistakes_come_at_once_with_line_key_and_suggestion(tmp_path: Path) -> None:
    text = """[deploy]
platform = "dokcer"
[env.DATABASE_URL]
requird = true
[dependencies.database]
kind = "postgres"
url = "${DATABSE_URL}"
timeout = "soon"
pool_size = true
description = '''
[dependencies.fake]
kidn = 1
'''
run_by = "vendr"
[wavers.x]
"""
    found = mistakes(tmp_path, text)
    assert [fault.split(":")[1] for fault in found[:7]] == ["4", "6", "9", "10", "11", "12", "16"]
    for words in ("did you mean docker?", "did you mean required?", "did you mean DATABASE_URL?",
        "did you mean vendor?",
                  "did you mean waivers?", '"3s"', "true or false"):  # fmt: skip
        assert any(words in fault for fault in found), words


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ('[dependencies.a]\nkind = "http"\n', 3, "nothing says where it is"),
        ('[dependencies.a]\nurl = "x"\n', 3, "needs a kind"),
        ('[dependencies."a\\u0007b"]\nkind = "tcp"\n', 3, "control character"),
        ("[dependencies]\na = 1\n", 4, "must be a table"),
        ("dependencies = 3\n", 3, "unknown setting"),
        ('[env."A B"]\n', 3, "cannot be the name of a variable"),
        ('[env.A]\npattern = "("\n', 4, "no regular expression"),
        ('[env.A]\nchoices = ["a"]\ndefault = "b"\n', 5, "none of the choices"),
        ('[checks.clokc]\n', 3, "did you mean clock?"),
        ('[checks.clock]\nmax_skew = "big"\n', 4, "duration"),
        ('[waivers.w]\ncheck = "dns"\n', 3, "needs reason, owner, expires"),
        ('[waivers.w]\nreason = "r"\nowner = "o"\nexpires = "soon"\n', 6, "must be a day"),
        ('[outside]\nurls = ["https://${X}"]\n', 4, "${X} is not declared"),
        ('[dependencies.a]\nkind = "tcp"\nhost = "${}"\nport = 1\n', 5, "the name of a variable"),
        ('[dependencies.a]\nkind = "tcp"\nhost = "${A"\nport = 1\n', 5, "without its }"),
        ('[dependencies.a]\nkind = "directory"\npath = "/x"\nmin_free = "lots"\n', 6, "a size such as"),
    ],
)  # fmt: skip
def test_a_mistake_says_where_and_what(tmp_path: Path, text: str, line: int, says: str) -> None:
    found = mistakes(tmp_path, text)
    assert any(says in fault and fault.startswith(f":{line}:") for fault in found), found


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b'[app\nname = "x"\n', ":1: not TOML"),
        (b'[app]\nname = "x"\nname = "y"\n', ":3: not TOML"),
        (b'[app]\nname = "\xff"\n', ":2: not UTF-8: byte 0xff"),
        (b"\xff\xfe[\x00a\x00", "UTF-16"),
        (b"a = " + b"[" * 5000 + b"]" * 5000, "nested too deeply"),
        (b"# " + b"x" * (1024 * 1024), "larger than 1 MiB"),
        (b"", "the app needs a name"),
    ],
)
def test_an_unreadable_file_is_one_mistake(tmp_path: Path, raw: bytes, says: str) -> None:
    with pytest.raises(Mistake, match=r"farhand\.toml") as caught:
        declare.load(write(tmp_path, raw))
    assert says in str(caught.value)


def test_a_folder_or_a_missing_file_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(Mistake, match="not a regular file"):
        declare.load(tmp_path)
    with pytest.raises(Mistake, match="no such file"):
        declare.load(tmp_path / "farhand.toml")


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    assert declare.load(write(tmp_path, b'\xef\xbb\xbf[app]\nname = "x"\n')).name == "x"


def test_an_unknown_kind_is_a_note_and_no_mistake_of_the_file(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        '[app]\nname = "x"\n[dependencies.a]\nkind = "postgress"\n[dependencies.b]\nkind = "kafka"\n',
    )
    examined = declare.examine(path)
    assert [d.kind for d in declare.load(path).dependencies] == ["postgress", "kafka"]
    assert [(note.line, note.suggestion) for note in examined.notes] == [(4, "did you mean postgres?")]


def test_a_mistake_never_repeats_a_value(tmp_path: Path) -> None:
    found = mistakes(
        tmp_path, '[dependencies.a]\nkind = "redis"\nurl = ["redis://:hunter2@h"]\npassword = 12345678\n'
    )
    assert found
    assert not any("hunter2" in fault or "12345678" in fault for fault in found)


_VALUES = st.recursive(
    st.one_of(st.text(max_size=20), st.integers(), st.booleans(), st.floats(), st.just("${A}"),
        st.just("${B"), st.dates()),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=8), inner,
        max_size=3)),
    max_leaves=12,
)  # fmt: skip
_KEYS = st.sampled_from(
    ["app", "deploy", "env", "dependencies", "checks", "waivers", "logs", "isolate", "embed", "x"]
)
_INNER = st.sampled_from(
    ["kind", "url", "name", "required", "tested", "timeout", "expires", "request", "A", "clock"]
)


@pytest.mark.slow
@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    st.dictionaries(
        _KEYS,
        st.one_of(_VALUES, st.dictionaries(_INNER, st.one_of(_VALUES, st.dictionaries(_INNER, _VALUES)))),
    )
)
def test_hostile_documents_end_as_mistakes(document: dict[str, Any]) -> None:
    try:
        app = declare.read(document, "made up")
    except Mistake as mistake:
        told = str(mistake)
    else:
        told = app.name
    assert told


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200))
def test_hostile_bytes_end_as_mistakes(tmp_path_factory: pytest.TempPathFactory, raw: bytes) -> None:
    path = tmp_path_factory.mktemp("d") / "farhand.toml"
    path.write_bytes(raw)
    with pytest.raises(Mistake):
        declare.load(path)


@settings(max_examples=200, deadline=None)
@given(st.text("[]{}\"'#=.\n ab1,\\", max_size=60))
def test_the_line_scan_stands_any_text(text: str) -> None:
    from farhand.declare.lines import positions

    assert all(line >= 1 for line in positions(text).values())


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('encrypt_to = ["bob@example.com"]', "number 1 is none"),
        ('encrypt_to = ["ssh-ed25519 AAAA"]', "public keys"),
        ('encrypt_to = ["AGE-SECRET-KEY-1QQPQX"]', "holds a private key"),
        ('verify_key = "x"', "farhand key new signing"),
    ],
)
def test_keys_of_the_vendor_are_told_by_their_line(tmp_path: Path, line: str, says: str) -> None:
    (told,) = mistakes(tmp_path, f"[vendor]\n{line}\n")
    assert told.startswith(":4: ")
    assert says in told
    assert "SECRET" not in told
