"""How a person asks the same, in POSIX sh: what is mounted, what may be done there, and the server's words.

Nothing is written. The server is asked only where the share is not mounted or does not answer: by calls as
bytes, since few hosts have rpcinfo. Of /etc/fstab only the line of this share is shown, without its login.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from farhand.checks import _raw, _sections, _way_command, tcp
from farhand.checks._nfs import talk
from farhand.checks._nfs.mounted import PORTS, family_names
from farhand.hostfacts.mounts import REMOTE
from farhand.model import Command
from farhand.target import shell
from farhand.target.units import size

_PART = r"""
fh_type() { # the type of the file system in the line of mountinfo that $fh_seen holds
  printf '%s\n' "$fh_seen" | sed -n 's/^mountinfo .* - \([^ ]*\) .*/\1/p' | head -n 1; }
fh_source() { printf '%s\n' "$fh_seen" | sed -n 's/^mountinfo .* - [^ ]* \([^ ]*\) .*/\1/p' | head -n 1; }
fh_fstab() { # the line for the share on which $p would lie, without its login
  p=$p awk 'BEGIN { p = ENVIRON["p"] } /^[ \t]*#/ || NF < 3 || $3 !~ /^(REMOTE|sshfs)/ { next }
    { m = $2; gsub(/\\040/, " ", m); if (m != "/") sub(/\/$/, "", m)
      if ((p == m || index(p, m "/") == 1) && length(m) >= length(b)) { b = m; l = $0 } }
    END { if (l != "") print "fstab " l }' /etc/fstab 2>/dev/null |
    sed 's/\(pass[a-z]*\|user[a-z]*\|cred[a-z]*\)=[^, ]*/\1=x/g'; }
fh_counts() { # of mountstats: the age of the mount, and its calls
  m=$(printf '%s\n' "$fh_seen" | awk '$1 == "mountinfo" { print $6; exit }')
  m=$m awk '$1 == "device" { on = $5 == ENVIRON["m"]; if (on) print "counts " $0; next }
    on && $1 == "age:" { print "counts " $0 } on && $1 == "per-op" { ops = 1; print "counts " $0; next }
    on && ops && $2 > 0 { print "counts " $1, $2, $3, $4 }' /proc/self/mountstats 2>/dev/null; }
fh_looked() { # what is there; an automounter is woken first
  case $(mounted "$p") in *" - autofs "*) fh_x=$(timeout 5 ls "$p/." 2>&1 >/dev/null)
    echo "auto ${fh_x##*: }" ;; esac
  LOOK; }
fh_words4() { # NUMBER...: each as four bytes
  for fh_w; do fh_be "$fh_w" 4; done; }
fh_compound() { # EXPORT: from the root of NFS 4 down to it (RFC 7530)
  fh_n=1; fh_l=76; fh_i_=$IFS; IFS=/
  # shellcheck disable=SC2086 # the parts of the path are words, and names are not expanded
  set -- $1
  IFS=$fh_i_
  for fh_c; do [ -n "$fh_c" ] || continue
    fh_b=$(printf %s "$fh_c" | wc -c | tr -d ' '); fh_n=$((fh_n + 1))
    fh_l=$((fh_l + 8 + fh_b + (4 - fh_b % 4) % 4)); done
  fh_u=$(id -u)
  fh_words4 $((2147483648 + fh_l)) WAY 0 2 100003 4 1 1 20 0 0 "$fh_u" "$fh_u" 0 0 0 0 0 "$fh_n" 24
  for fh_c; do [ -n "$fh_c" ] || continue
    fh_b=$(printf %s "$fh_c" | wc -c | tr -d ' ')
    fh_words4 15 "$fh_b"; printf %s "$fh_c"
    while [ $((fh_b % 4)) != 0 ]; do printf '\0'; fh_b=$((fh_b + 1)); done; done; }
fh_listed() { # the list of mountd, whose port the portmapper knows
  fh_o=$(fh_port=111; printf PORTMAP | fh_talk portmap 3); echo "$fh_o"
  fh_x=$(printf %s "${fh_o#talk portmap }" | cut -c57-64)
  case $fh_x in ????????) ;; *) return 0 ;; esac
  case $fh_x in *[!0-9a-f]*) return 0 ;; esac
  [ $((0x$fh_x)) -gt 0 ] || return 0
  (fh_port=$((0x$fh_x)); printf LIST | fh_talk list 3); }
fh_rpc() { # does it speak NFS, and give this folder?
  fh_way; echo "-- rpc with=$fh_with"; [ "$fh_with" != nothing ] || return 0
  fh_o=$({ printf NULL4; printf NULL3; } | fh_talk null 3); echo "$fh_o"
  case $fh_o in "talk null 8"*) ;; *) fh_sniff; return 0 ;; esac
  fh_4=; fh_3=; fh_good=0000000100000000000000000000000000000000
  case $fh_o in *00000004"$fh_good"*) fh_4=1 ;; esac
  case $fh_o in *00000003"$fh_good"*) fh_3=1 ;; esac
  [ -n "$fh_folder" ] && [ -n "$fh_3$fh_4" ] || return 0
  case $fh_3/$fh_4/$fh_version in 1//*|1/*/3*) fh_listed ;;
    *) fh_compound "$fh_folder" | fh_talk way 3 ;; esac; }
