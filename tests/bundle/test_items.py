"""Where evidence comes from: exact commands for each platform, a living app, names and never values."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from farhand.bundle import items
from farhand.bundle.model import COMMAND, ENDPOINT, MADE, WAYS, Item
from farhand.bundle.site import Site
from farhand.control import captures, folder
from farhand.errors import Mistake
from farhand.look import Environment
from farhand.model import App, Variable
from farhand.redact import Redactor
from farhand.when import Window, window
from tests.bundle.places import SENTINELS, create, declare, env_of, members

TIMES = Window("2026-11-20T14:00:00Z", "2026-11-20T13:45:00Z", "2026-11-20T14:15:00Z")


def planned(platform: str = "", target: str = "", source: str = "", times: Window = Window()) -> list[Item]:
    sections = {"logs": {"source": source}} if source else {}
    app = App("billing", platform=platform, target=target, sections=sections, source="/nowhere/farhand.toml")
    return [item for _, item in items.planned(Site(app, window=times, platform=platform, target=target))]


def commands(*words: str, times: Window = Window()) -> list[str]:
    return [item.source for item in planned(*words, times=times) if item.way == COMMAND]


def test_a_unit_is_asked_with_the_window_in_the_command() -> None:
    found = commands("systemd", "billing.service", "journald:billing.service", times=TIMES)
    assert found[0] == (
        "journalctl --no-pager --utc -o short-iso-precise -n 20000 -u billing.service "
        "'--since=2026-11-20 13:45:00 UTC' '--until=2026-11-20 14:15:00 UTC'"
    )
    assert found[1] == "systemctl cat --no-pager -- billing.service"


def test_a_container_is_asked_for_both_outputs_and_not_for_its_environment() -> None:
    log, inspect = commands("docker", "billing-web")
    assert log == "sh -c 'exec docker logs --timestamps --tail=20000 -- billing-web 2>&1'"
    assert inspect.startswith("docker inspect --type container --format ")
    assert ".Config.Env" not in inspect
    assert "{{json .}}" not in inspect


def test_a_pod_is_asked_in_its_namespace_with_bounds() -> None:
    found = commands("kubernetes", "prod/billing-0", times=TIMES)
    assert found[0] == (
        "kubectl --request-timeout=25s -n prod logs billing-0 --all-containers --timestamps "
        "--limit-bytes=5242880 --since-time=2026-11-20T13:45:00Z --tail=20000"
    )
    assert "kubectl -n prod get pod billing-0 -o yaml --request-timeout=8s" in found


def test_a_log_inside_a_container_is_read_in_there() -> None:
    assert "docker exec billing-web tail -c 5242880 -- /no/such/app.log" in commands(
        "docker", "billing-web", "/no/such/app.log"
    )


@pytest.mark.parametrize(
    "name", ["-x", "--privileged", "a b", "a;reboot", "$(id)", "../x", "", "a\nb", "ns/-o"]
)
def test_a_name_that_could_be_an_option_or_a_script_becomes_no_command(name: str) -> None:
    for platform in ("systemd", "docker", "compose", "kubernetes"):
        if name:
            with pytest.raises(Mistake, match="is no name of a unit"):
                commands(platform, name)
        else:
            assert not commands(platform, name)


def test_every_item_says_why_is_bounded_and_what_is_made_has_a_maker() -> None:
    for platform, target in (
        ("", ""),
        ("systemd", "a"),
        ("docker", "a"),
        ("compose", "a"),
        ("kubernetes", "n/a"),
    ):
        for item in planned(platform, target, "/var/log/app.log"):
            assert item.way in WAYS
            assert item.why
            assert 0 < item.limit <= 8 << 20
            assert 0 < item.seconds <= 60
            assert item.way != MADE or items.maker(item.name)
            assert item.way != COMMAND or item.argv


def test_a_time_is_read_as_people_write_it() -> None:
    now = 1_795_000_000.0  # 2026-11-18T11:06:40Z
    assert window("-15m", "", "", now) == window("2026-11-18T10:51:40Z", "", "", now)
    assert window("", "10:00", "", now).since == "2026-11-18T10:00:00Z"
    assert window("", "14:00", "", now).since == "2026-11-17T14:00:00Z"
    assert window("", "2026-11-18 10:00", "", now).since == "2026-11-18T10:00:00Z"
    assert window("", "2026-11-18T10:00:00+02:00", "", now).since == "2026-11-18T08:00:00Z"
    for wrong in ("soon", "99:99", "-", "-3 fortnights", "2026-13-01", "9" * 400):
        with pytest.raises(Mistake):
            window("", wrong, "", now)
    with pytest.raises(Mistake):
        window("", "11:00", "10:00", now)


def test_of_variables_there_are_names_classes_and_fingerprints_and_no_value() -> None:
    secret = SENTINELS[0]
    app = App("billing", env=(Variable("A", secret=True), Variable("B"), Variable("C", aliases=("D",))))
    env = Environment({"A": secret, "B": "", "D": secret, "OTHER": secret}, "file x")
    made = {}
    for key in (b"k" * 32, b"k" * 32, b"l" * 32):
        item = Item("configuration/environment.json", MADE, "", "")
        data = items.maker(item.name)(Site(app, env, redactor=Redactor(key=key)), item)
        assert secret.encode() not in data
        made[key] = {row["name"]: row for row in json.loads(data)["declared"]}
    one, other = made.values()
    assert (one["A"]["length"], one["B"]["length"], one["C"]["set"]) == ("17-64", "empty", False)
    assert one["A"]["fingerprint"] != other["A"]["fingerprint"]


def test_failures_that_the_app_has_met_are_there_when_it_is_dead_and_set_the_window(tmp_path: Path) -> None:
    site = declare(tmp_path / "site", log="".join(f"2026-11-20T{h:02}:00:00Z h{h}\n" for h in range(24)))
    place = folder.make("billing", env_of(site)["FARHAND_RUN"])
    failure = {"schema": captures.SCHEMA, "at": "2026-11-20T14:03:00Z", "dependency": "local"}
    captures.keep(place, {**failure, "cause": "tcp.refused", "says": f"password={SENTINELS[1]}"})
    assert create(site, "--skip", "self-test").returncode == 0
    found = members(site / "out.tar.gz")
    assert b'"cause": "tcp.refused"' in found["state/failures.txt"]
    assert SENTINELS[1].encode() not in found["state/failures.txt"]
    assert found["logs/app.log"] == b"2026-11-20T14:00:00Z h14\n"


APP = "import farhand, time\napp = farhand.install(lambda environ, start: [])\ntime.sleep(600)\n"


@pytest.fixture
def living(tmp_path: Path) -> Iterator[Path]:
    """A process with Farhand inside, which serves on its socket."""
    site = declare(tmp_path / "site")
    process = subprocess.Popen([sys.executable, "-c", APP], cwd=site, env=env_of(site))
    try:
        end = time.monotonic() + 60
        while not list((tmp_path / "run").rglob("farhand.sock")) and time.monotonic() < end:
            time.sleep(0.05)
        yield site
    finally:
        process.kill()
        process.wait()


def test_the_living_app_is_asked_over_its_socket(living: Path) -> None:
    done = create(living, "--only", "endpoints", "--only", "state")
    assert done.returncode == 0, done.stderr
    found = members(living / "out.tar.gz")
    rows = {row["name"]: row for row in json.loads(found["manifest.json"])["rows"]}
    assert {row["outcome"] for name, row in rows.items() if name.startswith("app/")} == {"ok"}, rows
    assert json.loads(found["app/health.json"])
    assert b"# HELP" in found["app/metrics.txt"]
    assert json.loads(found["state/workers.json"])["workers"]
    assert not any(secret.encode() in data for secret in SENTINELS for data in found.values())


def test_endpoints_are_planned_for_a_socket_only(tmp_path: Path) -> None:
    (tmp_path / "farhand.sock").write_text("no socket")
    site = Site(App("billing"), places=(tmp_path,))
    assert ENDPOINT not in {item.way for _, item in items.planned(site)}
    assert os.listdir(tmp_path) == ["farhand.sock"]
