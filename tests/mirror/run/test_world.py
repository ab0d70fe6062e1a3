"""From a plan to what is run: recipes, hostile settings, addresses, and the command line around a command."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from farhand import declare
from farhand.errors import Mistake
from farhand.mirror.model import Difference, Plan, Recipe, as_json
from farhand.mirror.run import place, servers
from farhand.mirror.run.folder import plan_in
from farhand.mirror.run.naming import put_in, variables_of
from farhand.mirror.run.nouns import Address, Place, Service, World
from farhand.mirror.run.place import Here
from farhand.mirror.run.servers._start import left_out, taken
from farhand.mirror.run.world import mirrored, world_of

DATABASE = "postgres:database"
BASE = (Recipe("version", DATABASE, "", "14"),)
SERVER = Address("database", "127.0.0.1", 5999, "postgresql://app:secret@127.0.0.1:5999/app")


def plan(*sides: tuple[Recipe, Recipe | None]) -> Plan:
    rows = (Difference(f"d{n}", "a", "n", "h", "t", n / 10, "", *pair) for n, pair in enumerate(sides))
    return Plan("app", tuple(rows), (), BASE)


def with_all(*recipes: Recipe) -> World:
    made = plan(*((recipe, None) for recipe in recipes))
    return world_of(made, [one.id for one in made.differences])


def test_each_side_of_a_difference() -> None:
    made = plan((Recipe("version", DATABASE, "", "12.3"), Recipe("version", DATABASE, "", "16")))
    assert world_of(made, ["d0"]).services[0].version == "12.3"
    assert world_of(made, []).services[0].version == "16"
    with pytest.raises(Mistake, match=r"no difference nothing; it has: d0"):
        world_of(made, ["nothing"])


def test_every_recipe_has_its_place() -> None:
    world = with_all(
        Recipe("setting", DATABASE, "server_encoding", "LATIN1"),
        Recipe("setting", DATABASE, "lc_collate", "C"),
        Recipe("setting", DATABASE, "max_connections", "20"),
        Recipe("limit", "", "memory", "64MiB"),
        Recipe("limit", "", "files", "100"),
        Recipe("uid", value="1000:2000"),
        Recipe("clock", value="-600"),
        Recipe("egress", value="blocked"),
        Recipe("proxy", value="407"),
        Recipe("ca", value="internal"),
        Recipe("tls", "", "max", "TLSv1.2"),
        Recipe("zone", value="Asia/Tokyo"),
        Recipe("python", value="3.9"),
        Recipe("read_only", name="/data", value="yes"),
        Recipe("variable", "", "GONE", ""),
    )
    service, spot = world.services[0], world.place
    assert (service.encoding, service.locale, dict(service.settings)) == (
        "LATIN1",
        "C",
        {"max_connections": "20"},
    )
    assert (spot.memory_bytes, spot.limits, spot.uid, spot.gid) == (64 << 20, {"nofile": 100}, 1000, 2000)
    assert (spot.clock_s, spot.egress, spot.proxy, spot.trust, spot.tls_max) == (
        -600,
        "refused",
        "auth",
        "internal",
        "1.2",
    )
    assert (spot.python, spot.read_only, dict(spot.env)) == (
        "3.9",
        ("/data",),
        {"TZ": "Asia/Tokyo", "GONE": None},
    )
    assert place.needs_root(spot) == ["another user", "a read-only file system", "a blocked network"]


def test_what_cannot_be_made_is_told_and_not_searched() -> None:
    made = plan((Recipe("moon", value="full"), None), (Recipe("zone", value="UTC"), None))
    assert mirrored(made) == ("d1",)
    assert world_of(made, ["d0"]).left_out == ("moon full: nothing here can make it so",)


@pytest.mark.parametrize(
    "recipe",
    [
        Recipe("limit", "", "memory", "much"),
        Recipe("limit", "", "dreams", "1"),
        Recipe("clock", value="late"),
        Recipe("tls", "", "colour", "1"),
    ],
    ids=str,
)
def test_a_value_that_is_none_is_a_mistake(recipe: Recipe) -> None:
    with pytest.raises(Mistake):
        with_all(recipe)


def test_settings_from_elsewhere_never_name_files_or_commands() -> None:
    known = servers.of("postgres").SETTINGS
    hostile = {
        "archive_command": "touch /tmp/x",
        "ssl_key_file": "/etc/shadow",
        "shared_preload_libraries": "evil",
        "max_connections": "5\narchive_command = 'x'",
        "work_mem": "--config-file=/x",
        "search_path": '"$user", public',
    }
    assert taken(hostile, known) == {"search_path": '"$user", public'}
    assert len(left_out(hostile, known)) == 5
    for kind in ("postgres", "mysql", "redis"):
        words = ("file", "command", "library", "libraries", "directory", "dir", "exec", "plugin", "module")
        assert not [
            name for name in servers.of(kind).SETTINGS if any(word in name.split("_") for word in words)
        ]


def test_the_app_finds_the_server_by_its_own_names(tmp_path: Path) -> None:
    (tmp_path / "farhand.toml").write_text(
        '[app]\nname = "x"\n[env.STORE_HOST]\n[env.STORE_PORT]\n[env.KEY]\n'
        '[dependencies.database]\nkind = "postgres"\nhost = "${STORE_HOST}"\nport = "${STORE_PORT}"\n'
    )
    found = variables_of([SERVER], declare.load(tmp_path / "farhand.toml"))
    assert (found["STORE_HOST"], found["STORE_PORT"]) == ("127.0.0.1", "5999")
    assert found["DATABASE_URL"] == found["FARHAND_MIRROR_DATABASE_URL"] == SERVER.url
    assert put_in("{database.user}:{database.password}", [SERVER]) == "app:secret"
    assert put_in("postgres://me:old@database:5432/x?sslmode=disable", [SERVER]).endswith(
        "app:secret@127.0.0.1:5999/app?sslmode=disable"
    )
    assert put_in("http://other:80/", [SERVER]) == "http://other:80/"


def test_a_user_by_name_is_told_and_never_looked_up() -> None:
    world = with_all(Recipe("uid", value="appuser; id"))
    assert world.place.uid is None
    assert world.left_out == ("uid appuser; id: a user is made by number only",)


def test_a_path_is_one_word_of_the_script() -> None:
    words = place.argv(Place(read_only=("/da ta; id",)), Here(), ["true"])
    assert "mount --bind '/da ta; id' '/da ta; id'" in words[words.index("-ec") + 1]


def test_the_surroundings_go_over_the_vendors_own() -> None:
    spot = Place({"A": None, "B": "2"}, proxy="auth", trust="internal", tls_max="1.2", python="3.9")
    found = place.variables(spot, Here("/w", proxy="http://p"), {"A": "1", "PATH": "/bin"})
    assert (found.get("A"), found["B"], found["https_proxy"], found["PATH"]) == (
        None,
        "2",
        "http://p",
        "/w/python:/bin",
    )
    assert (found["SSL_CERT_FILE"], found["OPENSSL_CONF"]) == ("/w/ca.pem", "/w/openssl.cnf")
    assert "MaxProtocol = TLSv1.2" in place.files(spot)["openssl.cnf"]


def test_a_locale_names_the_encoding_of_the_data() -> None:
    start = servers.of("postgres").start(Service("d", "postgres", locale="de_DE.ISO-8859-1"), "/f", "/p", 1)
    assert "--encoding=LATIN1" in start.steps[0].argv


def test_a_folder_without_a_plan_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(Mistake, match="mirror build -o"):
        plan_in(tmp_path)
    (tmp_path / "mirror.json").write_text("[" * 100_000)
    with pytest.raises(Mistake, match="is no plan"):
        plan_in(tmp_path)
    (tmp_path / "mirror.json").write_text(json.dumps(as_json(plan())))
    assert plan_in(tmp_path) == plan_in(tmp_path / "mirror.json") == plan()
