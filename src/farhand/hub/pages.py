"""Pages from the templates beside this. One that depends on a case alone is rendered once per version of it.

Everything is escaped; characters that would make a text read otherwise than it is are made visible first.
What differs from one session to the next (its name, its token for forms) is put in when a page is given out.
"""

from __future__ import annotations

import asyncio
import secrets
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse

from farhand import words
from farhand.faces.escape import terminal
from farhand.hub import words as written
from farhand.hub.who import Who

#: Places in a page of which nothing that anybody writes can be guessed.
CSRF, NAME = (f"slot-{secrets.token_hex(16)}" for _ in range(2))
#: Rendered pages that are remembered.
_MOST = 500

Key = tuple[str, ...]
Parts = tuple[bytes, ...]


@dataclass(frozen=True)
class Page:
    """A page as it was rendered: of which version of the case, and in which minute."""

    version: int
    minute: int
    parts: Parts


class Pages:
    """Rendered pages by what they depend on; an older page of the same key is forgotten."""

    def __init__(self) -> None:
        self._there: OrderedDict[Key, Page] = OrderedDict()
        self._making: dict[Key, asyncio.Lock] = {}
        self._renewing: dict[Key, asyncio.Task[None]] = {}

    async def cached(
        self, key: Key, version: int, who: Who, make: Callable[[], str], minute: int = 0
    ) -> HTMLResponse:
        """The page, made in a thread by the first who asks for that version; the others wait for that one.

        One that is only from an earlier `minute` is given out as it is, and made anew meanwhile.
        """
        found = self._there.get(key)
        if found is None or found.version != version:
            found = await self._made(key, version, minute, make)
        elif found.minute != minute and key not in self._renewing:
            self._renewing[key] = asyncio.create_task(self._renewed(key, version, minute, make))
        return _answer(found.parts, who)

    async def _made(self, key: Key, version: int, minute: int, make: Callable[[], str]) -> Page:
        async with self._making.setdefault(key, asyncio.Lock()):
            found = self._there.get(key)
            if found is None or found.version < version:
                found = Page(version, minute, _parts(await run_in_threadpool(make)))
                self._keep(key, found)
            return found

    async def _renewed(self, key: Key, version: int, minute: int, make: Callable[[], str]) -> None:
        try:
            self._keep(key, Page(version, minute, _parts(await run_in_threadpool(make))))
        finally:
            del self._renewing[key]

    def _keep(self, key: Key, page: Page) -> None:
        known = self._there.get(key)
        if known is None or known.version <= page.version:
            self._there[key] = page
        self._there.move_to_end(key)
        while len(self._there) > _MOST:
            old, _ = self._there.popitem(last=False)
            self._making.pop(old, None)


def page(who: Who, template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """A page that is made for this one request, in the language of who reads it."""
    with words.speaking(who.lang):
        return _answer(_parts(render(template, who.role, **values)), who, status)


def render(template: str, role: str, **values: Any) -> str:
    """The text of a page for a role, with empty slots, in the language that is spoken here."""
    told = {"csrf": CSRF, "me": NAME, "role": role, "lang": words.language()}
    return str(_templates().get_template(template).render(**told, **values))


def _parts(text: str) -> Parts:
    """Literal bytes and slots in turn; see `_answer`."""
    return tuple(part.encode("utf-8", "replace") for part in text.replace(NAME, f"{CSRF}+").split(CSRF))


def _answer(parts: Parts, who: Who, status: int = 200) -> HTMLResponse:
    first, *rest = parts
    token, name = who.csrf.encode(), who.name.encode()
    body = [first, *(name + p[1:] if p[:1] == b"+" else token + p for p in rest)]
    return HTMLResponse(b"".join(body), status)


@cache
def _templates() -> Any:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("farhand.hub"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    # Plain texts without holes: what is filled in is escaped by the template.
    made.install_gettext_callables(words._, words.ngettext)  # type: ignore[attr-defined]
    made.filters.update(written.FILTERS)
    return made


def _shown(value: Any) -> Any:
    return terminal(value) if type(value) is str else value
