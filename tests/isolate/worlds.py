"""What a load can run into, with real servers: `python -m tests.isolate.worlds NAME [TIMES]` shows it."""

from __future__ import annotations

import json
import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.embed import servers
from tests.isolate.site import Climbed, Site, database, declaration, free_port, fronted, gunicorn, serving

UPSTREAM = """
[dependencies.rates]
kind = "http"
url = "{url}"
run_by = "customer"
expect = 200
"""
REDIS = """
[env.REDIS_URL]
required = true
secret = true

[dependencies.cache]
kind = "redis"
url = "${REDIS_URL}"
"""


@dataclass(frozen=True)
class World:
    """A running site, and what its load must come to: a cause and its subject, or nothing."""

    site: Site
    cause: str = ""
    subject: str = ""
    or_cause: str = ""

    def is_right(self, climbed: Climbed) -> bool:
        """The first cause is the one that was built in; where nothing was, nothing is found."""
        found = climbed.document["causes"]
        if not self.cause:
            return not found and climbed.rung("load")["outcome"] == "pass"
        first = (found[0]["id"], found[0]["subject"]) if found else ()
        return first in {(self.cause, self.subject), (self.or_cause, self.subject)}

    def climb(self) -> Climbed:
        return self.site.climb("--from", "request", "--load", "--yes", "--step", "1s")


Made = Callable[[Path, ExitStack], World]
WORLDS: dict[str, Made] = {}


def world(make: Made) -> Made:
    WORLDS[make.__name__] = make
    return make


@contextmanager
def running(name: str) -> Iterator[World]:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="fh-isolate-")))
        yield WORLDS[name](folder, stack)


def _shop(
    folder: Path,
    stack: ExitStack,
    server: list[str],
    more: str = "",
    conf: str = "",
    pg: bool = True,
    **env: str,
) -> Site:
    site, port = Site(folder, {"SHOP_LOG": str(folder / "app.log")}), free_port()
    if pg:
        site.env["DATABASE_URL"] = stack.enter_context(servers.postgres(conf)).url
        more += database()
    site.env |= {k: v for k, v in env.items() if k.endswith("_URL")}
    site.declare(declaration(port, more=more + '[logs]\nsource = "app.log"\n'))
    stack.enter_context(serving(site, server, port, **env))
    return site


@world
def pool(folder: Path, stack: ExitStack) -> World:
    env = {"SHOP_POOL": "2", "SHOP_QUERY": "0.2"}
    return World(_shop(folder, stack, gunicorn(threads=40), **env), "db.pool_exhausted", "database")


@world
def pool_times_out(folder: Path, stack: ExitStack) -> World:
    env = {"SHOP_POOL": "2", "SHOP_QUERY": "0.3", "SHOP_POOL_TIMEOUT": "0.5"}
    return World(_shop(folder, stack, gunicorn(threads=40), **env), "db.pool_exhausted", "database")


@world
def async_pool(folder: Path, stack: ExitStack) -> World:
    """One event loop takes all requests; none of them has a thread of its own."""
    server = ["uvicorn", "ashop:app", "--host", "127.0.0.1", "--port", "{port}"]
    env = {"SHOP_POOL": "2", "SHOP_QUERY": "0.2"}
    return World(_shop(folder, stack, server, **env), "db.pool_exhausted", "database")


@world
def async_healthy(folder: Path, stack: ExitStack) -> World:
    server = ["uvicorn", "ashop:app", "--host", "127.0.0.1", "--port", "{port}"]
    return World(_shop(folder, stack, server, SHOP_POOL="25", SHOP_QUERY="0.05"))


@world
def pool_behind_https(folder: Path, stack: ExitStack) -> World:
    """A web server with TLS in front: what its load runs into is the app's, whose processes are others."""
    site = _shop(folder, stack, gunicorn(threads=40), SHOP_POOL="2", SHOP_QUERY="0.2")
    return World(_behind_https(site, stack), "db.pool_exhausted", "database")


@world
def healthy_behind_https(folder: Path, stack: ExitStack) -> World:
    site = _shop(folder, stack, gunicorn(threads=40), SHOP_POOL="30", SHOP_QUERY="0.05")
    return World(_behind_https(site, stack))


def _behind_https(site: Site, stack: ExitStack) -> Site:
    told = (site.folder / "farhand.toml").read_text("utf-8")
    behind = re.search(r"http://127\.0\.0\.1:(\d+)/ping", told)
    assert behind
    url = stack.enter_context(fronted(site, int(behind[1]), free_port()))
    site.declare(told.replace(behind[0], f"{url}/ping"))
    return site


@world
def server_limit(folder: Path, stack: ExitStack) -> World:
    env = {"SHOP_POOL": "20", "SHOP_QUERY": "0.2"}
    site = _shop(folder, stack, gunicorn(threads=40), conf="max_connections = 8\n", **env)
    return World(site, "postgres.too_many_connections", "database")


