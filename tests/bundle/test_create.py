"""From plan to file: what is asked, what is refused, what is in the bundle and what its manifest says."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.bundle.places import SENTINELS, bundle, create, declare, env_of, members


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return declare(tmp_path / "site")


def rows_of(found: dict[str, bytes]) -> dict[str, dict[str, object]]:
    return {row["name"]: row for row in json.loads(found["manifest.json"])["rows"]}


def test_every_planned_item_has_a_row_and_a_checksum_that_holds(site: Path) -> None:
    planned = json.loads(bundle(site, "plan", "--here", "--json").stdout)
    done = create(site)
    assert done.returncode == 0, done.stderr
    found = members(site / "out.tar.gz")
    manifest = json.loads(found["manifest.json"])
    assert [i["name"] for i in planned["items"]] == [r["name"] for r in manifest["rows"]]
    assert manifest["schema"] == "farhand.bundle/1"
    assert json.loads(found["evidence/self-test.json"])["schema"] == "farhand.report/1"
    assert next(iter(found)) == "README.txt"
    assert list(found)[-1] == "manifest.json"


def test_sha256sum_itself_agrees(site: Path, tmp_path: Path) -> None:
    create(site)
    subprocess.run(["tar", "xzf", site / "out.tar.gz", "-C", tmp_path], check=True)
    folder = next(path for path in tmp_path.iterdir() if (path / "SHA256SUMS").exists())
    subprocess.run(["sha256sum", "-c", "--quiet", "SHA256SUMS"], cwd=folder, check=True)


def test_two_runs_have_the_same_plan_and_it_stands_in_the_bundle(site: Path) -> None:
    hashes = [
        json.loads(bundle(site, "plan", "--here", "--json", "--min-free", "0").stdout)["hash"] for _ in "ab"
    ]
    create(site)
    told = json.loads(members(site / "out.tar.gz")["manifest.json"])["plan_hash"]
    assert hashes == [told, told]


def test_secrets_are_marks_and_the_value_of_a_declared_variable_is_found_in_any_log(site: Path) -> None:
    (site / "app.log").write_text(f"connecting as {SENTINELS[0]} to the database\npassword={SENTINELS[1]}\n")
    assert create(site).returncode == 0
    log = members(site / "out.tar.gz")["logs/app.log"].decode()
    assert "connecting as <" in log
    assert not any(secret in log for secret in SENTINELS)


def test_with_a_key_marks_are_the_same_in_every_bundle_and_without_one_they_are_not(site: Path) -> None:
    (site / "key").write_bytes(b"k" * 32)
    logs = []
    for words in (["--key", "key"], ["--key", "key"], [], []):
        assert create(site, "--only", "logs", *words).returncode == 0
        logs.append(members(site / "out.tar.gz")["logs/app.log"])
        (site / "out.tar.gz").unlink()
    assert logs[0] == logs[1]
    assert len(set(logs)) == 3


def test_an_approved_plan_is_carried_out_and_nothing_else(site: Path) -> None:
    (site / "approved.json").write_text(bundle(site, "plan", "--here", "--json", "--min-free", "0").stdout)
    assert create(site, "--plan", "approved.json").returncode == 0
    (site / "out.tar.gz").unlink()
    (site / "Dockerfile").write_text("FROM scratch\n")
    done = create(site, "--plan", "approved.json")
    assert done.returncode == 2
    assert "manifests/Dockerfile is not in the approved plan" in done.stderr
    assert not (site / "out.tar.gz").exists()


def test_a_plan_that_was_changed_after_it_was_made_is_refused(site: Path) -> None:
    plan = json.loads(bundle(site, "plan", "--here", "--json").stdout)
    plan["items"][0]["source"] = "nothing at all"
    (site / "approved.json").write_text(json.dumps(plan))
    done = create(site, "--plan", "approved.json")
    assert (done.returncode, "was changed after it was made" in done.stderr) == (2, True)


def test_the_window_of_an_approved_plan_holds_for_the_run(site: Path) -> None:
    words = ("--here", "--min-free", "0")
    (site / "approved.json").write_text(bundle(site, "plan", *words, "--json", "--around", "-5m").stdout)
    assert create(site, "--plan", "approved.json").returncode == 0


def test_what_is_struck_out_is_not_taken_and_says_so(site: Path) -> None:
    assert create(site, "--strike", "logs/*").returncode == 0
    found = members(site / "out.tar.gz")
    assert "logs/app.log" not in found
    assert rows_of(found)["logs/app.log"]["outcome"] == "struck out"


def test_what_names_nothing_is_refused(site: Path) -> None:
    for words in (
        ("--strike", "lgos/*"),
        ("--only", "lgos"),
        ("--around", "yesterday"),
        ("--max-bytes", "much"),
    ):
        assert create(site, *words).returncode == 2


def test_without_anybody_to_ask_without_a_key_and_over_a_file_it_refuses(site: Path) -> None:
    asked = bundle(site, "create", "--here", "--plain")
    assert (asked.returncode, "--yes" in asked.stderr) == (2, True)
    unnamed = bundle(site, "create", "--here", "--yes")
    assert (unnamed.returncode, "--recipient" in unnamed.stderr) == (2, True)
    (site / "out.tar.gz").write_text("here first")
    assert create(site).returncode == 2
    assert (site / "out.tar.gz").read_text() == "here first"
    assert sorted(os.listdir(site)) == ["app.log", "farhand.toml", "out.tar.gz"]


def test_the_file_is_for_its_owner_only_and_nothing_lies_beside_it(site: Path) -> None:
    create(site)
    assert (site / "out.tar.gz").stat().st_mode & 0o777 == 0o600
    assert sorted(os.listdir(site)) == ["app.log", "farhand.toml", "out.tar.gz"]


def test_only_and_skip_name_sources_and_items(site: Path) -> None:
    assert create(site, "--only", "logs", "--only", "host.json").returncode == 0
    assert set(rows_of(members(site / "out.tar.gz"))) == {"logs/app.log", "host.json"}


def test_added_files_are_redacted_and_binary_ones_withheld(site: Path) -> None:
    (site / "kit.txt").write_text(f"psql: password={SENTINELS[2]}\n")
    (site / "core").write_bytes(b"\x7fELF\0\0" + SENTINELS[2].encode())
    done = create(site, "--only", "added", "--add", "kit.txt", "core")
    assert done.returncode == 3
    found = members(site / "out.tar.gz")
    assert b"password=<" in found["added/kit.txt"]
    assert "added/core" not in found
    assert rows_of(found)["added/core"]["outcome"] == "withheld"


def test_names_of_files_are_redacted_too(site: Path) -> None:
    name = f"password={SENTINELS[3]}.txt"
    (site / name).write_text("harmless\n")
    create(site, "--only", "added", "--add", name)
    found = members(site / "out.tar.gz")
    assert not any(SENTINELS[3] in member for member in found)
    assert not any(SENTINELS[3].encode() in data for data in found.values())


def test_of_a_long_log_the_time_around_the_failure_is_taken(site: Path) -> None:
    lines = (f"2026-11-20T{h:02}:{m:02}:00Z INFO tick {h}-{m}\n" for h in range(24) for m in range(60))
    (site / "app.log").write_text("".join(lines))
    create(site, "--only", "logs", "--around", "2026-11-20T14:00:00Z")
    log = members(site / "out.tar.gz")["logs/app.log"].decode().splitlines()
    assert log[0] == "2026-11-20T13:45:00Z INFO tick 13-45"
    assert log[-1] == "2026-11-20T14:14:00Z INFO tick 14-14"


def test_a_key_cut_in_two_by_the_limit_is_hidden(site: Path) -> None:
    body = "".join(f"MIIEvQIBADANBgkqhkiG9w0BAQEFAASC{i:032d}\n" for i in range(40))
    key = f"-----BEGIN PRIVATE KEY-----\n{body}-----END PRIVATE KEY-----\n"
    rest = "a line of no interest\n" * ((5 << 20) // 22 - 40)
    (site / "app.log").write_text("before\n" * 40000 + key + rest)
    create(site, "--only", "logs")
    found = members(site / "out.tar.gz")
    assert rows_of(found)["logs/app.log"]["outcome"] == "truncated"
    assert b"MIIEvQIBADAN" not in found["logs/app.log"]
    assert found["logs/app.log"].endswith(b"a line of no interest\n")
    assert b"before" not in found["logs/app.log"]


def test_rotated_and_compressed_logs_are_taken_decompressed(site: Path) -> None:
    import gzip

    (site / "app.log.1").write_text("older\n")
    (site / "app.log.2.gz").write_bytes(gzip.compress(f"oldest password={SENTINELS[1]}\n".encode()))
    (site / "app.log.bak").write_text("somebody's own copy\n")
    create(site, "--only", "logs")
    found = members(site / "out.tar.gz")
    assert found["logs/app.log.1"] == b"older\n"
    assert found["logs/app.log.2"].startswith(b"oldest password=<")
    assert "logs/app.log.bak" not in found


def test_bytes_for_all_items_are_bounded_and_the_first_items_have_them(site: Path) -> None:
    (site / "app.log").write_text("x" * 60 + "\n" + "y\n" * 20000)
    done = create(site, "--max-bytes", "30kB", "--skip", "self-test", "--skip", "versions")
    manifest = json.loads(members(site / "out.tar.gz")["manifest.json"])
    assert done.returncode == 3
    assert manifest["used"]["bytes"] <= 30000
    assert "not reached" in {row["outcome"] for row in manifest["rows"]}


def test_the_json_answer_names_the_file_and_every_row(site: Path) -> None:
    done = create(site, "--json")
    answer = json.loads(done.stdout)
    assert answer["file"] == str(site / "out.tar.gz")
    assert {"name", "outcome", "says", "sha256"} <= set(answer["rows"][0])


def test_show_tells_what_is_missing_and_what_that_weakens(site: Path) -> None:
    create(site, "--strike", "logs/*", "--strike", "evidence/*")
    done = bundle(site, "show", "out.tar.gz")
    assert done.returncode == 0
    assert "Missing: logs/app.log (struck out); less sure: what failed first" in " ".join(done.stdout.split())


def test_the_plan_in_words_names_path_reason_size_network_and_hash(site: Path) -> None:
    done = bundle(site, "plan", "--here", env={**env_of(site), "COLUMNS": "200"})
    for word in (
        str(site / "app.log"),
        "127.0.0.1:9",
        "what failed first",
        f"{len((site / 'app.log').read_bytes())} B",
    ):
        assert word in done.stdout
    assert sorted(os.listdir(site)) == ["app.log", "farhand.toml"]
