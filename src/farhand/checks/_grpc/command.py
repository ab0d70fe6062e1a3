"""How a person asks the same: HTTP/2's own bytes, by bash, python3 or nc, in TLS by openssl.

The headers are built in sh, unpacked and never indexed, so that a token goes by standard input alone. What
comes back is printed as it is; its packed headers are read where it is pasted.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from farhand.checks import _raw, _service_command
from farhand.checks._grpc.spoken import CHECK, SECURE, headers_of, services_of
from farhand.model import Command
from farhand.target import shell
from farhand.wire import h2

_PART = r"""
fh_text() { # as HPACK has it (RFC 7541, 5.2): its length in bytes, and itself
  fh_l=${#1}
  if [ "$fh_l" -lt 127 ]; then fh_be "$fh_l" 1
  else fh_be 127 1; fh_l=$((fh_l - 127))
    while [ "$fh_l" -gt 127 ]; do fh_be $(((fh_l & 127) | 128)) 1; fh_l=$((fh_l >> 7)); done
    fh_be "$fh_l" 1; fi
  printf %s "$1"; }
fh_field() { printf '\020'; fh_text "$1"; fh_text "$2"; }
fh_frame() { fh_be "$1" 3; fh_be "$2" 1; fh_be "$3" 1; fh_be "$4" 4; } # LENGTH TYPE FLAGS STREAM
fh_rows() {
  fh_field :method POST; fh_field :scheme "http${fh_tls:+s}"; fh_field :path CHECK
  fh_field :authority "${fh_authority:-$fh_place}"; fh_field te trailers
  fh_field content-type application/grpc; fh_field user-agent farhand; fh_field grpc-timeout 3500m
HEADERS
}
fh_calls() { # SERVICE...: a call for each, the streams 1, 3, 5 and so on
  fh_n=$(($(fh_rows | wc -c))); fh_s=1
  for fh_w in "$@"; do
    fh_m=0; [ -z "$fh_w" ] || fh_m=$((${#fh_w} + 2))
    fh_frame "$fh_n" 1 4 "$fh_s"; fh_rows; fh_frame $((fh_m + 5)) 0 1 "$fh_s"; printf '\0'; fh_be "$fh_m" 4
    [ -z "$fh_w" ] || { printf '\012'; fh_be ${#fh_w} 1; printf %s "$fh_w"; }
    fh_s=$((fh_s + 2)); done; }
fh_chosen() { # what is chosen inside TLS of the one protocol that is offered
  set -- -connect "$fh_at" -servername "${set_server_name:-$fh_host}" -alpn h2
  [ -z "${set_cert_file-}" ] || set -- "$@" -cert "$set_cert_file" ${set_key_file:+-key "$set_key_file"}
  timeout 6 openssl s_client "$@" </dev/null 2>&1 | sed -n 's/^ALPN protocol: \([a-z0-9./]*\).*/alpn \1/p
    s/^No ALPN negotiated.*/alpn none/p; s/.*alert number 120.*/alpn refused/p' | sort | tail -n 1; }
fh_greet() { fh_hold=2; printf GREETING | fh_talk "$1" 3; } # WORD
fh_grpc() {
  fh_way; case $fh_to in *:*) fh_at="[$fh_to]:$fh_port" ;; *) fh_at=$fh_to:$fh_port ;; esac
  echo "-- grpc tls=${fh_tls:-0} sent=$fh_sent with=$fh_with"
  if [ -n "$fh_tls" ]; then
    if [ -z "${fh_secure-}$fh_lax" ]; then echo "held back"; fh_tls=; fh_to=$fh_open
      case $(fh_greet plain) in "talk plain 0000"??04*) echo "plain yes" ;; esac; return 0; fi
    fh_chosen; fi
  [ "$fh_with" != nothing ] || return 0
  fh_met=$(fh_greet hello); echo "$fh_met"
  case $fh_met in "talk hello 0000"??04*) ;;
    *) [ -n "$fh_tls" ] || { fh_sniff; echo "sniff grpc ${fh_met#talk hello }"; }; return 0 ;; esac
  [ -z "$fh_bad" ] || { echo "bad header $fh_bad"; return 0; }
  fh_hold=4; { printf GREETING; fh_calls "$@"; } | fh_talk check 5; }
""".strip()


def command(subject: str, settings: Mapping[str, Any]) -> Command:
    """Does the server answer in HTTP/2, and say that its services serve?"""
    names = services_of(settings) or ("",)
    words = {"CHECK": CHECK, "GREETING": _raw.octal(h2.greeting()), "HEADERS": _headers(settings)}
    part = _PART
    for word, text in words.items():
        part = part.replace(word, text)
    return _service_command.command(
        "grpc", settings, _raw.BYTES + "\n" + part,
        "\n".join([*_values(settings), "fh_grpc " + " ".join(shell.word(name) for name in names)]),
        tls_where='[ -n "$fh_tls" ]', before=_before(settings),
        why="Does the gRPC server answer in HTTP/2, let the app in, and say that its services serve?",
        seconds=90,
        prints="the server's own bytes: its settings, and the state of each declared service",
        hides="the token, and all other headers that are sent",
    )  # fmt: skip


def _before(settings: Mapping[str, Any]) -> str:
    by_scheme = f"fh_alpn=h2; fh_tls=; case $fh_scheme in {'|'.join(SECURE)}) fh_tls=1 ;; esac"
    return "fh_alpn=h2; fh_tls=1" if settings.get("tls") is True else by_scheme


def _rows(settings: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Names and values of the headers, the token as it is declared."""
    token = str(settings.get("token") or "")
    given = headers_of({**settings, "token": ""})
    return [*([("authorization", token)] if token else []), *given]


def _headers(settings: Mapping[str, Any]) -> str:
    """Lines that send the headers, each from a variable of its own."""
    lines = [
        f'  [ -z "$fh_header{n}" ] || fh_field {shell.word(name)} "$fh_header{n}"'
        for n, (name, _) in enumerate(_rows(settings))
    ]
    return "\n".join(lines) or "  :"


def _values(settings: Mapping[str, Any]) -> list[str]:
    """Lines that fill these variables in; what no header may hold is told by its name only."""
    lines = [f"fh_authority={shell.word(str(settings.get('authority') or ''))}; fh_sent=0; fh_bad="]
    for n, (name, value) in enumerate(_rows(settings)):
        lines.append(f'fh_header{n}={shell.word(value)}; [ -z "$fh_header{n}" ] || fh_sent=1')
        lines.append(f"case $fh_header{n} in *[[:cntrl:]]*) fh_bad={shell.word(name)} ;; esac")
    if settings.get("token"):
        lines.append("case $fh_header0 in ''|*' '*) ;; *) fh_header0=\"Bearer $fh_header0\" ;; esac")
    return lines
