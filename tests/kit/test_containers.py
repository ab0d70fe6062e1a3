"""A kit on the host of a real Docker daemon, inside of its containers, and where there is no shell inside."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from farhand import platforms
from farhand.cli import main
from tests.conftest import need_tool
from tests.kit import docker, made

pytestmark = [pytest.mark.lab, pytest.mark.slow]

SCRIPTS = {
    "who": 'echo "$REGION $DATABASE_URL"; id -u; cat /etc/marker',
    "hangs": "sleep 900",
    "status": "exit 3",
}
SECRET = "geheim-im-container-99"


@pytest.fixture(scope="module")
def dock(tmp_path_factory: pytest.TempPathFactory) -> Iterator[docker.Docker]:
    with docker.Docker() as running:
        root = docker.root_of_busybox(tmp_path_factory.mktemp("root") / "root")
        (root / "etc" / "marker").write_text("inside\n")
        running.image("app:1", root)
        entry = "echo ready; export REGION=eu; exec sleep 9000"
        options = ("-e", f"DATABASE_URL=postgres://u:{SECRET}@db/x", "-m", "64m", "--read-only", "-u", "1000")
        running.start("billing-web", "app:1", "sh", "-c", entry, options=options)
        bare = tmp_path_factory.mktemp("bare") / "root"
        (bare / "bin").mkdir(parents=True)
        (bare / "bin" / "app").write_bytes(Path(need_tool("busybox")).read_bytes())
        (bare / "bin" / "app").chmod(0o755)
        (bare / "bin" / "sleep").symlink_to("app")
        running.image("bare:1", bare)
        running.start("distroless", "bare:1", "/bin/sleep", "9000")
        yield running


def ran(dock: docker.Docker, *words: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(words, env=dock.env, input=given, capture_output=True, timeout=90, check=False)


def test_from_the_host_it_goes_inside_by_standard_input(dock: docker.Docker, tmp_path: Path) -> None:
    kit = made.write(tmp_path, SCRIPTS, seconds=2, platform="docker", target="billing-web")
    done = ran(dock, "sh", str(kit), "--deadline", "60s")
    who, hangs, status = made.frames(done.stdout)
    assert (done.returncode, done.stderr) == (0, b"")
    assert who.body == "eu <secret>\n1000\ninside"
    assert (who.words["where"], who.words["env"], who.words["platform"]) == (
        "container",
        "container",
        "docker",
    )
    assert (hangs.words["stopped"], hangs.rc, status.rc) == ("2", 124, 3)
    assert all(frame.sound for frame in (who, hangs, status)), "also where busybox has no cksum"
    assert b"sleep 900\n" not in ran(dock, "docker", "exec", "billing-web", "ps").stdout
    assert SECRET.encode() not in done.stdout


def test_inside_it_says_the_same(dock: docker.Docker, tmp_path: Path) -> None:
    kit = made.write(tmp_path, SCRIPTS, seconds=2, platform="docker", target="billing-web")
    from_host = ran(dock, "sh", str(kit), "--only", "who,status")
    inside = ran(
        dock,
        "docker",
        "exec",
        "-i",
        "billing-web",
        "sh",
        "-s",
        "--",
        "--only",
        "who,status",
        given=kit.read_bytes(),
    )
    assert list(map(made.same, made.frames(inside.stdout))) == list(
        map(made.same, made.frames(from_host.stdout))
    )


def test_without_a_shell_inside_each_check_says_that_it_was_not_run(
    dock: docker.Docker, tmp_path: Path
) -> None:
    kit = made.write(tmp_path, SCRIPTS, platform="docker", target="distroless")
    done = ran(dock, "sh", str(kit), "--skip", "hangs")
    said = done.stdout.decode()
    assert done.returncode == 0
    assert {(f.words["skipped"], f.rc, f.sound) for f in made.frames(done.stdout)} == {
        ("no-way-inside", 125, True)
    }
    assert "docker run --rm -i --network container:distroless" in said
    assert "not the files, the user and the" in said


def test_the_debug_container_shares_the_network_only(dock: docker.Docker, tmp_path: Path) -> None:
    """What the kit advises, with an image that is here."""
    kit = made.write(
        tmp_path,
        {"net": "cat /etc/marker; cat /proc/net/dev | grep -c eth0"},
        platform="docker",
        target="distroless",
    )
    advice = next(
        line
        for line in ran(dock, "sh", str(kit)).stdout.decode().splitlines()
        if line.startswith("  docker run")
    )
    done = ran(dock, "sh", "-c", advice.replace("busybox:stable", "app:1"))
    (frame,) = made.frames(done.stdout)
    assert (frame.body, frame.words["where"]) == ("inside\n1", "network")


def test_what_is_pasted_runs_inside(dock: docker.Docker) -> None:
    script = "cat <<'FARHAND'\n$HOME\nFARHAND\ncat /etc/marker; exit 5"
    text = platforms.find("docker").inside("billing-web", script)
    done = ran(dock, "sh", "-c", text)
    assert (done.stdout, done.returncode) == (b"$HOME\ninside\n", 5)


def test_each_rung_of_the_ladder_is_a_command_that_works(dock: docker.Docker) -> None:
    rungs = list(platforms.find("docker").ladder("distroless", "grep -c eth0 /proc/net/dev"))
    debug, host = rungs[1], rungs[2]
    assert ran(dock, "sh", "-c", debug.text.replace("busybox:stable", "app:1")).stdout == b"1\n"
    assert ran(dock, "sh", "-c", host.text).stdout == b"1\n"
    assert "CA store" in debug.cannot
    assert "the host's" in host.cannot
    assert (rungs[0].cannot, rungs[3].text) == ("", "")


def test_what_the_platform_says_is_read(
    dock: docker.Docker, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A container that ran out of memory, asked about from outside."""
    eats = "x=0123456789abcdef; while :; do x=$x$x; done"
    dock.start(
        "hungry",
        "app:1",
        "sh",
        "-c",
        eats,
        options=("-m", "16m", "--memory-swap", "16m", "-e", f"PASSWORD={SECRET}"),
    )
    dock.docker("wait", "hungry")
    said = [ran(dock, "sh", "-c", c.script) for c in platforms.find("docker").outside("hungry", "15m")]
    text = b"\n".join(one.stdout for one in said).decode()
    assert all(one.returncode == 0 and not one.stderr for one in said), [one.stderr for one in said]
    assert SECRET not in text
    assert '"PASSWORD"' in text
    (tmp_path / "said.txt").write_text(text, "utf-8")
    assert main(["diagnose", "--json", str(tmp_path / "said.txt")]) == 1
    roots = [c["id"] for c in json.loads(capsys.readouterr().out)["causes"] if c["role"] == "root"]
    assert roots[0] == "memory.oom_killed"


@pytest.mark.parametrize("target", ["-rf", "a b", "$(id)", "x;id", "../x", ""])
def test_names_that_are_none_are_refused(target: str) -> None:
    from farhand.errors import Mistake

    for name in ("docker", "compose", "kubernetes", "systemd"):
        with pytest.raises(Mistake):
            platforms.find(name).inside(target, "id")
