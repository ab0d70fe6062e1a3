"""What every request meets before anything looks at it, and the headers that every answer carries."""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from farhand.hub.settings import Settings

#: Scripts and styles are files of this server; nothing else is loaded, framed or sent anywhere.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
_HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    # With no-referrer browsers would hide the origin of our own forms from us.
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "cache-control": "no-store",
    "x-robots-tag": "noindex, nofollow",
}
_HTTPS = "max-age=31536000"


class Guard:
    """The outermost layer: one known host, and the headers, on errors too."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app, self._settings, self._hosts = app, settings, settings.hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        hosts = Headers(scope=scope).getlist("host")
        app: ASGIApp = self._app
        if len(hosts) != 1 or hosts[0].lower() not in self._hosts:
            app = PlainTextResponse("This server does not go by that name.\n", 421)
        await app(scope, receive, self._with_headers(send))

    def _with_headers(self, send: Send) -> Send:
        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
                if self._settings.secure:
                    headers.setdefault("strict-transport-security", _HTTPS)
            await send(message)

        return sending


def own_origin(headers: Headers, settings: Settings) -> bool:
    """Was this form sent from one of our own pages? Browsers name the origin with every POST."""
    origin = headers.get("origin", "").lower()
    return origin in settings.origins and origin.partition("://")[2] == headers.get("host", "").lower()


def address(headers: Headers, peer: str, settings: Settings) -> str:
    """Whom to count a request for: behind a declared proxy, the address that the proxy has added last."""
    if settings.behind_proxy:
        return headers.get("x-forwarded-for", "").rpartition(",")[2].strip()[:64] or peer
    return peer
