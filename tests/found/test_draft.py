"""`farhand init`: what is read from a folder makes a declaration that is right, and holds no secret."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import tomllib
from hypothesis import given, settings
from hypothesis import strategies as st

from farhand import declare, found
from farhand.errors import Mistake
from farhand.found.draft import Draft
from farhand.model import App


def made(tmp_path: Path, **files: str) -> App:
    """The declaration made of files; in their names __ stands for a dot. It must hold none of the secrets."""
    for name, text in files.items():
        (tmp_path / name.replace("__", ".")).write_text(text)
    text = found.toml(found.draft(tmp_path))
    assert "hunter2" not in text
    return declare.read(tomllib.loads(text), "made")


def needs(app: App) -> dict[str, dict[str, Any]]:
    return {d.name: {"kind": d.kind, **d.settings} for d in app.dependencies}


def test_an_env_file(tmp_path: Path) -> None:
    text = "DATABASE_URL=postgres://app:hunter2@db/app\nSECRET_KEY=hunter2\nDEBUG=false\nPORT=8000\nREDIS_HOST=r\nREDIS_PORT=6379\n"
    app = made(tmp_path, __env=text)
    rows = {v.name: v for v in app.env}
    assert (rows["DATABASE_URL"].format, rows["DATABASE_URL"].secret, rows["SECRET_KEY"].secret) == (
        "url",
        True,
        True,
    )
    assert (rows["DEBUG"].format, rows["PORT"].format) == ("bool", "port")
    assert needs(app) == {
        "database": {"kind": "postgres", "url": "${DATABASE_URL}"},
        "redis": {"kind": "redis", "host": "${REDIS_HOST}", "port": "${REDIS_PORT}"},
    }


def test_grpc_in_python_and_in_variables(tmp_path: Path) -> None:
    text = "import grpc, os\na = grpc.insecure_channel(os.environ['ORDERS_ADDR'])\n"
    text += "b = grpc.aio.secure_channel('stock.example:443', c)\n"
    text += "d = grpc.insecure_channel('localhost:50051')\n"
    values = "PRICES_GRPC_TARGET=prices:50051\nGRPC_ADDR=0.0.0.0:50051\nMAIL_URL=grpcs://mail.example\n"
    app = made(tmp_path, app__py=text, __env=values)
    assert needs(app) == {
        "orders": {"kind": "grpc", "url": "${ORDERS_ADDR}"},
        "stock-example": {"kind": "grpc", "url": "stock.example:443", "tls": True},
        "prices_grpc": {"kind": "grpc", "url": "${PRICES_GRPC_TARGET}"},
        "mail": {"kind": "grpc", "url": "${MAIL_URL}"},
    }


def test_a_compose_file(tmp_path: Path) -> None:
    text = """
services:
  web:
    build: .
    command: gunicorn shop.wsgi
    environment:
      DATABASE_URL: postgres://app:hunter2@db/app
      BROKER_URL: ${BROKER:-amqp://mq}
    volumes: ["data:/data", "./seed:/seed:ro", "./nginx.conf:/etc/nginx.conf", "common:/srv/common"]
  db: {image: "registry.example/postgres:16"}
  cache: {image: redis}
volumes:
  data: {}
  common: {driver_opts: {type: nfs, o: "addr=files.example,rw,vers=4.1", device: ":/export/common"}}
"""
    app = made(tmp_path, compose__yaml=text)
    assert (app.platform, app.target, app.start) == ("compose", "web", "gunicorn shop.wsgi")
    assert needs(app) == {
        "database": {"kind": "postgres", "url": "${DATABASE_URL}"},
        "broker": {"kind": "amqp", "url": "${BROKER_URL}"},
        "data": {"kind": "directory", "path": "/data", "writable": True},
        "seed": {"kind": "directory", "path": "/seed", "writable": False},
        "common": {
            "kind": "nfs",
            "server": "files.example",
            "export": "/export/common",
            "fstype": "nfs",
            "path": "/srv/common",
            "writable": True,
        },
        "cache": {"kind": "redis", "host": "cache", "port": 6379},
    }


def test_kubernetes_manifests(tmp_path: Path) -> None:
    text = """
apiVersion: v1
kind: ConfigMap
metadata: {name: conf}
data: {API_URL: "https://api.example.com/", WORKERS: "4"}
---
apiVersion: v1
kind: Secret
metadata: {name: sec}
stringData: {API_TOKEN: hunter2}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  template:
    spec:
      containers:
      - name: web
        envFrom: [{configMapRef: {name: conf}}, {secretRef: {name: sec}}]
        env:
        - {name: DATABASE_URL, valueFrom: {secretKeyRef: {name: x, key: y}}}
        volumeMounts: [{name: data, mountPath: /data}, {name: share, mountPath: /share, readOnly: true}]
      volumes:
      - {name: data, persistentVolumeClaim: {claimName: c}}
      - {name: share, nfs: {server: 10.1.2.3, path: /export}}
"""
    app = made(tmp_path, k8s__yaml=text)
    assert (app.platform, app.target) == ("kubernetes", "shop/web")
    assert {v.name: v.secret for v in app.env} == {
        "API_TOKEN": True, "DATABASE_URL": True, "API_URL": False, "WORKERS": False
    }  # fmt: skip
    assert {"api", "data"} <= set(needs(app))
    assert needs(app)["share"] == {
        "kind": "nfs", "server": "10.1.2.3", "export": "/export", "fstype": "nfs", "path": "/share",
        "writable": False,
    }  # fmt: skip


def test_pydantic_settings(tmp_path: Path) -> None:
    text = """
from pydantic_settings import BaseSettings, SettingsConfigDict
class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="SHOP_")
    database: PostgresDsn
    token: SecretStr = Field(...)
    level: Literal["info", "debug"] = "info"
    workers: int = 4
    note: str | None = None
    other: str = Field(alias="plain_name")
