"""How a person asks the same: lines to the port. Nothing is stored; a login is sent only where one is
wanted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from farhand.checks import _service_command
from farhand.model import Command

_PART = r"""
fh_login() { # as the text protocol has it: it looks like a set, and stores nothing
  fh_x="$fh_user $fh_pass"
  printf 'set auth 0 0 %s\r\n%s\r\n' "$(($(printf %s "$fh_x" | fh_hex | wc -c) / 2))" "$fh_x"; }
fh_post() { { [ -z "$1" ] || { fh_login; sleep 1; }; printf 'stats\r\n'; sleep 1
  printf 'quit\r\n'; } | fh_talk post 6; }
fh_memcached() {
  fh_tls=; fh_way
  echo "-- memcached tls=0 password=${fh_pass:+1} with=$fh_with"
  [ "$fh_with" != nothing ] || return 0
  fh_met=$({ printf 'version\r\n'; sleep 1; printf 'quit\r\n'; } | fh_talk meet 4); echo "$fh_met"
  case $fh_met in
    "talk meet 56455253494f4e"*) fh_post '' ;;
    *"$(printf 'CLIENT_ERROR unauthenticated' | fh_hex)"*) [ -z "$fh_user" ] || fh_post login ;;
    "talk meet 4552524f52"*) ;;
    *) [ -n "$fh_socket" ] || { fh_to=$fh_open; fh_sniff; printf 'version\r\n' | fh_asked memcached
      printf '\200\13\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0' | fh_asked binary; } ;;
  esac; }
""".strip()


def command(subject: str, settings: Mapping[str, Any]) -> Command:
    """Does memcached answer, let the app in, and have room for its connections?"""
    return _service_command.command(
        "memcached", settings, _PART, "fh_memcached",
        why="Does memcached answer, let the app in, and have room for its connections?",
        prints="memcached's version and counters, and whether the login is accepted",
        hides="the password, and every key and value",
    )  # fmt: skip
