"""How a person asks the same, in Kafka's own protocol, with bash, python3, nc or openssl.

ApiVersions, the login by PLAIN where there is one, then Metadata and DescribeGroups. Then every advertised
address is looked up and connected to. Nothing is written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from farhand.checks import _service_command
from farhand.checks._kafka.spoken import wanted
from farhand.model import Command
from farhand.target import Target
from farhand.wire import kafka

_PART = r"""
fh_int() { # BYTES NUMBER: big-endian
  fh_x=; fh_n=$1; fh_v=$2
  while [ "$fh_n" -gt 0 ]; do
    fh_x="\\$(printf %03o $((fh_v % 256)))$fh_x"; fh_v=$((fh_v / 256)); fh_n=$((fh_n - 1)); done
  printf %b "$(printf %s "$fh_x" | sed 's/\\/\\0/g')"; }
fh_size() { printf %s "$1" | wc -c | tr -d ' '; }
fh_text() { fh_int 2 "$(fh_size "$1")"; printf %s "$1"; }
fh_texts() { fh_int 4 $#; for fh_w in "$@"; do fh_text "$fh_w"; done; }
fh_ask() { # KEY VERSION NUMBER BYTES: the head of a request, whose body of so many bytes comes next
  fh_int 4 $((17 + $4)); fh_int 2 "$1"; fh_int 2 "$2"; fh_int 4 "$3"; fh_text farhand; }
fh_offer() { fh_ask 17 1 2 $(($(fh_size "$1") + 2)); fh_text "$1"; } # MECHANISM
fh_login() { # PLAIN: user and password, each behind a zero byte
  fh_b=$(($(fh_size "$fh_user") + $(fh_size "$fh_pass") + 2)); fh_ask 36 0 3 $((fh_b + 4)); fh_int 4 "$fh_b"
  printf '\0%s\0%s' "$fh_user" "$fh_pass"; }
fh_metadata() { # VERSION TOPICS: never makes a topic
  fh_v=$1; shift
  case $fh_v in 0) fh_ask 3 0 4 4; fh_int 4 0 ;; [123]) fh_ask 3 "$fh_v" 4 4; printf '\377\377\377\377' ;;
    *) fh_b=5; for fh_w in "$@"; do fh_b=$((fh_b + 2 + $(fh_size "$fh_w"))); done
      fh_m=$fh_v; [ "$fh_m" -lt 8 ] || fh_b=$((fh_b + 2)); fh_ask 3 "$fh_m" 4 "$fh_b"
      fh_texts "$@"; if [ "$fh_m" -lt 8 ]; then fh_int 1 0; else printf '\0\0\1'; fi ;;
  esac; }
fh_newest() { # the newest version of Metadata that the answer to ApiVersions (in hexadecimal) names
  awk -v h="$1" 'function n(at, size,  i, v) { v = 0
      for (i = 0; i < size * 2; i++) v = v * 16 + index("0123456789abcdef", substr(h, at * 2 + i + 1, 1)) - 1
      return v }
    BEGIN { c = n(10, 4)
      for (k = 0; k < c && k < 300; k++) if (n(14 + k * 6, 2) == 3) { print n(18 + k * 6, 2); exit } }'; }
fh_advertised() { # VERSION HEX: `ID HOST PORT` of every broker in the answer to Metadata
  awk -v ver="$1" -v h="$2" 'function n(at, size,  i, v) { v = 0
      for (i = 0; i < size * 2; i++) v = v * 16 + index("0123456789abcdef", substr(h, at * 2 + i + 1, 1)) - 1
      return v }
    BEGIN { at = 8 + (ver >= 3 ? 4 : 0); c = n(at, 4); at += 4
      for (k = 0; k < c && k < 12; k++) { id = n(at, 4); l = n(at + 4, 2); s = ""
        if (l > 255) exit
        for (i = 0; i < l; i++) s = s sprintf("%c", n(at + 6 + i, 1))
        at += 6 + l; p = n(at, 4); at += 4
        if (ver >= 1) { l = n(at, 2); at += 2 + (l < 65535 ? l : 0) }
        if (s !~ /[^A-Za-z0-9._:-]/ && p < 65536) print id, s, p } }'; }
fh_behind() { # HEX NUMBER: what follows the answer's length, from where the answer of that number begins
  awk -v h="$1" -v w="$2" 'function n(at,  i, v) { v = 0
      for (i = 0; i < 8; i++) v = v * 16 + index("0123456789abcdef", substr(h, at * 2 + i + 1, 1)) - 1
      return v }
    BEGIN { at = 0; e = length(h) / 2
      while (at + 8 <= e) { if (n(at + 4) == w) { print substr(h, at * 2 + 1, n(at) * 2 + 8); exit }
        at += 4 + n(at); if (++k > 20) exit } }'; }
fh_try() { # ID HOST PORT: an advertised address
  echo "broker $1 $2 $3"
  (fh_dns "$2"; fh_host=$2; fh_port=$3; fh_tcp "$3" - "" $fh_addrs $(fh_plus)
    [ -z "$fh_tls" ] || [ -z "$fh_open" ] || fh_tls "$fh_open" "$3" "${set_server_name:-$2}") 2>&1 |
    sed "s/^/at $1 /"; }
