"""What an operator types in a world, as the app's user, and what the tools print: one terminal session."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from shlex import quote
from typing import Any
from urllib.parse import unquote, urlsplit

import tomllib

from farhand import envfile
from tests.lab.namespaces import Namespace
from tests.lab.servers.databases import PG_PATHS
from tests.lab.tools import Shown, url_of

PROGRAM = Path(__file__).with_name("program.py")
#: Characters kept of one output; lines of a log; seconds for one command.
MOST, TAIL, SECONDS = 9000, 20, 14.0

Need = Mapping[str, Any]
_SECRET = "'pass|secret|token|key|cred|://[^/]*@'"
_TIMES = ["namelookup", "connect", "appconnect", "starttransfer", "total"]
_WRITE = r"\nhttp_code %{http_code}" + "".join(f" {name} %{{time_{name}}}" for name in _TIMES) + r"\n"
#: What the lab does to make a clock wrong and to wait for a server; what curl adds for want of a terminal.
_OURS = re.compile(
    r"^(?:.*(?:FAKETIME|LD_PRELOAD|NO_FAKE_STAT).*|.*\[local\]\", user \"root\".*|[{}] \[\d+ bytes data\])\n",
    re.M,
)


@dataclass(frozen=True)
class Seat(Shown):
    """Where the operator sits: also the folder, and the app's process where there is one."""

    cwd: str = "/"
    pid: str = ""


def seat(world: Shown, pid: str = "") -> Seat:
    """Beside the app: its folder, and its variables as the reader of its .env takes them."""
    lab = world.lab
    cwd = os.readlink(f"/proc/{pid}/cwd") if pid else str(lab._app.home)
    env = world.env if pid else {**lab.env, **_from_file(world)}
    kept = {name: value for name, value in env.items() if "\0" not in name + value}
    return Seat(lab, kept, world.before, world.uid, cwd, pid)


def _from_file(world: Shown) -> dict[str, str]:
    file = world.lab.tmp / ".env"
    platform = _table(world, "deploy").get("platform", "docker")
    rows = envfile.parse(file.read_bytes(), ".env", platform) if file.exists() else []
    return {row.name: row.value for row in rows if row.note != "utf16"}


def session(world: Seat) -> str:
    """Everything that is typed, with what it prints, joined as on one screen."""
    needs = {
        name: _with_url(_filled(need, _env(world))) for name, need in _table(world, "dependencies").items()
    }
    lanes = [list(host(world)), *(lane for need in needs.values() for lane in lanes_of(need))]
    with ThreadPoolExecutor(max(1, len(lanes))) as pool:
        said = list(pool.map(lambda lane: [typed(world, command) for command in lane], lanes))
    texts = [text for lane in said for text in lane if text]
    return _homely("\n".join([*texts, started(world, needs), *logs(world)]), str(world.lab.tmp))


def _table(world: Shown, name: str) -> dict[str, Any]:
    """A table of the declaration; empty where the file cannot be read."""
    try:
        document = tomllib.loads((world.lab.tmp / "farhand.toml").read_text("utf-8"))
    except (OSError, tomllib.TOMLDecodeError):
        return {}
    return dict(document.get(name, {}))


def _env(world: Seat) -> dict[str, str]:
    """The app's variables, with the vendor's defaults."""
    declared = _table(world, "env").items()
    return {**{name: str(how["default"]) for name, how in declared if "default" in how}, **world.env}


def _with_url(need: Need) -> Need:
    host = str(need.get("host", ""))
    bare = ":" in host and not host.startswith("[")
    whole = {"user": "default"} if need.get("password") and not need.get("user") else {}
    return {**need, "url": url_of({**whole, **need, "host": f"[{host}]" if bare else host})}


def _filled(value: Any, env: Mapping[str, str]) -> Any:
    """Variables also inside of tables such as the headers."""
    if isinstance(value, dict):
        return {key: _filled(inner, env) for key, inner in value.items()}
    return re.sub(r"\$\{(\w+)\}", lambda m: env.get(m[1], ""), value) if isinstance(value, str) else value


def typed(world: Seat, command: str) -> str:
    """One command after a prompt, and its output. dig does not run with a clock that is made wrong."""
    if command.startswith("dig ") and any("FAKETIME" in word for word in world.before):
        return ""
    argv = [*world.before, "/bin/bash", "-c", f"{{ {command}\n}} 2>&1"]
    try:
        out = _ran(world, argv)
    except subprocess.TimeoutExpired as late:
        out = (late.stdout or b"").decode("utf-8", "replace") + "^C\n"
    return f"$ {re.sub('^timeout [0-9]+ ', '', command)}\n{out[:MOST]}"


