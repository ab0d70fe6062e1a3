"""How a person asks the same: the app's own listener, the log, the public address. The secret is not sent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from farhand.checks import _raw, _sections, tcp, tls
from farhand.checks._webhook.calls import KEYS
from farhand.checks._webhook.wanted import wanted, with_secret
from farhand.model import App, Command
from farhand.target import shell

_PART = r"""
fh_ask() { # WORD METHOD PATH: one request; with fh_proto as a gateway passes it on
  # nc ends its side with its input, and some servers then give the question up: so that is kept open.
  fh_o=$({ {
    printf '%s %s HTTP/1.1\r\nHost: %s\r\nUser-Agent: farhand\r\nAccept: */*\r\n' "$2" "$3" "$fh_auth"
    [ -z "${fh_proto-}" ] || printf 'X-Forwarded-Proto: %s\r\n' "$fh_proto"
    [ -z "${fh_large-}" ] || printf 'Expect: 100-continue\r\n' # no body is ever sent
    [ "$2" != POST ] || printf 'Content-Length: %s\r\n' "${fh_large:-0}"
    printf 'Connection: close\r\n\r\n'
    [ "$fh_with" != nc ] || sleep 2; } | fh_channel "${fh_long:-6}"
    echo " rc=$?"; } | head -c 20000 | tr -d '\000')
  echo "talk $1 $(printf %s "$fh_o" | fh_hex)"; }
fh_no_such() { case $fh_o in HTTP/1.[01]" 40"[45]*) return 0 ;; *) return 1 ;; esac; }
fh_rows() { # PORT: who listens there, as the kernel shows it
  cat /proc/net/tcp /proc/net/tcp6 2>/dev/null |
    awk -v "p=:$(printf %04X "$1")" '$4 == "0A" && substr($2, length($2) - 4) == p { print "row " $0 }'; }
fh_asked_at() { # ADDRESS: where the app is asked; for "every address" this host's own, else the first of fh_r
  case $1 in ''|'*'|0.0.0.0|::) ;; localhost) echo 127.0.0.1; return 0 ;; *) echo "$1"; return 0 ;; esac
  set -- $(printf '%s\n' "$fh_r" | awk '{ sub(/:.*/, "", $3); print $3 }'); fh_x=127.0.0.1; fh_v=${1-}
  for fh_y in "$@"; do case $fh_y in 00000000|0100007F|00000000000000000000000000000000) fh_v= ;; esac; done
  [ ${#fh_v} != 8 ] || fh_x=$(for fh_y in 7-8 5-6 3-4 1-2; do
    printf '%d.' "0x$(printf %s "$fh_v" | cut -c$fh_y)"; done | sed 's/\.$//')
  echo "$fh_x"; }
