"""Around a WSGI app (PEP 3333): answers Farhand's own paths, passes everything else on untouched."""

from __future__ import annotations

from http import HTTPStatus

from farhand.embed import beat, router
from farhand.embed.exchange import APP, MOST_BODY, MOUNT, Answer, Request, problem
from farhand.embed.process import Process, current

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

    Environ = dict[str, Any]


class Wsgi:
    """The wrapped app. Attributes of the inner app are seen through it."""

    __farhand__ = True

    def __init__(self, app: Callable[..., Any], process: Process) -> None:
        self.app = app
        self._doors = process.settings.doors

    def __getattr__(self, name: str) -> Any:
        if name == "app":
            raise AttributeError(name)
        return getattr(self.app, name)

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        path = environ.get("SCRIPT_NAME", "") + environ.get("PATH_INFO", "")
        door = self._door(path)
        process = current()
        if not door or process is None:
            if process is not None:
                _noted(process, environ)
            return self.app(environ, start_response)  # type: ignore[no-any-return]
        return _sent(self._own(process, door, path, environ), environ, start_response)

    def _door(self, path: str) -> str:
        if path in self._doors.own:
            return APP
        mount = self._doors.mount
        return MOUNT if mount and path.startswith(mount) and path[len(mount) :][:1] in ("", "/") else ""

    def _own(self, process: Process, door: str, path: str, environ: Environ) -> Answer:
        body = _body(environ)
        if body is None:
            return problem(413, f"the body is longer than {MOST_BODY} bytes")
        inner = path[len(self._doors.mount) :] if door == MOUNT else path
        return router.answer(process, _request(environ, door, inner, body))


def _noted(process: Process, environ: Environ) -> None:
    """The thread runs, and where the server listens is known."""
    beat.wake(process)
    port = environ.get("SERVER_PORT", "")
    if process.address is None and port.isdigit():
        tls = environ.get("wsgi.url_scheme") == "https"
        process.address = (environ.get("SERVER_NAME") or "127.0.0.1", int(port), tls)


def _request(environ: Environ, door: str, path: str, body: bytes) -> Request:
    headers = {k[5:].replace("_", "-").lower(): str(v) for k, v in environ.items() if k.startswith("HTTP_")}
    headers["content-type"] = environ.get("CONTENT_TYPE", "")
    return Request(
        environ["REQUEST_METHOD"],
        path,
        router.query(environ.get("QUERY_STRING", "")),
        headers,
        body,
        door,
        environ.get("REMOTE_ADDR", ""),
    )


def _body(environ: Environ) -> bytes | None:
    """The body; None where it is longer than any that is asked for here."""
    length = environ.get("CONTENT_LENGTH") or "0"
    size = int(length) if length.isdigit() else 0
    if size > MOST_BODY:
        return None
    return environ["wsgi.input"].read(size) if size else b""


def _sent(answer: Answer, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
    try:
        phrase = HTTPStatus(answer.status).phrase
    except ValueError:
        phrase = ""
    start_response(f"{answer.status} {phrase}", router.headers(answer))
    return [b"" if environ["REQUEST_METHOD"] == "HEAD" else answer.body]
