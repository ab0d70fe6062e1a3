"""The smallest app of each framework, and how its server is started.

All web apps have the same four routes: `/` says hello, `/echo` gives back the body it got, `/pid` the number
of the process, `/fail` raises.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass

PYTHON = sys.executable


@dataclass(frozen=True)
class Kind:
    """One app. The source is `site_app.py`; `{port}` and `{workers}` are filled into the command."""

    source: str
    command: tuple[str, ...]
    http: bool = True


STARLETTE = """
import os
import farhand
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

async def hello(request): return PlainTextResponse("hello")
async def pid(request): return PlainTextResponse(str(os.getpid()))
async def echo(request): return Response(await request.body())
async def fail(request): raise ValueError("boom")

app = Starlette(routes=[
    Route("/", hello), Route("/pid", pid), Route("/echo", echo, methods=["POST"]), Route("/fail", fail),
])
farhand.install(app)
"""

FASTAPI = """
import os
import farhand
from fastapi import FastAPI, Request, Response

app = FastAPI()
farhand.install(app)

@app.get("/")
def hello(): return Response("hello")

@app.get("/pid")
async def pid(): return Response(str(os.getpid()))

@app.post("/echo")
async def echo(request: Request): return Response(await request.body())

@app.get("/fail")
def fail(): raise ValueError("boom")
"""

LITESTAR = """
import os
import farhand
from litestar import Litestar, MediaType, Request, Response, get, post

@get("/", media_type=MediaType.TEXT)
async def hello() -> str: return "hello"

@get("/pid", media_type=MediaType.TEXT)
async def pid() -> str: return str(os.getpid())

@post("/echo", status_code=200)
async def echo(request: Request) -> Response: return Response(await request.body(), media_type="text/plain")

@get("/fail")
async def fail() -> None: raise ValueError("boom")

app = farhand.install(Litestar([hello, pid, echo, fail]))
"""

QUART = """
import os
import farhand
from quart import Quart, request

app = Quart(__name__)
farhand.install(app)

@app.get("/")
async def hello(): return "hello"

@app.get("/pid")
async def pid(): return str(os.getpid())

@app.post("/echo")
async def echo(): return await request.get_data()

@app.get("/fail")
async def fail(): raise ValueError("boom")
"""

FLASK = """
import os
import farhand
from flask import Flask, request

app = Flask(__name__)
farhand.install(app)

@app.get("/")
def hello(): return "hello"

@app.get("/pid")
def pid(): return str(os.getpid())

@app.post("/echo")
def echo(): return request.get_data()

@app.get("/fail")
def fail(): raise ValueError("boom")
"""

_DJANGO = """
import os
import farhand
from django.conf import settings

if not settings.configured:
    settings.configure(DEBUG=False, SECRET_KEY="x", ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__)

from django.core.{which} import get_{which}_application
from django.http import HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

def hello(request): return HttpResponse("hello")
def pid(request): return HttpResponse(str(os.getpid()))
def fail(request): raise ValueError("boom")

@csrf_exempt
def echo(request): return HttpResponse(request.body)

urlpatterns = [path("", hello), path("pid", pid), path("echo", echo), path("fail", fail)]
app = farhand.install(get_{which}_application())
"""

BOTTLE = """
import os
import farhand
from bottle import Bottle, request

bottle = Bottle()

@bottle.get("/")
def hello(): return "hello"

@bottle.get("/pid")
def pid(): return str(os.getpid())

@bottle.post("/echo")
def echo(): return request.body.read()

@bottle.get("/fail")
def fail(): raise ValueError("boom")

app = farhand.install(bottle)
"""

AIOHTTP = """
import os, sys
import farhand
from aiohttp import web

async def hello(request): return web.Response(text="hello")
async def pid(request): return web.Response(text=str(os.getpid()))
async def echo(request): return web.Response(body=await request.read())
async def fail(request): raise ValueError("boom")

app = web.Application()
app.add_routes([web.get("/", hello), web.get("/pid", pid), web.post("/echo", echo), web.get("/fail", fail)])
farhand.install(app)

if __name__ == "__main__":
    web.run_app(app, host="127.0.0.1", port=int(sys.argv[1]), print=None)
"""

CELERY = """
import os
import celery
import farhand

app = celery.Celery("site_app", broker=os.environ["BROKER"], backend=os.environ["BROKER"])
farhand.install(app)

@app.task
def hello(): return "hello"

@app.task
def fail(): raise ValueError("boom")
"""

SCRIPT = """
import time
import farhand

farhand.install()
time.sleep(60)
"""

_UVICORN = (PYTHON, "-m", "uvicorn", "--port", "{port}", "--workers", "{workers}", "site_app:app")
_GUNICORN = (PYTHON, "-m", "gunicorn", "-b", "127.0.0.1:{port}", "-w", "{workers}", "site_app:app")
_CELERY = (PYTHON, "-m", "celery", "-A", "site_app", "worker", "-c", "{workers}", "--loglevel", "INFO")

KINDS = {
    "starlette": Kind(STARLETTE, _UVICORN),
    "fastapi": Kind(FASTAPI, _UVICORN),
    "litestar": Kind(
        LITESTAR,
        (PYTHON, "-m", "granian", "--interface", "asgi", "--port", "{port}", "--workers", "{workers}",
         "site_app:app"),
    ),
    "quart": Kind(
        QUART, (PYTHON, "-m", "hypercorn", "-b", "127.0.0.1:{port}", "-w", "{workers}", "site_app:app")
    ),
    "flask": Kind(FLASK, _GUNICORN),
    "django": Kind(_DJANGO.replace("{which}", "wsgi"), _GUNICORN),
    "django-asgi": Kind(_DJANGO.replace("{which}", "asgi"), _UVICORN),
    "bottle": Kind(BOTTLE, _GUNICORN),
    "aiohttp": Kind(AIOHTTP, (PYTHON, "site_app.py", "{port}")),
    "celery": Kind(CELERY, _CELERY, http=False),
    "script": Kind(SCRIPT, (PYTHON, "site_app.py"), http=False),
}  # fmt: skip
