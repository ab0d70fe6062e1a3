"""An address is taken apart by sh as it is by Python, nothing in it is run, and no password is printed."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from farhand.checks._settled import settled
from farhand.model import Variable
from farhand.target import read_target, shell
from farhand.target.shell import told
from tests.conftest import need_tool
from tests.target.test_read_target import RIGHT

SHELLS = {"dash": ["dash"], "bash": ["bash"], "busybox": ["busybox", "sh"]}
PARTS = ("scheme", "host", "port", "user", "pass", "name", "path", "socket")
SHOW = "".join(f"printf '%s=%s\\n' part_{part} \"$fh_{part}\"\n" for part in PARTS)


def run(
    kind: str, declared: dict[str, Any], env: dict[str, str], shells: list[str], show: str = SHOW
) -> tuple[str, str]:
    """What the beginning of a command prints, and what it left in its variables."""
    need_tool(shells[0])
    text = shell.script([shell.settle(kind, declared), "echo '== found'", show])
    ran = subprocess.run(
        [*shells, "-s"], input=text.encode("utf-8", "surrogateescape"), capture_output=True, cwd="/",
        env={"PATH": os.environ["PATH"], **env}, timeout=20,
    )  # fmt: skip
    assert not ran.stderr, ran.stderr.decode()
    printed, _, found = ran.stdout.decode("utf-8", "surrogateescape").partition("== found\n")
    return printed, found


@pytest.mark.parametrize("shells", SHELLS.values(), ids=SHELLS)
@pytest.mark.parametrize("variable", [True, False], ids=["variable", "literal"])
def test_sh_takes_an_address_apart_as_python_does(shells: list[str], variable: bool) -> None:
    for kind, url, _ in RIGHT:
        declared = {"url": "${ADDRESS}" if variable else url}
        _, found = run(kind, declared, {"ADDRESS": url}, shells)
        rows = dict(line.removeprefix("part_").split("=", 1) for line in found.splitlines())
        target = read_target({"url": url}, kind)
        # A name with other letters is asked for in its ASCII form.
        host = target.host if target.host.isascii() else target.host.encode("idna").decode()
        wanted = (host, str(target.port or ""), target.user, target.password)
        assert (rows["host"], rows["port"], rows["user"], rows["pass"]) == wanted, url


@pytest.mark.parametrize("shells", SHELLS.values(), ids=SHELLS)
@pytest.mark.parametrize("where", ["value", "literal", "part"])
def test_nothing_in_a_setting_is_run(shells: list[str], where: str, tmp_path: Path) -> None:
    mark = tmp_path / "run"
    odd = f"'\"$(touch {mark})`touch {mark}`;touch {mark}\n touch {mark}\n\\"
    declared = {"value": "${ADDRESS}", "literal": odd, "part": f"postgres://u:${{ADDRESS}}@h/{odd}"}[where]
    run("postgres", {"url": declared, "path": odd, "user": odd}, {"ADDRESS": odd}, shells, "")
    assert not mark.exists()


@pytest.mark.parametrize("awk", ["gawk", "mawk", "busybox"])
def test_every_awk_blurs_alike(awk: str, tmp_path: Path) -> None:
    found = need_tool(awk)
    (tmp_path / "awk").write_text(f'#!/bin/sh\nexec {found} {"awk" if awk == "busybox" else ""} "$@"\n')
    (tmp_path / "awk").chmod(0o755)
    env = {"A": "\ufeffpostgres://app:s3cr%40t w\u00f6rd@d\u00f6b:5/x?password=geheim\r\n", "B": "“geheim”"}
    env["PATH"] = f"{tmp_path}:{os.environ['PATH']}"
    printed, _ = run("postgres", {"url": "${A}", "password": "${B}"}, env, ["sh"])
    assert r"variable A=\xef\xbb\xbfpostgres://app:x x@d\xc3\xb6b:5/x?password=x\r\n" in printed
    assert r"variable B=\xe2\x80\x9cx\xe2\x80\x9d" in printed


_PASSWORD = st.text(st.characters(min_codepoint=1, max_codepoint=0x2FFF), min_size=1, max_size=12)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_PASSWORD)
def test_no_password_is_printed(password: str) -> None:
    secret = f"geheim{password}GEHEIM"
    env = {"A": f"postgres://app:{secret}@db/app", "B": secret, "C": f"host=h password={secret} dbname=x"}
    env = {name: value.replace("\0", "") for name, value in env.items()}
    declared = {"url": "${A}", "password": "${B}", "dsn": "${C}", "user": "app:${B}"}
    printed, _ = run("postgres", declared, env, ["sh"], "")
    assert "geheim" not in printed
    assert "GEHEIM" not in printed or " " in secret or "\t" in secret  # a blank ends a value of libpq


WRONG = [
    ({"url": "${A}"}, {"A": '"redis://r:6379"\r'}, {"carriage_return", "quoted"}),
    ({"url": "${A}"}, {"A": "r:6379"}, {"no_scheme"}),
    ({"url": "${A}"}, {"A": "http://r:6379"}, {"scheme_wrong"}),
    ({"url": "${A}"}, {"A": "redis://u:a/b@r:6379"}, {"unescaped"}),
    ({"url": "${A}"}, {"A": "redis://r:70000"}, {"port_bad"}),
    ({"host": "${A}", "port": "${B}"}, {"A": "https://r", "B": "6379"}, {"host_has_scheme"}),
    ({"host": "${A}", "port": "${B}"}, {"A": "r", "B": "6379 # c"}, {"comment"}),
    ({"host": "r", "password": "${A}"}, {"A": "geheim\n"}, {"newline"}),
    ({"host": "r", "password": "${A}"}, {"A": "<your password>"}, {"placeholder"}),
    ({"url": "redis://:${A}@r"}, {"A": "\u00a0geheim"}, {"invisible"}),
]


@pytest.mark.parametrize("shells", SHELLS.values(), ids=SHELLS)
def test_what_is_wrong_with_a_value_is_found_from_what_was_printed(shells: list[str]) -> None:
    for declared, env, codes in WRONG:
        printed, _ = run("redis", declared, env, shells, "")
        found = settled(printed)
        assert found is not None
        assert {row["code"] for row in found.seen[0].facts["problems"]} == codes, printed
        assert found.target is None


def test_a_missing_variable_is_told_with_the_name_that_was_set_instead() -> None:
    declared = {"url": "${REDIS_URL}", "variables": (Variable("REDIS_URL", True, aliases=("CACHE_URL",)),)}
    printed, found = run("redis", declared, {"CACHE_URL": "redis://u:geheim@r"}, ["sh"])
    assert "geheim" not in printed
    seen = settled(printed)
    assert seen is not None
    assert seen.seen[0].facts["missing"] == ["REDIS_URL"]
    assert seen.seen[0].facts["instead"] == {"REDIS_URL": "CACHE_URL"}
    assert not found, "it stops where nothing can be asked"


def test_the_environment_of_a_process_is_read() -> None:
    env = {"A": "redis://r:6380/0\n", "PATH": os.environ["PATH"]}
    process = subprocess.Popen(["sleep", "20"], env=env)
    try:
        printed, found = run(
            "redis", {"url": "${A}"}, {"PID": str(process.pid), "A": "redis://other"}, ["sh"]
        )
    finally:
        process.kill()
        process.wait()
    read = told(printed)
    assert read is not None
    assert read.values["A"] == "redis://r:6380/0\n"
    assert read.source == f"process {process.pid}"
    assert "part_host=r\npart_port=6380\n" in found


def test_defaults_fill_in_what_is_not_set() -> None:
    declared = {"host": "${H}", "variables": (Variable("H", default="r.example.com"),)}
    printed, found = run("redis", declared, {}, ["sh"])
    assert "part_host=r.example.com\n" in found
    seen = settled(printed)
    assert seen is not None
    assert seen.target is not None
    assert seen.target.host == "r.example.com"
