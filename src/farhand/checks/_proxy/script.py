"""How a person asks through every proxy that this site has, and past them all, with curl.  Pure.

The variables are printed without what is secret in them. A proxy with its login goes to curl on standard input,
never on its command line. Leaves in fh_chosen the name of the way that the app most probably takes.
"""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from typing import Any

from farhand.target import shell

FILES = (
    "/etc/environment /etc/profile.d/*proxy*.sh /etc/systemd/system.conf \\\n"
    "    /etc/systemd/system.conf.d/*.conf /etc/apt/apt.conf /etc/apt/apt.conf.d/* /etc/yum.conf /etc/dnf/dnf.conf /etc/wgetrc"
)

PART = r"""
fh_set() { # NAME VALUE: printed without a login
  printf 'set %s=' "$1"; FH_V=$2 FH_M=url awk "$fh_blur"; }
fh_value() { # NAME: leaves in fh_v the proxy of that name
  if [ "$1" = setting ]; then fh_v=$set_proxy; else eval "fh_v=\${$1-}"; fi; }
fh_through() { # NAME PROXY URL: how far a request comes through that proxy; `direct` is past them all
  fh_w='\n@@ connect=%{http_connect} status=%{http_code} exit=%{exitcode} tcp=%{time_connect}'
  fh_w="$fh_w tls=%{time_appconnect} total=%{time_total} ip=%{remote_ip}\n"
  if [ "$1" = direct ]; then echo 'noproxy = "*"'; else
    printf 'proxy = "%s"\nnoproxy = ""\n' "$(printf %s "$2" | tr -d '\r\n' | sed 's/[\\"]/\\&/g')"; fi |
    curl -K - -sSkN -i -m 9 --connect-timeout 4 -A farhand -w "$fh_w" "$3" 2>&1 |
    tr -d '\000\r' | head -c 20000 | awk -v "n=$1" '
    /^@@ / { print "way " n " " substr($0, 4); next }
    /^curl: / { e = 1; gsub(/:\/\/[^ ]*@/, "://LOGIN@"); print "wayerr " n " " substr($0, 1, 160); next }
    /^HTTP\/[0-9.]+ / { e = 0 } e { next }
    /^HTTP\/[0-9.]+ / && !b { h = 1; print "waysaid " n " " $0; next } h && /^$/ { h = 0; next }
    h { l = tolower($0)
      if (l ~ /^(server|via|proxy-authenticate|proxy-status|x-squid-error|content-type|location):/)
        print "waysaid " n " " substr($0, 1, 200)
      next }
    length(b) < 400 { b = b " " $0 } END { if (b ~ /[^ ]/) print "waybody " n substr(b, 1, 400) }' |
    fh_clean; }
fh_place_of() { # PROXY: leaves its host and port in fh_p
  fh_p=${1#*://}; fh_p=${fh_p##*@}; fh_p=${fh_p%%/*}; }
fh_alive() { # NAME PROXY: does the proxy itself say anything? One of SOCKS is only connected to
  fh_place_of "$2"
  case $2 in socks*) case $fh_p in *[!A-Za-z0-9._:-]*) return;; *:*) ;; *) fh_p=$fh_p:1080;; esac
    fh_knock reach "${fh_p%:*}" "${fh_p##*:}" | sed "s/^try reach /knock $1 /"; return;; esac
  curl -sSk -i -m 3 --noproxy '*' -A farhand -w '\n@@ status=%{http_code} exit=%{exitcode}\n' "http://$fh_p/" \
    2>/dev/null | tr -d '\000\r' | awk -v "n=$1" '/^@@ / { print "alive " n " " substr($0, 4) }
      tolower($0) ~ /^server:/ { print "alivesaid " n " " substr($0, 1, 100) }' | fh_clean; }
fh_bypassed() { # HOST: does an entry of NO_PROXY name it?
  fh_np=${no_proxy:-${NO_PROXY-}}
  for fh_e in $(printf %s "$fh_np" | tr ',' ' '); do fh_e=${fh_e%%:*}
    case $fh_e in '*') return 0;; esac; fh_e=${fh_e#.}
    case $1 in "$fh_e"|*".$fh_e") return 0;; esac
    case $1 in *"$fh_e") [ "${set_client-}" = curl ] || return 0;; esac; done; return 1; }
fh_choose() { # URL: leaves in fh_chosen the variable that the app's library most probably reads
  fh_chosen=direct; fh_y=
  case $1 in https*) fh_names="https_proxy HTTPS_PROXY";; *) fh_names="http_proxy HTTP_PROXY"
    [ "${set_client-}" != curl ] || fh_names=http_proxy;; esac
  case ${set_client-} in aiohttp) ;; urllib|aiohttp-trust-env) fh_y=$fh_names;;
    *) fh_y="$fh_names all_proxy ALL_PROXY";; esac
  case ${set_proxy-env} in
    env) for fh_x in $fh_y; do fh_value "$fh_x"
        [ -z "$fh_v" ] || [ $fh_chosen != direct ] || fh_chosen=$fh_x; done
      ! fh_bypassed "$fh_host" || fh_chosen=direct;;
    none|False|'') ;; *) fh_chosen=setting; fh_set setting "$set_proxy";; esac; }
fh_variables() { # every variable that names a proxy, without logins
  for fh_x in $(env | sed -n 's/^\([A-Za-z_]*[Pp][Rr][Oo][Xx][Yy][A-Za-z_]*\)=.*/\1/p' | sort); do
    fh_value "$fh_x"; fh_set "$fh_x" "$fh_v"; done; }
fh_proxies() { # URL: the variables, what files of this host name, and every way to it
  echo "-- proxy $1"; fh_tried=' '; fh_variables; fh_choose "$1"
  fh_has curl || { echo "with nothing"; return; }; echo "with curl"
  for fh_x in $([ $fh_chosen = setting ] && echo setting) https_proxy HTTPS_PROXY http_proxy HTTP_PROXY \
    all_proxy ALL_PROXY; do fh_value "$fh_x"; [ -n "$fh_v" ] || continue
    case $fh_tried in *" $fh_v "*) echo "same $fh_x"; continue;; esac; fh_tried="$fh_tried$fh_v "
    fh_through "$fh_x" "$fh_v" "$1" & fh_alive "$fh_x" "$fh_v" & done
  fh_known | while read -r fh_k fh_kv; do case $fh_tried in *" $fh_kv "*) ;; *)
      fh_set "known:$fh_k" "$fh_kv"; fh_through "known:$fh_k" "$fh_kv" "$1";; esac; done &
  fh_through direct '' "$1" & wait
  # Is the name of the proxy known?
  [ $fh_chosen != direct ] || return 0; fh_value $fh_chosen; fh_place_of "$fh_v"
  case $fh_p in \[*|*[!A-Za-z0-9._:-]*) ;; *) fh_dns "${fh_p%:*}";; esac; }
fh_known() { # proxies that the declaration and files of this host name, two of them
  [ -z "$fh_declared" ] || printf 'declaration %s\n' $fh_declared
  set +f; for fh_x in FILES; do
    if [ ! -f "$fh_x" ] || [ ! -r "$fh_x" ]; then continue; fi
    grep -vE '^[[:space:]]*(#|//)' "$fh_x" 2>/dev/null |
      grep -oiE "proxy[A-Za-z_:]*[\"']?[ =]+[\"']?https?://[^ \"';]+" | sed "s|.*\(https*:\)|$fh_x \1|"
  done | sort -u -k 2 | head -n 2; }
"""


def part() -> str:
    about = "tries every proxy that is named here, and the way past them all, with curl"
    return shell.library("proxy", about, PART.replace("FILES", FILES))


def known(settings: Mapping[str, Any]) -> str:
    """The proxies that the declaration names elsewhere, for `fh_known`."""
    named = [str(value) for value in settings.get("proxies") or () if "://" in str(value)]
    return "fh_declared=" + shlex.quote(" ".join(named[:3]))


CALL = 'fh_proxies "$fh_url"'
