"""A link for the customer to this one case; it is shown once."""

from __future__ import annotations

from datetime import datetime, timezone

from starlette.responses import Response

from farhand.hub import links, pages, writing
from farhand.hub.desk import Asked, aside, home
from farhand.hub.forms import Refused
from farhand.hub.who import LEADS

PATHS, METHOD = {"/cases/{case}/links": LEADS}, "POST"


async def answer(asked: Asked) -> Response:
    days, person = asked.form.text("days", 4), asked.form.text("person", 100)
    if not days.isdigit():
        raise Refused(400, "Say for how many days the link is to hold.")
    known = asked.book.known().story
    if person and not any(p.id == person and p.side == "customer" for p in known.people):
        raise Refused(400, "There is no such participant on the customer's side.")
    token, body = links.new(int(days), datetime.now(timezone.utc), person)
    await aside(writing.add, asked.book, asked.who.author, ("link", body))
    address = f"{asked.desk.origin(asked.request)}{links.PATH}{token}"
    return pages.page(asked.who, "link.html", home=home(asked), address=address, until=body["until"])
