"""Whatever stands in farhand.toml, every command ends with one of its exit statuses and says why."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from farhand import declare as declaring
from farhand.declare import schema
from farhand.errors import Mistake
from tests.hostile.command import COMMANDS, calm, declare, farhand

APP = b'[app]\nname = "x"\n'
WRONG = {
    "nothing": b"",
    "not_utf8": APP + b"# caf\xe9\n",
    "utf16": '[app]\nname = "x"'.encode("utf-16"),
    "bom": b"\xef\xbb\xbf" + APP,
    "nul": APP + b"\0\0\0",
    "binary": bytes(range(256)) * 100,
    "app_is_a_list": b"app = [1]\n",
    "all_are_numbers": b"app = 1\ndependencies = 2\nenv = 3\nchecks = 4\nwaivers = 5\nlogs = 6\nredact = 7\n",
    "deep_arrays": APP + b"[redact]\nwords = " + b"[" * 50_000 + b"]" * 50_000,
    "deep_tables": APP + b"a = " + b"{a=" * 20_000 + b"1" + b"}" * 20_000,
    "deep_keys": APP + b".".join([b"a"] * 20_000) + b" = 1\n",
    "huge": APP + b"# " + b"x" * (3 << 20),
    "one_line": APP + b'[deploy]\ntarget = "' + b"y" * 900_000 + b'"\n',
    "many_mistakes": APP + b"".join(b"k%d = 1\n" % n for n in range(20_000)),
    "cycle": APP
    + b'[env.A]\ndefault = "${B}"\n[env.B]\ndefault = "${A}"\n[dependencies.d]\nkind = "tcp"\nurl = "${A}"\n',
    "own_cycle": APP + b'[env.A]\ndefault = "${A}"\n[dependencies.d]\nkind = "http"\nurl = "http://${A}"\n',
    "bomb": APP
    + b"".join(b'[env.V%d]\ndefault = "%s"\n' % (n, b"${V%d}" % (n + 1) * 50) for n in range(40))
    + b'[env.V40]\ndefault = "x"\n[dependencies.d]\nkind = "tcp"\nurl = "${V0}"\n',
    "infinite_numbers": APP
    + b'[dependencies.d]\nkind = "tcp"\nhost = "h"\nport = inf\npool_size = nan\nprocesses = -1\n',
    "huge_numbers": APP
    + b'[dependencies.d]\nkind = "tcp"\nhost = "h"\nport = '
    + b"9" * 4000
    + b'\ntimeout = "9e999s"\n',
    "dates": APP + b'[dependencies.d]\nkind = 1979-05-27T07:32:00Z\nhost = 07:32:00\nport = [1979-05-27]\n',
    "odd_kinds": APP
    + b"".join(
        b'[dependencies.d%d]\nkind = "%s"\nhost = "127.0.0.1"\nport = 1\n' % (n, kind)
        for n, kind in enumerate((b"_stages", b"__init__", b"os.path", b"../tcp", b"config", b"\xc3\xa9"))
    ),
    "bad_pattern": APP + b'[env.A]\npattern = "("\n[env.B]\npattern = "(a+)+$"\n',
    "empty_names": APP + b'[dependencies.""]\nkind = "tcp"\n[env.""]\n[env." "]\n',
}  # fmt: skip


@pytest.mark.matrix(2)
@pytest.mark.parametrize("name", WRONG)
def test_every_command_survives(tmp_path: Path, name: str) -> None:
    (tmp_path / "farhand.toml").write_bytes(WRONG[name])
    for words in COMMANDS:
        done = calm(farhand(*words, cwd=tmp_path, timeout=30))
        assert done.out or done.err or words[0] == "redact"
        assert len(done.err) < 60_000, "more mistakes than anybody reads"


@pytest.mark.parametrize("kind", ["folder", "fifo", "device", "dangling", "loop", "closed"])
def test_a_declaration_that_is_no_file(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "farhand.toml"
    if kind == "folder":
        path.mkdir()
    elif kind == "fifo":
        os.mkfifo(path)
    elif kind == "closed":
        path.write_text("")
        path.chmod(0)
    else:
        path.symlink_to({"device": "/dev/zero", "dangling": "/nowhere", "loop": "farhand.toml"}[kind])
    for words in COMMANDS:
        done = calm(farhand(*words, "--config", str(path), cwd=tmp_path, timeout=20), (0, 2))
        assert done.code == 2 or words[0] == "redact"


_TEXT = st.text(max_size=30) | st.sampled_from(["${A}", "${", "${A", "http", "env", "1", "a:b@c/d", "::1"])
_VALUE = st.recursive(
    _TEXT | st.integers() | st.floats() | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_TEXT, inner, max_size=4),
    max_leaves=12,
)
_SECTIONS = (*schema.SECTIONS, *schema.NAMED)
_KEYS = _TEXT | st.sampled_from(
    ("name", "kind", "url", "host", "port", "path", "timeout", "tested", "pool_size", "proxy", "expect",
     "choices", "pattern", "default", "required", "min_free", "expires", "check", "owner", "max_skew")
)  # fmt: skip
_ROW = st.dictionaries(_KEYS, _VALUE, max_size=6) | _VALUE
_DOCUMENT = st.fixed_dictionaries(
    {}, optional={s: st.dictionaries(_KEYS, _ROW, max_size=4) | _VALUE for s in _SECTIONS}
)


@given(_DOCUMENT)
@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
def test_wrong_types_anywhere_are_mistakes_and_nothing_else(document: dict[str, object]) -> None:
    with suppress(Mistake):
        declaring.read(document, "farhand.toml")


def test_a_name_in_the_way_of_another_is_kept_apart(tmp_path: Path) -> None:
    """Dependencies may be called like checks, stages and each other's stages."""
    names = ("clock", "env", "host", "proxy", "dns", "tcp", "config", "a/b", "a b", "*", "-x", "..")
    rows = "".join(f'[dependencies."{n}"]\nkind = "tcp"\nhost = "127.0.0.1"\nport = 1\n' for n in names)
    declare(tmp_path, rows)
    done = calm(farhand("self-test", "--here", "--json", cwd=tmp_path), (1,))
    for name in names:
        assert f'"subject": "{name}"' in done.text


