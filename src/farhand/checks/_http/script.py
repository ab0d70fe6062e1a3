"""How a person asks an HTTP service as the app does: curl, else a request written by hand.  Pure.

Header and body go to curl on standard input, with the values of the variables in them: they are on no command
line and are not printed. Of the answer the head, the beginning of the body, the sizes and the phases are printed.
"""

from __future__ import annotations

import re
import shlex
import textwrap
from collections.abc import Mapping
from typing import Any

from farhand.target import shell

_TOLD = (
    "server|via|date|age|content-type|content-length|content-encoding|transfer-encoding|location|retry-after|"
    "www-authenticate|proxy-authenticate|proxy-status|x-squid-error|cf-ray|x-cache|x-amzn-errortype|allow|"
    "upgrade|x-ratelimit-remaining|x-iinfo|x-sucuri-id|x-akamai-transformed|"
    "x-amz-request-id|x-amz-bucket-region"
)

SMALL = r"""
import socket, ssl, sys, time
host, port, name, secure, path = sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4] == "https", sys.argv[5]
try:
    s = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET); s.setsockopt(6, 2, 536); s.settimeout(5)
    s.connect((host, port))
    if secure: s = ssl._create_unverified_context().wrap_socket(s, server_hostname=name)
    s.sendall(("GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n" % (path, name)).encode())
    d, end = b"", time.monotonic() + 6
    while len(d) < 1000000:
        if time.monotonic() > end: print("late"); sys.exit()
        more = s.recv(65536)
        if not more: break
        d += more
    print(d[9:12].decode() if d[:5] == b"HTTP/" else "garbage")
except socket.timeout: print("silent")
except OSError as e: print(type(e).__name__)
"""

