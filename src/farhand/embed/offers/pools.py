"""What the app's engines, pools and clients lead to: SQLAlchemy, psycopg, asyncpg, redis-py."""

from __future__ import annotations

from collections.abc import Iterator

from farhand.embed import listing, pools
from farhand.embed.finder import Finder, only, place_of
from farhand.embed.offers import Need
from farhand.embed.process import Process

CLASSES = ()


def needs(process: Process) -> Iterator[Need]:
    there = process.of(Finder).everything(process)
    for library in pools.every():
        for one in only(there, library.CLASSES):
            leads = listing.attempt(process, library.__name__, library.leads_to, one)
            if leads:
                kept = place_of(one, getattr(library, "HELD_AS", ()))
                yield *leads, f"the {library.WHAT} {kept}".strip()
