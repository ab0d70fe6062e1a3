"""Around an app: what is the app's passes as the same objects, and its start and its end are heard."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from farhand.embed import frameworks
from farhand.embed.process import Process
from farhand.embed.web.asgi import Asgi
from farhand.embed.web.wsgi import Wsgi
from tests.embed.conftest import Make

Message = dict[str, Any]


@pytest.fixture
def process(make: Make) -> Process:
    process = make('[app]\nname = "shop"\n[embed]\nmount = "/farhand"\n', folder=False)
    process.on_call = True  # no thread: all that is looked at here happens on call
    return process


def scope(path: str = "/", **more: Any) -> Message:
    return {"type": "http", "method": "GET", "path": path, "headers": [], **more}


def run(app: Any, given: Message, *heard: Message) -> list[Message]:
    """What an ASGI app sends when it hears that."""
    sent: list[Message] = []
    rest = [*heard, {"type": "http.request"}]

    async def receive() -> Message:
        return rest.pop(0)

    async def send(message: Message) -> None:
        sent.append(message)

    asyncio.run(app(given, receive, send))
    return sent


@pytest.mark.parametrize("kind", ["http", "websocket", "something.new"])
def test_the_app_gets_the_very_same_objects(process: Process, kind: str) -> None:
    seen: list[tuple[object, ...]] = []

    async def app(*given: object) -> None:
        seen.append(given)

    async def receive() -> Message:
        return {}

    async def send(message: Message) -> None: ...

    given = {**scope("/livez" if kind != "http" else "/x"), "type": kind}
    asyncio.run(Asgi(app)(given, receive, send))
    ((one, two, three),) = seen
    assert one is given
    assert two is receive
    assert three is send


@pytest.mark.parametrize("error", [ValueError("boom"), asyncio.CancelledError(), KeyboardInterrupt()])
def test_what_the_app_raises_goes_on_as_it_is(process: Process, error: BaseException) -> None:
    async def app(*given: object) -> None:
        raise error

    def wsgi(environ: object, start: object) -> list[bytes]:
        raise error

    with pytest.raises(type(error)) as seen:
        run(Asgi(app), scope())
    assert seen.value is error or isinstance(error, asyncio.CancelledError)
    with pytest.raises(type(error)) as seen:
        Wsgi(wsgi)({"PATH_INFO": "/"}, lambda *_: None)
    assert seen.value is error


def test_a_caller_who_goes_away_while_we_read_is_no_error(process: Process) -> None:
    sent = run(Asgi(_never), scope("/livez"), {"type": "http.disconnect"})
    assert sent[0]["status"] == 200


async def _never(*given: object) -> None:
    raise AssertionError("the app is not asked")


@pytest.mark.parametrize(
    ("path", "root", "ours"),
    [
        ("/livez", "", True),
        ("/billing/livez", "/billing", True),
        ("/livez", "/billing", True),
        ("/billinglivez", "/billing", False),
        ("/billing/livez", "", False),
        ("//livez", "", False),
        ("/livez/", "", False),
        ("/farhand", "", True),
        ("/farhandlivez", "", False),
        ("", "", False),
    ],
)
def test_paths_are_the_app_s_own_and_exact(process: Process, path: str, root: str, ours: bool) -> None:
    asked: list[str] = []

    async def app(*given: Any) -> None:
        asked.append(given[0]["path"])

    sent = run(Asgi(app), scope(path, root_path=root))
    assert bool(sent) is ours
    assert asked == ([] if ours else [path])


def test_a_loop_that_is_not_asyncio_s_is_told_where_to_ask(process: Process) -> None:
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        sent.append(message)

    def drive(path: str) -> int:
        """As trio or curio would, without asyncio."""
        sent.clear()
        with pytest.raises(StopIteration):
            Asgi(_never)(scope(path), receive, send).send(None)
        return int(sent[0]["status"])

    assert drive("/livez") == 200
    assert drive("/farhand/admin/debug") == 501


START, STOP = {"type": "lifespan.startup"}, {"type": "lifespan.shutdown"}


def _states(process: Process) -> tuple[bool, bool]:
    return process.started, process.ready


def test_started_and_ready_follow_the_lifespan(process: Process) -> None:
    seen: list[tuple[bool, bool]] = []

    async def app(given: Message, receive: Any, send: Any) -> None:
        await receive()
        seen.append(_states(process))
        await send({"type": "lifespan.startup.complete"})
        seen.append(_states(process))
        await receive()
        seen.append(_states(process))
        await send({"type": "lifespan.shutdown.complete"})

    sent = run(Asgi(app), {"type": "lifespan"}, START, STOP)
    assert [m["type"] for m in sent] == ["lifespan.startup.complete", "lifespan.shutdown.complete"]
    assert seen == [(False, True), (True, True), (True, False)]


def test_an_app_without_lifespan_has_started(process: Process) -> None:
    async def app(given: Message, receive: Any, send: Any) -> None:
        raise ValueError("no lifespan here")

    with pytest.raises(ValueError, match="no lifespan"):
        run(Asgi(app), {"type": "lifespan"}, START)
    assert _states(process) == (True, True)


def test_an_app_that_fails_to_start_has_not_started(process: Process) -> None:
    async def app(given: Message, receive: Any, send: Any) -> None:
        await send({"type": "lifespan.startup.failed"})

    run(Asgi(app), {"type": "lifespan"}, START)
    assert not process.started


def test_attributes_of_the_app_are_seen_through_the_wrapper(process: Process) -> None:
    class App:
        routes = ("/",)

        async def __call__(self, *given: object) -> None: ...

    assert Asgi(App()).routes == ("/",)
    assert Wsgi(App()).routes == ("/",)
    with pytest.raises(AttributeError):
        _ = Asgi(App()).nothing


def _wsgi(environ: Any, start_response: Any) -> Any: ...
async def _asgi(scope: Any, receive: Any, send: Any) -> None: ...
def _handler(event: Any, context: Any) -> Any: ...
def _function(request: Any) -> Any: ...


class _Callable:
    def __call__(self, environ: Any, start_response: Any, *, more: int = 0) -> Any: ...


@pytest.mark.parametrize(
    ("app", "kind", "role"),
    [
        (_wsgi, Wsgi, "web"),
        (_Callable(), Wsgi, "web"),
        (_asgi, Asgi, "web"),
        (_handler, type(_handler), "serverless"),
        (_function, type(_function), "serverless"),
    ],
)
def test_a_callable_is_taken_by_how_it_is_called(make: Make, app: Any, kind: type, role: str) -> None:
    process = make(folder=False)
    process.role_given = False
    wrapped = frameworks.wrap(app, process)
    assert isinstance(wrapped, kind)
    assert wrapped is not app
    assert process.role == role
    assert frameworks.wrap(wrapped, process) is wrapped


def test_what_is_no_app_comes_back_and_is_said(process: Process, caplog: pytest.LogCaptureFixture) -> None:
    import farhand

    assert farhand.install("no app") == "no app"  # type: ignore[comparison-overlap]
    assert "cannot be called" in caplog.text


def test_a_declaration_given_late_counts(process: Process) -> None:
    fresh = Process()
    fresh.told("", "")
    fresh.told("/somewhere/farhand.toml")
    assert fresh.config == "/somewhere/farhand.toml"
    fresh.told("/elsewhere/farhand.toml", "batch")
    assert (fresh.config, fresh.role) == ("/somewhere/farhand.toml", "batch")
