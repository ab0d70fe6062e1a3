"""The exact `.env.template` of an app: every variable with what it is for, and never a real secret.  Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from farhand.model import App, Variable
from farhand.target.shapes import is_placeholder

_WORD_FOR = {
    "url": "URL", "int": "whole number", "float": "number", "bool": "true or false", "path": "path",
    "port": "port, 1 to 65535",
    "duration": "duration such as 3s", "json": "JSON",
}  # fmt: skip
_STAND_IN = {
    "url": "scheme://USER:PASSWORD@HOST:PORT/NAME",
    "int": "0",
    "float": "0.0",
    "bool": "false",
    "port": "1",
    "json": "{}",
}


def template(app: App) -> str:
    """One block per variable; required ones are open, optional ones are commented out with their default."""
    return "\n".join(_lines(app)).rstrip("\n") + "\n"


def _lines(app: App) -> Iterator[str]:
    yield f"# Environment of {_one_line(app.name)}{f' {_one_line(app.version)}' if app.version else ''}"
    yield "# Fill in what is required. No quotes, no blanks around =, no comment behind a value."
    if app.contact:
        yield f"# Questions: {_one_line(app.contact)}"
    for variable in sorted(app.env, key=lambda v: not v.required):
        yield ""
        yield from _block(variable, app)


def _block(variable: Variable, app: App) -> Iterator[str]:
    words = ["required" if variable.required else "optional"]
    words += [_WORD_FOR[variable.format]] if variable.format in _WORD_FOR else []
    words += ["secret"] if variable.secret else []
    yield f"# {', '.join(words)}"
    if variable.why:
        yield f"# {_one_line(variable.why)}"
    users = [n for n in app.dependencies if f"${{{variable.name}}}" in str(dict(n.settings))]
    for need in users:
        why = f": {_one_line(need.why)}" if need.why else ""
        yield f"# for {_one_line(need.name)} ({_one_line(need.kind)}){why}"
    if variable.choices:
        yield f"# one of: {', '.join(_one_line(c) for c in variable.choices)}"
    if variable.pattern:
        yield f"# must match: {_one_line(variable.pattern)}"
    example = example_of(variable)
    if example:
        yield f"# example: {example}"
    default = "" if variable.default is None or variable.secret else _one_line(variable.default)
    yield f"{'' if variable.required else '# '}{variable.name}={'' if variable.required else default}"


def example_of(variable: Variable) -> str:
    """The declared example where it can be no secret; for a secret only the shape of one."""
    example = _one_line(variable.example)
    if not variable.secret:
        return without_login(example)
    if variable.format == "url" or "://" in example:
        return without_login(example) or _STAND_IN["url"]
    return example if example and (is_placeholder(example) or example.isupper()) else "(a secret)"


def without_login(url: str) -> str:
    """The URL with USER and PASSWORD in place of whatever stood there."""
    match = re.fullmatch(r"([A-Za-z][\w+.-]*://)(.*)@([^@]*)", url)
    if match is None:
        return url
    user, colon, _ = match.group(2).partition(":")
    return f"{match.group(1)}{'USER' if user else ''}{':PASSWORD' if colon else ''}@{match.group(3)}"


def _one_line(text: str) -> str:
    return "".join(c if c.isprintable() else " " for c in text)[:300]
