"""What the `smtp` command printed, as the facts that the probe makes.  Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from farhand.checks import _raw, _service_paste
from farhand.checks._service_paste import Part
from farhand.checks._smtp.look import login_facts, mail_facts
from farhand.checks._smtp.spoken import SPOKEN
from farhand.checks._smtp.wanted import Wanted, wanted
from farhand.model import Seen
from farhand.wire import smtp
from farhand.wire.smtp import Reply
from farhand.wire.speaker import speaker


def read(text: str) -> Iterator[Seen]:
    """The stages from `config` on."""
    part = yield from _service_paste.begin(text, "smtp", SPOKEN)
    if part is None:
        return
    talks = _raw.talks(part.lines)
    meet = talks.get("meet", _raw.Heard())
    asked = wanted(part.settings, part.target)
    hello = _hello(part, asked, meet, talks.get("before"))
    yield Seen("hello", hello)
    if hello.get("answer") == "ok" and "post" in talks:
        yield from _posted(part, asked, hello, smtp.replies(talks["post"].data))


def _hello(part: Part, asked: Wanted, meet: _raw.Heard, before: _raw.Heard | None) -> dict[str, Any]:
    begun = part.head.get("starttls") == "smtp"
    facts: dict[str, Any] = {
        **part.place,
        "starttls": begun,
        "starttls_wanted": part.head.get("want", asked.starttls),
        "user": asked.user,
    }
    said = smtp.replies(meet.data)
    greeted = smtp.replies(before.data) if before else said
    if not said:
        return {**facts, **part.broken(SPOKEN, _end(meet))}
    other = speaker(meet.data)
    if not begun and other not in ("", SPOKEN.name):  # FTP greets alike
        return {**facts, **_raw.Sniffed(meet.data.split(b"\r\n")[0], other).facts(SPOKEN.name)}
    if not greeted[0].good:
        return {**facts, **_no("greeting", greeted[0])}
    facts["greeting"] = greeted[0].text[:100]
    ehlo = said[0] if begun else said[1] if len(said) > 1 else None
    if ehlo is None:
        return {**facts, "answer": _end(meet)}
    if ehlo.code in (500, 502):
        return {**facts, "answer": "ok", "offers": {}}
    return {**facts, **({"answer": "ok", "offers": smtp.offers(ehlo)} if ehlo.good else _no("EHLO", ehlo))}


def _end(heard: _raw.Heard) -> str:
    return heard.end if heard.end in ("closed", "reset", "mute") else "closed"


def _no(asked: str, reply: Reply) -> dict[str, Any]:
    return {"answer": "refused", "asked": asked, "code": reply.code, "message": reply.text[:200]}


def _posted(part: Part, asked: Wanted, hello: dict[str, Any], said: list[Reply]) -> Iterator[Seen]:
    """The stages `login` and `mail` of the long conversation."""
    offers, begun = hello["offers"], hello["starttls"]
    said = said[1:] if begun else said[2:]
    given = part.head.get("password") == "1"
    login = login_facts(dict(part.place), asked.user, given, offers)
    steps = 0 if not asked.user else {"PLAIN": 1, "LOGIN": 3, "": 0}[login["mechanism"]]
    answer = _login(asked, login["mechanism"], said[:steps])
    yield Seen("login", {**login, **answer})
    if answer["answer"] not in ("ok", "none"):
        return
    mail = mail_facts(dict(part.place), asked.sender, asked.recipient, asked.largest, offers)
    yield Seen("mail", {**mail, "user": asked.user, **_mail(asked, said[steps:])})


def _login(asked: Wanted, mechanism: str, said: list[Reply]) -> dict[str, Any]:
    if not asked.user:
        return {"answer": "none"}
    if not mechanism:
        return {"answer": "no_mechanism"}
    reply = next((reply for reply in said if reply.code != 334), None)
    if reply is None:
        return {"answer": "closed"}
    return {"answer": "ok"} if reply.code == 235 else _no("AUTH", reply)


def _mail(asked: Wanted, said: list[Reply]) -> dict[str, Any]:
    if not asked.sender:
        return {}
    for name, wanted_ in (("MAIL", asked.sender), ("RCPT", asked.recipient)):
        if not wanted_:
            continue
        if not said:
            return {"answer": "closed"}
        reply, said = said[0], said[1:]
        if not reply.good:
            return _no(name, reply)
    return {"answer": "ok"}
