"""Slack, by an incoming webhook (api.slack.com/messaging/webhooks); also what speaks the same."""

from __future__ import annotations

import json
from argparse import ArgumentParser

from farhand.channels import posting
from farhand.channels.blocks import payload
from farhand.channels.message import id_of, plain
from farhand.channels.model import Message, Outgoing, Receipt, Settings
from farhand.errors import Mistake

SUMMARY = "a Slack channel, by the address of its incoming webhook"
URL = "FARHAND_SLACK_WEBHOOK"
SECRETS = (URL,)
#: What Slack documents as answers to a message that it does not take.
_REFUSALS = {
    "invalid_payload": "Slack could not read the message",
    "invalid_blocks": "Slack could not read the message",
    "action_prohibited": "the workspace does not allow it: ask its administrator",
    "channel_not_found": "the channel is not there any more: make a new webhook",
    "channel_is_archived": "the channel is archived: make a webhook for another one",
    "no_service": "the webhook was removed or switched off: make a new one",
    "no_team": "the workspace is not there any more",
    "no_text": "Slack found no text in the message",
    "invalid_token": "the webhook's address is not right: copy it again",
    "rate_limited": "too many messages: try again in a minute",
}


def options(parser: ArgumentParser) -> None:
    """None: the webhook itself says which channel it is for."""


def prepared(message: Message, settings: Settings) -> Outgoing:
    """Raises Mistake where the webhook is not known."""
    host = posting.host_of(settings, URL, "the address of an incoming webhook of Slack")
    made = payload(message)
    body = json.dumps(made, ensure_ascii=False).encode()
    preview = f"{message.title}\n\n{plain(message)}\n({len(made['blocks'])} blocks, {len(body):,} bytes)\n"
    return Outgoing("slack", host, id_of(message, "slack", host), body, preview)


def send(outgoing: Outgoing, settings: Settings) -> Receipt:
    """Slack does not know a message that comes twice, so it is not sent again where it may have arrived."""
    answer = posting.post(settings.secrets[URL], outgoing.body, dict, repeatable=False)
    said = answer.text.strip()
    if answer.status == 200 and said == "ok":
        return Receipt("ok", answer.tries)
    word = next((word for word in _REFUSALS if word in said), "")
    why = _REFUSALS.get(word) or f"it answered {answer.status} {said[:80]!r}"
    raise Mistake(f"not sent: {outgoing.to}: {why}")
