"""A shop whose faults are variables: WSGI by Flask, a pool by SQLAlchemy, JSON in its log.

SHOP_POOL, SHOP_OVERFLOW   size of its pool to PostgreSQL
REDIS_URL                  a Redis that each request waits at, for the time of its query
SHOP_QUERY                 seconds that its query takes
SHOP_BURN                  seconds of processor that a request takes
SHOP_UPSTREAM              another service that it asks
SHOP_LOG                   file of its log
"""

from __future__ import annotations

import json
import logging
import os
import time
import urllib.request
from typing import Any

import redis
from flask import Flask, redirect, request
from sqlalchemy import create_engine, text

app = Flask(__name__)
engine: Any = None
if os.environ.get("DATABASE_URL"):
    engine = create_engine(
        os.environ["DATABASE_URL"].replace("postgresql://", "postgresql+psycopg://"),
        pool_size=int(os.environ.get("SHOP_POOL", "20")),
        max_overflow=int(os.environ.get("SHOP_OVERFLOW", "0")),
        pool_timeout=float(os.environ.get("SHOP_POOL_TIMEOUT", "30")),
    )
cache: Any = None
if os.environ.get("REDIS_URL"):
    cache = redis.Redis.from_url(os.environ["REDIS_URL"])


class _Lines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        row = {"timestamp": time.strftime("%Y-%m-%dT%H:%M:%SZ"), "level": record.levelname}
        row |= {"message": record.getMessage(), "trace_id": _trace()}
        if record.exc_info:
            row["exception"] = self.formatException(record.exc_info)
        return json.dumps(row)


def _trace() -> str:
    try:
        return request.headers.get("traceparent", "--").split("-")[1]
    except RuntimeError:
        return ""


if os.environ.get("SHOP_LOG"):
    handler = logging.FileHandler(os.environ["SHOP_LOG"])
    handler.setFormatter(_Lines())
    app.logger.addHandler(handler)
app.logger.setLevel("INFO")


@app.get("/livez")
def live() -> str:
    return "ok"


@app.get("/ping")
def ping() -> dict[str, Any]:
    """Does what the variables say, and answers."""
    burn = time.thread_time() + float(os.environ.get("SHOP_BURN", "0"))
    while time.thread_time() < burn:
        pass
    if os.environ.get("SHOP_UPSTREAM"):
        urllib.request.urlopen(os.environ["SHOP_UPSTREAM"], timeout=30).read()
    if cache is not None:
        cache.blpop(["nobody"], float(os.environ.get("SHOP_QUERY", "0")))
    if engine is not None:
        with engine.connect() as conn:
            conn.execute(text("select pg_sleep(:s)"), {"s": float(os.environ.get("SHOP_QUERY", "0"))})
    app.logger.info("ping")
    return {"pong": True}


@app.get("/missing-table")
def missing_table() -> dict[str, Any]:
    with engine.connect() as conn:
        return {"rows": conn.execute(text("select count(*) from invoices")).scalar()}


@app.get("/bug")
def bug() -> str:
    order: Any = None
    return str(order.total)


@app.get("/slow")
def slow() -> str:
    time.sleep(float(os.environ.get("SHOP_SLOW", "5")))
    return "late"


@app.get("/private")
def private() -> Any:
    return redirect("/login")


@app.get("/login")
def login() -> str:
    return "<html><title>Log in</title><form>password</form></html>"
