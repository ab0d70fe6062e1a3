"""How a person asks the same: the greeting by bytes, TLS by openssl, and the questions by mysql or mariadb.

The password goes by MYSQL_PWD, not by an argument, and over TLS that has to be verified only where openssl
has verified it. Without a client only the greeting and TLS are looked at.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from farhand.checks import _service_command, tls
from farhand.checks._mysql import ask
from farhand.checks._mysql.params import FILE_KEYS, MODE_KEYS, MUST, WORDS, YES_KEYS
from farhand.model import Command

#: How `fh_mode` calls the modes, by their strength.
MODES = ("disabled", "preferred", *MUST)

_PART = r"""
fh_rows() { # what the address and the settings say of TLS, a line each
  printf '%s\n' "$fh_query" | tr '&' '\n'
  for fh_w in KEYS; do eval "fh_v=\${set_$fh_w-}"; [ -z "$fh_v" ] || echo "$fh_w=$fh_v"; done; }
fh_mode() { # leaves in fh_m how TLS is used, in the words of MySQL's client; empty where nothing is said
  fh_m=$(fh_rows | awk -F= -v "ca=${set_ca_file-}" -v 'verify=VERIFY' '
    BEGIN { n = split("WORDS", w, " "); for (i = 1; i <= n; i += 2) mode[w[i]] = w[i + 1]
      n = split("YES", w, " "); for (i = 1; i <= n; i += 2) yes[w[i]] = w[i + 1]; best = -1 }
    { k = tolower($1); gsub(/-/, "_", k); m = -1
      v = tolower(substr($0, index($0, "=") + 1)); gsub(/-/, "_", v) }
    k ~ /^(KEYED)$/ && v != "" { m = k == "tls" && v == "true" ? 4 : v in mode ? mode[v] : 2 }
    k in yes && v ~ /^(true|1|yes|on)$/ { m = yes[k] }
    k ~ /^ssl_?ca$/ && v != "" { ca = ca == "" ? v : ca; by = 1 }
    m == 0 { off = 1 } m > best { best = m }
    END { split("MODES", w, " "); if (off) best = 0
      else { if (ca != "" && (best < 0 || best == 2)) best = by ? 3 : 4
        if (best >= 0 && verify == "no") best = 2; if (best >= 0 && verify == "ca") best = 3 }
      if (best >= 0) print w[best + 1] }'); }
fh_given() { # KEY: its value in the query
  case "&$fh_query" in *"&$1="*) fh_v="&$fh_query"; fh_v=${fh_v#*"&$1="}
    printf %s "${fh_v%%&*}" | sed 's/%2[fF]/\//g' ;; esac; }
fh_client() { # MODE: mysql or mariadb as the app logs in, with the questions on its standard input
  fh_f=; case $fh_tool in
    mariadb) case $1 in disabled) fh_f=--skip-ssl ;; preferred) ;; *) fh_f=--ssl ;; esac
      fh_f="$fh_f --skip-ssl-verify-server-cert" ;;
    *) case $1 in disabled|preferred) fh_f=--ssl-mode=$1 ;; *) fh_f=--ssl-mode=required ;; esac
      fh_f="$fh_f --get-server-public-key" ;; esac
  set -- --no-defaults $fh_f --connect-timeout=5 --force --unbuffered --batch
  [ -z "${set_cert_file-}" ] || set -- "$@" "--ssl-cert=$set_cert_file" "--ssl-key=${set_key_file-}"
  if [ -n "$fh_socket" ]; then set -- "$@" -S "$fh_socket"
  else set -- "$@" --protocol=tcp -h "$fh_to" -P "$fh_port"; fi
  [ -z "$fh_user" ] || set -- "$@" -u "$fh_user"
  MYSQL_PWD=$fh_pass timeout 25 "$fh_found" "$@" 2>&1; echo "client rc=$?"; }