fh_nfs() {
  p=${set_path-}; fh_seen=$(fh_looked); printf '%s\n' "$fh_seen"
  fh_line=$(fh_fstab); [ -z "$fh_line" ] || printf '%s\n' "$fh_line"
  fh_kind=$(fh_type); fh_from=$(fh_source); fh_counts
  fh_is=; case $fh_kind in ACCEPTED) fh_is=1 ;; esac
  case $fh_is$fh_seen in
    1*"
hangs "*|1*"Stale "*|1*"put/output error"*|1*" timed out"*|1*"Host is down"*|1*"No route to"*) ;;
    1*) return 0 ;; esac
  if [ -z "$fh_is" ]; then # what fstab would mount
    case $(timeout 3 ls -A "$p" 2>/dev/null | head -c 1) in ?*) echo "holds yes" ;; esac
    fh_from=$(echo "$fh_line" | awk '{ print $2 }'); fh_kind=$(echo "$fh_line" | awk '{ print $4 }'); fi
  fh_version=$(printf '%s\n' "$fh_line" "${fh_is:+$fh_seen}" |
    sed -n 's/.*[ ,]\(nfs\)\{0,1\}vers=\([0-9.]*\).*/\2/p' | tail -n 1)
  fh_version=${set_version:-$fh_version}; fh_folder=
  case $fh_from in
    //*) fh_from=${fh_from#//}; fh_server=${fh_from%%/*} ;;
    "["*) fh_server=${fh_from%%]:*}; fh_server=${fh_server#?}; fh_folder=${fh_from#*]:} ;;
    *:*) fh_server=${fh_from%%:*}; fh_server=${fh_server##*@}; fh_folder=${fh_from#*:} ;;
    *) fh_server= ;; esac
  fh_host=${fh_host:-$fh_server}; fh_folder=${set_export:-$fh_folder}
  case ${set_fstype:-${fh_kind:-nfs}} in nfs*) fh_port=2049 ;; cifs|smb*) fh_port=445 ;;
    *sshfs) fh_port=22 ;; *) fh_port= ;; esac
  fh_x=$(printf '%s\n' "${fh_is:+$fh_seen}" | sed -n 's/^mountinfo .*[ ,]port=\([0-9]*\).*/\1/p' | head -n 1)
  fh_port=${fh_x:-${set_port:-$fh_port}}
  echo "server ${fh_host:--} ${fh_port:--}"; [ -n "$fh_host" ] && [ -n "$fh_port" ] || return 0
  fh_ask; }
""".strip()

#: Name and port as every service is looked at; then the words of NFS.
_ASK = """
fh_ask() {
%s
case ${set_fstype:-${fh_kind:-nfs}} in nfs*) fh_rpc ;; esac; }
""".strip()


def command(subject: str, settings: Mapping[str, Any]) -> Command:
    """What is mounted at the path, what may be done there, and whether the server gives it."""
    fstype = str(settings.get("fstype") or "")
    accepted = family_names(fstype) or tuple(f"{name}*" for name in REMOTE)
    words = {
        "ACCEPTED": "|".join(accepted), "REMOTE": "|".join(REMOTE), "LOOK": _way_command.LOOK,
        "PORTMAP": _raw.octal(talk.where_mountd()), "LIST": _raw.octal(talk.list_exports()),
        "NULL4": _raw.octal(talk.null(4)), "NULL3": _raw.octal(talk.null(3)), "WAY": str(talk.WAY),
    }  # fmt: skip
    part = _PART
    for word, text in words.items():
        part = part.replace(word, text)
    *functions, look_up, connect = tcp.PARTS
    wants = " ".join(f"{key}={str(_true(settings.get(key))).lower()}" for key in ("writable", "executable"))
    parts = (
        shell.settle("nfs", settings, needs_place=False), _sections.WATCH,
        f"echo 'wants {wants} min_free={size(settings.get('min_free')) or 0}'",
        _way_command.FUNCTIONS, *functions, _raw.SAY, _raw.SNIFF, _raw.TALK, _raw.BYTES, part,
        _ASK % f"{look_up}\n{connect}", "fh_nfs",
    )  # fmt: skip
    return Command(
        shell.script(parts),
        why="Is the share mounted where the app looks, the right one, and does its server answer?",
        seconds=90,
        prints="the mount and its counters, owner and mode of each folder on the way, free space; where the "
        "share does not work, the answers of its server",
        hides="the names of the files in it, and the login in /etc/fstab",
        connects=(_place(settings), "resolver"),
    )


def _place(settings: Mapping[str, Any]) -> str:
    server = str(settings.get("server") or settings.get("host") or "the server of the share")
    return f"{server}:{PORTS['nfs']}"


def _true(value: object) -> bool:
    return value is True or str(value).lower() in ("true", "1", "yes", "on")
