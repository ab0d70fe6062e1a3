"""What each platform is asked from outside: bounded, reading only, without values; and read at the desk."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from farhand import platforms
from farhand.cli import main
from farhand.errors import Mistake
from farhand.platforms import _text
from tests.conftest import need_tool

TARGETS = {
    "bare": "1",
    "systemd": "billing@eu.service",
    "docker": "billing-web",
    "compose": "web",
    "kubernetes": "shop/billing-6f7/app",
    "serverless": "aws:billing",
}
EVERY = [
    (name, target, since) for name, target in TARGETS.items() for since in ("", "15m", "2026-11-20T14:00:00Z")
] + [("serverless", t, "15m") for t in ("gcp:europe-west1/billing", "azure:group/billing", "billing")]
#: Programs and words that change something.
CHANGES = re.compile(
    r"(?<![-\w])(rm|mv|cp|tee|dd|kill|restart|stop|start|apply|delete"
    r"|patch|scale|update|put-\w+|create)\b(?![-\w])|>(?!&| ?/dev/null)"
)


def test_there_is_one_for_each_word_of_deploy() -> None:
    assert platforms.names() == ["bare", "compose", "docker", "kubernetes", "serverless", "systemd"]
    assert set(TARGETS) == set(platforms.names())
    with pytest.raises(LookupError, match="mainframe"):
        platforms.find("mainframe")


@pytest.mark.parametrize(("name", "target", "since"), EVERY)
def test_what_is_asked_from_outside_only_reads_and_ends(name: str, target: str, since: str) -> None:
    asked = list(platforms.find(name).outside(target, since))
    assert asked
    for command in asked:
        assert command.why
        assert command.prints
        assert 0 < command.seconds <= 60
        assert re.search(r"timeout \d+|head|tail", command.script), command.script
        without_quoted = re.sub(r"'[^']*'|\"[^\"]*\"", "", command.script)
        assert not CHANGES.search(without_quoted), command.script
        subprocess.run([need_tool("dash"), "-n"], input=command.script.encode(), check=True)
        subprocess.run([need_tool("busybox"), "sh", "-n"], input=command.script.encode(), check=True)


@pytest.mark.parametrize("name", sorted(TARGETS))
def test_shellcheck_finds_no_error(name: str) -> None:
    scripts = [
        command.script
        for one, target, since in EVERY
        if one == name and since != "15m"
        for command in platforms.find(name).outside(target, since)
    ]
    text = "\n".join(f"(\n{script}\n)" for script in scripts)
    words = [need_tool("shellcheck"), "-s", "sh", "-S", "warning", "-e", "SC2016", "-"]
    done = subprocess.run(words, input=text.encode(), capture_output=True, check=False)
    assert done.returncode == 0, done.stdout.decode()


@pytest.mark.parametrize("name", sorted(TARGETS))
@pytest.mark.parametrize("target", ["-rf", "a b", "$(touch x)", "x;touch x", "../x", "a\nb", "'", "a/b/c/d"])
def test_a_target_is_a_name_or_nothing(name: str, target: str) -> None:
    with pytest.raises(Mistake):
        list(platforms.find(name).outside(target, ""))


@pytest.mark.parametrize("since", ["yesterday", "15", "$(id)", "2026-13-01", "1y"])
def test_a_time_is_a_time(since: str) -> None:
    for name in ("systemd", "docker", "compose", "kubernetes"):
        with pytest.raises(Mistake, match="no time"):
            list(platforms.find(name).outside(TARGETS[name], since))


def test_inside_of_a_function_there_is_no_shell_and_that_is_told() -> None:
    with pytest.raises(Mistake, match="no shell"):
        platforms.find("serverless").inside("aws:x", "id")


@pytest.mark.parametrize("name", ["docker", "compose", "kubernetes"])
def test_the_ladder_goes_down_and_says_what_each_rung_leaves_open(name: str) -> None:
    own, debug, host, question = platforms.find(name).ladder(TARGETS[name], "echo 'it is'")
    assert own.cannot == ""
    assert all(rung.cannot for rung in (debug, host, question))
    assert (own.vantage.via, debug.vantage.where, host.vantage.where, question.vantage.via) == (
        "probe", "container", "host", "answer",
    )  # fmt: skip
    for rung in (own, debug, host):
        subprocess.run(["dash", "-n"], input=rung.text.encode(), check=True)


def test_what_stands_in_a_log_is_masked() -> None:
    said = (
        "connect postgres://app:S3cr3tOne@db/x failed\npassword=S3cr3tTwo user=u\n"
        '{"token": "S3cr3tThree"}\nAuthorization: Bearer abcdefgh12345678\n'
        "Access denied for user 'app' (using password: YES)\nFATAL: password authentication failed\n"
    )
    for sed in ("sed", "busybox sed"):
        need_tool(sed.split()[0])
        mask = _text.MASK.replace("sed", sed, 1)
        done = subprocess.run(
            ["sh", "-c", mask], input=said, capture_output=True, text=True, check=True
        ).stdout
        assert "S3cr3t" not in done
        assert "abcdefgh12345678" not in done
        assert done.splitlines()[-2:] == said.splitlines()[-2:]


DESCRIBED = """\
Name:             billing-6f7
Namespace:        shop
Status:           Running
Containers:
  app:
    Image:          vendor/billing:2.4.1
    State:          Waiting
      Reason:       CrashLoopBackOff
    Last State:     Terminated
      Reason:       OOMKilled
      Exit Code:    137
      Started:      Thu, 26 Nov 2026 10:00:00 +0000
      Finished:     Thu, 26 Nov 2026 10:00:09 +0000
    Ready:          False
    Restart Count:  7
    Limits:
      memory:  64Mi
    Environment:
      DATABASE_URL:  postgres://app:S3cr3tInPod@db/x
      PLAIN:         abc
      TOKEN:         <set to the key 'token' in secret 'billing'>  Optional: false
    Mounts:
      /data from data (rw)
