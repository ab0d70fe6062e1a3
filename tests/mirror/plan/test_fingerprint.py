"""What is known of an environment, from what people send; never a value of a variable."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from farhand.mirror import fingerprint
from farhand.mirror.fingerprint.known import Known
from farhand.mirror.manifest import containers
from farhand.mirror.shapes import made_up, shape_of
from tests.mirror.plan import sites

SYSTEM = """$ cat /etc/os-release
PRETTY_NAME="Red Hat Enterprise Linux 8.6 (Ootpa)"
$ uname -a
Linux web1 4.18.0-372.el8.x86_64 #1 SMP Mon Apr 18 17:12:26 EDT 2022 x86_64 x86_64 x86_64 GNU/Linux
$ ldd --version
ldd (GNU libc) 2.28
$ python --version
Python 3.9.16
$ openssl version
OpenSSL 1.1.1k  FIPS 25 Mar 2021
$ pip freeze
Django==4.2.1
psycopg2_binary==2.9.3
$ id
uid=1001(app) gid=1001(app) groups=1001(app)
$ cat /proc/7/limits
Max open files            256                  256                  files
"""
LISTED = """                              List of databases
   Name    |  Owner   | Encoding  |   Collate   |    Ctype    |   Access privileges
-----------+----------+-----------+-------------+-------------+-----------------------
 postgres  | postgres | UTF8      | en_US.UTF-8 | en_US.UTF-8 |
 billing   | app      | LATIN1    | de_DE       | de_DE       |
