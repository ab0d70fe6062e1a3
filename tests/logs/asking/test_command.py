"""`farhand logs ask` as a person calls it: what the declaration says, what the options say, text and JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from farhand.cli import main
from tests.logs.asking import written

TOML = """\
[app]
name = "billing"
version = "2.4.1"
contact = "support@vendor.example"
[deploy]
platform = "{platform}"
target = "{target}"
"""


def declared(place: Path, platform: str = "docker", target: str = "billing-web", more: str = "") -> str:
    path = place / "farhand.toml"
    path.write_text(TOML.format(platform=platform, target=target) + more)
    return str(path)


def document(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, object]:
    assert main(["logs", "ask", "--json", *words]) == 0
    found: dict[str, object] = json.loads(capsys.readouterr().out)
    return found


def test_the_declaration_says_whom_to_ask(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = declared(tmp_path)
    found = document(capsys, "--config", config, "--around", "2026-11-20T14:02:00Z", "--level", "warn")
    assert (found["schema"], found["platform"], found["target"]) == ("farhand.ask/1", "docker", "billing-web")
    assert (found["since"], found["until"]) == ("2026-11-20T13:47:00Z", "2026-11-20T14:17:00Z")
    assert found["level"] == "warning"
    (command,) = found["commands"]  # type: ignore[misc]
    assert "docker logs" in command["command"]
    assert command["needs"].startswith("to be root")


def test_a_source_of_the_declaration_wins_over_the_platform(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = declared(tmp_path, more='[logs]\nsource = "journald:billing.service"\n')
    assert document(capsys, "--config", config, "--since", "-15m")["platform"] == "systemd"
    config = declared(tmp_path, more='[logs]\nsource = "/var/log/app.log"\nzone = "Europe/Berlin"\n')
    found = document(capsys, "--config", config, "--since", "2026-11-20 15:00")
    assert (found["since"], found["zone"]) == ("2026-11-20T14:00:00Z", "Europe/Berlin")
    assert "docker exec -i billing-web sh -s" in found["commands"][0]["command"]  # type: ignore[index]


def test_without_a_declaration_the_options_are_enough(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    found = document(capsys, "--source", "kubernetes:shop/billing/app", "--since", "-15m", "--previous")
    assert "--previous" in found["commands"][0]["command"]  # type: ignore[index]
    assert main(["logs", "ask", "--since", "-15m"]) == 2
    assert "farhand.toml" in capsys.readouterr().err


def test_the_text_can_be_mailed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = declared(tmp_path)
    assert main(["logs", "ask", "--config", config, "--since", "14:00", "--grep", "pool"]) == 0
    text = capsys.readouterr().out
    assert text.isascii()
    assert text.index("wc -c") < text.index("head -c 5242880")
    assert "support@vendor.example" in text
    assert "Only records with the text 'pool'." in text


def test_on_the_machine_itself_it_is_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    records = written.log("json", [(1000, 3, 0)] * 30)
    (tmp_path / "app.log").write_bytes(written.of(records))
    words = ("--source", str(tmp_path / "app.log"), "--since", "2026-11-20T14:00:00Z", "--until")
    found = document(
        capsys,
        *words,
        "2026-11-20T14:00:10Z",
        "--sample",
        str(tmp_path / "app.log"),
        "--here",
        "--without-farhand",
    )
    assert found["estimate_bytes"] == sum(len(r.text) for r in records[9:19])


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--level", "loud"], "is no level"),
        (["--max-bytes", "much"], "5MiB"),
        (["--within", "0s"], "60s or 2m"),
        (["--since", "yesterday"], "is not a time"),
        (["--since", "14:00Z", "--until", "2020-01-01"], "ends"),
        (["--zone", "Mars/Base"], "no time zone"),
        (["--platform", "mainframe"], "there is no platform"),
        (["--platform", "bare"], "which log?"),
        (["--sample", "/no/such/file"], "No such file"),
        (["--source", "/x", "--target", "", "--inside", "--platform", "docker", "--config", "/no"], "/no"),
        (["--source", "docker:a b"], "is no name"),
    ],
)
def test_mistakes_are_told_with_the_next_step(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str], says: str
) -> None:
    config = declared(tmp_path)
    assert main(["logs", "ask", "--config", config, *words]) == 2
    assert says in capsys.readouterr().err
