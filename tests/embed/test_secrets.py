"""Forty secrets are planted where apps have them; none may be seen anywhere that Farhand shows or keeps."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from urllib.parse import quote

import pytest

from farhand.embed import endpoints
from tests.embed.apps.harness import Served, request, serve, wait_for

WORD = "Zq7{:02d}xKp4vR9m"


def word(n: int) -> str:
    """A secret that no rule knows by its shape: only its place says that it is one."""
    return WORD.format(n)


#: Secrets that issuers' forms or the words beside them give away.
SHAPES = {
    20: "AKIAQ7XKPV4R9MZ2B3LN",
    21: "ghp_q7XkPv4R9mZ2b3LnT8wYcD5fG6hJ1kQ0sA3e",
    22: "xoxb-247180936512-985234716620-q7XkPv4R9mZ2b3LnT8wYcD5f",
    23: "sk_live_q7XkPv4R9mZ2b3LnT8wYcD5f",
    24: "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJxN1hrUHY0UiJ9.q7XkPv4R9mZ2b3LnT8wYcD5fG6hJ1kQ0sA3e",
    25: "glpat-q7XkPv4R9mZ2b3LnT8wY",
    26: "npm_q7XkPv4R9mZ2b3LnT8wYcD5fG6hJ1kQ0sA3e",
}

ENV = {
    "DATABASE_URL": f"postgresql://app:{word(1)}@127.0.0.1:9/shop",
    "REDIS_URL": f"redis://:{word(2)}@127.0.0.1:9/0",
    "API_TOKEN": word(3),
    "SESSION_KEY": word(4),
    "STRIPE_API_CRED": word(5),
    "PGPASSWORD": word(6),
    "JWT_SIGNING_SECRET": word(7),
    "SMTP_PASSWORD": word(8),
    "AWS_SECRET_ACCESS_KEY": word(9),
    "DJANGO_SECRET_KEY": word(10),
    "SENTRY_DSN": f"https://{word(11)}@127.0.0.1/1",
    "HTTPS_PROXY": f"http://proxyuser:{word(12)}@127.0.0.1:9",
    "ODD_PASSWORD": "p@ss/w:rd+" + word(13),
}

TOML = f"""
[app]
name = "app"
[env.DATABASE_URL]
secret = true
format = "url"
[env.REDIS_URL]
secret = true
[env.API_TOKEN]
secret = true
pattern = "^never$"
[env.SESSION_KEY]
secret = true
format = "int"
[env.ODD_PASSWORD]
secret = true
[env.PLAIN]
required = true
[dependencies.database]
kind = "postgres"
url = "${{DATABASE_URL}}"
[dependencies.cache]
kind = "redis"
url = "${{REDIS_URL}}"
[dependencies.api]
kind = "http"
url = "http://user:{word(14)}@127.0.0.1:9/ping?token={word(15)}"
proxy = "none"
[dependencies.direct]
kind = "postgres"
host = "127.0.0.1"
port = 9
user = "app"
password = "{word(16)}"
name = "shop"
[embed]
mount = "/farhand"
"""

APP = f'''
import base64, json, logging, os, urllib.parse
import farhand
from fastapi import FastAPI, Request

log = logging.getLogger("shop")
logging.basicConfig(level="DEBUG")
app = FastAPI()
farhand.secret("{word(17)}")


@app.get("/")
def root():
    return "hello"


@app.get("/leak")
def leak(request: Request):
    log.info("with %s", os.environ["API_TOKEN"])
    log.info("registered {word(17)}")
    log.warning("url-encoded %s", urllib.parse.quote(os.environ["ODD_PASSWORD"], safe=""))
    log.warning("base64 %s", base64.b64encode(os.environ["API_TOKEN"].encode()).decode())
    log.warning("as JSON %s", json.dumps({{"password": "{word(18)}", "dsn": os.environ["DATABASE_URL"]}}))
    log.error("args", extra={{"password": "{word(19)}", "token": os.environ["SESSION_KEY"]}})
    log.info("headers %s", dict(request.headers))
    for shape in {list(SHAPES.values())!r}:
        log.info("key %s", shape)
    log.info("Authorization: Bearer {word(27)}")
    log.info("Set-Cookie: session={word(28)}; HttpOnly")
    log.info("mysql -u root --password={word(29)}")
    log.info("postgresql://root:{word(30)}@db/x")
    log.info("ALTER ROLE app PASSWORD '{word(31)}'")
    try:
        raise RuntimeError(f"login failed for {{os.environ['DATABASE_URL']}}")
    except RuntimeError:
        log.exception("it failed")
    try:
        raise ConnectionError("password={word(32)} was refused by redis://:{word(33)}@cache:6379")
    except ConnectionError:
        log.exception("and again")
    return {{}}


@app.get("/boom")
def boom():
    with farhand.watch("database"):
        raise ConnectionRefusedError(f"connect to {{os.environ['DATABASE_URL']}} password={word(34)}")


@farhand.check("licence", every="1s")
def licence():
    raise farhand.Failing(f"key {{os.environ['API_TOKEN']}} is not valid; api_key={word(35)}")


@farhand.check("odd", every="1s")
def odd():
    raise RuntimeError("secret_key={word(36)} at https://u:{word(37)}@host/")


farhand.install(app)
'''

SECRETS = [word(n) for n in range(1, 41) if n not in SHAPES] + list(SHAPES.values())


def forms(secret: str) -> Iterator[str]:
    yield secret
    yield quote(secret, safe="")
    yield base64.b64encode(secret.encode()).decode()


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serve(tmp_path_factory.mktemp("app"), "fastapi", source=APP, toml=TOML, env=ENV) as app:
        sent = {
            "Authorization": f"Bearer {word(38)}",
            "Cookie": f"session={word(39)}",
            "X-Api-Key": word(40),
        }
        request(app.port, "/leak", headers=sent)
        request(app.port, "/boom", headers=sent)
        request(app.port, "/farhand/admin/debug", headers=sent)
        wait_for(lambda: "licence" in app.ask("GET", "/health").text, app)
        yield app


def everything(app: Served) -> Iterator[tuple[str, str]]:
    """Every answer, in every form, and every file."""
    for endpoint in endpoints.every():
        for path in endpoints.paths_of(endpoint):
            if "{" not in path:
                yield path, app.ask("GET", path).text
                yield f"POST {path}", app.ask("POST", path, b"{}" if "logging" not in path else b"").text
    for form in ("native", "actuator", "aspnet", "flat", "text", "openmetrics"):
        yield f"/health as {form}", app.ask("GET", f"/health?format={form}").text
    for query in ("?level=DEBUG&limit=2000", "?text=key", "?format=text"):
        yield f"/admin/logs{query}", app.ask("GET", f"/admin/logs{query}").text
    yield "/admin/threads as text", app.ask("GET", "/admin/threads?format=text").text
    for path in app.run.rglob("*"):
        if path.is_file() and path.name != "key.json":
            yield path.name, path.read_text("utf-8", "replace")


def test_nothing_that_farhand_shows_or_keeps_holds_a_secret(served: Served) -> None:
    leaks = [
        (where, secret)
        for where, text in everything(served)
        for secret in SECRETS
        for form in forms(secret)
        if form in text or form in json.dumps(text)
    ]
    assert not leaks, leaks[:10]


def test_what_is_not_secret_is_still_there(served: Served) -> None:
    """A test that everything is masked would pass on nothing."""
    assert "database" in served.ask("GET", "/health").text
    assert "it failed" in served.ask("GET", "/admin/logs?limit=2000").text
    assert "DATABASE_URL" in served.ask("GET", "/admin/debug").text


def test_there_are_forty(served: Served) -> None:
    assert len(SECRETS) == len(set(SECRETS)) == 40
    told = APP + TOML + "".join(ENV.values())
    sent = {word(38), word(39), word(40)}
    assert [s for s in SECRETS if s not in told and s not in sent] == []
