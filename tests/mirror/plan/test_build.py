"""Folders of mirrors: accepted by a real compose, valid for Kubernetes, loaded by a real PostgreSQL."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import socket
import stat
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from farhand.errors import Mistake
from farhand.mirror import build
from farhand.mirror.build import data, folder, names
from farhand.mirror.model import Difference, Plan, Recipe
from farhand.mirror.run.folder import plan_in
from tests.conftest import need, need_tool
from tests.mirror.plan import sites
from tests.mirror.postgres import Server

SCHEMA = r"""
\connect template1
\! touch pwned
SET statement_timeout = 0;
CREATE FUNCTION public.f() RETURNS void LANGUAGE c AS 'evil.so', 'f';
CREATE TYPE public.kind AS ENUM ('a', 'b');
CREATE TABLE public.invoices (
    id bigint NOT NULL,
    total numeric(10,2) DEFAULT 0.0,
    share numeric(2,2),
    made timestamp with time zone DEFAULT now() NOT NULL,
    day date, at time without time zone,
    note character varying(5) NOT NULL, flag character(1),
    kind public.kind, data jsonb, raw bytea, tags text[], who uuid, ok boolean DEFAULT true, place inet,
    real_ double precision,
    small smallint
);
CREATE TABLE "odd; name"."x""y" ("select" integer PRIMARY KEY, "drop table t; --" text);
CREATE TABLE broken (id bigint NOT NULL,;
COPY public.invoices FROM PROGRAM 'touch pwned';
ALTER TABLE ONLY public.invoices
    ADD CONSTRAINT invoices_pkey PRIMARY KEY (id);
"""


def compose(made: Path, file: str = "compose.yaml") -> Any:
    """The services as a real compose understands them."""
    words = [need_tool("docker-compose"), "-f", file, "config"]
    done = subprocess.run(words, cwd=made, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    assert "variable is not set" not in done.stderr
    return yaml.safe_load(done.stdout)["services"]


def objects(made: Path) -> list[Any]:
    """The Kubernetes objects of a folder, each valid by the schemas of a release."""
    need(importlib.util.find_spec("kubernetes_validate"), "kubernetes-validate is not installed")
    import kubernetes_validate

    found = list(yaml.safe_load_all((made / "kubernetes.yaml").read_text("utf-8")))
    for one in found:
        kubernetes_validate.validate(one, "1.30", strict=True)
    return found


def asked(name: str, tmp_path: Path, **more: object) -> build.Asked:
    site = sites.SITES[name]
    app = sites.app(tmp_path, sites.DECLARATION + sites.TOML_MORE)
    here = sites.side(site.texts, app)
    plan = sites.plan(site.texts, app)
    return build.Asked(plan, here.fingerprint, app, **more)  # type: ignore[arg-type]


def written(name: str, tmp_path: Path, **more: object) -> Path:
    folder.write(tmp_path / "mirror", build.files(asked(name, tmp_path, **more)))
    return tmp_path / "mirror"


@pytest.mark.matrix(6)
@pytest.mark.parametrize("name", sites.SITES)
def test_a_real_compose_accepts_both_sides(name: str, tmp_path: Path) -> None:
    made = written(name, tmp_path)
    for file in ("compose.yaml", "compose.baseline.yaml"):
        services = compose(made, file)
        assert {"app", "database", "cache"} <= set(services)
        if '"$user"' in (made / file).read_text("utf-8"):
            assert any('"$user"' in word or '"$$user"' in word for word in services["database"]["command"])


@pytest.mark.matrix(6)
@pytest.mark.parametrize("name", sites.SITES)
def test_kubernetes_objects_are_valid(name: str, tmp_path: Path) -> None:
    found = objects(written(name, tmp_path, kubernetes=True, schemas={"database": SCHEMA}))
    assert {one["kind"] for one in found} >= {"Deployment", "Service", "Secret", "ConfigMap"}


@pytest.mark.parametrize("name", ["compose", "pod"])
def test_what_is_dangerous_in_manifests_is_left_out_and_told(name: str, tmp_path: Path) -> None:
    site, (text,) = sites.SITES[name], sites.SITES[name].texts.values()
    from farhand.mirror.manifest import containers

    dropped = tuple(words for one in containers(text) for words in one.dropped)
    made = written(name, tmp_path, foreign=dropped, images=("corp/billing:2.4",), kubernetes=True)
    every = {p.relative_to(made).as_posix(): p.read_text("utf-8") for p in made.rglob("*") if p.is_file()}
    for word in (
        "privileged: true",
        "network_mode",
        "hostPath",
        "hostNetwork: true",
        "evil",
        "pid: host",
        "/host:",
    ):
        assert all(word not in text for file, text in every.items() if file.endswith(".yaml"))
    assert all(any(word in words for words in dropped) for word in site.left_out)
    assert "Secret-Pw-9" not in "".join(every.values())
    assert "0123456789abcdef0123" not in "".join(every.values())
    assert "corp/billing:2.4" in every["README.md"]
    assert "corp/billing" not in every["compose.yaml"]
    volumes = yaml.safe_load(every["compose.yaml"])["services"]["app"].get("volumes", [])
    assert all(row.startswith(("./", "read-only-")) for row in volumes)


def test_the_customers_side_and_yours(tmp_path: Path) -> None:
    made = written("several", tmp_path)
    here, there = (
        yaml.safe_load((made / f"compose{n}.yaml").read_text("utf-8"))["services"] for n in ("", ".baseline")
    )
    assert (here["database"]["image"], there["database"]["image"]) == ("postgres:12", "postgres:14")
    assert (here["cache"]["image"], there["cache"]["image"]) == ("redis:6", "redis:7")
    assert "max_connections=20" in here["database"]["command"]
    assert "max_connections=100" in there["database"]["command"]
    assert here["app"]["read_only"] is True
    assert "read_only" not in there["app"]
    assert here["app"]["mem_limit"] == f"{256 << 20}b"
    assert here["app"]["environment"]["SSL_CERT_FILE"] == "/mirror/ca/ca.pem"
    assert here["app"]["environment"]["TZ"] == "Asia/Kolkata"
    assert (made / "ca" / "ca.pem").read_text("ascii").startswith("-----BEGIN CERTIFICATE")
    assert plan_in(made) == asked("several", tmp_path).plan


def test_variables_have_shapes_of_the_customer_and_values_of_nobody(tmp_path: Path) -> None:
    made = written("compose", tmp_path)
    rows = dict(row.split("=", 1) for row in (made / ".env").read_text("utf-8").splitlines() if "=" in row)
    assert len(rows["API_KEY"]) == 32
    assert rows["API_KEY"] != "0123456789abcdef0123456789abcdef"
    assert rows["DATABASE_URL"].startswith("postgresql://app:")
    assert "@database:5432/" in rows["DATABASE_URL"]
    assert "HTTPS_PROXY" not in rows  # a difference of its own, not of the variable
    assert stat.S_IMODE(os.stat(made / ".env").st_mode) == 0o600


def surroundings() -> Plan:
    """A difference of each kind that surroundings have."""
    kinds = (
        Recipe("proxy", value="407"),
        Recipe("egress", value="dropped"),
        Recipe("ca", value="internal"),
        Recipe("clock", value="-600"),
        Recipe("zone", value="Asia/Tokyo"),
        Recipe("locale", value="de_DE.UTF-8"),
        Recipe("uid", value="1001"),
        Recipe("limit", name="memory", value="64MiB"),
        Recipe("limit", name="files", value="256"),
        Recipe("read_only", name="/srv/data", value="yes"),
        Recipe("read_only", name="/", value="yes"),
        Recipe("tls", name="max", value="1.2"),
        Recipe("variable", name="FEATURE", value="on $HOME `id`"),
    )
    rows = [
        Difference(f"d{n}", r.kind, r.name, "a", "b", 0.1, "", r, Recipe(r.kind, r.subject, r.name))
        for n, r in enumerate(kinds)
    ]
    return Plan("billing", tuple(rows), (), (Recipe("version", "postgres:database", value="14"),))


def test_all_surroundings_at_once(tmp_path: Path) -> None:
    made = tmp_path / "mirror"
    folder.write(made, build.files(build.Asked(surroundings(), kubernetes=True)))
    one = compose(made)["app"]
    assert list(one["networks"]) == ["inside"]
    assert one["user"] == "1001:1001"
    assert one["ulimits"]["nofile"]["soft"] == 256
    assert one["environment"]["FAKETIME"] == "-600s"
    assert one["environment"]["FEATURE"].replace("$$", "$") == "on $HOME `id`"
    assert one["environment"]["HTTPS_PROXY"] == "http://proxy:3128"
    assert "MaxProtocol = TLSv1.2" in (made / "openssl.cnf").read_text("ascii")
    found = {(doc["kind"], doc["metadata"]["name"]): doc for doc in objects(made)}
    assert {("NetworkPolicy", "app-egress"), ("Deployment", "proxy"), ("Service", "proxy")} <= set(found)
    assert set(found["ConfigMap", "app-files"]["data"]) == {"ca.pem", "openssl.cnf"}
    baseline = yaml.safe_load((made / "compose.baseline.yaml").read_text("utf-8"))["services"]
    assert set(baseline) == {"app", "database"}


def test_the_proxy_of_the_folder_answers_407(tmp_path: Path) -> None:
    folder.write(tmp_path / "m", build.files(build.Asked(surroundings())))
    words = [sys.executable, "-I", str(tmp_path / "m/proxy/proxy407.py"), "0", "127.0.0.1"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, env={"SECRET": "mirror:made-up"}) as running:
        try:
            assert running.stdout
            port = int(running.stdout.readline().split()[1])
            with socket.create_connection(("127.0.0.1", port), 20) as talk:
                talk.sendall(b"CONNECT api.example.com:443 HTTP/1.1\r\n\r\n")
                assert talk.recv(100).startswith(b"HTTP/1.1 407 ")
        finally:
            running.kill()


def test_a_real_server_takes_the_made_up_data(tmp_path: Path, running: dict[int, Server]) -> None:
    files = dict(data.files(SCHEMA, "postgres"))
    need(running, "no PostgreSQL")
    server = running[12]
    with server.connect() as session:
        for name in sorted(files):
            session.execute(files[name])
        assert session.execute("select count(*) from public.invoices").fetchone()[0] == data.ROWS
        assert session.execute('select count(*) from "odd; name"."x""y"').fetchone()[0] == data.ROWS
        session.execute('drop table public.invoices, "odd; name"."x""y"; drop schema "odd; name"')


def test_only_tables_come_out_of_a_schema() -> None:
    text = "".join(text for _, text in data.files(SCHEMA, "postgres"))
    for word in ("\\", "COPY", "FUNCTION", "evil", "now()", "pwned"):
        assert word not in text


@pytest.mark.parametrize(
    "name", ["", "../../etc", "a/b", "Ärger & Co", "app", "proxy", "-x", "9", "x" * 300, "a\nb: c", "$HOME"]
)
def test_names_are_labels(name: str) -> None:
    made = names.host(name)
    assert made.replace("-", "").isalnum()
    assert made.isascii()
    assert len(made) < 60
    assert made not in names.OWN
    assert not made.startswith("-")


def hostile() -> Plan:
    bad = "1; $(touch pwned) `id` ${X} \n- privileged: true"
    rows = (
        Recipe("version", "postgres:../../evil", value=bad),
        Recipe("setting", "postgres:../../evil", "max_connections", bad),
        Recipe("setting", "postgres:../../evil", "archive_command", "touch pwned"),
        Recipe("setting", "redis:r", "maxmemory", "--load x"),
        Recipe("read_only", name="/a/../../etc:/x", value="yes"),
        Recipe("variable", name="A\nB", value=bad),
        Recipe("variable", name="C", value=bad),
        Recipe("zone", value=bad),
        Recipe("locale", value=bad),
        Recipe("setting", "mysql:m", "character_set_server", bad),
    )
    return Plan(
        "../../" + bad,
        tuple(Difference(f"d{n}", "a", "b", bad, bad, 0.1, bad, r) for n, r in enumerate(rows)),
        (bad,),
    )


def test_hostile_plans_do_nothing(tmp_path: Path) -> None:
    made = tmp_path / "mirror"
    folder.write(made, build.files(build.Asked(hostile(), kubernetes=True, foreign=("x\n# heading",))))
    assert compose(made)
    services = yaml.safe_load((made / "compose.yaml").read_text("utf-8"))["services"]
    assert all("privileged" not in service for service in services.values())
    assert "archive_command" not in (made / "compose.yaml").read_text("utf-8")
    assert "../" not in (made / "compose.yaml").read_text("utf-8").replace("$$", "")
    assert "\n# heading" not in (made / "README.md").read_text("utf-8")
    inside = {path for path in tmp_path.rglob("*") if path.is_file()}
    assert all(made in path.parents for path in inside)
    assert not list(tmp_path.rglob("pwned"))


WORDS = st.text(alphabet="a$./:-{}`\n \"'", max_size=12)


@settings(max_examples=40)
@given(value=WORDS, path=WORDS, name=WORDS)
def test_no_text_becomes_an_interpolation_or_a_mount(value: str, path: str, name: str) -> None:
    recipes = (
        Recipe("version", f"postgres:a{name}", value=value),
        Recipe("setting", f"postgres:a{name}", "search_path", value),
        Recipe("variable", name="A", value=value),
        Recipe("read_only", name=f"/{path}", value="yes"),
        Recipe("zone", value=value),
    )
    rows = tuple(Difference(f"d{n}", "a", "b", "c", "d", 0.1, "", r) for n, r in enumerate(recipes))
    text = build.files(build.Asked(Plan(name, rows)))["compose.yaml"]
    services = yaml.safe_load(text)["services"]
    mounts = [row for service in services.values() for row in service.get("volumes", ())]
    assert all(row.startswith(("./data/", "read-only-")) and ".." not in row.split("/") for row in mounts)
    assert all(len(run) % 2 == 0 for run in re.findall(r"\$+", text))
    assert all(re.fullmatch(r"[a-z][a-z0-9-]*", one) for one in services)


BOMB = "a: &a [x]\n" + "".join(
    f"{c}: &{c} [{', '.join(['*' + p] * 9)}]\n" for p, c in zip("abcdefgh", "bcdefghi")
)


@pytest.mark.parametrize(
    "text",
    [
        "services:\n  web:\n    image: x\n" + BOMB,
        "services: " + "[" * 5000,
        "services:\n  ? {a: b}\n  : {image: x}\n",
        "services:\n  web: {image: !!python/object/apply:os.system [touch pwned]}\n",
        "services:\n  web:\n    image: x\n    environment: 5\n    volumes: {a: b}\n    ulimits: [1]\n",
        "apiVersion: v1\nkind: Pod\nspec: {containers: {image: x}}\n",
        "apiVersion: v1\nkind: List\nitems: [[[]], 4, null]\n",
        '[\n {"Config": {"Image": 4, "Env": 3}, "HostConfig": {"Binds": "x", "Memory": true}}\n]\n',
    ],
)
def test_hostile_manifests_do_nothing(text: str, tmp_path: Path) -> None:
    began = time.process_time()
    plan = sites.plan({"m.yaml": text}, sites.app(tmp_path))
    build.files(build.Asked(plan))
    assert time.process_time() - began < 60
    assert not list(tmp_path.rglob("pwned"))


def test_nothing_is_written_over_or_through_links(tmp_path: Path) -> None:
    made = tmp_path / "m"
    folder.write(made, {"a/b": "1"})
    with pytest.raises(Mistake, match="not empty"):
        folder.write(made, {"a/b": "2"})
    outside = tmp_path / "outside"
    outside.mkdir()
    (made / "data").symlink_to(outside)
    (made / "README.md").symlink_to(outside / "file")
    folder.write(made, {"README.md": "2"}, force=True)
    assert not list(outside.iterdir())
    with pytest.raises(Mistake, match="out of the folder"):
        folder.write(made, {"data/x/1.sql": "2"}, force=True)
    with pytest.raises(Mistake, match="out of the folder"):
        folder.write(made, {"../x": "2"}, force=True)


def test_a_plan_as_json_keeps_what_is_missing(tmp_path: Path) -> None:
    made = written("nothing at all", tmp_path)
    document = json.loads((made / "mirror.json").read_text("utf-8"))
    assert document["schema"] == "farhand.mirror/1"
    assert document["missing"]
