"""What would matter and is not in the evidence, with the one command that shows it.  Pure."""

from __future__ import annotations

from collections.abc import Iterator

from farhand.mirror import acl
from farhand.mirror.model import Fingerprint, Missing
from farhand.mirror.settings import MYSQL, POSTGRES, REDIS, SETTINGS
from farhand.model import App

#: Settings that are asked for: what weighs less is not worth a question.
_WORTH = 0.2


def of(here: Fingerprint, app: App | None) -> Iterator[Missing]:
    known: dict[str, set[str]] = {}
    for fact in here.facts:
        known.setdefault(fact.area, set()).add(fact.name)
    for area in _servers(here, app):
        kind = area.partition(":")[0]
        wanted = ["version", *(n for n, s in SETTINGS.get(kind, {}).items() if s.weight >= _WORTH)]
        lacking = tuple(n for n in wanted if n not in known.get(area, ()))
        if lacking and kind in SETTINGS:
            yield Missing(area, lacking, _command(kind, lacking))
    for area, name, command in _SITE:
        if name not in known.get(area, ()) and (area, name) not in _implied(known):
            yield Missing(area, (name,), command)


def _implied(known: dict[str, set[str]]) -> set[tuple[str, str]]:
    return {("locale", "locale"), ("time", "zone")} if len(known.get("env", ())) >= 10 else set()


def _servers(here: Fingerprint, app: App | None) -> list[str]:
    declared = [f"{d.kind}:{d.name}" for d in (app.dependencies if app else ())]
    seen = [f.area for f in here.facts if ":" in f.area]
    return list(dict.fromkeys([*declared, *seen]))


def _command(kind: str, names: tuple[str, ...]) -> str:
    """Reads only, and prints no secret. The names are those of `settings`, never of evidence."""
    if kind == "postgres":
        listed = ", ".join(
            f"'{n}'" for n in ("server_version", *names) if n == "server_version" or n in POSTGRES
        )
        query = f"select name, setting from pg_settings where lower(name) in ({listed})"
        return f'psql "$DATABASE_URL" -c "{query}" -c "\\l"'
    if kind == "mysql":
        listed = ", ".join(f"'{n}'" for n in ("version", *names) if n == "version" or n in MYSQL)
        return f'mysql -h HOST -u USER -p -e "show variables where Variable_name in ({listed})"'
    if kind in _SHOWN:
        return _SHOWN[kind]
    asked = ["redis-cli -h HOST info server"] if "version" in names else []
    asked += [f"redis-cli -h HOST config get {n}" for n in names if n in REDIS and REDIS[n].printed]
    return "; ".join([*asked, *(acl.COMMANDS if acl.NAME in names else ())])


#: What shows version and settings at once, without a password.
_SHOWN = {
    "amqp": "rabbitmqctl version; rabbitmqctl environment | grep -E '"
    "(channel_max|frame_max|heartbeat|max_message_size|consumer_timeout|connection_max|default_vhost),'",
    "nats": "nats-server --version; curl -s http://HOST:8222/varz "
    "| grep -E '\"(version|max_|ping_interval|write_deadline)'",
    "mqtt": "mosquitto -h | head -1; grep -hE '^(max_|message_size|allow_|retain_)' "
    "/etc/mosquitto/mosquitto.conf /etc/mosquitto/conf.d/*.conf",
    "memcached": "printf 'version\\r\\nstats settings\\r\\nquit\\r\\n' | nc HOST 11211",
}
_SITE = (
    ("os", "name", "cat /etc/os-release; uname -a; ldd --version | head -1"),
    ("os", "uid", "id"),
    ("python", "version", "python --version; python -m pip freeze"),
    ("time", "zone", "timedatectl; echo TZ=$TZ"),
    ("locale", "locale", "locale"),
    ("limits", "files", "cat /proc/PID/limits"),
    ("limits", "memory", "cd /sys/fs/cgroup; grep -H . memory.max cpu.max pids.max"),
    ("network", "proxy", "env | grep -i _proxy | sed 's#//[^@]*@#//x@#'"),
)
