"""How a person asks the same, in etcd's JSON by HTTP. The login goes by standard input and is not printed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from farhand.checks import _service_command
from farhand.checks._etcd.spoken import HEALTH, KEY, LOGIN, READ, SECURE, STATUS, VERSION, WRITE
from farhand.model import Command
from farhand.target import shell

_PART = r"""
fh_b64() { if fh_has base64; then base64 | tr -d '\n'; else openssl base64 -A; fi; }
fh_json() { printf '%s' "$1" | sed 's/[\\"]/\\&/g'; }
fh_ask() { # WORD METHOD PATH BODY: one request; of a token is printed only that there is one
  # nc ends its side with its input, and etcd then gives the question up: so that is kept open for a while.
  fh_o=$({ {
    printf '%s %s HTTP/1.1\r\nHost: %s\r\nUser-Agent: farhand\r\nConnection: close\r\n' "$2" "$3" "$fh_place"
    [ -z "$fh_token" ] || printf 'Authorization: %s\r\n' "$fh_token"
    [ "$2" = GET ] || printf 'Content-Type: application/json\r\nContent-Length: %s\r\n' \
      "$(printf %s "$4" | wc -c | tr -d ' ')"
    printf '\r\n%s' "$4"
    [ "$fh_with" != nc ] || sleep 2; } | fh_channel 9; echo " rc=$?"; } | head -c 20000 | tr -d '\000')
  echo "talk $1 $(printf %s "$fh_o" | sed 's/"token": *"[^"]*"/"token":"x"/' | fh_hex)"; }
fh_etcd() {
  fh_tls=; fh_token=; case $fh_scheme in SECURE) fh_tls=1 ;; esac
  fh_way
  echo "-- etcd tls=${fh_tls:-0} user=${fh_user:+1} with=$fh_with"; [ "$fh_with" != nothing ] || return 0
  echo "asked $(date -u +%Y-%m-%dT%H:%M:%SZ)"
  fh_ask version GET VERSION; echo "answered $(date -u +%Y-%m-%dT%H:%M:%SZ)"
  case $fh_o in *'"etcdserver"'*) ;; *) [ -n "$fh_tls" ] || fh_sniff; return 0 ;; esac
  fh_ask status POST STATUS '{}'
  case $fh_o in *'"raftTerm"'*) case $fh_o in *'"leader"'*) ;; *) return 0 ;; esac ;;
    *) fh_ask health GET HEALTH; return 0 ;; esac
  if [ -n "$fh_user" ]; then
    fh_ask login POST LOGIN "{\"name\":\"$(fh_json "$fh_user")\",\"password\":\"$(fh_json "$fh_pass")\"}"
    fh_token=$(printf %s "$fh_o" | sed -n 's/.*"token": *"\([^"]*\)".*/\1/p')
    [ -n "$fh_token" ] || case $fh_o in *"is not enabled"*) ;; *) return 0 ;; esac
  fi
  if [ -z "$fh_prefix" ]; then
    fh_ask read POST READ "{\"key\":\"$(printf KEY | fh_b64)\",\"count_only\":true}"; return 0; fi
  fh_x="{\"key\":\"$(printf %s "$fh_prefix" | fh_b64)\","
  fh_ask read POST READ "$fh_x\"range_end\":\"$(printf '%s\377' "$fh_prefix" | fh_b64)\",\"count_only\":true}"
  case $fh_o in *'"error"'*) return 0 ;; esac
  [ -z "$fh_reads" ] || return 0
  # A write behind a condition that never holds: nothing is written.
  fh_x="\"key\":\"$(printf %sKEY "$fh_prefix" | fh_b64)\""
  fh_ask write POST WRITE "{\"compare\":[{$fh_x,\"target\":\"VERSION\",\"result\":\"EQUAL\",\
\"version\":\"-1\"}],\"success\":[{\"requestPut\":{$fh_x,\"value\":\"\"}}]}"; }
""".strip()
_WORDS = {
    "SECURE": "|".join(SECURE), "VERSION": VERSION, "STATUS": STATUS, "HEALTH": HEALTH, "LOGIN": LOGIN,
    "READ": READ, "WRITE": WRITE, "KEY": KEY,
}  # fmt: skip


def command(subject: str, settings: Mapping[str, Any]) -> Command:
    """Does etcd answer, with a leader and room, and give the app its keys?"""
    part = _PART
    for word, text in _WORDS.items():
        part = part.replace(f" {word}", f" {text}").replace(f"%s{word}", f"%s{text}")
    prefix = shell.word(str(settings.get("prefix") or ""))
    reads = "1" if settings.get("read_only") is True else ""
    return _service_command.command(
        "etcd", settings, part, f"fh_prefix={prefix}; fh_reads={reads}\nfh_etcd", secure=SECURE,
        why="Does etcd answer with a leader and room left, let the app in, and give it its keys?",
        seconds=90,
        prints="the member's version and state, and how many keys begin with the declared prefix",
        hides="the password, the token, and every key and value",
    )  # fmt: skip
