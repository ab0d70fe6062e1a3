"""Pages from the templates beside this. One that depends on a case alone is rendered once per version of it.

Everything is escaped; characters that would make a text read otherwise than it is are made visible first.
What differs from one session to the next (its name, its token for forms) is put in when a page is given out.
"""

from __future__ import annotations

import asyncio
import secrets
from collections import OrderedDict
from collections.abc import Callable
from functools import cache
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse

from farhand.faces.escape import terminal
from farhand.hub import words
from farhand.hub.who import Who

#: Places in a page of which nothing that anybody writes can be guessed.
CSRF, NAME = (f"slot-{secrets.token_hex(16)}" for _ in range(2))
#: Rendered pages that are remembered.
_MOST = 500

Key = tuple[str, ...]
Parts = tuple[bytes, ...]


class Pages:
    """Rendered pages by what they depend on. `version` is compared; an older page of the same key is forgotten."""

    def __init__(self) -> None:
        self._there: OrderedDict[Key, tuple[Any, Parts]] = OrderedDict()
        self._making: dict[Key, asyncio.Lock] = {}

    async def cached(self, key: Key, version: Any, who: Who, make: Callable[[], str]) -> HTMLResponse:
        """The page, made in a thread by the first who asks; the others wait for that one."""
        found = self._there.get(key)
        if found is None or found[0] != version:
            async with self._making.setdefault(key, asyncio.Lock()):
                found = self._there.get(key)
                if found is None or found[0] != version:
                    found = (version, _parts(await run_in_threadpool(make)))
                    self._keep(key, found)
        return _answer(found[1], who)

    def _keep(self, key: Key, page: tuple[Any, Parts]) -> None:
        self._there[key] = page
        self._there.move_to_end(key)
        while len(self._there) > _MOST:
            old, _ = self._there.popitem(last=False)
            self._making.pop(old, None)


def page(who: Who, template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """A page that is made for this one request."""
    return _answer(_parts(render(template, who.role, **values)), who, status)


def render(template: str, role: str, **values: Any) -> str:
    """The text of a page for a role, with empty slots."""
    return str(_templates().get_template(template).render(csrf=CSRF, me=NAME, role=role, **values))


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
    )
    made.filters.update(words.FILTERS)
    return made


def _shown(value: Any) -> Any:
    return terminal(value) if type(value) is str else value
