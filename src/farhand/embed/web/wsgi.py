"""Around a WSGI app (PEP 3333): answers Farhand's own paths, passes everything else on untouched."""

from __future__ import annotations

from http import HTTPStatus

from farhand.embed import beat, failures
from farhand.embed.process import Process, current
from farhand.embed.records import context
from farhand.embed.web import router
from farhand.embed.web.exchange import MOST_BODY, Answer, Request, problem
from farhand.embed.web.shim import Shim

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

    Environ = dict[str, Any]


class Wsgi(Shim):
    """The wrapped app."""

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        process = current()
        if process is None:
            return self.app(environ, start_response)  # type: ignore[no-any-return]
        if process.asleep:
            beat.start(process)
        if process.address is None:
            process.address = _address(environ)
        path = environ.get("PATH_INFO", "")  # as the app's own routes see it: without SCRIPT_NAME
        doors = self._known or self._doors
        if path not in doors.own and not (doors.mount and doors.door(path)):
            return self._inner(environ, start_response)
        door = doors.door(path)
        return _sent(self._own(process, door, path, environ), environ, start_response)

    def _inner(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        """What the app says; an error that leaves it is noted and goes on as it is.

        The records made meanwhile have the request's ids; of an answer that is still to be made while it is
        sent, until the thread's next request.
        """
        told = environ.get("HTTP_TRACEPARENT", ""), environ.get("HTTP_X_REQUEST_ID", "")
        token, said = context.begin(*told), None
        try:
            said = self.app(environ, start_response)
            return said  # type: ignore[no-any-return]
        except Exception as error:
            failures.note(error, source="wsgi")
            raise
        finally:
            if said is None or isinstance(said, (list, tuple)):
                context.end(token)

    def _own(self, process: Process, door: str, path: str, environ: Environ) -> Answer:
        body = _body(environ)
        if body is None:
            return problem(413, f"the body is longer than {MOST_BODY} bytes")
        return router.answer(process, _request(environ, door, self._doors.inner(door, path), body))


def _address(environ: Environ) -> tuple[str, int, bool] | None:
    """Where the server listens, as seen from this host. Its name may be what a caller has put into `Host`."""
    port = environ.get("SERVER_PORT", "")
    tls = environ.get("wsgi.url_scheme") == "https"
    return ("127.0.0.1", int(port), tls) if port.isdigit() else None


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
    try:
        return environ["wsgi.input"].read(size) if size else b""
    except OSError:  # the caller has gone
        return b""


def _sent(answer: Answer, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
    try:
        phrase = HTTPStatus(answer.status).phrase
    except ValueError:
        phrase = ""
    start_response(f"{answer.status} {phrase}", router.headers(answer))
    return [b"" if environ["REQUEST_METHOD"] == "HEAD" else answer.body]