#: Of the places below, how many are also tried as a proxy of all.
MANY = 6 if os.environ.get("FARHAND_ALL") == "1" else 3
PLACES = (
    "{}://[::1:x/", "{}://h:99999999/d", "{}://h:0/", "{}://:pw@/d", "{}://", "{}:", "{}://h:-1/", "{}://[]/",
    "{}://[::1%25eth0]:5/d", "{}://u:p%zz@h:1/d", "{}://h\\x:1", "{}://" + "a." * 300 + ":1/", "//h",
    "{}://" + "x" * 70_000, "{}://h:1/?" + "&=" * 5000, "{}://\u0131\u0307\ud7ff.\u3002\uff0e:1/", "{}://-a-:1",
    "{}://1.2.3.4.5:1", "{}://0x7f.1:1/", "{}://a,b,c:1,2/d", "{}://h:1/#f?x", "{}://h%00:1/", "{}://xn--a:1/",
    "{}://%2Fvar%2Frun/d",
)  # fmt: skip


@pytest.mark.matrix(2)
@pytest.mark.parametrize("kind", ["http", "postgres", "redis", "tcp", "tls", "dns", "sqlite", "directory"])
def test_addresses_that_are_none(tmp_path: Path, kind: str) -> None:
    """As they stand, from the environment, as a host, and as a proxy of all."""
    rows, env = "", {}
    for n, place in enumerate(PLACES):
        text = place.format(kind)
        env[f"V{n}"] = text
        rows += f'[env.V{n}]\n[dependencies.e{n}]\nkind = "{kind}"\nurl = "${{V{n}}}"\n'
        shown = json.dumps(text, ensure_ascii=False)
        rows += f'[dependencies.d{n}]\nkind = "{kind}"\nurl = {shown}\n'
        rows += f'[dependencies.h{n}]\nkind = "{kind}"\nhost = {shown}\npath = {shown}\nport = "${{V{n}}}"\n'
    declare(tmp_path, rows)
    first = farhand("self-test", "--here", "--json", cwd=tmp_path, env=env)
    mistakes = {
        line.split("[dependencies.")[1].split("]")[0] for line in first.said.splitlines() if "[dep" in line
    }
    kept = [
        row for row in rows.split("[env.") if row and not any(f"[dependencies.{m}]" in row for m in mistakes)
    ]
    declare(tmp_path, "".join(f"[env.{row}" for row in kept))
    for n, place in enumerate(PLACES[:MANY]):
        more = {"HTTP_PROXY": place.format("http"), "NO_PROXY": place, "SSL_CERT_FILE": place} if n else {}
        for words in (
            ["self-test", "--here", "--json"],
            ["firewall-request", "--here"],
            ["self-test", "--plan"],
        ):
            if words[0] == "self-test" or n < 2:
                calm(farhand(*words, cwd=tmp_path, env={**env, **more}), (0, 1, 2, 3, 4))
