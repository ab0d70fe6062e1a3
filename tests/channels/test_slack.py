"""What Slack is sent: within its limits, nothing that mentions anybody; and what its answers mean."""

from __future__ import annotations

import json
import ssl
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from farhand import channels
from farhand.channels import blocks, posting
from farhand.channels.message import of_text, sealed
from farhand.channels.model import Message, Section, Settings
from farhand.errors import Mistake
from farhand.redact import Redactor
from tests.channels import receivers

HOSTILE = (
    "<!channel> <@U123ABC> <https://evil.example|click> & ```\n*Approved* ~not~ _by_ `root` @here :fire:"
)
WAY = channels.find("slack")


def settings(url: str) -> Settings:
    return Settings({"FARHAND_SLACK_WEBHOOK": url})


def sent(web: receivers.Web, message: Message) -> Any:
    told = settings(web.url)
    WAY.send(WAY.prepared(message, told), told)
    return json.loads(web.bodies[-1])


def test_a_message_arrives_and_keeps_to_the_rules(trusted: ssl.SSLContext) -> None:
    text = f"A title {HOSTILE}\n\nprose {HOSTILE}\n\nEvidence\n  {HOSTILE}\n" + "  a line\n" * 2000
    with receivers.web(receivers.slack, trusted) as web:
        made = sent(web, sealed(of_text(text), Redactor()))
    told = json.dumps(made)
    assert "<!channel>" not in told
    assert "&lt;!channel&gt;" in told
    assert "<@U123ABC>" not in told
    assert made["link_names"] is False
    assert (made["unfurl_links"], made["unfurl_media"]) == (False, False)
    assert all(b["text"].get("verbatim") for b in made["blocks"] if b["type"] == "section")
    prose = next(b["text"]["text"] for b in made["blocks"] if b["text"]["text"].startswith("prose"))
    assert not any(sign in prose for sign in ("*", "~", "`", " _by_"))


def test_what_must_stay_stays_to_the_letter() -> None:
    (block,) = blocks.blocks(Message("t", (Section('GRANT SELECT ON "a_b" TO c; -- *x*', literal=True),)))[1:]
    assert block["text"]["text"] == '```\nGRANT SELECT ON "a_b" TO c; -- *x*\n```'


@given(
    st.lists(
        st.tuples(st.text(alphabet="<>&`*_~ab \n;", max_size=4000), st.text(max_size=4000), st.booleans()),
        min_size=1,
        max_size=70,
    ),
    st.text(max_size=400),
)
def test_any_text_keeps_to_the_rules(parts: list[tuple[str, str, bool]], title: str) -> None:
    sections = tuple(Section(text, name, literal) for text, name, literal in parts)
    made = blocks.payload(sealed(Message(title, sections), Redactor()))
    if len(made["blocks"]) > 1:
        assert receivers.wrong_blocks(made) == ""


def test_more_than_fifty_blocks_say_what_is_left_out() -> None:
    made = blocks.blocks(Message("t", tuple(Section(f"part {n}") for n in range(80))))
    assert len(made) == 50
    assert made[-1]["text"]["text"].startswith("32 more parts are left out")


@pytest.mark.parametrize(
    ("status", "body", "says"),
    [
        (404, b"no_service", "make a new one"),
        (403, b"action_prohibited", "administrator"),
        (410, b"channel_is_archived", "archived"),
        (400, b"invalid_payload", "could not read"),
        (302, b"", "302"),
        (200, b"<html>login</html>", "200"),
    ],
)
def test_a_refusal_is_told_and_not_tried_again(status: int, body: bytes, says: str) -> None:
    with receivers.web(lambda b, n: (status, {"Location": "http://x/"}, body)) as web:
        told = settings(web.url)
        with pytest.raises(Mistake, match=says) as raised:
            WAY.send(WAY.prepared(of_text("x"), told), told)
        assert len(web.bodies) == 1
    assert "s3cretPath" not in str(raised.value)


def test_it_waits_as_it_is_told_and_tries_again() -> None:
    pauses: list[float] = []
    answers: list[receivers.Answer] = [
        (429, {"Retry-After": "7"}, b"rate_limited"),
        (503, {}, b""),
        receivers.OK,
    ]
    with receivers.web(lambda b, n: answers[n - 1]) as web:
        answer = posting.post(web.url, b"{}", dict, repeatable=False, wait=pauses.append)
    assert (answer.status, answer.tries) == (200, 3)
    assert pauses[0] == 7
    assert 1 <= pauses[1] <= 3


def test_a_receiver_cannot_make_it_wait_for_ever() -> None:
    pauses: list[float] = []
    with receivers.web(lambda b, n: (429, {"Retry-After": "999999"}, b"")) as web:
        assert posting.post(web.url, b"{}", dict, wait=pauses.append).status == 429
    assert len(pauses) == posting.TRIES - 1
    assert max(pauses) <= posting.LONGEST


def test_what_may_have_arrived_is_not_sent_again() -> None:
    """Slack does not know a message that comes twice."""
    with receivers.web(lambda b, n: None) as web:
        with pytest.raises(Mistake, match="it may have arrived"):
            posting.post(web.url, b"{}", dict, repeatable=False, wait=lambda s: None)
        assert len(web.bodies) == 1


def test_an_address_that_could_be_overheard_is_refused() -> None:
    with pytest.raises(Mistake, match="https"):
        WAY.prepared(of_text("x"), settings("http://hooks.example/T/B/s3cret"))
    for odd in ("https://[::1", "https://x.example:99999/s3cret", "ftp://x.example/s3cret", "s3cret"):
        with pytest.raises(Mistake) as raised:
            WAY.prepared(of_text("x"), settings(odd))
        assert "s3cret" not in str(raised.value)
    with pytest.raises(Mistake, match="FARHAND_SLACK_WEBHOOK is not set"):
        WAY.prepared(of_text("x"), Settings())


def test_a_certificate_of_somebody_else_is_refused(authority: Any, trusted: ssl.SSLContext) -> None:
    from tests.channels.conftest import context_of

    with receivers.web(receivers.slack, context_of(authority, "other.example")) as web:
        with pytest.raises(Mistake, match="certificate is not accepted"):
            posting.post(web.url, b"{}", dict, wait=lambda s: None)
        assert web.bodies == []
