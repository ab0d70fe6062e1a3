"""How a person asks the same, with psql; without it, by PostgreSQL's first words alone.

The password goes by PGPASSWORD, not by an argument. The raw startup packet, in which no password is, gives
the SQLSTATE that psql does not print for a failed connect. Every question only reads.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping
from typing import Any

from farhand.checks import _raw, _sections, tcp, tls
from farhand.checks._postgres import ask
from farhand.model import Command
from farhand.target import shell

#: Printed among the settings, so that a host that only libpq's variables name is found by the reader.
_LIBPQ = r"""
fh_service() { # NAME: host and so on of that section of the service file, but for the password
  for fh_f in "${PGSERVICEFILE:-$HOME/.pg_service.conf}" \
    "${PGSYSCONFDIR:-/etc/postgresql-common}/pg_service.conf"; do
    [ -r "$fh_f" ] && awk -F= -v "s=[$1]" '{ sub(/[ \t\r]+$/, "") } /^\[/ { here = $0 == s; next }
      here && $1 ~ /^(host|port|user|dbname|sslmode|sslrootcert)$/ && $2 !~ /[\047\\]/ {
        n = toupper($1 == "dbname" ? "database" : $1); print "PG" n "=\047" $2 "\047" }' "$fh_f" && return
  done; }
case "${SERVICE_IN-}&${PGSERVICE:+service=$PGSERVICE}" in *service=*)
  fh_w=${SERVICE_IN-}; fh_w=${fh_w#*service=}; fh_w=${fh_w%%&*}
  eval "$(fh_service "${fh_w:-$PGSERVICE}")" ;; esac
if [ -r "/proc/${PID:-none}/environ" ]; then # libpq's variables are those of the process that PID names
  for fh_w in PGHOST PGPORT PGUSER PGDATABASE PGSSLMODE PGSSLROOTCERT PGTARGETSESSIONATTRS PGPASSWORD; do
    fh_v=$(tr '\0' '\n' 2>/dev/null <"/proc/$PID/environ" | sed -n "s/^$fh_w=//p" | head -n 1)
    if [ -n "$fh_v" ]; then eval "$fh_w=\$fh_v; export $fh_w"; else unset "$fh_w"; fi; done
fi
for fh_w in PGHOST PGPORT PGUSER PGDATABASE PGSSLMODE PGSSLROOTCERT PGTARGETSESSIONATTRS PGSERVICE; do
  eval "fh_v=\${$fh_w-}"; [ -z "$fh_v" ] || echo "variable $fh_w=$fh_v"; done
""".strip()

#: Parameters of a URL that libpq knows; drivers have others, on which psql would stumble.
_KNOWN = (
    "sslmode|sslrootcert|sslcert|sslkey|sslcrl|sslpassword|target_session_attrs|options|application_name|\\\n"
    "host|hostaddr|port|dbname|user|gssencmode|client_encoding|service|passfile|channel_binding|krbsrvname"
)

_PART = r"""
fh_word32() { # NUMBER as four bytes
  for fh_w in 16777216 65536 256 1; do printf %b "\\0$(printf %o $(($1 / fh_w % 256)))"; done; }
fh_startup() { # KEY VALUE ...: the first packet; there is no password in it
  fh_n=9; for fh_w in "$@"; do fh_n=$((fh_n + ${#fh_w} + 1)); done
  fh_word32 $fh_n; printf '\0\3\0\0'; for fh_w in "$@"; do printf '%s\0' "$fh_w"; done; printf '\0'; }
fh_whole() { dd obs=4096 2>/dev/null; } # in one piece: a pooler takes no packet in parts
fh_once() { # SECONDS: send standard input, print the first piece that comes, as hex
  { case $fh_sayer in
    bash) timeout "$1" bash -c 'exec 3<>"/dev/tcp/$0/$1" || exit 7; cat >&3
      exec dd bs=4096 count=1 <&3 2>/dev/null' "$fh_to" "$fh_port" ;;
    python3) timeout "$1" python3 -c 'import socket, sys
try:
    s = socket.create_connection(sys.argv[1:3], 5); s.settimeout(None)
    s.sendall(sys.stdin.buffer.read()); sys.stdout.buffer.write(s.recv(4096))
except OSError as error: sys.exit("connect: %s" % (error.strerror or error))' "$fh_to" "$fh_port" ;;
    nc) { cat; sleep "$1"; } | timeout "$1" nc "$fh_to" "$fh_port" | dd bs=4096 count=1 2>/dev/null ;;
    esac 2>&1; echo " rc=$?"; } | head -c 4200 | fh_hex; }
fh_url() { # the app's URL without the password and without what libpq does not know
  # A login goes up to the last @ before the path, whatever else is in it.
  fh_u=${set_url#*://}; fh_l=${fh_u%%/*}; fh_q=
  case $fh_l in *@*) fh_l=${fh_l%@*}; fh_u=${fh_l%%:*}@${fh_u#"$fh_l@"} ;; esac
  case $fh_u in *\?*) fh_q=${fh_u#*\?}; fh_u=${fh_u%%\?*} ;; esac
  case $fh_u in *@*) fh_l=${fh_u%@*}; fh_u=${fh_l%%:*}@${fh_u##*@} ;; esac
  fh_k=; while [ -n "$fh_q" ]; do
    fh_w=${fh_q%%&*}; case $fh_q in *\&*) fh_q=${fh_q#*&} ;; *) fh_q= ;; esac
    case ${fh_w%%=*} in
    KNOWN) fh_k="$fh_k&$fh_w" ;; esac; done
  printf %s "postgresql://$fh_u${fh_k:+?${fh_k#&}}"; }
fh_mode() { # sslmode as libpq takes it, also where a driver calls it ssl
  fh_in_words sslmode; [ -n "$fh_v" ] || fh_v=${set_sslmode-}; [ -n "$fh_v" ] || fh_in_words ssl
  case $fh_v in true|1|on|yes) fh_v=require ;; false|0|off|no|none) fh_v=disable ;; esac
  fh_v=${fh_v:-${PGSSLMODE:-prefer}}; echo "$fh_v"; }
