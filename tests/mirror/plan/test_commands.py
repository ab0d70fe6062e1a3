"""`farhand mirror plan` and `build` as a person runs them."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from tests.conftest import need
from tests.mirror.plan import sites


def farhand(folder: Path, *words: str, data: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "farhand", "mirror", *words]
    return subprocess.run(
        command, cwd=folder, input=data, capture_output=True, text=True, timeout=120, check=False
    )


@pytest.fixture
def place(tmp_path: Path) -> Path:
    sites.app(tmp_path)
    (tmp_path / "sent.txt").write_text(sites.postgres("12.22", max_connections="20"), "utf-8")
    (tmp_path / "compose.yml").write_text(sites.COMPOSE, "utf-8")
    return tmp_path


def test_a_plan_for_people_and_for_programs(place: Path) -> None:
    done = farhand(place, "plan", "sent.txt")
    assert done.returncode == 1, done.stderr
    assert "database-version: 12.22 at the customer, 14 or 16 in your tests" in done.stdout
    assert "pg_settings" in done.stdout
    document = json.loads(farhand(place, "plan", "sent.txt", "--json").stdout)
    assert document["schema"] == "farhand.mirror/1"
    assert document["differences"][0]["apply"]["value"] == "12"


def test_staging_is_saved_and_compared_with(place: Path) -> None:
    (place / "staging.txt").write_text(sites.postgres("12.20", max_connections="50"), "utf-8")
    assert farhand(place, "plan", "staging.txt", "--save", "staging.json", "--quiet").returncode == 1
    assert (
        farhand(place, "plan", "staging.txt", "--save", "staging.json", "--quiet").returncode == 2
    )  # is there
    document = json.loads(
        farhand(
            place, "plan", "-", "--baseline", "staging.json", "--json", data=(place / "sent.txt").read_text()
        ).stdout
    )
    found = {one["id"]: one["there"] for one in document["differences"]}
    assert found["database-max_connections"] == "50"


def test_an_archive_is_evidence(place: Path) -> None:
    with tarfile.open(place / "sent.tar.gz", "w:gz") as archive:
        archive.add(place / "sent.txt", "bundle/psql.txt")
        archive.add(place / "compose.yml", "bundle/compose.yml")
    document = json.loads(farhand(place, "plan", "sent.tar.gz", "--json").stdout)
    assert {"database-version", "disk-root"} <= {one["id"] for one in document["differences"]}


def test_sql_that_the_server_lacks_is_told_by_its_place(place: Path) -> None:
    need(importlib.util.find_spec("postgast"), "postgast is not installed")
    (place / "app.sql").write_text(
        "SELECT date_bin('15 minutes', made, '2001-01-01') FROM invoices;\n", "utf-8"
    )
    done = farhand(place, "plan", "sent.txt", "--sql", "app.sql", "--json")
    first = json.loads(done.stdout)["differences"][0]
    assert first["id"] == "database-version"
    assert "app.sql:1" in first["because"]
    assert "date_bin" in first["because"]


def test_a_folder_is_built_and_its_images_are_listed(place: Path) -> None:
    done = farhand(place, "build", "sent.txt", "compose.yml", "-o", "mirror", "--image", "billing:9")
    assert done.returncode == 0, done.stderr
    for image in ("billing:9", "postgres:12", "rabbitmq:3.8"):
        assert image in done.stdout
    readme = (place / "mirror" / "README.md").read_text("utf-8")
    assert "is not privileged" in readme
    assert "registry.corp/billing:2.4.0" in readme
    again = farhand(place, "build", "sent.txt", "-o", "mirror")
    assert (again.returncode, "not empty" in again.stderr) == (2, True)


def test_wrong_usage_names_the_next_step(place: Path) -> None:
    for words, told in (
        (["build", "sent.txt", "-o", "m", "--image", "$(id)"], "--image"),
        (["build", "sent.txt", "-o", "m", "--schema", "none.sql"], "none.sql"),
        (["plan", "none.txt"], "none.txt"),
    ):
        done = farhand(place, *words)
        assert done.returncode == 2
        assert told in done.stderr