"""


def facts(*texts: str) -> dict[tuple[str, str], str]:
    found = sites.side({f"text {n}": text for n, text in enumerate(texts)}).fingerprint
    return {(f.area, f.name): f.value for f in found.facts}


def test_a_system_by_what_its_tools_print() -> None:
    found = facts(SYSTEM)
    assert found["os", "name"] == "Red Hat Enterprise Linux 8.6 (Ootpa)"
    assert found["os", "kernel"] == "4.18.0-372.el8.x86_64"
    assert found["os", "arch"] == "x86_64"
    assert found["os", "libc"] == "2.28"
    assert found["os", "openssl"] == "1.1.1k"
    assert found["os", "uid"] == "1001"
    assert found["python", "version"] == "3.9.16"
    assert found["package", "psycopg2-binary"] == "2.9.3"
    assert found["limits", "files"] == "256"


def test_a_database_by_its_list_and_its_settings() -> None:
    found = facts(LISTED, sites.postgres("12.22", TimeZone="Europe/Berlin", max_connections="20"))
    area = "postgres:postgres"
    assert found[area, "version"] == "12.22"
    assert found[area, "server_encoding"] == "LATIN1"
    assert found[area, "lc_collate"] == "de_DE"
    assert found[area, "timezone"] == "Europe/Berlin"
    assert found[area, "max_connections"] == "20"


def rows_of(*rows: tuple[str, str, str, dict[str, object]]) -> dict[tuple[str, str], str]:
    """Facts of rows of a report: check, subject, stage, facts."""
    keys = ("check", "subject", "stage", "facts")
    results = [{"outcome": "fail", "says": "x", "took_ms": 1, **dict(zip(keys, row))} for row in rows]
    return facts(json.dumps({"schema": "farhand.report/1", "results": results}))


@pytest.mark.parametrize(("run_by", "egress"), [("vendor", "dropped"), ("customer", "")])
def test_only_a_way_out_of_the_site_tells_of_its_firewall(run_by: str, egress: str) -> None:
    about = {
        "about": {"kind": "http", "run_by": run_by},
        "scheme": "https",
        "host": "api.example.com",
        "port": 443,
    }
    attempts = {
        "host": "api.example.com",
        "port": 443,
        "attempts": [{"address": "192.0.2.7", "result": "timeout"}],
    }
    found = rows_of(("http", "api", "config", about), ("http", "api", "tcp", attempts))
    assert found.get(("network", "egress"), "") == egress


def test_clock_limits_mounts_and_tls_by_their_rows() -> None:
    mount = {"path": "/data", "mount": {"point": "/data", "options": ["ro"], "type": "ext4"}}
    found = rows_of(
        (
            "clock",
            "clock",
            "peers",
            {"max_skew_s": 5.0, "peers": [{"peer": "api", "offset_s": -599.77, "error_s": 0.5}]},
        ),
        ("host", "host", "disk", {"places": [mount], "who": {"uid": 1001}}),
        ("host", "host", "memory", {"total": 8 << 30, "group": {"limit": 64 << 20, "version": 2}}),
        ("host", "host", "limits", {"files": {"limit": 256}, "processes": {"limit": 100}}),
        ("http", "api", "tls", {"host": "a", "versions": {"TLSv1_2": "ok", "TLSv1_3": "protocol_version"}}),
    )
    assert found["time", "offset_s"] == "-600"
    assert found["disk", "/data"] == "read-only"
    assert found["os", "uid"] == "1001"
    assert found["limits", "memory"] == str(64 << 20)
    assert found["limits", "files"] == "256"
    assert found["network", "tls max"] == "1.2"


def test_one_setting_as_show_prints_it() -> None:
    assert (
        facts("psql> show max_connections;\n max_connections \n-----------------\n 15\n(1 row)\n")[
            "postgres:postgres", "max_connections"
        ]
        == "15"
    )


def test_rows_of_a_report_go_before_texts(tmp_path: Path) -> None:
    row = {"check": "postgres", "subject": "database", "outcome": "pass", "says": "x", "took_ms": 1}
    report = {
        "schema": "farhand.report/1",
        "results": [
            {
                **row,
                "stage": "role",
                "facts": {"version": "15.20 (Debian 15.20-0+deb12u1)", "search_path": "app"},
            },
            {**row, "stage": "capacity", "facts": {"max": 40}},
        ],
    }
    texts = {"report.json": json.dumps(report), "later": sites.postgres("12.22")}
    found = sites.side(texts, sites.app(tmp_path)).fingerprint
    assert found.value("postgres:database", "version") == "15.20"
    assert found.value("postgres:database", "max_connections") == "40"
    assert found.value("postgres:database", "search_path") == "app"


@pytest.mark.parametrize("text", [sites.COMPOSE, sites.POD])
def test_manifests_give_shapes_and_no_values(text: str) -> None:
    found = sites.side({"m": text}).fingerprint
    assert "Secret-Pw-9" not in json.dumps(fingerprint.as_json(found))
    assert "0123456789abcdef" not in json.dumps(fingerprint.as_json(found))
    assert found.value("env", "API_KEY")
    assert found.value("env", "DATABASE_URL") == ""  # it is elsewhere
    assert found.value("disk", "/") == "read-only"


def test_a_manifest_inside_of_a_terminal() -> None:
    config = {"Image": "postgres:12.4", "Env": []}
    inspected = json.dumps([{"Name": "/x", "Config": config, "HostConfig": {"Privileged": True}}], indent=1)
    text = f"$ kubectl get deploy billing -o yaml\n{sites.POD}\n$ docker inspect x\n{inspected}\n"
    found = {one.name: one for one in containers(text)}
    assert found["billing/web"].limits["memory"] == "128Mi"
    assert found["x"].image == "postgres:12.4"
    assert any("privileged" in words for words in found["x"].dropped)


@given(st.text(max_size=200))
def test_a_shape_holds_no_part_of_a_value(value: str) -> None:
    shape = shape_of(value)
    assert len(shape) < 32
    assert shape_of(f"Zq9-{value}-pW7") not in (value,)
    assert "Zq9" not in shape_of(f"Zq9{value}pW7")


@pytest.mark.parametrize(
    "value",
    [
        "",
        "12",
        "1.5",
        "true",
        "/srv/app",
        "30s",
        "a" * 20,
        "deadbeef" * 4,
        "7f9c24e8-3b12-4fef-91e0-21ed0c3a5a00",
        "{}",
    ],
)
def test_what_is_made_up_has_the_same_shape(value: str) -> None:
    made = made_up(shape_of(value), "NAME")
    assert shape_of(made) == shape_of(value)
    assert made == made_up(shape_of(value), "NAME")
    assert len(value) < 16 or made != value


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=400))
def test_no_text_stops_a_fingerprint(text: str) -> None:
    for wrapped in (
        text,
        f"services:\n  a:\n    image: {text}\n",
        f" name | setting\n---\n max_connections | {text}\n",
    ):
        for fact in fingerprint.of([], [("t", wrapped)]).facts:
            assert len(fact.value) <= 300
            assert fact.value.isprintable()


ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text("ab/:$", max_size=4),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["a", "limits", "memory"]), inner)
    ),
    max_leaves=6,
)
KEYS = [
    "image",
    "volumes",
    "user",
    "environment",
    "ulimits",
    "deploy",
    "mem_limit",
    "Config",
    "HostConfig",
    "Env",
]


@given(st.dictionaries(st.sampled_from(KEYS), ANY), ANY)
def test_no_manifest_stops_a_fingerprint(service: dict[str, object], other: object) -> None:
    pod = {"containers": [{"image": "x", "env": other, "resources": other}], "volumes": other}
    for thing in (
        {"services": {"image": service, "b": other}},
        {"apiVersion": "v1", "kind": "Pod", "metadata": other, "spec": {**pod, "securityContext": other}},
        {"apiVersion": "v1", "kind": "List", "items": [other, service]},
        {"Config": service, "HostConfig": {"Binds": other, **service}, "Name": other, "image": 1},
    ):
        assert isinstance(containers(json.dumps(thing)), list)
        assert fingerprint.of([], [("m", json.dumps(thing, indent=1))]) is not None


def test_a_fingerprint_is_read_back() -> None:
    found = sites.side({"s": SYSTEM}).fingerprint
    assert fingerprint.of_json(json.loads(json.dumps(fingerprint.as_json(found)))) == found
    with pytest.raises(ValueError, match="schema"):
        fingerprint.of_json({"schema": "other"})


def test_a_text_of_an_unnamed_server_is_of_the_first_declared_one(tmp_path: Path) -> None:
    known = Known.of([], sites.app(tmp_path))
    assert known.area("postgres") == "postgres:database"
    assert known.area("mongodb") == "mongodb:mongodb"


def test_the_packages_of_a_bundle(tmp_path: Path) -> None:
    """As `farhand bundle create` writes them."""
    versions = {
        "schema": "farhand.versions/1",
        "system": {"kernel": "4.18.0", "machine": "x86_64", "release": {"PRETTY_NAME": "RHEL 8.6"}},
        "app": {"name": "billing", "program": "/opt/app/bin/python3.9"},
        "packages": {"/opt/app/lib/python3.9/site-packages": {"typing_extensions": "4.1.1", "Django": "4.2"}},
    }
    found = facts(json.dumps(versions, indent=1))
    assert (found["package", "typing-extensions"], found["package", "django"]) == ("4.1.1", "4.2")
    assert (found["python", "version"], found["os", "name"]) == ("3.9", "RHEL 8.6")
    for broken in ("[]", '{"packages": 7}', '{"packages": {"a": 1}}', '{"system": []}'):
        text = broken.replace("{", '{"schema": "farhand.versions/1", ', 1)
        assert ("package", "a") not in facts(text)


@pytest.mark.parametrize(
    "text",
    [
        "memory.max:268435456\ncpu.max:50000 100000\npids.max:max\n",
        "$ cat /sys/fs/cgroup/memory.max\n268435456\n$ cat /sys/fs/cgroup/cpu.max\n50000 100000\n"
        "$ cat /sys/fs/cgroup/pids.max\nmax\n",
    ],
)
def test_the_limits_of_a_control_group(text: str) -> None:
    found = {name: value for (area, name), value in facts(text).items() if area == "limits"}
    assert found == {"memory": "268435456", "cpus": "0.5", "processes": "unlimited"}