PART = r"""
fh_told() { # the output of curl, or an answer as it came: head, sizes, and the beginning of the body
  tr -d '\000\r' | FH_W=$fh_wanted FH_MOST=${fh_most-} FH_S=${set_session_token-} awk '
    BEGIN {
TOLD
    }
    /^@@ / { print "end " substr($0, 4); next }
    /^curl: / { e = 1; gsub(/:\/\/[^ ]*@/, "://LOGIN@"); print "error " substr($0, 1, 200); next }
    /^HTTP\/[0-9.]+ / { e = 0 } e { next }
    /^HTTP\/[0-9.]+ / && (b == "" || h == 2) { h = 1; print "head " $0; next } h == 1 && /^$/ { h = 2; next }
    h == 1 { n = tolower($0); sub(/:.*/, "", n)
      if (index(t, "|" n "|")) print "head " substr($0, 1, 300)
      next }
    { h = 3; if (length(b) < 1000000) b = b "\n" $0 }
    END { s = ENVIRON["FH_S"] # stores repeat a token that they refuse
      if (length(s) > 8) while (i = index(b, s)) b = substr(b, 1, i - 1) "x" substr(b, i + length(s))
      w = ENVIRON["FH_W"]; if (w != "") print "wanted " (index(b, w) > 0); print "bytes " length(b)
      m = ENVIRON["FH_MOST"] + 0; if (!m) m = 3000
      b = substr(b, 2, m); gsub(/\\/, "\\\\", b); gsub(/\n/, "\\n", b); print "body " b }' | fh_clean; }
fh_curl() { # URL, then options: header, login and body come on standard input
  fh_y=$1; shift; fh_w='\n@@ status=%{http_code} connect=%{http_connect} exit=%{exitcode} dns=%{time_namelookup}'
  fh_w="$fh_w tcp=%{time_connect} tls=%{time_appconnect} ttfb=%{time_starttransfer} total=%{time_total}"
  fh_w="$fh_w size=%{size_download} hops=%{num_redirects} to=%{redirect_url} at=%{url_effective}\n"
  fh_config | curl -K - -g -sSN -i -m 12 --connect-timeout 5 --max-filesize 1000000 --suppress-connect-headers \
    "$@" -w "$fh_w" "$fh_y" 2>&1 | head -c 1200000; }
fh_quoted() { printf '%s' "$1" | tr -d '\r\n' | sed 's/[\\"]/\\&/g'; }
fh_proxied() { # curl's settings for the way
  case $fh_ways in direct) echo 'noproxy = "*"'; return;; setting) fh_v=$set_proxy;; *) eval "fh_v=\$$fh_ways";; esac
  printf 'proxy = "%s"\nnoproxy = ""\n' "$(fh_quoted "$fh_v")"; }
fh_config() { # curl's settings for the declared request; only the way where fh_plain is set
  fh_proxied; [ -z "${fh_plain-}" ] || return 0
  echo 'user-agent = "farhand"'; fh_request
  [ -z "$fh_user" ] || printf 'user = "%s:%s"\n' "$(fh_quoted "$fh_user")" "$(fh_quoted "$fh_pass")"; }
fh_by_hand() { # without curl: the same request by openssl, bash or nc; it is on no command line
  if [ "$1" != direct ] || { [ -n "$fh_user" ] && ! fh_has base64; }; then echo "with nothing"; return; fi
  fh_with=nothing; ! fh_has nc || fh_with=nc; ! fh_has bash || fh_with=bash
  if [ "$fh_scheme" = https ]; then fh_with=nothing; ! fh_has openssl || fh_with=openssl; fi
  echo "with $fh_with"; [ $fh_with != nothing ] || return 0
  fh_when asked; fh_ms; fh_b=$fh_t
  { { fh_sent "${fh_path:-/}${fh_query:+?$fh_query}"; [ $fh_with = bash ] || sleep 6; } | case $fh_with in
      openssl) timeout 10 openssl s_client -quiet -connect "$fh_to" -servername "$fh_host" 2>/dev/null;;
      bash) timeout 10 bash -c 'exec 3<>"/dev/tcp/$1/$2" || exit; cat >&3; cat <&3' - "$fh_open" "$fh_port";;
      *) timeout 10 nc "$fh_open" "$fh_port";; esac 2>/dev/null
    fh_rc=$?; fh_ms; printf '\n@@ hand=%s ms=%s\n' $fh_rc $((fh_t - fh_b)); } | head -c 1200000 | fh_told
  fh_when answered; }
fh_when() { echo "$1 $(date -u +%Y-%m-%dT%H:%M:%SZ)"; } # asked, answered: by this host's clock
fh_login() { # the login of the address as a header
  [ -z "$fh_user" ] || printf 'Authorization: Basic %s\r\n' \
    "$(printf '%s:%s' "$fh_user" "$fh_pass" | base64 | tr -d '\n')"; }
fh_http() { # how: direct, or the name of a variable with a proxy; then URL
  echo "-- http $2 by $1"; fh_wanted=${set_expect_body-}
  fh_has curl || { fh_by_hand "$1"; return; }
  echo "with curl"; fh_when asked
  fh_ways=$1; fh_follow="-L --max-redirs 5"; [ "${fh_nofollow-}" != 1 ] || fh_follow=
  fh_o=$(fh_curl "$2" $fh_follow ${fh_file:+--cacert "$fh_file"} ${set_cert_file:+--cert "$set_cert_file"} \
    ${set_key_file:+--key "$set_key_file"})
  fh_when answered; printf '%s\n' "$fh_o" | fh_told
  case $fh_o in *exit=0*) ;; *exit=28*|*exit=92*|*exit=18*) fh_late "$1";;
    *) [ "$1" != direct ] || [ "$fh_scheme" != http ] || fh_odd "$2";; esac; }
fh_late() { # it took too long or broke off: does a simple request end well? Do small packets?
  fh_plain=1; fh_o=$(fh_curl "$fh_scheme://$fh_place/" -k -I -m 4); fh_plain=
  echo "simple $(printf '%s\n' "$fh_o" | sed -n 's/^@@ status=\([0-9]*\).*exit=\([0-9]*\) dns.*/\1 \2/p')"
  if [ "$1" != direct ] || ! fh_has python3; then return 0; fi
  echo "small $(python3 -c "$fh_python_small_http" "$fh_open" "$fh_port" "$fh_host" "$fh_scheme" \
    "${fh_path:-/}" 2>&1 | tail -n 1)"; }
fh_odd() { # URL: what answered is no HTTP: TLS, Redis, PostgreSQL, HTTP/2, or nothing that speaks?
  if fh_has openssl; then fh_via=
    case $fh_open in *:*) fh_to="[$fh_open]:$fh_port";; *) fh_to=$fh_open:$fh_port;; esac
    fh_more there -servername "$fh_host"; fi
  fh_ms; fh_b=$fh_t; fh_rc=0
  fh_o=$(fh_words "$fh_open" "$fh_port" '' | tr -c '[:print:]' .) || fh_rc=$?; fh_ms
  echo "untouched rc=$fh_rc ms=$((fh_t - fh_b)) $fh_o"
  echo "plain $(fh_words "$fh_open" "$fh_port" 'HEAD / HTTP/1.0\r\n\r\n' | tr -c '[:print:]' .)"
  echo "redis $(fh_words "$fh_open" "$fh_port" 'PING\r\n' | tr -c '[:print:]' .)"
  fh_x='\0000\0000\0000\0010\0004\0322\0026\0057'
  echo "postgres $(fh_words "$fh_open" "$fh_port" "$fh_x" | tr -c '[:print:]' .)"
  echo "http2 $(curl -s -m 4 --http2-prior-knowledge --noproxy '*' -o /dev/null -w '%{http_code}' "$1" \
    2>/dev/null)"; }
"""

