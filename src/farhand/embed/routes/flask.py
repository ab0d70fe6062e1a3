"""Flask: `app.url_map.iter_rules()`."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any


def routes(app: Any) -> Iterator[tuple[str, Collection[str]]]:
    for rule in app.url_map.iter_rules():
        yield rule.rule, rule.methods or ()
