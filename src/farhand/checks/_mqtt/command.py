"""How a person asks the same: MQTT's own bytes, sent at once; a broker reads them one after the other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from farhand.checks import _raw, _service_command
from farhand.checks._mqtt.spoken import SECURE
from farhand.checks._mqtt.talk import wanted
from farhand.model import Command
from farhand.target import Target
from farhand.wire import mqtt

_PART = r"""
fh_length() { # of at most two bytes
  if [ "$1" -lt 128 ]; then fh_be "$1" 1; else fh_be $((($1 & 127) | 128)) 1; fh_be $(($1 >> 7)) 1; fi; }
fh_text() { fh_be ${#1} 2; printf %s "$1"; }
fh_questions() {
  fh_id=farhand-$$; fh_flags=2; fh_n=$((10 + EXTRA + 2 + ${#fh_id}))
  [ -z "$fh_user" ] || { fh_flags=$((fh_flags + 128)); fh_n=$((fh_n + 2 + ${#fh_user}))
    [ -z "$fh_pass" ] || { fh_flags=$((fh_flags + 64)); fh_n=$((fh_n + 2 + ${#fh_pass})); }; }
  printf '\020'; fh_length "$fh_n"; fh_text MQTT; fh_be LEVEL 1; fh_be "$fh_flags" 1; printf BEHIND
  fh_text "$fh_id"
  [ -z "$fh_user" ] || { fh_text "$fh_user"; [ -z "$fh_pass" ] || fh_text "$fh_pass"; }
  printf TOPICS; }
fh_spared() { # what the broker said, without the messages in it
  awk -v d=0123456789abcdef '$2 != "mqtt" || $3 !~ /^20/ { print; next }
    { h = $3; r = z = ""
      if (match(h, /2072633d(3[0-9])*(0a)?$/)) { z = substr(h, RSTART); h = substr(h, 1, RSTART - 1) }
      while (length(h) >= 4) { n = 0; m = 1; q = 3
        do { b = (index(d, substr(h, q, 1)) - 1) * 16 + index(d, substr(h, q + 1, 1)) - 1
          n += (b % 128) * m; m *= 128; q += 2 } while (b >= 128 && q < 11)
        if (substr(h, 1, 1) != 3) r = r substr(h, 1, q - 1 + 2 * n)
        h = substr(h, q + 2 * n) }
      print $1, $2, r z }'; }
fh_mqtt() {
  fh_tls=; case $fh_scheme in SECURE) fh_tls=1 ;; esac; fh_way
  echo "-- mqtt tls=${fh_tls:-0} password=${fh_pass:+1} with=$fh_with"
  [ "$fh_with" != nothing ] || { echo "no tool here speaks to it"; return 0; }
  if [ -n "$fh_tls" ] && [ -z "${fh_secure-}$fh_lax" ]; then fh_first="held back"
  else fh_first=$(fh_questions | fh_talk mqtt 5 | fh_spared); fi
  printf '%s\n' "$fh_first"
  case $fh_first in "talk mqtt 20"[!7]*) return 0 ;; esac
  if [ -n "$fh_tls" ]; then fh_tls=; fh_first=$(printf PLAINLY | fh_talk plain 3)
    case $fh_first in "talk plain 20"[!7]*) echo "plain yes" ;; esac; fi
  fh_sniff; return 0; }
""".strip()


def command(subject: str, settings: Mapping[str, Any]) -> Command:
    """Does the broker let the app in, and may it listen to its topics?"""
    asks = wanted(settings, Target())
    asked = b"".join(mqtt.subscribe(asks.level, n, name) for n, name in enumerate(asks.topics, start=1))
    behind = bytes([0, mqtt.KEEP]) + (b"\0" if asks.level == 5 else b"")
    words = {"EXTRA": "1" if asks.level == 5 else "0", "LEVEL": str(asks.level), "SECURE": "|".join(SECURE),
             "BEHIND": _raw.octal(behind), "TOPICS": _raw.octal(asked + mqtt.leave()),
             "PLAINLY": _raw.octal(mqtt.connect(4, "") + mqtt.leave())}  # fmt: skip
    part = _PART
    for word, value in words.items():
        part = part.replace(word, value)
    return _service_command.command(
        "mqtt", settings, _raw.BYTES + "\n" + part, "fh_mqtt", secure=SECURE,
        why="Does the broker let the app in, and may it listen to its topics?",
        prints="the broker's answers to CONNECT and SUBSCRIBE, with messages that come at once",
        hides="the password",
    )  # fmt: skip
