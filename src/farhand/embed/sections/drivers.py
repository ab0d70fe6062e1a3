"""Versions of the drivers, frameworks and servers that are in use, as far as they are loaded."""

from __future__ import annotations

import sys

from farhand.embed.process import Process

#: Module to the name it is installed under, where that is another.
MODULES = dict.fromkeys(
    """
    aiohttp alembic asyncpg bottle celery cryptography fastapi gevent granian gunicorn httpx hypercorn kombu
    litestar pg8000 psycopg psycopg2 pydantic pymongo redis requests rq starlette structlog urllib3 uvicorn
    uvloop
    """.split(),
    "",
) | {
    "apscheduler": "APScheduler",
    "django": "Django",
    "flask": "Flask",
    "MySQLdb": "mysqlclient",
    "opentelemetry": "opentelemetry-api",
    "prometheus_client": "prometheus-client",
    "psycopg_pool": "psycopg-pool",
    "pymysql": "PyMySQL",
    "quart": "Quart",
    "sqlalchemy": "SQLAlchemy",
}


def told(process: Process) -> dict[str, str]:
    import sqlite3
    import ssl

    found = {name: _version(name, other or name) for name, other in MODULES.items() if name in sys.modules}
    return {**found, "openssl": ssl.OPENSSL_VERSION, "sqlite": sqlite3.sqlite_version}


def _version(module: str, installed: str) -> str:
    said = vars(sys.modules[module]).get("__version__")
    if isinstance(said, str):
        return said[:60]
    from importlib import metadata

    try:
        return metadata.version(installed)
    except Exception:  # whatever is broken about what is installed
        return ""
