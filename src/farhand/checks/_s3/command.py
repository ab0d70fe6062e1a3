"""How a person asks the same: the signature is made in sh, and the request goes as the http check sends it.

Nothing but a tool for SHA-256 is needed. The secret key stays in the shell's own variables: it is on no
command line, is not printed, and is not sent; the session token goes to curl by standard input.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from farhand.checks import _sections, proxy, tcp, tls
from farhand.checks._http import script
from farhand.model import Command
from farhand.target import shell

_SIGN = r"""
fh_digits() { od -An -v -tx1 | tr -d ' \n'; }
fh_sha() { # the digest of standard input
  if fh_has sha256sum; then sha256sum; else openssl dgst -sha256 -r; fi | cut -c 1-64; }
fh_octal() { # LENGTH NUMBER DIGITS: so many bytes, each changed by the number, as printf wants them
  fh_i=$1; fh_r=$3
  while [ "$fh_i" -gt 0 ]; do
    fh_2=${fh_r%"${fh_r#??}"}; fh_r=${fh_r#??}
    printf '\\%03o' $((0x${fh_2:-0} ^ $2)); fh_i=$((fh_i - 1)); done; }
fh_bytes() { # the same as bytes
  # shellcheck disable=SC2059
  printf "$(fh_octal "$@")"; }
fh_mac() { # KEY, in digits: the HMAC of standard input
  fh_k=$1
  [ ${#fh_k} -le 128 ] || fh_k=$(fh_bytes $((${#fh_k} / 2)) 0 "$fh_k" | fh_sha)
  fh_x=$({ fh_bytes 64 54 "$fh_k"; cat; } | fh_sha)
  { fh_bytes 64 92 "$fh_k"; fh_bytes 32 0 "$fh_x"; } | fh_sha; }
fh_pct() { # TEXT: with all but letters, digits and - . _ ~ as %XX
  printf %s "$1" | od -An -v -tx1 | tr -s ' ' '\n' | while read -r fh_x; do case $fh_x in
    '') ;; 2d|2e|5f|7e|3[0-9]|4[1-9a-f]|5[0-9a]|6[1-9a-f]|7[0-9a]) fh_bytes 1 0 "$fh_x" ;;
    *) printf '%%%s' "$(printf %s "$fh_x" | tr a-f A-F)" ;; esac; done; }
fh_sign() { # leaves in fh_auth the header for a GET of fh_path?fh_query, at this moment by this host's clock
  fh_auth=; [ -n "$fh_key" ] || return 0; fh_has sha256sum || fh_has openssl || return 0
  fh_at=$(date -u +%Y%m%dT%H%M%SZ); fh_day=${fh_at%T*}
  fh_names='host;x-amz-content-sha256;x-amz-date'; fh_more=
  if [ -n "${set_session_token-}" ]; then fh_names="$fh_names;x-amz-security-token"
    fh_more=$(printf '\nx-amz-security-token:%s' "$set_session_token"); fi
  fh_v=$(printf 'GET\n%s\n%s\nhost:%s\nx-amz-content-sha256:%s\nx-amz-date:%s%s\n\n%s\n%s' "$fh_path" \
    "$fh_query" "$fh_asked_host" "$fh_none" "$fh_at" "$fh_more" "$fh_names" "$fh_none" | fh_sha)
  fh_scope=$fh_day/$fh_region/s3/aws4_request
  fh_m=$(printf %s "AWS4$fh_secret" | fh_digits)
  for fh_w in "$fh_day" "$fh_region" s3 aws4_request; do fh_m=$(printf %s "$fh_w" | fh_mac "$fh_m"); done
  fh_m=$(printf 'AWS4-HMAC-SHA256\n%s\n%s\n%s' "$fh_at" "$fh_scope" "$fh_v" | fh_mac "$fh_m")
  fh_auth="AWS4-HMAC-SHA256 Credential=$fh_key/$fh_scope, SignedHeaders=$fh_names, Signature=$fh_m"; }
fh_headers() { # each header of the request on a line of its own
  echo "Host: $fh_asked_host"; [ -n "$fh_auth" ] || return 0
  printf 'Authorization: %s\nx-amz-content-sha256: %s\nx-amz-date: %s\n' "$fh_auth" "$fh_none" "$fh_at"
  [ -z "${set_session_token-}" ] || printf 'x-amz-security-token: %s\n' "$set_session_token"; }
fh_request() { # for curl
  fh_headers | while IFS= read -r fh_x; do printf 'header = "%s"\n' "$(fh_quoted "$fh_x")"; done; }
