"""How a person asks the same: AMQP's own bytes, sent at once; a broker reads them one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from farhand.checks import _raw, _service_command
from farhand.checks._amqp.spoken import SECURE
from farhand.checks._amqp.wanted import DEFAULT, NOWHERE, wanted
from farhand.model import Command
from farhand.target import Target, shell
from farhand.wire import amqp

#: A method's payload begins with its class and number; PLAIN is the mechanism, en_US the locale.
_BEFORE_LOGIN = amqp.START_OK[0].to_bytes(2, "big") + amqp.START_OK[1].to_bytes(2, "big")
_BEFORE_LOGIN += amqp.own_properties() + amqp.short("PLAIN")
_LOCALE = amqp.short("en_US")

_PART = r"""
fh_short() { fh_be ${#1} 1; printf %s "$1"; }
fh_method() { # CHANNEL SIZE CLASS NUMBER: the beginning of a frame; SIZE: of the arguments
  printf '\001'; fh_be "$1" 2; fh_be $(($2 + 4)) 4; fh_be "$3" 2; fh_be "$4" 2; }
fh_login() {
  fh_n=$((2 + ${#fh_user} + ${#fh_pass}))
  printf '\001\000\000'; fh_be $((BEFORE + 4 + fh_n + AFTER)) 4; printf LOGIN; fh_be "$fh_n" 4
  printf '\000%s\000%s' "$fh_user" "$fh_pass"; printf LOCALE; printf '\316'; }
fh_vhost() { fh_method 0 $((${#fh_virtual} + 3)) 10 40; fh_short "$fh_virtual"; printf '\000\000\316'; }
fh_queue() { fh_method "$1" $((${#2} + 8)) 50 10
  printf '\000\000'; fh_short "$2"; printf '\001\000\000\000\000\316'; }
fh_exchange() { fh_method "$1" $((${#2} + 15)) 40 10
  printf '\000\000'; fh_short "$2"; printf '\006direct\001\000\000\000\000\316'; }
fh_questions() {
  printf HEADER; fh_login; printf TUNE; fh_vhost
ASKED
  printf 'CLOSE'; }
fh_amqp() {
  fh_tls=; case $fh_scheme in SECURE) fh_tls=1 ;; esac; fh_way
  echo "-- amqp tls=${fh_tls:-0} password=${fh_pass:+1} with=$fh_with"
  [ "$fh_with" != nothing ] || { echo "no tool here speaks to it"; return 0; }
  if [ -n "$fh_tls" ] && [ -z "${fh_secure-}$fh_lax" ]; then echo "held back"; fh_sniff; return 0; fi
  fh_first=$(fh_questions | fh_talk amqp 6); printf '%s\n' "$fh_first"
  case $fh_first in "talk amqp 01"*|"talk amqp 414d5150"*) ;; *) fh_sniff ;; esac
  return 0; }
[ -n "$fh_user" ] || fh_pass=${fh_pass:-DEFAULT}
: "${fh_user:=DEFAULT}"; fh_virtual=${fh_name:-${set_vhost-}}; fh_virtual=${fh_virtual:-/}
""".strip()


def command(subject: str, settings: Mapping[str, Any]) -> Command:
    """Does the broker let the app in, and is there what it needs?"""
    return _service_command.command(
        "amqp", settings, _raw.BYTES + "\n" + _filled(settings), "fh_amqp", secure=SECURE,
        why="Does the broker let the app in, has it the app's queues and exchanges, does it take messages?",
        prints="the broker's answers to a login and to questions for names; nothing is made, sent or taken",
        hides="the password; no message is read",
    )  # fmt: skip


def _filled(settings: Mapping[str, Any]) -> str:
    words = {
        "BEFORE": str(len(_BEFORE_LOGIN)), "AFTER": str(len(_LOCALE)), "LOGIN": _raw.octal(_BEFORE_LOGIN),
        "LOCALE": _raw.octal(_LOCALE), "HEADER": _raw.octal(amqp.HEADER), "TUNE": _raw.octal(amqp.tune_ok()),
        "'CLOSE'": _raw.octal(amqp.close()), "SECURE": "|".join(SECURE), "DEFAULT": DEFAULT,
        "ASKED": "\n".join(f"  {line}" for line in _questions(settings)),
    }  # fmt: skip
    text = _PART
    for word, value in words.items():
        text = text.replace(word, value)
    return text


def _questions(settings: Mapping[str, Any]) -> Iterator[str]:
    """One line for each queue and exchange, and one for an alarm."""
    asks = wanted(settings, Target())
    for channel, (name, what) in enumerate(asks.names, start=1):
        word = "fh_queue" if name == amqp.QUEUE else "fh_exchange"
        yield f"printf {_raw.octal(amqp.open_channel(channel))}; {word} {channel} {shell.word(what)}"
    if asks.publishes:
        words = amqp.open_channel(amqp.CHANNELS) + amqp.publish_nowhere(amqp.CHANNELS, NOWHERE)
        yield f"printf {_raw.octal(words)}"
