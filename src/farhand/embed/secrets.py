"""Placeholder until the records room is in."""

from __future__ import annotations

from collections.abc import Mapping

from farhand.model import App


def declared(app: App, environment: Mapping[str, str]) -> set[str]:
    return {environment[v.name] for v in app.env if v.secret and environment.get(v.name)}
