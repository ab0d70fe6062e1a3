"""Any web server: JSON by POST, signed as Standard Webhooks describes it, tried again until it takes it."""

from __future__ import annotations

import json
import time
from argparse import ArgumentParser
from collections.abc import Mapping
from dataclasses import asdict

from farhand.channels import posting, signature
from farhand.channels.message import id_of, plain
from farhand.channels.model import Message, Outgoing, Receipt, Settings
from farhand.channels.secrets import needed
from farhand.errors import Mistake

SUMMARY = "any web server: JSON, signed (Standard Webhooks)"
URL, KEY = "FARHAND_WEBHOOK_URL", "FARHAND_WEBHOOK_SECRET"
SECRETS = (URL, KEY)
SCHEMA = "farhand.message/1"
_MAKE = "make one with: echo whsec_$(head -c 32 /dev/urandom | base64)"


def options(parser: ArgumentParser) -> None:
    """None: the address is a secret, as it often holds a token."""


def prepared(message: Message, settings: Settings) -> Outgoing:
    """Raises Mistake where address or key are not known or not good enough."""
    host = posting.host_of(settings, URL, "the address that takes the message")
    if not settings.only_shown:
        _check_key(settings)
    id = id_of(message, "webhook", host)
    body = json.dumps(_document(message, id), ensure_ascii=False, sort_keys=True).encode()
    preview = f"{message.title}\n\n{plain(message)}\n({len(body):,} bytes of JSON, signed; id {id})\n"
    return Outgoing("webhook", host, id, body, preview)


def _check_key(settings: Settings) -> None:
    try:
        signature.key_of(needed(settings.secrets, KEY, f"the key of the signature; {_MAKE}"))
    except ValueError as error:
        raise Mistake(f"{KEY}: {error}; {_MAKE}") from None


def _document(message: Message, id: str) -> dict[str, object]:
    """Without a time: the same message is the same bytes."""
    return {
        "schema": SCHEMA,
        "id": id,
        "case": message.case,
        "about": message.about,
        "title": message.title,
        "sections": [asdict(section) for section in message.sections],
        "text": plain(message),
    }


def send(outgoing: Outgoing, settings: Settings) -> Receipt:
    """Tried again after silence as well: the receiver knows the id. Raises Mistake where it was not taken."""

    def headers() -> Mapping[str, str]:
        return signature.signed(settings.secrets[KEY], outgoing.id, int(time.time()), outgoing.body)

    answer = posting.post(settings.secrets[URL], outgoing.body, headers)
    if 200 <= answer.status < 300:
        return Receipt(str(answer.status), answer.tries)
    if answer.status == 410:
        raise Mistake(f"not sent: {outgoing.to} takes no more messages (410): switch this webhook off")
    again = f" after {answer.tries} tries" if answer.tries > 1 else ""
    raise Mistake(f"not sent: {outgoing.to} answered {answer.status}{again}")
