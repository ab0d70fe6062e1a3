"""What an answer of /health and /metrics costs, and how often a dependency is looked at for it: side by side
with what else there is in Python.

python -m tests.embed.bench_health
"""

from __future__ import annotations

import http.client
import statistics
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.embed.apps.harness import Served, serve, token
from tests.embed.apps.kinds import PYTHON, Kind

Row = tuple[str, str, str]
#: Answers for one figure, in turns with those it is compared with; callers at once for the runs.
ROUNDS, EACH, AT_ONCE = 20, 100, 50

_UVICORN = (PYTHON, "-m", "uvicorn", "site_app:app", "--port", "{port}", "--log-level", "warning")
#: A dependency that takes 50 ms and counts who looks at it.
_CHECK = """
import threading, time
runs, lock = [0], threading.Lock()
def look():
    with lock:
        runs[0] += 1
    time.sleep(0.05)
    return True
"""
_FASTAPI = _CHECK + "from fastapi import FastAPI\napp = FastAPI()\n"
_RUNS = '@app.get("/runs")\ndef told(): return runs[0]\n@app.get("/")\ndef hello(): return {}\n'

RAW = """
import farhand
BODY = b'{"status":"healthy",' + b",".join(b'"d%d":"connected"' % n for n in range(15))
BODY += b',"own-endpoints":"connected"}'
HEAD = {"type": "http.response.start", "status": 200, "headers": [
    (b"content-type", b"application/json"), (b"content-length", b"%d" % len(BODY)),
    (b"cache-control", b"no-store"), (b"x-content-type-options", b"nosniff"), (b"vary", b"Accept"),
]}
async def app(scope, receive, send):
    if scope["type"] == "http":
        await send(HEAD)
        await send({"type": "http.response.body", "body": BODY})
    else:
        while True:
            kind = (await receive())["type"]
            await send({"type": kind + ".complete"})
            if kind == "lifespan.shutdown":
                return
app = farhand.install(app)
"""
RAW_TOML = '[app]\nname = "app"\n[embed]\nhealth = "app-port"\n' + "".join(
    f'[dependencies.d{n}]\nkind = "directory"\npath = "/tmp"\n' for n in range(15)
)

APPS = {
    "Farhand": (
        _FASTAPI + "import farhand\nfarhand.check('slow')(look)\nfarhand.install(app)\n" + _RUNS,
        "/health",
    ),
    "fastapi-health": (
        _FASTAPI
        + "from fastapi_health import health\napp.add_api_route('/health', health([look]))\n"
        + _RUNS,
        "/health",
    ),
    "pyctuator": (
        _FASTAPI
        + """
from pyctuator.pyctuator import Pyctuator
from pyctuator.health.health_provider import HealthDetails, HealthProvider, HealthStatus, Status
class Slow(HealthProvider):
    def is_supported(self): return True
    def get_name(self): return "slow"
    def get_health(self): look(); return HealthStatus(Status.UP, HealthDetails())
found = Pyctuator(app, "app", "http://127.0.0.1", "http://127.0.0.1/pyctuator", None)
found.register_health_provider(Slow())
"""
        + _RUNS,
        "/pyctuator/health",
    ),
    "django-health-check": (
        _CHECK
        + """
import django
from django.conf import settings
settings.configure(ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__, SECRET_KEY="x",
    INSTALLED_APPS=["health_check"],
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}])
django.setup()
from dataclasses import dataclass
from django.http import JsonResponse
from django.urls import path
from health_check.base import HealthCheck
from health_check.views import HealthCheckView
@dataclass
class Slow(HealthCheck):
    def run(self): look()
urlpatterns = [path("", lambda r: JsonResponse({})),
               path("runs", lambda r: JsonResponse(runs[0], safe=False)),
               path("health", HealthCheckView.as_view(checks=[Slow]))]
from django.core.asgi import get_asgi_application
app = get_asgi_application()
""",
        "/health?format=json",
    ),
}


class Caller:
    """One kept connection; how long each answer takes."""

    def __init__(self, port: int, path: str, secret: str = "", accept: str = "") -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.path, self.times = path, list[float]()
        self.headers = {"Authorization": f"Bearer {secret}"} if secret else {}
        if accept:
            self.headers["Accept"] = accept

    def call(self, count: int = 1) -> bytes:
        body = b""
        for _ in range(count):
            begun = time.perf_counter()
            self.connection.request("GET", self.path, headers=self.headers)
            answer = self.connection.getresponse()
            body = answer.read()
            self.times.append((time.perf_counter() - begun) * 1000)
            assert answer.status == 200, (self.path, answer.status, body[:200])
        return body

    @property
    def median(self) -> float:
        return statistics.median(self.times)