#: The function for the way through a proxy; another check puts its own request for `fh_http`.
PROXIED = r"""
fh_asked() { # through the proxy where the app takes one, else straight; straight, all that lies below, too
  if [ "$fh_chosen" = direct ]; then return 1; fi
  [ "$fh_scheme" = https ] || { fh_http "$fh_chosen" "$fh_url"; return 0; }
  if [ "$fh_chosen" = setting ]; then fh_v=$set_proxy; else eval "fh_v=\$$fh_chosen"; fi
  fh_l=; fh_x=${fh_v%%://*}; fh_v=${fh_v#*://}; case $fh_v in *@*) fh_l=${fh_v%@*}; fh_v=${fh_v##*@};; esac
  fh_v=${fh_v%%/*}; case $fh_v in *:*) ;; *) fh_v=$fh_v:80;; esac
  # openssl and Python speak to a proxy of HTTP; through any other only curl goes.
  case $fh_x in http|"$fh_l@$fh_v"|"$fh_v") FH_PROXY=$fh_v; FH_LOGIN=$fh_l; export FH_PROXY FH_LOGIN
      fh_via="-proxy $fh_v"; fh_tls "$fh_host" "$fh_port" "${set_server_name:-$fh_host}"
      unset FH_PROXY FH_LOGIN; fh_via=;; *) fh_stores >/dev/null; fh_secure=1;; esac
  fh_has openssl || fh_secure=1
  [ -z "$fh_secure" ] || fh_http "$fh_chosen" "$fh_url"; }
"""

#: Through the proxy where the app takes one, else straight.
CALL = "! fh_asked || exit 0"
DIRECT = r"""
case $fh_scheme in https) fh_tls "$fh_open" "$fh_port" "${set_server_name:-$fh_host}"
  [ -n "$fh_secure" ] || exit 0;; esac
fh_http direct "$fh_url"
"""


def part(settings: Mapping[str, Any]) -> str:
    """The functions, and the declared request."""
    return functions(settings) + _declared(settings)


def functions(settings: Mapping[str, Any]) -> str:
    """The functions alone; they call `fh_request` and `fh_sent`, which print the request."""
    names = textwrap.wrap(_TOLD.replace("|", " "), 90, break_on_hyphens=False)
    shown = "\n".join(f'      t = t "|{row.replace(" ", "|")}|"' for row in names)
    told = PART.replace("TOLD", shown)
    never = "1" if settings.get("follow") is False or _redirect_expected(settings) else ""
    about = "asks as the app does, with curl, else by hand, and tells who answered"
    library = shell.library("http", about, f"fh_python_small_http='{SMALL}'\n{told}{PROXIED.lstrip()}")
    return f"{library}fh_nofollow={never}\n"


def _declared(settings: Mapping[str, Any]) -> str:
    lines = "".join(_request(settings)) or "  :\n"
    curl = f"fh_request() {{ # the declared request, in curl's words\n{lines}}}\n"
    return f"{curl}{_sent(settings)}"


def _sent(settings: Mapping[str, Any]) -> str:
    """The function that prints the same request as it is sent where there is no curl."""
    method = re.sub(r"[^A-Z]", "", str(settings.get("method") or "GET").upper())
    lines = [f'printf \'{method} %s HTTP/1.1\\r\\nHost: %s\\r\\nConnection: close\\r\\n\' "$1" "$fh_place"']
    lines += [f"printf '%s\\r\\n' {shell.word(f'{name}: {value}')}" for name, value in _headers(settings)]
    body = settings.get("body")
    if body or method == "POST":
        word = shell.word(str(body or ""))
        lines += [
            f"fh_x={word}; printf 'Content-Length: %s\\r\\n' \"$(printf %s \"$fh_x\" | wc -c | tr -d ' ')\""
        ]
    lines += ["fh_login", "printf '\\r\\n'", *(['printf %s "$fh_x"'] if body else [])]
    return "fh_sent() { # PATH: the same as it is sent by hand\n  " + "\n  ".join(lines) + "; }\n"


def _headers(settings: Mapping[str, Any]) -> list[tuple[str, str]]:
    headers = settings.get("headers")
    given = {str(k): str(v) for k, v in headers.items()} if isinstance(headers, Mapping) else {}
    return [*given.items(), *(() if "user-agent" in map(str.lower, given) else (("User-Agent", "farhand"),))]


def _redirect_expected(settings: Mapping[str, Any]) -> bool:
    expect = settings.get("expect")
    listed = expect if isinstance(expect, (list, tuple)) else [expect]
    return any(str(word).startswith("3") for word in listed if word)


def _request(settings: Mapping[str, Any]) -> list[str]:
    """Lines that print curl's own settings for method, headers and body."""
    lines = []
    method = str(settings.get("method") or "GET").upper()
    if method == "POST" and not settings.get("body"):
        lines.append("  echo 'data-raw = \"\"'\n")
    elif method not in ("GET", "POST"):  # POST goes by its body alone, so that a redirect may make GET of it
        lines.append("  echo " + shlex.quote("head" if method == "HEAD" else f'request = "{method}"') + "\n")
    headers = settings.get("headers")
    for name, value in (headers if isinstance(headers, Mapping) else {}).items():
        word = shell.word(f"{name}: {value}")
        lines.append(f'  printf \'header = "%s"\\n\' "$(fh_quoted {word})"\n')
    if settings.get("body"):
        lines.append(f'  printf \'data-raw = "%s"\\n\' "$(fh_quoted {shell.word(str(settings["body"]))})"\n')
    return lines