fh_without() { # does it speak Kafka without TLS?
  fh_o=$(fh_tls=; fh_ask 18 0 1 0 | fh_talk plain 2)
  case $fh_o in "talk plain 0000"????00000001*) echo "plain yes" ;; esac; }
fh_in() { # the login by itself; false where it is not PLAIN, or refused
  fh_o=$(fh_offer "$fh_mechanism" | fh_talk shake 2); printf '%s\n' "$fh_o"
  case $fh_mechanism,${fh_o#talk shake } in PLAIN,????????000000020000*) ;; *) return 1 ;; esac
  fh_o=$({ fh_offer PLAIN; fh_login; } | fh_talk login 3); printf '%s\n' "$fh_o"
  case $(fh_behind "${fh_o#talk login }" 3) in ????????000000030000*) return 0 ;; esac; return 1; }
fh_kafka() { # TOPICS
  fh_way; echo "-- kafka tls=${fh_tls:-0} with=$fh_with protocol=$fh_protocol mechanism=$fh_mechanism"
  [ "$fh_with" != nothing ] || return 0
  fh_o=$(fh_ask 18 0 1 0 | fh_talk versions 2); printf '%s\n' "$fh_o"; fh_x=${fh_o#talk versions }
  case $fh_x in 0000????00000001*) ;; *) fh_sniff; [ -z "$fh_tls" ] || fh_without; return 0 ;; esac
  fh_v=$(fh_newest "$fh_x"); [ -n "$fh_v" ] || return 0; [ "$fh_v" -le 8 ] || fh_v=8; fh_newest=$fh_v
  echo "metadata $fh_newest"
  # Nothing is sent behind a question to which a broker may hang up: what it says to it would be lost.
  [ -z "$fh_mechanism" ] || {
    [ -z "$fh_tls" ] || [ -n "${fh_secure-}$fh_lax" ] || return 0; fh_in || return 0; }
  [ -n "$fh_mechanism$fh_tls" ] || fh_offer PLAIN | fh_talk shake 2
  fh_o=$({ fh_ask 18 0 1 0; [ -z "$fh_mechanism" ] || { fh_offer PLAIN; fh_login; }
    fh_metadata "$fh_newest" "$@"
    [ -z "$fh_group" ] || { fh_ask 15 0 5 $(($(fh_size "$fh_group") + 6)); fh_texts "$fh_group"; }
    } | fh_talk all 4); printf '%s\n' "$fh_o"
  fh_advertised "$fh_newest" "$(fh_behind "${fh_o#talk all }" 4)" | while read -r fh_id fh_h fh_p; do
    [ "$fh_h $fh_p" = "$fh_host $fh_port" ] || fh_try "$fh_id" "$fh_h" "$fh_p" </dev/null; done
  return 0; }
""".strip()

#: Before anything is looked up: the security protocol; of several bootstrap servers the first that accepts.
_BEGIN = r"""
fh_user=${fh_user:-${set_user-}}; fh_pass=${fh_pass:-${set_password-}}; fh_group=${set_group-}
fh_protocol=$(printf %s "${set_security_protocol:-$fh_scheme}" | tr '[:lower:]' '[:upper:]')
case $fh_protocol in PLAINTEXT|SSL|SASL_PLAINTEXT|SASL_SSL) ;;
  *) case $fh_scheme in *+ssl|*+tls|kafkas) fh_protocol=SSL ;; *) fh_protocol=PLAINTEXT ;; esac
    [ -z "$fh_user" ] || fh_protocol=SASL_$fh_protocol ;;
esac
fh_mechanism=; case $fh_protocol in
  SASL_*) fh_mechanism=$(printf %s "${set_sasl_mechanism:-PLAIN}" | tr '[:lower:]' '[:upper:]') ;; esac
fh_tls=; case $fh_protocol in *SSL) fh_tls=1 ;; esac
ACCEPTS
case ${set_url-} in *,*) fh_l=${set_url#*://}; fh_l=${fh_l%%[/?]*}; fh_l=${fh_l##*@}
  for fh_w in $(printf %s "$fh_l" | tr ',' ' '); do
    fh_w=${fh_w##*://}; fh_p=${fh_w##*:}; case $fh_w in *:*) ;; *) fh_p=9092 ;; esac
    if fh_accepts "${fh_w%:*}" "$fh_p"; then
      fh_host=${fh_w%:*}; fh_port=$fh_p; echo "server $fh_host $fh_port"; break; fi
  done ;;
esac
""".strip().replace("ACCEPTS", _service_command.ACCEPTS)


def command(subject: str, settings: Mapping[str, Any]) -> Command:
    """Does Kafka answer, let the app in, hold its topics, and lead it to brokers that it can reach?"""
    return _service_command.command(
        "kafka", settings, _PART, f"fh_kafka {_topics(settings)}",
        tls_where='[ -n "$fh_tls" ]', before=_BEGIN,
        why="Does Kafka answer, let the app in, hold its topics, and lead it to brokers that it can reach?",
        prints="what Kafka knows, its brokers' addresses and whether they accept, and the declared topics",
        hides="the password, and every message", seconds=120,
    )  # fmt: skip


def _topics(settings: Mapping[str, Any]) -> str:
    """The declared topics as words; one that could be anything else is left out."""
    named: Sequence[str] = wanted(Target(), settings).topics
    return " ".join(name for name in named if kafka.is_topic(name))
