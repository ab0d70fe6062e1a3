"""A request is followed into the output of a real container."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.isolate.site import Site, declaration
from tests.kit.docker import Docker, root_of_busybox

pytestmark = pytest.mark.slow

PORT = 8080
#: What answers one connection: it logs to the container's output, also what others have met.
_HANDLER = r"""#!/bin/sh
read -r what path rest
id=none
while read -r line; do
  case $line in [Tt]raceparent:*) id=$(echo "$line" | cut -d- -f2);; "" | "$(printf '\r')") break;; esac
done
error='psycopg.errors.UndefinedTable: relation "invoices" does not exist'
other='ERROR trace=00000000000000000000000000000001 redis.exceptions.AuthenticationError: WRONGPASS'
{ echo "$other"; echo "INFO trace=$id $what $path"; } >/proc/1/fd/1
[ "$path" = /ping ] && { printf 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'; exit; }
echo "ERROR trace=$id $error" >/proc/1/fd/2
printf 'HTTP/1.1 500 Internal Server Error\r\nContent-Length: 6\r\n\r\nfailed'
"""


@contextmanager
def container(folder: Path) -> Iterator[Docker]:
    root = root_of_busybox(folder / "root")
    (root / "bin" / "handle").write_text(_HANDLER)
    (root / "bin" / "handle").chmod(0o755)
    with Docker() as docker:
        image = docker.image(
            "shop", root, 'CMD ["sh", "-c", "echo before; exec nc -ll -p 8080 -e /bin/handle"]'
        )
        docker.start("shop", image, options=("--network", "host"))
        end = time.monotonic() + 20
        while b"before" not in docker.docker("logs", "shop", check=False).stdout and time.monotonic() < end:
            time.sleep(0.1)
        yield docker


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("docker")
    with container(folder) as docker:
        more = {"DOCKER_HOST": docker.env["DOCKER_HOST"]}
        yield Site(folder, more=more, wrap=("nsenter", f"--net=/run/netns/{docker.space}"))


@pytest.mark.parametrize("name", ["shop", "gone"])
def test_what_the_container_logs_under_the_trace_id_explains_the_failure(shop: Site, name: str) -> None:
    """By both outputs of the container; without it the failure is seen and not explained."""
    shop.declare(declaration(PORT, "/invoices", more=f'[logs]\nsource = "docker:{name}"\n'))
    climbed = shop.climb("--from", "request", "--until", "request")
    rung = climbed.rung("request")
    assert climbed.code == 1
    assert rung["facts"]["followed"] == (name == "shop")
    if name == "gone":
        assert climbed.roots == ["http.server_error"]
        assert "No such container: gone" in rung["says"]
        return
    assert climbed.roots == ["postgres.schema_missing"]
    assert len(rung["facts"]["lines"]) == 2
    assert all(rung["facts"]["trace_id"] in line for line in rung["facts"]["lines"])


def test_a_request_that_is_served_is_followed_too(shop: Site) -> None:
    shop.declare(declaration(PORT, more='[deploy]\nplatform = "docker"\ntarget = "shop"\n'))
    climbed = shop.climb("--from", "request", "--until", "request")
    assert (climbed.code, climbed.rung("request")["facts"]["followed"]) == (0, True)
    assert "before" not in "".join(climbed.rung("request")["facts"]["lines"])