fh_in_words() { # KEY: its value in the query
  fh_v=; case "&$fh_query" in *"&$1="*) fh_v="&$fh_query"; fh_v=${fh_v#*"&$1="}; fh_v=${fh_v%%&*} ;; esac; }
fh_psql() {
  if [ -n "$fh_pass" ]; then PGPASSWORD=$fh_pass; export PGPASSWORD; fi
  PGCONNECT_TIMEOUT=5 PGSSLMODE=$fh_ssl PGAPPNAME=${PGAPPNAME:-farhand}
  export PGCONNECT_TIMEOUT PGSSLMODE PGAPPNAME
  [ -z "$fh_root" ] || { PGSSLROOTCERT=$fh_root; export PGSSLROOTCERT; }
  case ${set_url-} in
    *://*) set -- "$(fh_url)" ;;
    *) PGHOST=${fh_host:-${fh_socket%/.s.PGSQL.*}} PGPORT=$fh_port; export PGHOST PGPORT
      [ -z "$fh_user" ] || { PGUSER=$fh_user; export PGUSER; }
      [ -z "$fh_name" ] || { PGDATABASE=$fh_name; export PGDATABASE; }; set -- ;;
  esac
  fh_x=$(printf '%02000d' 0 | tr 0 x)
  timeout 20 psql ${1+"$1"} -XAt -F '|' -v VERBOSITY=verbose QUESTIONS \
    </dev/null 2>&1; echo "psql rc=$?"; }
fh_postgres() {
  fh_ssl=$(fh_mode); fh_in_words sslrootcert; fh_root=${fh_v:-${set_sslrootcert:-${PGSSLROOTCERT-}}}
  [ -n "$fh_root" ] || [ ! -f "$HOME/.postgresql/root.crt" ] || fh_root=$HOME/.postgresql/root.crt
  case $fh_root in *%*) fh_root=$(printf %s "$fh_root" | sed 's/%2[fF]/\//g') ;; esac
  fh_to=${fh_open:-$fh_host}; fh_u=${fh_user:-${PGUSER:-$(id -un)}}; fh_d=${fh_name:-${PGDATABASE:-$fh_u}}
  fh_in_words target_session_attrs; fh_a=${fh_v:-${PGTARGETSESSIONATTRS:-any}}
  fh_with=nothing; fh_has psql && fh_with=psql
  echo "-- postgres sslmode=$fh_ssl password=${fh_pass:+1}${PGPASSWORD:+1} with=$fh_with"
  echo "who $fh_u|$fh_d|$fh_a"; [ -z "$fh_root" ] || echo "root $fh_root"
  if [ -z "$fh_socket" ]; then
    echo "tls $(printf '\0\0\0\10\4\322\26\57' | fh_once 4)"
    fh_o=$(fh_startup user "$fh_u" database "$fh_d" application_name farhand | fh_whole | fh_once 4)
    echo "hello $fh_o"
    echo "pooler $(fh_startup user "$fh_u" database "$fh_d" farhand.asks 1 | fh_whole | fh_once 4)"
    case $fh_o in 45*) fh_y=1 ;; *) fh_y= ;; esac; [ "$fh_with" = psql ] || fh_y=1
    if [ -n "$fh_y" ] && fh_has openssl; then
      fh_o=$({ fh_startup user "$fh_u" database "$fh_d" application_name farhand | fh_whole; sleep 2; } |
        timeout 4 openssl s_client -starttls postgres -quiet -connect "$fh_place" 2>/dev/null |
        dd bs=4096 count=1 2>/dev/null | fh_hex)
      echo "inside $fh_o"; fi
  fi
  if fh_has psql; then
    echo "clock $(date -u +%s)"; fh_o=$(fh_psql | sed 's/x\{99,\}/x/g'); echo "clock $(date -u +%s)"
    printf '%s\n' "$fh_o" | head -c 20000
    case $fh_o in *"SSL"*|*"certificate"*) fh_y=1 ;; *) fh_y= ;; esac
  else fh_o=; fh_y=; case $fh_ssl in verify-*) fh_y=1 ;; esac; fi
  [ -n "$fh_socket" ] || case $fh_o in *"q 0"*|*FATAL*|*ERROR:*) ;; *) fh_sniff ;; esac
  return 0; }
