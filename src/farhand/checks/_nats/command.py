"""How a person asks the same: the greeting first, then the lines of NATS, sent at once.

Over TLS, which begins after the greeting, no tool of a plain host speaks: there the login is not sent at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from farhand.checks import _raw, _service_command
from farhand.checks._nats.talk import wanted
from farhand.model import Command
from farhand.wire import nats

_PART = r"""
fh_json() {
  printf %s "$1" | sed 's/\\/\\\\/g; s/"/\\"/g' | awk 'NR > 1 { printf "\\n" } { printf "%s", $0 }'; }
fh_login() { # the words of CONNECT: token, or user and password
  if [ -n "${set_token-}" ]; then printf ', "auth_token": "%s"' "$(fh_json "$set_token")"
  elif [ -n "$fh_user" ] && [ -z "$fh_pass" ]; then printf ', "auth_token": "%s"' "$(fh_json "$fh_user")"
  elif [ -n "$fh_user" ]; then
    printf ', "user": "%s", "pass": "%s"' "$(fh_json "$fh_user")" "$(fh_json "$fh_pass")"; fi; }
fh_lines() { printf BEGIN; fh_login; printf '}\r\nPING\r\n'; printf QUESTIONS; }
fh_nats() {
  fh_tls=; fh_way; fh_x=0; case $fh_scheme in tls) fh_x=1 ;; esac
  echo "-- nats tls=0 wanted=$fh_x with=$fh_with"
  [ "$fh_with" != nothing ] || { echo "no tool here speaks to it"; return 0; }
  fh_first=$(: | fh_talk greeting 2); printf '%s\n' "$fh_first"
  case $fh_first in "talk greeting 494e464f20"*) ;; *) fh_sniff; return 0 ;; esac
  case $fh_x$fh_first in 1*|*TLSWORDS*) return 0 ;; esac
  fh_lines | fh_talk nats 4; }
""".strip()


def command(subject: str, settings: Mapping[str, Any]) -> Command:
    """Does NATS let the app in, and is there what it needs?"""
    begin = nats.connect({}).partition(b"}\r\n")[0]
    part = _PART.replace("BEGIN", _raw.octal(begin))
    part = part.replace("TLSWORDS", b'"tls_required":true'.hex())
    part = part.replace("QUESTIONS", _raw.octal(wanted(settings, "", "").questions()))
    return _service_command.command(
        "nats", settings, part, "fh_nats",
        why="Does NATS let the app in, may it use its subjects, and has it the streams that are needed?",
        prints="the server's greeting and its answers; nothing is published, and no consumer is made",
        hides="the password and the token",
    )  # fmt: skip