Conditions:
  Type              Status
  Ready             False
Events:
  Type     Reason   Age                From     Message
  ----     ------   ----               ----     -------
  Warning  BackOff  10s (x20 over 5m)  kubelet  Back-off restarting failed container
"""


def test_a_described_pod_has_no_values_and_is_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A stand-in prints text that was written by hand; the pipe behind it is the real one.

    What a real cluster prints is looked at in test_cluster.py, where its programs are.
    """
    fake = tmp_path / "kubectl"
    fake.write_text(f"#!/bin/sh\ncat <<'X'\n{DESCRIBED}X\n")
    fake.chmod(0o755)
    asked = list(platforms.find("kubernetes").outside("shop/billing-6f7", ""))
    script = next(c.script for c in asked if "describe" in c.script)
    env = {"PATH": f"{tmp_path}:/usr/bin:/bin"}
    done = subprocess.run(["sh", "-c", script], capture_output=True, text=True, env=env, check=True)
    assert "S3cr3tInPod" not in done.stdout
    assert "abc" not in done.stdout
    assert "<set to the key 'token' in secret 'billing'>" in done.stdout
    assert "/data from data (rw)" in done.stdout
    (tmp_path / "said.txt").write_text(done.stdout)
    assert main(["diagnose", "--json", str(tmp_path / "said.txt")]) == 1
    assert json.loads(capsys.readouterr().out)["causes"][0]["id"] == "memory.oom_killed"


def test_a_script_beside_a_process_has_its_variables_and_its_user(tmp_path: Path) -> None:
    """As a unit's or a bare process: real namespaces, another user, only what the script asks for."""
    import os

    from tests.conftest import need

    need(
        os.geteuid() == 0 and shutil.which("nsenter") and shutil.which("setpriv"),
        "needs root, nsenter, setpriv",
    )
    env = {
        "PATH": os.environ["PATH"],
        "DATABASE_URL": "x://a\nb",
        "UNASKED_FOR": "1",
        "HTTPS_PROXY": "http://p:1",
    }
    app = subprocess.Popen(
        ["unshare", "-n", "setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups", "sleep", "60"],
        env=env,
    )
    try:
        script = (
            'id -u; echo "$DATABASE_URL|$HTTPS_PROXY"; env | grep -c unasked; ls /sys/class/net; echo "$PID"'
        )
        script = script.replace("unasked", "^UNA")
        while Path(f"/proc/{app.pid}/comm").read_text() != "sleep\n":
            pass
        text = platforms.find("bare").inside(str(app.pid), script)
        done = subprocess.run(["sh", "-c", text], capture_output=True, text=True, timeout=30, check=False)
    finally:
        app.kill()
        app.wait()
    lines = done.stdout.splitlines()
    assert lines[:4] == ["65534", "x://a", "b|http://p:1", "0"], done.stderr
    assert lines[-1] == str(app.pid)
