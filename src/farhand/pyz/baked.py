"""A declaration as plain JSON, and back: what a single-file Farhand carries with it.  Pure, Python 3.9."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from farhand.model import App, Dependency, Variable, Waiver

SCHEMA = "farhand.app/1"


def dump(app: App) -> dict[str, Any]:
    """The declaration; where its file was is left out, for it says nothing at the site."""
    return {"schema": SCHEMA, **_plain(app), "source": ""}


def load(document: Mapping[str, Any]) -> App:
    """Raises ValueError for what is no declaration of `dump`."""
    if document.get("schema") != SCHEMA:
        raise ValueError(f"not a declaration: {document.get('schema')!r}")
    given = {**document}
    given["env"] = tuple(_made(Variable, one) for one in given.get("env", ()))
    given["dependencies"] = tuple(_made(Dependency, one) for one in given.get("dependencies", ()))
    given["waivers"] = tuple(_made(Waiver, one) for one in given.get("waivers", ()))
    return _made(App, given)  # type: ignore[no-any-return]


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(inner) for inner in value]
    return value if isinstance(value, (str, int, float, bool)) or value is None else str(value)


def _made(kind: Any, given: Mapping[str, Any]) -> Any:
    """The noun; its lists become tuples, and what a later Farhand wrote into it is left out."""
    known = {f.name for f in fields(kind)}
    lists = {f.name for f in fields(kind) if str(f.type).startswith("tuple")}
    return kind(**{k: tuple(v) if k in lists else v for k, v in given.items() if k in known})
