"""Files that a person made before and wants in the bundle (`--add`), such as outputs of the kit."""

from __future__ import annotations

from collections.abc import Iterator

from farhand.bundle.items import _files
from farhand.bundle.model import Item
from farhand.bundle.site import Site

ORDER = 90


def plan(site: Site) -> Iterator[Item]:
    for path in site.added:
        why = "somebody at the site wants it in the bundle"
        yield _files.item(f"added/{path.name}", path, why, limit=8 << 20, part="start")