fh_listener() { # where the app takes calls itself
  fh_l=${set_listen-}; fh_l=${fh_l#http://}; [ -n "$fh_l" ] || return 0
  fh_p=$fh_path${fh_query:+?$fh_query}; case $fh_l in */*) fh_p=/${fh_l#*/}; fh_l=${fh_l%%/*} ;; esac
  fh_port=${fh_l##*:}; case $fh_l in *:*) fh_l=${fh_l%:*} ;; *) fh_l= ;; esac
  case $fh_port in ''|*[!0-9]*) return 0 ;; esac
  fh_l=${fh_l#\[}; fh_l=${fh_l%\]}; fh_r=$(fh_rows "$fh_port"); fh_open=$(fh_asked_at "$fh_l")
  fh_tls=; fh_proto=$fh_scheme; fh_way; echo "-- listener at=$fh_open with=$fh_with"; printf '%s\n' "$fh_r"
  [ "$fh_with" != nothing ] || return 0
  fh_ask listener "$fh_asks" "${fh_p:-/}"; ! fh_no_such || fh_ask options OPTIONS "${fh_p:-/}"; }
fh_end() { # FILE: its last lines
  if [ "$(wc -c <"$1")" -gt 4000000 ]; then tail -c 4000000 "$1" | tail -n +2; else cat "$1"; fi; }
fh_calls() { # the first line, and those with one of the paths; of JSON only what tells of a call
  awk -v "a=$1" -v "b=$2" '
    function told(s,  o) {
      if (s !~ /^[^{]*\{.*\} *$/) { gsub(/\?[^ "]*/, "", s); return substr(s, 1, 400) }
      while (match(s, k)) {
        o = o (o == "" ? "" : ",") substr(s, RSTART, RLENGTH); s = substr(s, RSTART + RLENGTH) }
      gsub(/\?[^ "]*/, "", o); return "{" substr(o, 1, 600) "}" }
    BEGIN {
KEYS
      k = "\"(" k ")\" *: *(\"[^\"]*\"|[0-9.]+)" }
    { sub(/\r$/, "") }
    NR == 1 { print "first " told($0) }
    (index($0, a) || index($0, b)) && !index($0, "\"farhand\"") { print "call " told($0) }' |
    { IFS= read -r fh_x && printf '%s\n' "$fh_x"; tail -n 500; } | fh_clean; }
fh_log() { # FILE
  [ -n "$1" ] || return 0
  echo "-- log $1"
  if [ ! -e "$1" ]; then fh_w=missing; case $(ls -d "$1" 2>&1) in *denied*) fh_w=unreadable ;; esac
  elif [ ! -f "$1" ]; then fh_w="no regular file"
  elif [ ! -r "$1" ]; then fh_w=unreadable; else fh_w=; fi
  [ -z "$fh_w" ] || { echo "trouble $fh_w"; return 0; }
  fh_l=${set_listen-}; fh_l=${fh_l#http://}; case $fh_l in */*) fh_l=/${fh_l#*/} ;; *) fh_l=$fh_path ;; esac
  { [ "$(wc -c <"$1")" -ge 4000000 ] || [ ! -r "$1.1" ] || fh_end "$1.1"; fh_end "$1"; } |
    fh_calls "$fh_path" "${fh_l%%\?*}"; }
fh_outside() { # the public address, as a sender asks it
  fh_proto=; fh_tls=; [ "$fh_scheme" != https ] || fh_tls=1
  fh_way; echo "-- public with=$fh_with"; [ "$fh_with" != nothing ] || return 0
  fh_p=$fh_path${fh_query:+?$fh_query}; echo "asked $(date -u +%Y-%m-%dT%H:%M:%SZ)"
  fh_ask public "$fh_asks" "${fh_p:-/}"; echo "answered $(date -u +%Y-%m-%dT%H:%M:%SZ)"
  ! fh_no_such || fh_ask options OPTIONS "${fh_p:-/}"
  if [ "$fh_asks" = POST ] && [ -n "$fh_most" ]; then
    fh_long=3; fh_large=$fh_most; fh_ask large POST "${fh_p:-/}"; fi; }
fh_auth=$fh_place; case $fh_scheme:$fh_port in http:80|https:443) fh_auth=${fh_place%:*} ;; esac
""".strip()
_TLS = 'case $fh_scheme in https) fh_tls "$fh_open" "$fh_port" "$fh_host" ;; esac'


def _keys() -> str:
    """Lines of awk that leave in k which words of a JSON line are printed."""
    rows = ["|".join(names) for word, names in KEYS.items() if word != "agent"]
    return "\n".join(f'      k = k "{"|" if at else ""}{row}"' for at, row in enumerate(rows))


def command(subject: str, settings: Mapping[str, Any]) -> Command:
    """Is the app there, does its public address lead to it, and do calls come?"""
    app = settings.get("app")
    want = wanted(settings, app if isinstance(app, App) else None)
    declared = settings.get("log")
    log = shell.word(str(declared or want.log))
    inside = f"fh_asks={want.asks}; fh_most={want.largest or ''}\n(fh_listener)\nfh_log {log}"
    return _sections.command(
        "webhook", with_secret(settings), shell.blur(with_secret(settings)), *tcp.PARTS[:2], tls.PART,
        _raw.SAY, _raw.SNIFF, _raw.TALK, _PART.replace("KEYS", _keys()),
        inside, *tcp.PARTS[2:], _TLS, "fh_outside",
        why="Is the app there, does its public address lead to it, and do the sender's calls come?",
        seconds=90, hides="the secret that signs the calls, and what is behind a ? in the log",
        prints="who listens on the app's port, addresses, certificates, answers, the log's lines of calls",
    )  # fmt: skip
