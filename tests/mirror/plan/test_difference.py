"""Differences: what is one, which is the likeliest, and what nobody knows."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from farhand.mirror import difference
from farhand.mirror.difference import pairs
from farhand.mirror.difference.weights import Hint
from farhand.mirror.model import Fact, Fingerprint, Recipe, as_json, plan_of
from farhand.mirror.run.world import world_of
from farhand.mirror.versions import covers, nearest, release
from tests.mirror.plan import sites

ERROR = (
    "psycopg.errors.UndefinedFunction: function jsonb_path_query_first_tz(jsonb, unknown) does not exist\n"
)


def of(*facts: tuple[str, str, str]) -> Fingerprint:
    return Fingerprint(tuple(Fact(*fact, "x") for fact in facts))


@pytest.mark.parametrize("name", sites.SITES)
def test_each_site_has_its_differences(name: str, tmp_path: Path) -> None:
    site = sites.SITES[name]
    found = sites.plan(site.texts, sites.app(tmp_path, sites.DECLARATION + sites.TOML_MORE))
    ids = [one.id for one in found.differences]
    assert set(site.finds) <= set(ids)
    assert len(ids) == len(set(ids))
    weights = [one.weight for one in found.differences]
    assert weights == sorted(weights, reverse=True)
    assert plan_of(json.loads(json.dumps(as_json(found)))) == found


def test_the_old_server_is_the_likeliest_where_a_function_is_missing(tmp_path: Path) -> None:
    texts = {
        "a": sites.postgres("12.22", max_connections="20") + ERROR,
        "b": sites.redis("7.0.15", maxclients="5"),
    }
    first, *others = sites.plan(texts, sites.app(tmp_path)).differences
    assert first.id == "database-version"
    assert first.weight > 0.8 > max(one.weight for one in others)
    assert "postgres.version_unsupported" in first.because
    assert first.apply == Recipe("version", "postgres:database", value="12")
    assert first.undo == Recipe("version", "postgres:database", value="14")


def test_a_full_server_points_at_its_limit(tmp_path: Path) -> None:
    error = "FATAL:  sorry, too many clients already\n"
    plan = sites.plan({"a": sites.postgres("12.22", max_connections="20"), "b": error}, sites.app(tmp_path))
    assert plan.differences[0].id == "database-max_connections"


def test_what_is_tested_is_no_difference(tmp_path: Path) -> None:
    plan = sites.plan({"a": sites.postgres("14.11"), "b": sites.redis("7.2.4")}, sites.app(tmp_path))
    assert plan.differences == ()
    assert Recipe("version", "postgres:database", value="14") in plan.base


def test_staging_goes_before_the_declaration(tmp_path: Path) -> None:
    app = sites.app(tmp_path)
    here = of(("postgres:database", "version", "15.2"), ("package", "django", "4.1"), ("env", "A", "int"))
    staging = of(("postgres:database", "version", "15.9"), ("package", "django", "4.2"))
    plan = difference.plan(here, pairs.joined(staging, pairs.declared(app)), app)
    assert [(one.id, one.here, one.there) for one in plan.differences] == [
        ("package-django", "4.1", "4.2"),
        ("database-version", "15.2", "15.9"),
    ]
    assert plan.differences[0].apply == Recipe("package", "", "django", "4.1")
    assert "both are of release 15" in plan.not_mirrored[0]
    assert Recipe("version", "postgres:database", value="15") in plan.base


def test_a_hint_points_by_area_and_name() -> None:
    here, there = (
        of(("redis:a", "version", "6.2"), ("redis:b", "version", "6.2")),
        of(("redis:a", "version", "7"), ("redis:b", "version", "7")),
    )
    plan = difference.plan(here, there, None, [Hint("redis:b", "version", 0.9, "your code uses GETDEL")])
    assert [one.area for one in plan.differences] == ["redis:b", "redis:a"]
    assert plan.differences[0].because == "your code uses GETDEL"


def test_names_in_evidence_are_no_patterns() -> None:
    here, there = (
        of(("redis:*", "version", "6"), ("redis:b", "version", "6")),
        of(("redis:*", "version", "7"), ("redis:b", "version", "7")),
    )
    plan = difference.plan(here, there)
    assert len({one.id for one in plan.differences}) == 2


def test_variables_differ_by_kind_and_by_being_there() -> None:
    here = of(
        ("env", "A", "not set"),
        ("env", "B", "text:8-15"),
        ("env", "C", "url:mysql"),
        ("env", "D", "malformed: quoted"),
    )
    there = of(
        ("env", "A", "url"), ("env", "B", "text:16-31"), ("env", "C", "url:postgres"), ("env", "D", "int")
    )
    found = {one.name: one for one in difference.plan(here, there).differences}
    assert set(found) == {"A", "C", "D"}
    assert found["A"].apply == Recipe("variable", name="A")
    assert found["A"].undo is not None
    assert found["A"].undo.value


@pytest.mark.parametrize(
    ("here", "there"), [("UTC", "Etc/UTC"), ("en_US.UTF-8", "C.UTF-8"), ("utf8", "UTF8")]
)
def test_spellings_of_one_value_are_no_difference(here: str, there: str) -> None:
    assert difference.plan(of(("locale", "locale", here)), of(("locale", "locale", there))).differences == ()


def test_what_is_not_known_comes_with_the_command_that_shows_it(tmp_path: Path) -> None:
    missing = {one.area: one for one in sites.plan({"a": "hello\n"}, sites.app(tmp_path)).missing}
    assert "max_connections" in missing["postgres:database"].names
    assert "pg_settings" in missing["postgres:database"].command
    assert "config get maxmemory-policy" in missing["redis:cache"].command
    assert "pip freeze" in missing["python"].command


def test_every_recipe_of_a_plan_can_be_followed(tmp_path: Path) -> None:
    app = sites.app(tmp_path, sites.DECLARATION + sites.TOML_MORE)
    for site in sites.SITES.values():
        plan = sites.plan(site.texts, app)
        mirror = world_of(plan, [one.id for one in plan.differences if one.apply])
        assert mirror.left_out == ()
        assert world_of(plan, []).left_out == ()
        assert len(mirror.services) >= len({one.area for one in plan.differences if ":" in one.area})


def test_versions() -> None:
    assert (release("postgres", "12.22"), release("postgres", "9.6.24"), release("mysql", "10.11.6")) == (
        "12",
        "9.6",
        "10.11",
    )
    assert covers("postgres", "14", "14.11")
    assert not covers("mysql", "10.11", "10.5.3")
    assert (nearest(["14", "16"], "12.1"), nearest(["14", "16"], "15.1"), nearest(["14", "16"], "18")) == (
        "14",
        "16",
        "16",
    )