fh_less() { # of a replica's state only how it stands; of a text that is only long, one letter
  awk '/^\*+ 1\. row/ { r = 1; next } /^q$|^ERROR|^client rc=/ { r = 0 }
    r { if ($1 ~ /^(Slave|Replica)_(IO|SQL)_Running:$|^Seconds_Behind_|^Last_(IO|SQL)_Errno:$/) print; next }
    { print }' | sed 's/x\{99,\}/x/g' | head -c 20000; }
fh_questions() {
  if [ -n "$fh_d" ]; then printf 'use `%s`;\n' "$(printf %s "$fh_d" | sed 's/`/``/g')"; else echo 'do 0;'; fi
  cat <<'FH_SQL'
QUESTIONS
FH_SQL
}
fh_session() {
  echo "-- session"; echo "clock $(date -u +%s)"
  fh_o=$(fh_questions | fh_client "$fh_m" | fh_less); printf '%s\n' "$fh_o"; echo "clock $(date -u +%s)"
  case $fh_m.$fh_o in disabled.*"ERROR 1045 "*)
    echo 'select 1;' | fh_client required | head -n 20 | sed 's/^/again /' ;; esac; }
fh_mysql() {
  : "${set_ca_file:=$(fh_given ssl_ca)}" "${set_cert_file:=$(fh_given ssl_cert)}"
  : "${set_ca_file:=$(fh_given ssl-ca)}" "${set_key_file:=$(fh_given ssl_key)}"
  fh_d=${set_database:-$fh_name} # before the part for TLS has a name of its own
  fh_mode; fh_told=${fh_m:+1}; fh_to=${fh_open:-${fh_host-}}; fh_tls=; fh_way
  [ -n "$fh_m" ] || case $fh_scheme.${set_url-} in
    *+mysqlconnector.*|*+mysqldb.*|*+mysqlclient.*|*.jdbc:mysql:*) fh_m=preferred ;; *) fh_m=disabled ;; esac
  fh_found=; fh_has mysql && fh_found=mysql; fh_has mariadb && fh_found=mariadb
  fh_tool=; [ -z "$fh_found" ] || case $($fh_found --version 2>&1) in
    *MariaDB*) fh_tool=mariadb ;; *) fh_tool=mysql ;; esac
  echo "-- mysql mode=$fh_m told=${fh_told:-0} client=${fh_tool:-none} with=$fh_with password=${fh_pass:+1}"
  if [ "$fh_with" != nothing ]; then
    fh_o=$(: | fh_talk greet 2); printf '%s\n' "$fh_o"
    case $fh_o in "talk greet "??????0[01]0a*) ;; "talk greet "??????0[01]ff*) return 0 ;;
      *) [ -n "$fh_socket" ] || fh_sniff; return 0 ;; esac
  fi
  fh_secure=
  if [ -z "$fh_socket" ] && [ "$fh_m" != disabled ]; then
    fh_via='-starttls mysql'; fh_kept=$fh_to
    fh_tls "$fh_to" "$fh_port" "${set_server_name:-$fh_host}"; fh_to=$fh_kept; fi
  case $fh_m.$fh_secure.$fh_tool in verify_*..*|*.*.) return 0 ;; esac
  fh_session; }
""".strip()


def command(subject: str, settings: Mapping[str, Any]) -> Command:
    """Does the server let the app in, has it what the app needs, and room for its connections?"""
    return _service_command.command(
        "mysql", settings, f"{tls.PART}\n{_filled(settings)}", "fh_mysql", seconds=90,
        why="Does the server let the app in, has it what the app needs, and room for its connections?",
        prints="version, read-only or not, whether declared tables are there, rights, counts of connections",
        hides="the password, and every row of the app's data",
    )  # fmt: skip


def _filled(settings: Mapping[str, Any]) -> str:
    verify = {False: "no", "none": "no", "ca": "ca"}.get(settings.get("verify", ""), "")
    part = _PART.replace("KEYED", "|".join(MODE_KEYS)).replace("KEYS", " ".join(MODE_KEYS))
    part = part.replace("VERIFY", verify).replace("MODES", " ".join(MODES))
    part = part.replace("WORDS", _numbered(WORDS)).replace("YES", _numbered(YES_KEYS))
    return part.replace("QUESTIONS", _questions(settings))


def _numbered(words: Mapping[str, str]) -> str:
    return " ".join(f"{word} {MODES.index(mode)}" for word, mode in words.items())


def _questions(settings: Mapping[str, Any]) -> str:
    """The questions, each behind a line that tells its number; a replica's state is printed upright."""
    rows = []
    for number, sql in enumerate(ask.questions(settings)):
        end = "\\G" if sql in ask.REPLICA else ";"
        rows += [f"select 'q {number}' as q;", sql + end]
    return "\n".join(rows)


#: The words of an address that the reader takes for files.
TLS_WORDS = {word: key for word, key in FILE_KEYS.items() if word.startswith("ssl_")}