fh_sent() { # PATH: the same as it is sent by hand
  printf 'GET %s HTTP/1.1\r\nConnection: close\r\nUser-Agent: farhand\r\n' "$1"
  fh_headers | sed "s/$/$(printf '\r')/"; printf '\r\n'; }
fh_s3() { # endpoint, bucket and style: leaves the place to ask in fh_host, fh_port, fh_path and fh_query
  fh_none=e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
  fh_key=$fh_user; fh_secret=$fh_pass; fh_user=; fh_pass=
  fh_bucket=${set_bucket-}; fh_prefix=${set_prefix-}; fh_region=${set_region-}; fh_virtual=
  if [ -z "${set_url-}" ]; then fh_path=
    case $fh_scheme in http) ;; *) fh_scheme=https ;; esac
  elif [ "$fh_scheme" = s3 ]; then
    fh_bucket=$fh_host; [ -n "$fh_prefix" ] || { fh_prefix=${fh_path#/}; fh_prefix=${fh_prefix%/}; }
    fh_path=; fh_scheme=https; fh_port=443; fh_host=s3.${fh_region:-us-east-1}.amazonaws.com
  else case $fh_scheme in http) ;; *) fh_scheme=https ;; esac; fi
  while :; do case $fh_path in */) fh_path=${fh_path%/} ;; *) break ;; esac; done
  case $fh_host in
    *.s3.*amazonaws.com|*.s3.*amazonaws.com.cn|*.s3-*.amazonaws.com)
      fh_x=${fh_host%.s3[.-]*}; fh_host=${fh_host#"$fh_x".}; : "${fh_bucket:=$fh_x}" ;;
    *) if [ -z "$fh_bucket" ]; then
         fh_bucket=${fh_path#/}; fh_bucket=${fh_bucket%%/*}; [ -z "$fh_bucket" ] || fh_path=; fi ;;
  esac
  case $fh_host in s3[.-]*amazonaws.com*)
    [ "${set_style-}" = path ] || [ -n "$(printf %s "$fh_bucket" | tr -d 'a-z0-9-')" ] ||
      fh_virtual=${fh_bucket:+1}
    [ -n "$fh_region" ] || fh_region=$(printf %s "$fh_host" |
      sed -n 's/^s3.*[.-]\([a-z][a-z]-[a-z-]*-[0-9]\)\..*/\1/p') ;; esac
  : "${fh_region:=us-east-1}"; [ "${set_style-}" != virtual ] || fh_virtual=${fh_bucket:+1}
  fh_endpoint=$fh_host; fh_query=
  if [ -n "$fh_bucket" ]; then
    fh_query='list-type=2&max-keys=1'
    [ -z "$fh_prefix" ] || fh_query="$fh_query&prefix=$(fh_pct "$fh_prefix")"
    if [ -n "$fh_virtual" ]; then fh_host=$fh_bucket.$fh_host
    else fh_path=$fh_path/$(fh_pct "$fh_bucket"); fi; fi
  : "${fh_path:=/}"
  case $fh_host in *:*) fh_place="[$fh_host]" ;; *) fh_place=$fh_host ;; esac
  fh_asked_host=$fh_place
  case $fh_scheme:$fh_port in http:80|https:443|http:|https:) ;; *) fh_asked_host=$fh_place:$fh_port ;; esac
  fh_place=$fh_place${fh_port:+:$fh_port}; fh_url=$fh_scheme://$fh_place$fh_path${fh_query:+?$fh_query}
  fh_sign; fh_x=; [ -z "$fh_virtual" ] || { fh_dns "$fh_endpoint" >/dev/null; fh_x=${fh_addrs:+known}; }
  echo "-- s3 signed=${fh_auth:+1} virtual=$fh_virtual endpoint=$fh_x"
  case $fh_virtual:$fh_endpoint in 1:*[!0-9.]*) ;; 1:*) exit 0 ;; esac; }
""".strip()


def command(subject: str, settings: Mapping[str, Any]) -> Command:
    """Does the object store let the app at its bucket?"""
    told = {**settings, "follow": False}
    return _sections.command(
        "s3", settings, shell.blur(settings), proxy.known(settings), proxy.PART, *tcp.PARTS[:2], tls.PART,
        script.functions(told), _SIGN, "fh_s3",
        proxy.CALL, script.CALL, *tcp.PARTS[2:], script.DIRECT,
        why="Does the object store let the app at its bucket: region, signature, clock, rights?",
        seconds=120, hides="the secret key and the session token",
        prints="addresses, certificates, and what the store answers to a list of at most one key",
        connects=(_sections.place(settings), "resolver", "proxy"),
    )  # fmt: skip