def _ran(world: Seat, argv: list[str]) -> str:
    done = world.lab.app.run(argv, uid=world.uid, env=world.env, cwd=world.cwd, check=False, timeout=SECONDS)
    said = f"{done.stdout}{done.stderr}"
    return said if done.returncode != 124 else f"{said}^C\n"


def _homely(text: str, folder: str) -> str:
    """The places of the lab under names that a site would have, and without its own doing."""
    names = {folder: "/srv/app", Path(folder).name: "app", sys.prefix: "/opt/app"}
    names |= {sys.base_prefix: "/usr/local"} | {f"$ {place}/psql": "$ psql" for place in PG_PATHS}
    for ours, theirs in names.items():
        text = text.replace(ours, theirs)
    return _OURS.sub("", text)


# The host ------------------------------------------------------------------------------------------


def host(world: Seat) -> Iterator[str]:
    """The clock, the user, its limits, its disks, its variables, its resolver."""
    yield from ("date -u", "id", "ulimit -a", "df -h", "df -i", "free -m")
    yield "env | cut -d= -f1 | sort"
    yield f"env | sort | grep -viE {_SECRET}"
    yield from ("cat /etc/resolv.conf", "cat /etc/hosts")
    file = world.lab.tmp / ".env"
    if file.exists():
        yield f"grep -viE {_SECRET} {file}"
    if pid := world.pid:
        yield f"cat /proc/{pid}/limits; ls /proc/{pid}/fd | wc -l"
        yield f"grep -E 'State|VmRSS|Threads' /proc/{pid}/status"


# Dependencies --------------------------------------------------------------------------------------


def lanes_of(need: Need) -> Iterator[list[str]]:
    """Commands side by side; those of one lane one after the other, since a database counts sessions."""
    kind = need["kind"]
    if kind in ("directory", "sqlite"):
        yield list(path(need))
        return
    tools: Callable[[Need], Iterator[str]] = {"postgres": psql, "redis": redis, "http": curl, "s3": curl}.get(
        kind, connection
    )
    if not need["url"]:
        return
    yield from ([command] for place in places(need) for command in reached(need, *place))
    yield list(tools(need))


def places(need: Need) -> list[tuple[str, int]]:
    """Every host and port in the URL."""
    found = re.match(r"^[\w+]+://(?:[^/]*@)?([^/?#]*)", need["url"])
    default = {"https": 443, "http": 80, "tls": 443, "postgres": 5432, "redis": 6379}
    port = default.get("https" if need["url"].startswith("https:") else need["kind"], 0)
    parts = (re.match(r"^\[?(.*?)\]?(?::(\d+))?$", part) for part in (found[1] if found else "").split(","))
    return [(part[1], int(part[2] or port)) for part in parts if part and part[1]]


def reached(need: Need, name: str, port: int) -> Iterator[str]:
    """The name, the way there, and TLS."""
    if not re.fullmatch(r"[\d.]+|[\da-fA-F:]*:[\da-fA-F:.]*", name):
        yield f"getent ahosts {quote(name)}"
        if name.isascii() and name != "localhost":
            yield f"dig +search +tries=1 +time=3 {quote(name)}"
    if port and _is_tls(need):
        yield openssl(need, name, port)
    elif need["kind"] != "http" and port:
        yield f"nc -vz -w 4 {quote(name)} {port}"


def _is_tls(need: Need) -> bool:
    return need["kind"] == "tls" or bool(re.match("https:|rediss:|.*sslmode=verify-", need["url"]))


def openssl(need: Need, name: str, port: int) -> str:
    is_ip = re.fullmatch(r"[\d.]+|.*:.*", name)
    who = f"-verify_ip {name}" if is_ip else f"-servername {name} -verify_hostname {name}"
    who = "" if "sslmode=verify-ca" in need["url"] else who
    place = f"[{name}]:{port}" if ":" in name else f"{name}:{port}"
    more = " -starttls postgres" if need["kind"] == "postgres" else ""
    for option, value in _files(need, "-CAfile", "-cert", "-key"):
        more += f" {option} {quote(value)}"
    return f"timeout 6 openssl s_client -connect {place} {who}{more} </dev/null"


def _files(need: Need, *options: str) -> Iterator[tuple[str, str]]:
    """The certificate files that are declared, each with its option."""
    query = dict(re.findall(r"[?&](sslrootcert|sslcert|sslkey)=([^&]+)", need["url"]))
    keys = (("ca_file", "sslrootcert"), ("cert_file", "sslcert"), ("key_file", "sslkey"))
    for option, (setting, parameter) in zip(options, keys):
        value = need.get(setting) or need.get(parameter) or query.get(parameter)
        if value:
            yield option, str(value)


