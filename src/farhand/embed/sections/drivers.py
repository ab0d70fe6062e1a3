"""Versions of the drivers, frameworks and servers that are in use, as far as they are loaded."""

from __future__ import annotations

import sys

from farhand.embed.process import Process

#: Modules that are looked for.
MODULES = (
    "MySQLdb", "aiohttp", "alembic", "apscheduler", "asyncpg", "bottle", "celery", "cryptography",
    "django", "fastapi", "flask", "gevent", "granian", "gunicorn", "httpx", "hypercorn", "kombu",
    "litestar", "opentelemetry", "pg8000", "prometheus_client", "psycopg", "psycopg2", "psycopg_pool",
    "pydantic", "pymongo", "pymysql", "quart", "redis", "requests", "rq", "sqlalchemy", "starlette",
    "structlog", "urllib3", "uvicorn", "uvloop",
)  # fmt: skip
#: What is installed under another name than the module's.
_INSTALLED = {"MySQLdb": "mysqlclient", "opentelemetry": "opentelemetry-api"}


def told(process: Process) -> dict[str, str]:
    import sqlite3
    import ssl

    found = {name: _version(name) for name in MODULES if name in sys.modules}
    return {**found, "openssl": ssl.OPENSSL_VERSION, "sqlite": sqlite3.sqlite_version}


def _version(module: str) -> str:
    said = vars(sys.modules[module]).get("__version__")
    if isinstance(said, str):
        return said[:60]
    from importlib import metadata

    try:
        return metadata.version(_INSTALLED.get(module, module))
    except Exception:  # whatever is broken about what is installed
        return ""
