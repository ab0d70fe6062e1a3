"""The signed webhook: other people's library verifies it, ours refuses what is altered, old or repeated."""

from __future__ import annotations

import base64
import json
import time

import pytest
from standardwebhooks import Webhook, WebhookVerificationError

from farhand import channels
from farhand.channels import posting, signature
from farhand.channels.message import of_text
from farhand.channels.model import Settings
from farhand.errors import Mistake
from tests.channels import receivers

KEY = "whsec_" + base64.b64encode(b"0123456789abcdef0123456789abcdef").decode()
OTHER = "whsec_" + base64.b64encode(b"fedcba9876543210fedcba9876543210").decode()
WAY = channels.find("webhook")
NOW = 1_790_000_000


def settings(url: str, key: str = KEY) -> Settings:
    return Settings({"FARHAND_WEBHOOK_URL": url, "FARHAND_WEBHOOK_SECRET": key})


def test_a_library_of_others_verifies_what_arrives() -> None:
    with receivers.web(lambda b, n: (204, {}, b"")) as web:
        told = settings(web.url)
        outgoing = WAY.prepared(of_text("title\n\nprose", "escalation.x", "acme-7"), told)
        assert WAY.send(outgoing, told).said == "204"
    document = Webhook(KEY).verify(web.bodies[0], web.headers[0])
    assert document["schema"] == "farhand.message/1"
    assert (document["title"], document["case"], document["about"]) == ("title", "acme-7", "escalation.x")
    assert document["id"] == web.headers[0]["webhook-id"] == outgoing.id
    with pytest.raises(WebhookVerificationError):
        Webhook(OTHER).verify(web.bodies[0], web.headers[0])


def test_each_try_has_the_same_id_and_bytes_and_a_fresh_signature(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(posting, "FIRST", 0.0)
    answers: list[receivers.Answer | None] = [None, (500, {}, b""), (200, {}, b"")]
    seen: dict[str, float] = {}
    with receivers.web(lambda b, n: answers[n - 1]) as web:
        told = settings(web.url)
        receipt = WAY.send(WAY.prepared(of_text("x"), told), told)
    assert receipt.tries == 3
    assert len(set(web.bodies)) == 1
    assert len({h["webhook-id"] for h in web.headers}) == 1
    assert signature.verify([KEY], web.headers[0], web.bodies[0], time.time(), seen)
    with pytest.raises(signature.Refused, match="taken before"):
        signature.verify([KEY], web.headers[2], web.bodies[2], time.time(), seen)


def test_what_others_sign_is_verified_here() -> None:
    from datetime import datetime, timezone

    at = datetime.fromtimestamp(NOW, timezone.utc)
    made = Webhook(KEY).sign("msg_1", at, '{"a": 1}')
    headers = {
        "Webhook-Id": "msg_1",
        "Webhook-Timestamp": str(NOW),
        "Webhook-Signature": f"v1,AAAA {made} v1a,x",
    }
    assert signature.verify([OTHER, KEY], headers, b'{"a": 1}', NOW) == "msg_1"


@pytest.mark.parametrize(
    ("changed", "body", "now"),
    [
        ({}, b"{} ", NOW),
        ({"webhook-id": "other"}, b"{}", NOW),
        ({"webhook-timestamp": str(NOW + 1)}, b"{}", NOW),
        ({"webhook-timestamp": "soon"}, b"{}", NOW),
        ({"webhook-timestamp": "१७९"}, b"{}", NOW),
        ({"webhook-signature": ""}, b"{}", NOW),
        ({"webhook-signature": "v1,\udcff"}, b"{}", NOW),
        ({"webhook-signature": "v2,AAAA"}, b"{}", NOW),
        ({}, b"{}", NOW + 301),
        ({}, b"{}", NOW - 301),
    ],
)
def test_altered_old_and_unreadable_messages_are_refused(
    changed: dict[str, str], body: bytes, now: int
) -> None:
    headers = {**signature.signed(KEY, "msg_1", NOW, b"{}"), **changed}
    with pytest.raises(signature.Refused):
        signature.verify([KEY], headers, body, now)


def test_ids_are_forgotten_when_they_are_too_old_anyway() -> None:
    seen: dict[str, float] = {}
    for n in range(5):
        at = NOW + n * 1000
        signature.verify([KEY], signature.signed(KEY, f"m{n}", at, b""), b"", at, seen)
    assert list(seen) == ["m4"]


@pytest.mark.parametrize(
    "key", ["", "secret", "whsec_c2hvcnQ=", "whsec_###", base64.b64encode(b"x" * 32).decode()]
)
def test_a_key_that_could_be_guessed_is_refused_without_showing_it(key: str) -> None:
    with pytest.raises(Mistake) as raised:
        WAY.prepared(of_text("x"), settings("https://x.example/", key))
    assert "head -c 32 /dev/urandom" in str(raised.value)
    assert not key or key not in str(raised.value)


def test_a_receiver_that_never_takes_it_is_told() -> None:
    with receivers.web(lambda b, n: (410, {}, b"gone")) as web:
        told = settings(web.url)
        with pytest.raises(Mistake, match="takes no more messages"):
            WAY.send(WAY.prepared(of_text("x"), told), told)
    assert len(web.bodies) == 1
    assert json.loads(web.bodies[0])["title"] == "x"