def curl(need: Need) -> Iterator[str]:
    headers = "".join(f" -H {quote(f'{name}: {value}')}" for name, value in need.get("headers", {}).items())
    method = f" -X {need['method']}" if need.get("method") else ""
    body = f" -d {quote(str(need['body']))}" if need.get("body") else ""
    proxy = {"": "", "none": " --noproxy '*'"}.get(need.get("proxy", ""), f" -x {need.get('proxy')}")
    files = "".join(f" {o} {quote(v)}" for o, v in _files(need, "--cacert", "--cert", "--key"))
    yield f"curl -sS -v -m 7 -w '{_WRITE}'{method}{headers}{body}{proxy}{files} {quote(need['url'])}"


def psql(need: Need) -> Iterator[str]:
    program = next((f"{p}/psql" for p in PG_PATHS if os.path.exists(f"{p}/psql")), "psql")
    url = re.sub(r"^postgres(ql)?\+\w+:", "postgresql:", need["url"])
    ask = f"timeout 9 {program} -Xw {quote(url)}"
    yield f"{ask} -c 'select now(), current_user, pg_is_in_recovery()' -c 'show max_connections'"
    yield f"{ask} -c 'select state, count(*) from pg_stat_activity group by 1'"
    yield f"{ask} -c '\\dn' -c '\\dt' -c '\\dx'"


def redis(need: Need) -> Iterator[str]:
    tls = " --tls" if _is_tls(need) else ""
    tls += "".join(f" {o} {quote(v)}" for o, v in _files(need, "--cacert", "--cert", "--key"))
    ask = f"timeout 6 redis-cli --no-auth-warning {_where(need['url'])}{tls}"
    yield f"{ask} ping"
    yield f"{ask} info"


def _where(url: str) -> str:
    """The URL as options: redis-cli itself takes neither IPv6 nor a password without a user in it."""
    if url.startswith("unix:"):
        return f"-s {quote(urlsplit(url).path)}"
    found = re.match(r"^\w+://(?:([^:@/]*):?(.*)@)?\[?(.*?)\]?(?::(\d+))?(?:/(\d*).*)?$", url)
    if not found:
        return f"-u {quote(url)}"
    parts = zip(("--user", "-a", "-h", "-p", "-n"), found.groups())
    return " ".join(f"{option} {quote(unquote(value))}" for option, value in parts if value)


def connection(need: Need) -> Iterator[str]:
    """What the other side says by itself."""
    for name, port in places(need):
        if need["kind"] == "tcp" and port:
            yield f"timeout 3 nc {quote(name)} {port} </dev/null | head -c 300"


def path(need: Need) -> Iterator[str]:
    place = quote(str(need.get("path") or unquote(need["url"].partition(":///")[2].partition("?")[0])))
    yield from (f"ls -ld {place}", f"namei -l {place}", f"df -h {place}", f"df -i {place}")
    yield f"findmnt -T {place}"
    if need["kind"] == "sqlite":
        yield f'ls -la "$(dirname {place})"'
        yield f"timeout 8 sqlite3 -readonly {place} 'pragma quick_check'"


# Logs ----------------------------------------------------------------------------------------------


def started(world: Seat, needs: Mapping[str, Need]) -> str:
    """The app's own log of its start."""
    folder = world.lab.tmp / "program"
    folder.mkdir(exist_ok=True)
    (folder / "main.py").write_text(PROGRAM.read_text("utf-8"), "utf-8")
    env = _table(world, "env")
    (folder / "settings.json").write_text(json.dumps({"env": env, "dependencies": needs}), "utf-8")
    argv = [*world.before, sys.executable, str(folder / "main.py"), str(folder / "settings.json")]
    try:
        said = _ran(world, argv)
    except subprocess.TimeoutExpired as late:
        said = (late.stdout or b"").decode("utf-8", "replace")
    return f"$ tail -n 200 /var/log/app/app.log\n{said[-MOST:]}"


def logs(world: Seat) -> Iterator[str]:
    """The last lines of the logs that real servers write; the lab's own little servers have none."""
    spaces: Sequence[Namespace] = (world.lab.fw, world.lab.svc)
    files = [server.log for space in spaces for server in space._servers if server._popen is not None]
    for file in [*files, *sorted(world.lab.tmp.glob("*/*.log"))]:
        lines = file.read_text("utf-8", "replace").splitlines()[-TAIL:] if file.exists() else []
        if lines:
            name = re.sub(r"^\w+-\d+-", "", file.name)
            yield "\n".join([f"$ tail -n {TAIL} /var/log/{name}", *lines, ""])
