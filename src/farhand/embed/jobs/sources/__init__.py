"""Where runs of jobs are heard of besides `farhand.job`: one file for each library, found by listing.

A file has `listen(process)`, called every two seconds: it puts a listener in place by the library's public
means, once, as soon as the app has loaded the library.
"""

from __future__ import annotations

from typing import Any

from farhand.embed import listing


def every() -> list[Any]:
    return listing.modules(__name__, __path__)
