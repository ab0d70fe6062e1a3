"""How a person asks the same, with redis-cli, or in Redis's own protocol where that is not there.

The password goes by REDISCLI_AUTH, not by an argument. Nothing is written: whether a write would be taken is
asked with MULTI, the command, DISCARD, and only where MULTI has been taken before.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Mapping
from typing import Any

from farhand.checks import _service_command
from farhand.checks._redis import words
from farhand.model import Command

_PART = r"""
fh_resp() { # WORDS: one command as Redis reads it
  printf '*%s\r\n' $#; for fh_w in "$@"; do printf '$%s\r\n%s\r\n' "${#fh_w}" "$fh_w"; done; }
fh_login() { set -- "$fh_pass"; [ -z "$fh_user" ] || set -- "$fh_user" "$fh_pass"; fh_resp AUTH "$@"; }
fh_cli() { # redis-cli, with the commands on its standard input
  if [ -n "$fh_socket" ]; then set -- -s "$fh_socket"; else set -- -h "$fh_to" -p "$fh_port"; fi
  [ -z "$fh_user" ] || [ -z "$fh_pass" ] || set -- "$@" --user "$fh_user" --no-auth-warning
  if [ -n "$fh_tls" ]; then set -- "$@" --tls --insecure --sni "$fh_host"
    [ -z "$fh_cert" ] || set -- "$@" --cert "$fh_cert" --key "$fh_key"; fi
  if [ -n "$fh_pass" ]; then REDISCLI_AUTH=$fh_pass; export REDISCLI_AUTH; fi
  timeout 8 redis-cli --no-raw "$@" 2>&1; }
fh_ask() { # the commands on standard input, one a line; every answer is shown behind its question
  fh_lines=$(cat); printf '%s\n' "$fh_lines" | sed 's/^/ask /'
  if [ "$fh_with" = redis-cli ]; then
    fh_o=$(printf '%s\n' "$fh_lines" | (fh_cli) | head -c 20000 | tr -d '\r')
  else
    fh_o=$({ [ -z "$fh_pass" ] || fh_login
      printf '%s\n' "$fh_lines" | while read -r fh_line; do set -f; fh_resp $fh_line; done; fh_resp QUIT
    } | (fh_channel 6) | head -c 20000 | tr -d '\r'); fi
  printf '%s\n' "$fh_o" | sed 's/^/got /; s/ $//'; }
fh_redis() {
  fh_tls=; case $fh_scheme in rediss|valkeys) fh_tls=1 ;; esac
  fh_way; fh_to=${fh_open:-${fh_host-}}
  if fh_has redis-cli && { [ -z "$fh_tls" ] || redis-cli --help 2>&1 | grep -q -e '--tls '; }; then
    fh_with=redis-cli; fi
  echo "-- redis tls=${fh_tls:-0} password=${fh_pass:+1} db=$fh_db with=$fh_with"
  [ "$fh_with" != nothing ] || { echo "no tool here speaks to it"; return 0; }
  if [ -n "$fh_tls" ] && [ -z "${fh_secure-}$fh_lax" ]; then echo "held back"; fh_sniff; return 0; fi
  echo "clock $(date -u +%s)"
  fh_first=$(FIRST | fh_ask); printf '%s\n' "$fh_first"; echo "clock $(date -u +%s)"
  case $fh_first in
    *"got PONG"*|*"got +PONG"*|*"got (error)"*|*"got -"[A-Z]*|*"got AUTH failed"*) ;;
    *) [ -n "$fh_socket" ] || fh_sniff; return 0 ;;
  esac
  case $fh_first in *"MULTI calls can not be nested"*|*"OOM command not allowed"*) ;; *) return 0 ;; esac
  fh_second=$(SECOND | fh_ask); printf '%s\n' "$fh_second"
  case $fh_second in *NOPERM*) THIRD | fh_ask ;; esac
  return 0; }
fh_db=${fh_path#/}; case $fh_db in *[!0-9]*|?????????*) fh_db= ;; esac
case "&$fh_query&" in *"&db="*) fh_db=${fh_query#*db=}; fh_db=${fh_db%%[!0-9]*} ;; esac
fh_db=${fh_db:-${set_db-}}; fh_db=${fh_db:-0}
[ -n "$fh_pass" ] || case "&$fh_query" in *"&password="*)
  fh_pass=${fh_query#*password=}; fh_pass=${fh_pass%%&*} ;; esac
fh_given() { # KEY: its value in the query
  case "&$fh_query" in *"&$1="*) fh_v="&$fh_query"; fh_v=${fh_v#*"&$1="}
    printf %s "${fh_v%%&*}" | sed 's/%2[fF]/\//g' ;; esac; }
: "${set_ca_file:=$(fh_given ssl_ca_certs)}" "${set_cert_file:=$(fh_given ssl_certfile)}"
: "${set_key_file:=$(fh_given ssl_keyfile)}"
[ "$(fh_given ssl_cert_reqs)" != none ] || fh_lax=1
fh_cert=$set_cert_file; fh_key=$set_key_file
""".strip()

_CALL = "fh_redis"


def command(subject: str, settings: Mapping[str, Any]) -> Command:
    """Does Redis answer, let the app in, take its writes, and have room?"""
    wanted = words.wanted(settings)
    part = _PART.replace("FIRST", _lines(wanted.first))
    part = part.replace("SECOND", _lines(wanted.second)).replace("THIRD", _lines(wanted.third))
    return _service_command.command(
        "redis", settings, part, _CALL, secure=("rediss", "valkeys"),
        why="Does Redis answer, let the app in, take its writes, and have room for its clients and keys?",
        prints="the answers to PING, INFO, TIME and to questions for rights that are taken back at once",
        hides="the password, and every key and value",
    )  # fmt: skip


def _lines(asked: Iterable[tuple[str, ...]]) -> str:
    """printf of the commands, one a line; `$fh_db` is filled in where it runs."""
    rows = [" ".join(row) for row in asked]
    quoted = [f'"{row}"' if "$" in row else shlex.quote(row) for row in rows]
    texts = " \\\n    ".join(" ".join(quoted[i : i + 4]) for i in range(0, len(quoted), 4))
    return f"printf '%s\\n' {texts}" if rows else ":"
