"""Farhand on a host that lacks tools, a home, files in /etc, IPv6, a writable disk, or the right year."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import need
from tests.lab.app import _start
from tests.lab.expect import Outcome, laws
from tests.lab.lab import Lab

pytestmark = pytest.mark.lab

WELL = """
    [dependencies.web]
    kind = "http"
    url = "http://web.lab.test:8080/"
    [dependencies.queue]
    kind = "tcp"
    host = "10.77.2.2"
    port = 8080
    [dependencies.data]
    kind = "directory"
    path = "/usr/share"
"""


@pytest.fixture
def lab() -> Iterator[Lab]:
    with Lab() as world:
        world.http(8080)
        world.dns.set("web.lab.test", a=[world.SVC])
        world.declare(WELL)
        yield world


def subjects(outcome: Outcome) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for row in outcome.report["results"]:
        assert "the check itself failed" not in row["because"], row
        assert "could not be judged" not in row["says"], row
        found.setdefault(row["subject"], set()).add(row["outcome"])
    return found


def well(outcome: Outcome, *but: str) -> None:
    """Nothing is called broken that works, but for what `but` names."""
    assert not laws(outcome)
    assert [(c["id"], c["why"]) for c in outcome.causes if c["subject"] not in but] == []
    for name, outcomes in subjects(outcome).items():
        assert "fail" not in outcomes or name in but, name
        assert "unknown" not in outcomes or name in ("clock", "host"), (name, outcomes)


def command(lab: Lab, *words: str, env: dict[str, str] | None = None, folder: str = "/") -> Outcome:
    """Any command as the app's user, in any folder."""
    argv = ["/usr/bin/env", "-C", folder, sys.executable, *_start(), *words]
    return lab._app.outcome(argv, {**lab.env, **(env or {})}, lab.uid)


def quiet(outcome: Outcome, *codes: int) -> Outcome:
    assert "Traceback" not in outcome.err, outcome.err
    assert outcome.code in codes, (outcome.code, outcome.err)
    return outcome


@pytest.mark.parametrize("env", [{"PATH": ""}, {"PATH": "/nowhere"}, {"HOME": ""}, {"HOME": "/nowhere"},
                                 {"HOME": "/root"}])  # fmt: skip
def test_no_tools_and_no_home(lab: Lab, env: dict[str, str]) -> None:
    config = str(lab.tmp / "farhand.toml")
    well(command(lab, "self-test", "--json", "--here", "--config", config, env=env))


def test_hardly_any_environment(lab: Lab) -> None:
    lab.env.clear()
    well(lab.self_test())


@pytest.mark.matrix(3)
@pytest.mark.parametrize(
    "name", ["resolv.conf", "hosts", "nsswitch.conf", "passwd", "group", "gai.conf", "services"]
)
@pytest.mark.parametrize("how", ["closed", "empty", "garbage"])
def test_files_in_etc(lab: Lab, name: str, how: str) -> None:
    need(Path(f"/etc/{name}").exists(), f"there is no /etc/{name} here to hide")
    lab.etc(name, {"closed": "", "empty": "", "garbage": "\x00\x1b[31m\x00 = x\nnameserver\n" * 50}[how])
    if how == "closed":
        (lab.tmp / "etc" / name).chmod(0)
    outcome = lab.self_test()
    assert not laws(outcome)
    found = subjects(outcome)
    assert "fail" not in found["queue"]
    if name in ("passwd", "group", "gai.conf", "services", "hosts"):
        assert outcome.causes == [], outcome.causes


def test_no_etc_at_all(lab: Lab) -> None:
    lab.app.run(["mount", "-t", "tmpfs", "-o", "mode=755", "none", "/etc"])
    outcome = lab.self_test()
    assert not laws(outcome)
    assert "fail" not in subjects(outcome)["queue"]


def test_a_user_without_a_name(lab: Lab) -> None:
    outcome = lab.self_test(uid=4242)
    well(outcome)
    assert outcome.report["vantage"]["user"] == "uid 4242"


