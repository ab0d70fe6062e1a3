"""Pages from the templates beside this: no script, nothing loaded, and everything escaped.

A page names the digest of its one style sheet in its content security policy, so that a mistake in a
template lets nothing else through.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib import resources
from typing import Any

from farhand import words
from farhand.faces.escape import terminal


def page(template: str, styles: tuple[str, ...], **values: Any) -> str:
    """A template filled with `values`, as text to be written in UTF-8; `styles` are put into it in order."""
    from markupsafe import Markup

    style = "".join(_file(name) for name in styles)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    # The style is this package's own files, the only text that is not escaped.
    given = {"style": Markup(style), "style_hash": f"sha256-{digest}", "lang": words.language()}
    return str(_template(template).render(**given, **values))


@cache
def _template(name: str) -> Any:
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    loader = FunctionLoader(_file)
    made = Environment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        extensions=["jinja2.ext.i18n"],
    )
    # Plain texts without holes: what is filled in is escaped by the template.
    made.install_gettext_callables(words._, words.ngettext)  # type: ignore[attr-defined]
    return made.get_template(name)


def _shown(value: Any) -> Any:
    """What is hostile in a text is made visible before it is escaped; the style is left alone."""
    return terminal(value) if type(value) is str else value


def _file(name: str) -> str:
    return resources.files("farhand.faces").joinpath("templates", name).read_text("utf-8")
