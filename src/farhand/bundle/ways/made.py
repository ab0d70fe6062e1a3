"""An item that Farhand makes itself: a self-test, names of variables, versions, what the host says."""

from __future__ import annotations

from farhand.bundle import items
from farhand.bundle.model import ABSENT, WITHHELD, Item
from farhand.bundle.ways import Taken, Work


def take(item: Item, work: Work) -> Taken:
    data = items.maker(item.name)(work.site, item)
    if not data:
        return Taken(outcome=ABSENT, says="there is none")
    if len(data) > work.limit:  # half a document is none
        return Taken(outcome=WITHHELD, says=f"it has {len(data)} bytes, more than its limit of {work.limit}")
    return Taken(data)
