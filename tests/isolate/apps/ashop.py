"""The shop as ASGI: Starlette on one event loop, with psycopg's own pool of SHOP_POOL connections."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from psycopg_pool import AsyncConnectionPool
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

pool = AsyncConnectionPool(
    os.environ["DATABASE_URL"], min_size=1, max_size=int(os.environ.get("SHOP_POOL", "20")), open=False
)


async def live(_: Request) -> Response:
    return PlainTextResponse("ok")


async def ping(_: Request) -> Response:
    async with pool.connection() as conn:
        await conn.execute("select pg_sleep(%s)", [float(os.environ.get("SHOP_QUERY", "0"))])
    return JSONResponse({"pong": True})


@asynccontextmanager
async def lifespan(_: Starlette) -> AsyncIterator[None]:
    async with pool:
        yield


app = Starlette(routes=[Route("/livez", live), Route("/ping", ping)], lifespan=lifespan)
