"""Examples of the reader `compose_file`."""

from __future__ import annotations

from farhand.model import Example

_FILE = """\
$ cat docker-compose.yml
version: "3.8"
services:
  api:
    image: shop/api:2
    command: ["sh", "-c", "nc -z db 5432 || echo connection refused"]
    env_file: .env
    environment:
%s
    depends_on:
      - %s
  db:
    image: postgres:16
    ports:
      - "5433:5432"
volumes:
  data: {}
$ cat .env
%s
$
"""


def _file(environment: str, needs: str = "db", env: str = "LOG_LEVEL=info") -> str:
    return _FILE % ("\n".join(f"      {line}" for line in environment.split("\n")), needs, env)


_DOC = "made after Docker, Networking in Compose"
EXAMPLES = (
    Example(
        "localhost for a neighbour",
        pasted=_file("DATABASE_URL: postgres://shop:x@localhost:5432/shop"),
        finds=("config.localhost_in_container",),
        source=_DOC,
    ),
    Example(
        "localhost in a list",
        pasted=_file("- DB_HOST=127.0.0.1\n- DB_PORT=5432"),
        finds=("config.localhost_in_container",),
        source=_DOC,
    ),
    Example(
        "a key that is there twice",
        pasted=_file("LOG_LEVEL: info\nDB_NAME: shop\nDB_NAME: shop_test"),
        finds=("config.env_shadowed",),
        source=_DOC,
    ),
    Example(
        "the env file says another",
        pasted=_file("DB_NAME: shop", env="LOG_LEVEL=info\nDB_NAME=shop_new"),
        finds=("config.env_shadowed",),
        source="made after Docker, Environment variables precedence",
    ),
    Example(
        "a host that is no service",
        pasted=_file("DATABASE_URL: postgres://shop:x@postgres:5432/shop"),
        finds=("dns.nxdomain",),
        source=_DOC,
    ),
    Example(
        "the published port from inside",
        pasted=_file("DATABASE_URL: postgres://shop:x@db:5433/shop"),
        finds=("tcp.refused",),
        source=_DOC,
    ),
    Example(
        "needs what is not there",
        pasted=_file("LOG_LEVEL: info", needs="database"),
        finds=("config.file_invalid",),
        source="made after Docker, Compose file reference, depends_on",
    ),
    Example(
        "all in order",
        pasted=_file("DATABASE_URL: postgres://shop:x@db:5432/shop\nPUBLIC_URL: http://localhost:8080"),
        outcome="undecided",
        source=_DOC,
    ),
    Example(
        "cut off",
        pasted="services:\n  api:\n    image: shop/api\n    environment:\n      DB_HO",
        outcome="undecided",
        source=_DOC,
    ),
)