def in_turns(*callers: Caller) -> None:
    for caller in callers:
        caller.call(EACH)
        caller.times.clear()
    for _ in range(ROUNDS):
        for caller in callers:
            caller.call(EACH)


def cached() -> Iterator[Row]:
    """The same body, written by three lines of ASGI and told by /health."""
    secret, entry = token("read")
    toml = RAW_TOML.replace("[embed]", '[embed]\nmount = "/farhand"')
    with _served(RAW, toml, {"FARHAND_TOKENS": entry}) as app:
        time.sleep(5)  # everything has been seen
        raw, flat = Caller(app.port, "/"), Caller(app.port, "/health?format=flat")
        assert (told := flat.call()) == raw.call(), told
        full = Caller(app.port, "/farhand/health", secret)
        in_turns(raw, flat)
        size = len(full.call())
        full.call(10)
    yield (
        "cached `/health`, 15 dependencies, against the same bytes from plain ASGI",
        _ratio(flat, raw),
        "≤ 1.2 ×",
    )
    yield "the same, time of one answer", f"{flat.median:.2f} ms", ""
    yield (
        "with its why, behind a token (`/farhand/health`)",
        f"{full.median:.2f} ms, {size / 1000:.1f} kB",
        "",
    )


@contextmanager
def _served(source: str, toml: str, env: dict[str, str]) -> Iterator[Served]:
    expect = 1 if "farhand" in source else 0
    with (
        tempfile.TemporaryDirectory(prefix="fh-bench-") as folder,
        serve(Path(folder), Kind(source, _UVICORN), toml=toml, env=env, expect=expect) as app,
    ):
        yield app


def _ratio(one: Caller, other: Caller) -> str:
    return f"{one.median / other.median:.2f} ×"


def at_once(app: Served, path: str) -> int:
    """How often the dependency is looked at for 50 who ask at the same moment."""
    gate = threading.Barrier(AT_ONCE)
    before = int(app.get("/runs").text)

    def hit() -> None:
        gate.wait()
        app.get(path)

    threads = [threading.Thread(target=hit) for _ in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return int(app.get("/runs").text) - before


def peers() -> Iterator[Row]:
    for name, (source, path) in APPS.items():
        with _served(source, '[app]\nname = "app"\n[embed]\nhealth = "app-port"\n', {}) as app:
            time.sleep(3)
            app.get(path)
            runs = at_once(app, path)
            caller = Caller(app.port, path)
            caller.call(60)
        asked = "≤ 1" if name == "Farhand" else ""
        yield f"{name}: looks at a dependency of 50 ms for {AT_ONCE} who ask at once", str(runs), asked
        yield f"{name}: one answer, the dependency takes 50 ms", f"{caller.median:.1f} ms", ""


METRICS = """
import farhand
from fastapi import FastAPI
from prometheus_client import Counter, make_asgi_app
counter = Counter("orders", "of the app", ["shop"])
for n in range(1000):
    counter.labels(str(n)).inc()
app = FastAPI()
@app.get("/")
def hello(): return {}
app.mount("/prometheus", make_asgi_app())
farhand.install(app)
"""


def metrics() -> Iterator[Row]:
    """The app's registry of 1,000 series, told by its own library and in one answer with ours."""
    secret, entry = token("read")
    with _served(
        METRICS, RAW_TOML.replace("[embed]", '[embed]\nmount = "/farhand"'), {"FARHAND_TOKENS": entry}
    ) as app:
        time.sleep(8)
        own, joined = Caller(app.port, "/prometheus/"), Caller(app.port, "/farhand/metrics", secret)
        for _ in range(10):  # a token may ask 20 times a second
            own.call(5)
            joined.call(5)
            time.sleep(0.3)
        more = joined.call().count(b"\nfarhand_")
    yield f"`/metrics` with {more} samples of ours, against prometheus_client alone", _ratio(joined, own), ""
    yield "the same, time of one answer", f"{joined.median:.1f} ms against {own.median:.1f} ms", ""


def rows() -> Iterator[Row]:
    yield from cached()
    yield from peers()
    yield from metrics()


if __name__ == "__main__":
    print("| what | measured | asked |\n|---|---|---|")
    for row in rows():
        print("| " + " | ".join(row) + " |", flush=True)
