"""The pages and actions of the workbench: one file each, found by listing, never registered.

A view has `PATHS` (each address with the roles that may ask there, see `hub/who.py`), `METHOD`, for a POST
`BODY` ("form", "paste" or "upload"), and `async answer(asked) -> Response`. An address that begins with
`/cases/{case}` is about that case, one that begins with `/shared` about the case of a customer's link.
An action answers when what it did is stored.
"""

from __future__ import annotations

import importlib
from types import ModuleType

from farhand import listed

#: The cookie of somebody who has not logged in yet; it binds the form of the login to the browser.
START = "farhand-start"


def every() -> list[ModuleType]:
    """All views, by the name of their file."""
    return [importlib.import_module(f"{__name__}.{name}") for name in listed.names(__path__)]
