"""The surroundings of a command: environment variables, files, and a command line around it.  Pure."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from farhand.mirror.run.nouns import Place

#: Variables that name a trust store, by the libraries that read them.
_TRUST = ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "NODE_EXTRA_CA_CERTS", "AWS_CA_BUNDLE")
_PROXIES = ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY")
#: Rules of a network of its own, in which only this host answers.
_NFT = {
    "refused": "add rule ip f out ip daddr != 127.0.0.0/8 meta l4proto tcp reject with tcp reset\n"
    "add rule ip f out ip daddr != 127.0.0.0/8 reject",
    "dropped": "add rule ip f out ip daddr != 127.0.0.0/8 drop",
}


@dataclass(frozen=True)
class Here:
    """What this machine gives a place: paths of files that were made for it, and of tools."""

    folder: str = "/tmp"  # of this world; readable by the command's user
    faketime: str = ""  # the library
    python: str = ""  # the program of the wanted version
    proxy: str = ""  # its URL
    network: int = 0  # a process that is in the wanted network; 0: this one's
    venv: str = ""  # an environment with the wanted packages


def files(place: Place) -> dict[str, str]:
    """Name -> text of the files that the place needs in its folder."""
    return {"openssl.cnf": _openssl(place)} if place.tls_min or place.tls_max or place.tls_level else {}


def variables(place: Place, here: Here, mine: Mapping[str, str]) -> dict[str, str]:
    """The command's environment: `mine` is the vendor's own, over which the place goes."""
    found: dict[str, str] = dict(mine)
    more: dict[str, str | None] = dict(place.env)
    if place.proxy:
        more.update(
            dict.fromkeys(_PROXIES, here.proxy),
            no_proxy="127.0.0.1,localhost",
            NO_PROXY="127.0.0.1,localhost",
        )
    if place.trust:
        more.update(dict.fromkeys(_TRUST, f"{here.folder}/ca.pem"), SSL_CERT_DIR=f"{here.folder}/none")
    if files(place):
        more["OPENSSL_CONF"] = f"{here.folder}/openssl.cnf"
    if place.python:
        more["PATH"] = f"{here.folder}/python:{found.get('PATH', '')}"
    if here.venv:
        path = more.get("PATH") or found.get("PATH", "")
        more.update(PATH=f"{here.venv}/bin:{path}", VIRTUAL_ENV=here.venv, PYTHONHOME=None)
    for name, value in more.items():
        found.pop(name, None)
        if value is not None:
            found[name] = value
    return found


def argv(place: Place, here: Here, command: Sequence[str]) -> list[str]:
    """The command line that runs `command` there. What needs root is `needs_root`."""
    words = list(command)
    if place.clock_s:
        offset = f"FAKETIME={place.clock_s:+g}s"
        words = ["env", f"LD_PRELOAD={here.faketime}", offset, "FAKETIME_DONT_FAKE_MONOTONIC=1", *words]
    if place.uid is not None:
        user = [f"--reuid={place.uid}", f"--regid={place.gid if place.gid is not None else place.uid}"]
        words = ["setpriv", *user, "--clear-groups", "--pdeathsig=KILL", "--", *words]
    if place.read_only:
        words = ["unshare", "--mount", "--propagation", "private", "sh", "-ec", _mounts(place), "sh", *words]
    return [*entering(here), *words]


def entering(here: Here) -> list[str]:
    """The beginning of a command line that runs in the world's network."""
    return ["nsenter", f"--net=/proc/{here.network}/ns/net", "--"] if here.network else []


def network(place: Place, mark: str) -> list[str]:
    """The command line that holds a network in which only this host answers; it writes `mark`."""
    otherwise = "unreachable" if place.egress == "refused" else "blackhole"
    script = "\n".join(
        [
            "ip link set lo up; ip route add default dev lo",
            f"nft -f - <<'END' || ip route replace {otherwise} default",
            "add table ip f",
            "add chain ip f out { type filter hook output priority 0; }",
            _NFT[place.egress],
            "END",
            f"echo $$ >{shlex.quote(mark)}.new; mv {shlex.quote(mark)}.new {shlex.quote(mark)}",
            "exec sleep infinity",
        ]
    )
    return ["unshare", "--net", "sh", "-c", script]


def needs_root(place: Place) -> list[str]:
    """What of this place only root can make, in words."""
    wanted = {
        "another user": place.uid is not None,
        "a read-only file system": bool(place.read_only),
        "a blocked network": place.egress != "open",
    }
    return [words for words, needed in wanted.items() if needed]


def _mounts(place: Place) -> str:
    """A script that makes folders read-only in a view of the file system of its own, then runs the rest."""
    lines = []
    for path in place.read_only:
        quoted = shlex.quote(path)
        lines += [f"mount --bind {quoted} {quoted}"] if path != "/" else []
        lines.append(f"mount -o remount,bind,ro {quoted}")
    # Where the command stands was looked up before: once more, so that it is seen through the new mounts.
    return "\n".join([*lines, 'cd "$PWD"', 'exec "$@"'])


def _openssl(place: Place) -> str:
    rows = [
        f"MinProtocol = TLSv{place.tls_min}" if place.tls_min else "",
        f"MaxProtocol = TLSv{place.tls_max}" if place.tls_max else "",
        f"CipherString = DEFAULT@SECLEVEL={place.tls_level}" if place.tls_level else "",
    ]
    heads = "openssl_conf = a\n[a]\nssl_conf = b\n[b]\nsystem_default = c\n[c]\n"
    return heads + "".join(f"{row}\n" for row in rows if row)