@world
def backlog(folder: Path, stack: ExitStack) -> World:
    site = _shop(folder, stack, gunicorn(backlog=1), SHOP_QUERY="0.3")
    return World(site, "tcp.backlog_full", "load")


@world
def workers(folder: Path, stack: ExitStack) -> World:
    site = _shop(folder, stack, gunicorn(workers=2), SHOP_QUERY="0.3")
    return World(site, "app.load", "load")


@world
def threads(folder: Path, stack: ExitStack) -> World:
    """It takes all connections, and has a thread for four of them."""
    site = _shop(folder, stack, gunicorn(threads=4), SHOP_QUERY="0.2")
    return World(site, "app.load", "load")


@world
def slow_dependency(folder: Path, stack: ExitStack) -> World:
    """The other service serves one after the other; the app takes all."""
    return _upstream(folder, stack, gunicorn(threads=40), UPSTREAM_SLEEP="0.2", UPSTREAM_ALONE="1")


@world
def sleeping_dependency(folder: Path, stack: ExitStack) -> World:
    """The other service takes its time, always; so the app's few workers are all taken up."""
    return _upstream(folder, stack, gunicorn(workers=3), UPSTREAM_SLEEP="0.4")


def _upstream(folder: Path, stack: ExitStack, server: list[str], **env: str) -> World:
    port = free_port()
    other = Site(folder)
    words = ["upstream", str(port)]
    stack.enter_context(serving(other, words, port, **env))
    url = f"http://127.0.0.1:{port}/rates"
    site = _shop(folder, stack, server, UPSTREAM.format(url=url), pg=False, SHOP_UPSTREAM=url)
    return World(site, "http.timeout", "rates")


@world
def redis_limit(folder: Path, stack: ExitStack) -> World:
    port = stack.enter_context(servers.redis_server("--maxclients", "6"))
    env = {"REDIS_URL": f"redis://:planted-redis-secret@127.0.0.1:{port}/0", "SHOP_QUERY": "0.2"}
    site = _shop(folder, stack, gunicorn(threads=40), REDIS, pg=False, **env)
    return World(site, "redis.too_many_clients", "cache")


@world
def held_back(folder: Path, stack: ExitStack) -> World:
    """A control group that gives a fifth of a processor."""
    group = stack.enter_context(cpu_group(0.2))
    wrap = ("sh", "-c", f'echo $$ > {group}/cgroup.procs && exec "$@"', "sh")
    site, port = Site(folder, {"SHOP_LOG": str(folder / "app.log")}), free_port()
    site.declare(declaration(port))
    stack.enter_context(serving(site, gunicorn(threads=40), port, wrap, SHOP_BURN="0.02"))
    return World(site, "limits.cpu", "load")


@world
def one_processor(folder: Path, stack: ExitStack) -> World:
    """One process that reckons: more processors would not help it."""
    site = _shop(folder, stack, gunicorn(threads=40), pg=False, SHOP_BURN="0.08")
    return World(site, "app.load", "load", or_cause="limits.cpu")  # where others have the processors


@world
def healthy(folder: Path, stack: ExitStack) -> World:
    env = {"SHOP_POOL": "30", "SHOP_QUERY": "0.05"}
    return World(_shop(folder, stack, gunicorn(threads=40), **env))


@contextmanager
def cpu_group(processors: float) -> Iterator[Path]:
    """A control group (version 1 or 2) with so much of a processor."""
    v1, v2 = Path("/sys/fs/cgroup/cpu"), Path("/sys/fs/cgroup")
    group = (v1 if v1.is_dir() else v2) / f"fh-isolate-{os.getpid()}"
    group.mkdir()
    try:
        if v1.is_dir():
            (group / "cpu.cfs_period_us").write_text("100000")
            (group / "cpu.cfs_quota_us").write_text(str(int(processors * 100000)))
        else:
            (group / "cpu.max").write_text(f"{int(processors * 100000)} 100000")
        yield group
    finally:
        for pid in (group / "cgroup.procs").read_text().split():
            (group.parent / "cgroup.procs").write_text(pid)
        group.rmdir()


def show(name: str, times: int) -> None:
    for _ in range(times):
        with running(name) as made:
            climbed = made.climb()
        load = climbed.rung("load")
        if os.environ.get("RECORD"):
            told = {
                "world": name,
                "cause": made.cause,
                "or": made.or_cause,
                "subject": made.subject,
                "table": load["facts"]["table"],
            }
            Path(os.environ["RECORD"], f"{name}.json").write_text(json.dumps(told, indent=1) + "\n")
        found = [(c["id"], c["subject"], c["confidence"], c["role"]) for c in climbed.document["causes"]]
        right = made.is_right(climbed)
        print(f"{name:20} {'right' if right else 'WRONG'} {load['outcome']} {load['says'][:90]} {found[:4]}")
        if not right or times == 1:
            for row in load["facts"].get("table", []):
                print("   ", row)


if __name__ == "__main__":
    for wanted in WORLDS if sys.argv[1] == "all" else sys.argv[1].split(","):
        show(wanted, int(sys.argv[2]) if len(sys.argv) > 2 else 1)