"""
    app = made(tmp_path, conf__py=text)
    rows = {v.name: v for v in app.env}
    assert [n for n, v in rows.items() if v.required] == ["SHOP_DATABASE", "SHOP_TOKEN", "PLAIN_NAME"]
    assert (rows["SHOP_LEVEL"].choices, rows["SHOP_WORKERS"].format, rows["SHOP_TOKEN"].secret) == (
        ("info", "debug"),
        "int",
        True,
    )
    assert needs(app) == {"shop_database": {"kind": "postgres", "url": "${SHOP_DATABASE}"}}


def test_django_settings_are_read_and_never_run(tmp_path: Path) -> None:
    text = """
import os
raise SystemExit("it was run")
SECRET_KEY = os.environ["DJANGO_SECRET_KEY"]
DEBUG = env.bool("DEBUG", default=False)
DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "HOST": os.environ.get("PG_HOST",
    "localhost"),
    "PASSWORD": "hunter2", "NAME": "shop", "PORT": 5433}, "files": {"ENGINE": "django.db.backends.sqlite3",
        "NAME": "/data/x.db"}}
"""
    app = made(tmp_path, settings__py=text)
    rows = {v.name: (v.required, v.secret, v.format) for v in app.env}
    assert rows["DJANGO_SECRET_KEY"] == (True, True, "")
    assert rows["DEBUG"] == (False, False, "bool")
    assert needs(app)["database"] == {
        "kind": "postgres",
        "host": "${PG_HOST}",
        "port": "5433",
        "name": "shop",
    }
    assert needs(app)["files"] == {"kind": "sqlite", "path": "/data/x.db"}


def test_an_empty_folder_makes_a_declaration_too(tmp_path: Path) -> None:
    assert made(tmp_path).name


def test_a_named_file_must_be_readable_and_known(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("hello")
    (tmp_path / "bad.yaml").write_text("services:\n  a: [\n")
    for name, says in (
        ("none.env", "no such file"),
        ("x.txt", "no .env"),
        ("bad.yaml", ":3: not YAML"),
        (".", "not a regular"),
    ):
        with pytest.raises(Mistake, match=says):
            found.draft(tmp_path, [tmp_path / name])


_TEXT = st.text(max_size=40)


@settings(max_examples=200, deadline=None)
@given(
    _TEXT,
    st.dictionaries(_TEXT, _TEXT, max_size=4),
    st.sampled_from(["services", "kind", "spec", "env", "x"]),
)
def test_whatever_is_found_the_result_is_a_right_declaration(
    name: str, values: dict[str, str], word: str
) -> None:
    draft = Draft(name=name.strip() or "x", start=name, sources=[name])
    from farhand.found.variables import take

    take(draft, {key.upper(): value for key, value in values.items()})
    draft.need(name or "n", {"kind": "redis", "host": "h", "why": word})
    text = found.toml(draft)
    try:
        faults: tuple[declare.Fault, ...] = ()
        declare.read(tomllib.loads(text), "made")
    except declare.Mistakes as mistakes:  # only what the made-up texts themselves may hold
        faults = mistakes.faults
    assert all("${" in fault.says for fault in faults)


@pytest.mark.parametrize(
    "hostile",
    [
        "a: &a [*a]\nservices: *a\n",
        "services: !!python/object/apply:os.system ['true']\n",
        "services: 3\n",
        "services: {web: 1, b: {environment: 3, volumes: {a: 1}}}\n",
    ],
)
def test_hostile_yaml_neither_runs_nor_crashes(tmp_path: Path, hostile: str) -> None:
    (tmp_path / "compose.yaml").write_text(hostile)
    try:
        told = found.toml(found.draft(tmp_path))
    except Mistake as mistake:
        told = str(mistake)
    assert "[app]" in told or "not YAML" in told