def test_a_working_folder_that_may_not_be_read_or_is_gone(lab: Lab) -> None:
    hidden = lab.tmp / "hidden"
    hidden.mkdir(mode=0o700)
    config = str(lab.tmp / "farhand.toml")
    enter = ["sh", "-c", 'cd "$0" && rmdir "$0" 2>/dev/null; exec "$@"']
    for folder in (str(hidden), str(lab._app.home)):
        base = [*enter, folder]
        for words in (("--config", config), ()):
            argv = [sys.executable, *_start(), "self-test", "--here", "--json", *words]
            # As root into the folder, then as nobody: so does `sudo -u app farhand` in /root.
            drop = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
            inside = lab.app.argv([*base, *drop, *argv])
            outcome = run(inside, lab.env)
            if words:
                well(outcome)
            else:
                quiet(outcome, 2)
        for other in ("init", "validate", "env-template", "explain", "diagnose"):
            quiet(run(lab.app.argv([*base, *drop, sys.executable, *_start(), other]), lab.env), 0, 2, 4)


def run(argv: list[str], env: dict[str, str]) -> Outcome:
    import subprocess

    done = subprocess.run(
        argv, env=env, capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=40, check=False
    )
    return Outcome(done.returncode, done.stdout, done.stderr, 0.0)


def test_no_ipv6(lab: Lab) -> None:
    lab.app.run(["sh", "-c", "echo 1 | tee /proc/sys/net/ipv6/conf/*/disable_ipv6"])
    well(lab.self_test())


def test_a_kernel_without_ipv6_at_all(lab: Lab) -> None:
    """No socket of that family can be made; the resolver gives such addresses all the same."""
    lab.dns.set("web.lab.test", a=[lab.SVC], aaaa=[lab.SVC6])
    script = (
        "import sys, socket, runpy\n"
        "sys.argv[0] = 'farhand'\n"
        "def deny(event, args):\n"
        "    if event == 'socket.__new__' and args[1] == socket.AF_INET6:\n"
        "        raise OSError(97, 'Address family not supported by protocol')\n"
        "sys.addaudithook(deny)\n"
        "runpy.run_module('farhand', run_name='__main__')\n"
    )
    words = ["self-test", "--here", "--json", "--config", str(lab.tmp / "farhand.toml")]
    outcome = lab._app.outcome([sys.executable, "-c", script, *words], lab.env, lab.uid)
    well(outcome)


def test_a_file_system_that_is_read_only(lab: Lab) -> None:
    config = str(lab.tmp / "farhand.toml")
    lab.app.run(["mount", "--bind", str(lab.tmp), str(lab.tmp)])
    for place in (str(lab.tmp), "/", "/tmp", "/dev/shm"):
        lab.app.run(["mount", "-o", "remount,bind,ro", place], check=False)
    words = ("self-test", "--here", "--config", config)
    well(command(lab, *words, "--json", folder=str(lab.tmp)), "host")  # which may miss a place for files
    for face in ("--html", "--junit"):
        outcome = quiet(command(lab, *words, face, "report.out", folder=str(lab.tmp)), 0, 1, 3)
        assert f"{face} report.out could not be written: Read-only file system" in outcome.err
        assert outcome.out
    for other in (("init", "--force"), ("env-template", "--config", config, "-o", "x")):
        assert "Read-only" in quiet(command(lab, *other, folder=str(lab.tmp)), 2).err


@pytest.mark.parametrize("when", ["@1970-01-01 00:00:10", "@2100-01-01 00:00:00", "@2038-01-19 03:14:08"])
def test_any_year(lab: Lab, when: str) -> None:
    """The clock is named as the cause; all times are kept, and nothing fails to be printed."""
    outcome = lab.self_test(faketime=when)
    assert not laws(outcome)
    subjects(outcome)
    assert outcome.seconds < 10
    assert {c["id"] for c in outcome.causes} == {"clock.skewed"} or outcome.causes[0]["id"].startswith(
        "clock."
    )
    assert outcome.report["started"][:4] == when[1:5]