""".strip()

#: The files that libpq needs with this sslmode.
_FILES = r"""
fh_named() { # KEY: a file in the query
  case "&$fh_query" in *"&$1="*) fh_v="&$fh_query"; fh_v=${fh_v#*"&$1="}
    printf %s "${fh_v%%&*}" | sed 's/%2[fF]/\//g' ;; esac; }
case "&$fh_query${set_sslmode-}" in *verify-*) [ "$(fh_named sslrootcert)" = system ] ||
  fh_must sslrootcert CERTIFICATE "$(fh_named sslrootcert)" ;; esac
fh_must sslcert CERTIFICATE "$(fh_named sslcert)"; fh_must sslkey 'PRIVATE KEY' "$(fh_named sslkey)"
""".strip()

#: Where the address has no host, libpq's own variables say it.
_PLACE = r"""
if [ -z "$fh_host$fh_socket" ]; then
  fh_host=${PGHOST-}; fh_port=${PGPORT:-$fh_port}
  case $fh_host in /*) fh_socket=$fh_host; fh_host= ;; esac
  [ -n "$fh_host$fh_socket" ] || { echo "stopped: there is no host"; exit 0; }
fi
fh_accepts() { # HOST PORT
  if command -v bash >/dev/null; then timeout 3 bash -c ': <"/dev/tcp/$0/$1"' "$1" "$2" 2>/dev/null
  else timeout 3 python3 -c 'import socket, sys
socket.create_connection(sys.argv[1:3], 3)' "$1" "$2" 2>/dev/null; fi; }
case ${set_url-} in *://*,*) # several hosts: the first that accepts is looked at, else the first
  fh_l=${set_url#*://}; fh_l=${fh_l%%[/?]*}; fh_l=${fh_l##*@}
  for fh_w in $(printf %s "$fh_l" | tr ',' ' '); do
    fh_p=${fh_w##*:}; case $fh_w in *:*) ;; *) fh_p=5432 ;; esac
    if fh_accepts "${fh_w%:*}" "$fh_p"; then fh_host=${fh_w%:*}; fh_port=$fh_p; break; fi
  done ;;
esac
""".strip()

_TLS = r"""
if [ -n "$fh_y" ] && [ -z "$fh_socket" ]; then
  fh_via='-starttls postgres'; case $fh_ssl in verify-*) set_ca_file=$fh_root ;; esac
  fh_tls "$fh_to" "$fh_port" "$fh_host"
fi
""".strip()


def command(subject: str, settings: Mapping[str, Any]) -> Command:
    """Is PostgreSQL there, does it let the app in, does it take writes, are there connections left?"""
    begin = shell.settle("postgres", settings, needs_place=False)
    service = re.search(r"[?&](service=[\w.-]+)", str(settings.get("url") or ""))
    libpq = f"SERVICE_IN={service.group(1)}\n{_LIBPQ}" if service else _LIBPQ
    head, _, rest = begin.partition("\n")
    part = _PART.replace("KNOWN", _KNOWN).replace("QUESTIONS", _questions(settings))
    parts = (
        f"{head}\n{libpq}\n{rest}",
        _PLACE,
        _sections.MUST,
        _FILES,
        _sections.WATCH,
        *_sections.unless_socket(tcp.PARTS),
        _raw.SAY,
        _raw.SNIFF,
        part,
        tls.PART,
        "fh_postgres",
        _TLS,
    )
    return Command(
        shell.script(parts),
        why="Is PostgreSQL there, does it let the app in, does it take writes, are there connections left?",
        seconds=75,
        prints="version, role, read-only or not, whether declared tables are there, counts of connections",
        hides="the password, and every row of the app's data",
        connects=(_sections.place(settings), "resolver"),
    )


def _questions(settings: Mapping[str, Any]) -> str:
    """psql's arguments: a line `q N` before every question."""
    words = []
    for number, sql in enumerate(ask.questions(settings)):
        words.append(f"-c '\\echo q {number}'")
        if sql == ask.LARGE_SQL:
            words.append(f'''-c "select repeat('x', {ask.LARGE}), length('$fh_x')"''')
        else:
            words.append(f"-c {_quoted(_lines(sql))}")
    return " \\\n    ".join(words)


def _quoted(sql: str) -> str:
    """As one word of sh, for people: SQL is full of single quotes."""
    return f'"{sql}"' if not re.search(r'["$`\\]', sql) else shlex.quote(sql)


def _lines(sql: str) -> str:
    """The question on several lines, broken where no quote is open."""
    lines, line = [], ""
    for word in sql.split(" "):
        if len(line) + len(word) > 110 and line.count("'") % 2 == 0:
            lines.append(line)
            line = ""
        line += " " * bool(line) + word
    return "\n      ".join([*lines, line])
