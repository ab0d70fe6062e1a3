"""Django: the patterns of ROOT_URLCONF, if the app has loaded them."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator
from typing import Any


def routes(app: Any) -> Iterator[tuple[str, Collection[str]]]:
    settings = getattr(sys.modules.get("django.conf"), "settings", None)
    name = getattr(settings, "ROOT_URLCONF", "") if settings is not None and settings.configured else ""
    urls = sys.modules.get(name) if isinstance(name, str) else None
    yield from _of(getattr(urls, "urlpatterns", ()), "/")


def _of(patterns: Any, before: str, depth: int = 0) -> Iterator[tuple[str, Collection[str]]]:
    for one in list(patterns):
        path = before + str(one.pattern).lstrip("^")
        included = vars(one).get("urlconf_name")
        if hasattr(one, "urlconf_name"):
            inner = included if isinstance(included, (list, tuple)) else getattr(included, "urlpatterns", ())
            if depth < 10:
                yield from _of(inner, path, depth + 1)
        else:
            view = getattr(one.callback, "view_class", None)
            names = getattr(view, "http_method_names", ())
            yield path, [n.upper() for n in names if hasattr(view, n)]
