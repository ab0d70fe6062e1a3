"""Is every environment variable that the app needs set, under the right name, in the right form?

Most faults of a fresh installation sit here and show up elsewhere: a forgotten variable looks like a
database that is down, a carriage return like a wrong password. It is the environment of the app's own
process that counts, not that of the shell somebody is sitting at. Names, lengths and shapes are noted
down, never a value.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from farhand.checks import _files, config
from farhand.checks._variables import instead_of, problems, strangers
from farhand.look import Definition, Look
from farhand.model import FAIL, PASS, UNKNOWN, WARN, Facts, Finding, Seen, Variable, Verdict
from farhand.target import MALFORMED_VALUE
from farhand.target.shapes import SAYS

STAGES = ("env",)
ALWAYS = True
SETTINGS = ()

#: Variables that libraries read by themselves and that name a bundle of authorities.
_BUNDLES = ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "AWS_CA_BUNDLE")
_OVER_TLS = ("http", "tls", "s3")
_ZONES = "/usr/share/zoneinfo"
#: A declared path with such a word in its name is written by the app, or looked at by a check of its own.
_MADE_LATER = re.compile(
    r"(^|_)(LOGS?|OUT|OUTPUT|TMP|TEMP|PID|PIDFILE|SOCK|SOCKET|DATA|CACHE|UPLOADS?|STORAGE|DB|DIR|FOLDER|ROOT|HOME|PREFIX)(_|$)"
)


def probe(look: Look) -> Iterator[Seen]:
    if look.env is None:
        if look.app.env:
            yield Seen(
                "env",
                {"declared": [v.name for v in look.app.env]},
                unknown=f"the app's environment is not visible: {look.env_hint}",
            )
        else:
            yield Seen("env", {"not_applicable": "farhand.toml declares no variables"})
        return
    facts = _facts(look)
    if not facts["variables"] and not facts["files"] and not facts["zones"]:
        facts["not_applicable"] = "farhand.toml declares no variables"
    yield Seen("env", facts)


def _facts(look: Look) -> dict[str, Any]:
    env = look.env
    assert env is not None
    names = [v.name for v in look.app.env]
    lacking = any(not env.values.get(name) for name in names)
    return {
        "source": env.source,
        "platform": env.platform,
        "in_container": config.in_container(look),
        "variables": [_variable(look, v) for v in look.app.env],
        "strangers": _strangers(look, names) if lacking else [],
        "shadowed": _shadowed(look, names),
        "stale": _stale(look, names),
        "files": list(_named_files(look)),
        "zones": list(_zones(look)),
    }


def _strangers(look: Look, names: Sequence[str]) -> list[dict[str, Any]]:
    """What is set but declared by nobody: among it may be what is missed. Only where something is missed."""
    values = look.env.values if look.env else {}
    return [{"name": name, "like": like} for name, like in strangers(values, names)][:300]


def _variable(look: Look, variable: Variable) -> dict[str, Any]:
    values = look.env.values if look.env else {}
    value = values.get(variable.name)
    found = problems(variable, value) if value else []
    return {
        "name": variable.name,
        "required": variable.required,
        "format": variable.format,
        "aliases": list(variable.aliases),
        "default": variable.default is not None,
        "set": value is not None,
        "length": len(value or ""),
        "used_by": [n.name for n in look.app.dependencies if variable.name in config.variables(n.settings)],
        "secret": variable.secret,
        "problems": [{"code": p.code, "says": p.says} for p in found]
        + _bom_in_name(values, variable.name)
        + _notes(look, variable.name),
    }


def _bom_in_name(values: Mapping[str, str], name: str) -> list[dict[str, str]]:
    if name in values or f"\ufeff{name}" not in values:
        return []
    return [
        {
            "code": "bom",
            "says": f"a byte-order mark at the begin of the file has become a part of the name {name}",
        }
    ]


def _notes(look: Look, name: str) -> list[dict[str, str]]:
    """Windows line ends or a byte-order mark that this platform takes away, and the next reader of the file will not."""
    rows = look.env.definitions if look.env else ()
    code = next((row.note for row in rows if row.name == name and row.note), "")
    return [{"code": code, "says": f"{name} {SAYS[code]}"}] if code in ("line_ends", "bom_of_file") else []


def _shadowed(look: Look, names: Sequence[str]) -> list[dict[str, Any]]:
    """Declared variables with several definitions whose values differ; where each stands, the winner last."""
    rows: dict[str, list[Definition]] = {}
    for row in look.env.definitions if look.env else ():
        rows.setdefault(row.name, []).append(row)
    return [
        {"name": name, "places": [f"{r.source}:{r.line}" if r.line else r.source for r in rows[name]][-10:]}
        for name in names
        if len({r.value for r in rows.get(name, ())}) > 1
    ]


def _stale(look: Look, names: Sequence[str]) -> list[dict[str, Any]]:
    """Declared variables to which a file that was changed since the start gives another value."""
    env = look.env
    if env is None or not env.newer:
        return []
    now = {row.name: row for row in env.newer}
    return [
        {"name": n, "file": now[n].source} for n in names if n in now and now[n].value != env.values.get(n)
    ]


def _named_files(look: Look) -> Iterator[dict[str, Any]]:
    env = look.env
    assert env is not None
    tls = any(n.kind in _OVER_TLS for n in look.app.dependencies)
    for name in _BUNDLES:
        if env.values.get(name, "").strip():
            row = _files.state(env.values[name], _files.CERTIFICATE, env)
            if row:
                yield {"variable": name, "matters": tls or name in {v.name for v in look.app.env}, **row}
    for variable in look.app.env:
        value = env.values.get(variable.name, "")
        if (
            variable.name not in _BUNDLES
            and value
            and _is_file(variable, value)
            and not _has_check(look, variable)
        ):
            row = _files.state(value, _holds(variable.name), env)
            if row:
                yield {"variable": variable.name, "matters": True, **row}


def _is_file(variable: Variable, value: str) -> bool:
    if problems(variable, value) or _MADE_LATER.search(variable.name.upper()):
        return False
    return variable.format == "path" or (value.startswith("/") and _holds(variable.name) != _files.ANY)


def _holds(name: str) -> str:
    words = set(name.upper().split("_"))
    if (
        words & {"CA", "CERT", "CERTS", "CRT", "CERTIFICATE", "CABUNDLE", "SSLROOTCERT", "SSLCERT"}
        and "DIR" not in words
    ):
        return _files.CERTIFICATE
    return (
        _files.KEY
        if name.upper().endswith(("TLS_KEY", "TLS_KEY_FILE", "SSL_KEY", "SSL_KEY_FILE", "PRIVATE_KEY_FILE"))
        else _files.ANY
    )


def _has_check(look: Look, variable: Variable) -> bool:
    """A directory or database file has a check of its own, which says more."""
    return any(
        n.kind in ("directory", "sqlite") and variable.name in config.variables(n.settings)
        for n in look.app.dependencies
    )


def _zones(look: Look) -> Iterator[dict[str, str]]:
    """Names of time zones that do not exist; a POSIX rule such as CET-1CEST needs no file."""
    env = look.env
    assert env is not None
    declared = [v.name for v in look.app.env if re.fullmatch(r"(\w+_)?(TZ|TIME_?ZONE)", v.name)]
    for name in dict.fromkeys(["TZ", *declared]):
        zone = env.values.get(name, "").lstrip(":").strip()
        if zone and env.files is not None:
            yield {
                "variable": name,
                "zone": zone[:60],
                "state": _zone(zone, env.files, env.values.get("TZDIR", "")),
            }


def _zone(zone: str, root: str, folder: str) -> str:
    if re.fullmatch(r"(<[+\-\w]+>|[A-Za-z]{3,})[+-]?\d{1,3}(:\d\d)*\S*", zone) or zone in (
        "UTC",
        "GMT",
        "Z",
        "local",
        "localtime",
    ):
        return "ok"
    if zone.startswith("/"):
        return "ok" if os.path.exists(root + zone) else "unknown"
    base = root + (folder or _ZONES)
    if not os.path.isdir(base) or not os.path.exists(f"{base}/Europe"):
        return "no_zones"
    plain = ".." not in zone and not set(zone) - set(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/_+-"
    )
    return "ok" if plain and os.path.isfile(f"{base}/{zone}") else "unknown"


def command(subject: str, settings: Mapping[str, Any]) -> str:
    """Names, lengths and shapes of the environment of this shell, or of process $PID where that is set."""
    needs = "".join(
        f"echo 'need {name}'\n" for name in settings.get("variables", ()) if re.fullmatch(r"\w+", str(name))
    )
    return f"""\
export LC_ALL=C
echo 'farhand env 1'
{needs}{{ if [ -n "$PID" ]; then tr '\\n\\000' '\\001\\n' < "/proc/$PID/environ"; else env -0 | tr '\\n\\000' '\\001\\n'; fi; }} | head -c 262144 | awk '
  {{ p = index($0, "="); if (p < 2) next; n = substr($0, 1, p - 1); v = substr($0, p + 1); s = ""
    if (v ~ /\\r/) s = s " carriage_return"
    if (v ~ /\\001$/) s = s " newline"
    if (v ~ /^\\357\\273\\277/) s = s " bom"
    if (v ~ /^[ \\t]/) s = s " leading_blank"
    if (v ~ /[ \\t]$/) s = s " trailing_blank"
    if (v ~ /^".*"$/ || v ~ /^\\047.*\\047$/) s = s " quoted"
    if (n ~ /^[A-Za-z_][A-Za-z0-9_]*$/) print "set " n " " length(v) s }}' | sort
"""


def read(text: str) -> Iterator[Seen]:
    """The output of `command`: `need NAME` lines, then `set NAME LENGTH SHAPE...` lines."""
    rows = [line.split() for line in text.splitlines()]
    needs = [row[1] for row in rows if len(row) == 2 and row[0] == "need"]
    there = {row[1]: row for row in rows if len(row) >= 3 and row[0] == "set" and row[2].isdigit()}
    if not there:
        yield Seen(
            "env", {"declared": needs}, unknown="the pasted text holds no line of the form: set NAME LENGTH"
        )
        return
    yield Seen(
        "env",
        {
            "source": "the pasted output",
            "variables": [_pasted(name, there.get(name)) for name in dict.fromkeys([*needs])],
            "strangers": [
                {"name": name, "like": ["url", "int", "float", "bool", "port", "duration", "json"]}
                for name, _ in strangers(dict.fromkeys(there, "x"), needs)
            ],
        },
    )


def _pasted(name: str, row: Sequence[str] | None) -> dict[str, Any]:
    found = [{"code": code, "says": f"{name} {SAYS[code]}"} for code in (row or ())[3:] if code in SAYS]
    return {
        "name": name,
        "required": True,
        "set": row is not None,
        "length": int(row[2]) if row else 0,
        "problems": found,
    }


def judge(stage: str, facts: Facts) -> Verdict:
    found = [*_of_names(facts), *_of_values(facts), *_of_places(facts), *_of_files(facts), *_of_zones(facts)]
    bad = [f for f in found if f.params.get("matters", True)]
    says = "; ".join(f.why for f in bad or found)
    if found:
        return Verdict(FAIL if bad else WARN, says, tuple(found))
    count = sum(bool(v.get("set")) for v in facts.get("variables", ()))
    if not count and facts.get("variables") and any(v.get("required") for v in facts["variables"]):
        return Verdict(UNKNOWN, "nothing could be said of the variables")
    return Verdict(
        PASS,
        f"{count} of {len(facts.get('variables', ()))} declared variables are set, all that are required ({facts.get('source')})",
    )


def _of_names(facts: Facts) -> Iterator[Finding]:
    there = {row["name"]: row.get("like", ()) for row in facts.get("strangers", ())}
    source = str(facts.get("source", ""))
    missing = []
    for row in facts.get("variables", ()):
        if (row.get("set") and row.get("length")) or row.get("problems"):
            continue
        variable = Variable(row["name"], format=row.get("format", ""), aliases=tuple(row.get("aliases", ())))
        other = instead_of(variable, there)
        if row.get("required") and not row.get("default") and not other:
            missing.append(row)
        elif other and (row.get("required") or row.get("used_by") or other in variable.aliases):
            yield _misnamed(variable.name, other, source, bool(row.get("required") or row.get("used_by")))
    if missing:
        names = ", ".join(r["name"] for r in missing)
        how = (
            "is set to nothing"
            if all(r.get("set") for r in missing)
            else "is not set"
            if len(missing) == 1
            else "are not set"
        )
        yield Finding(
            "config.env_missing",
            0.95,
            f"{names} {how} in the environment of the app ({source})",
            {
                "names": names,
                "name": missing[0]["name"],
                "variable": missing[0]["name"],
                "variables": [r["name"] for r in missing],
                "source": source,
            },
        )


def _misnamed(name: str, other: str, source: str, matters: bool) -> Finding:
    return Finding(
        "config.env_misnamed",
        0.93,
        f"{name} is not set, but {other} is ({source})",
        {
            "name": name,
            "names": name,
            "variable": name,
            "variables": [name],
            "other": other,
            "source": source,
            "matters": matters,
        },
    )


def _of_values(facts: Facts) -> Iterator[Finding]:
    rows = [(v, p) for v in facts.get("variables", ()) for p in v.get("problems", ())]
    for cause, wanted in (("config.value_malformed", True), ("config.url_malformed", False)):
        some = [(v, p) for v, p in rows if (p["code"] in MALFORMED_VALUE) is wanted]
        if some:
            names = list(dict.fromkeys(v["name"] for v, _ in some))
            yield Finding(
                cause,
                0.95,
                "; ".join(p["says"] for _, p in some),
                {
                    "variable": names[0],
                    "variables": names,
                    "code": some[0][1]["code"],
                    "says": some[0][1]["says"],
                    "source": facts.get("source", ""),
                    "matters": any(_matters(v, p) for v, p in some),
                },
                fix=config.fix_of(some[0][1], names),
            )


def _matters(variable: Mapping[str, Any], problem: Mapping[str, Any]) -> bool:
    """Odd characters in a free text that no dependency uses only warn; a wrong type always counts."""
    plain = not (
        variable.get("used_by")
        or variable.get("secret")
        or variable.get("format")
        or variable.get("required")
    )
    if problem["code"] in ("line_ends", "bom_of_file"):
        return False
    return not plain or problem["code"] in ("type", "carriage_return", "bom")


def _of_places(facts: Facts) -> Iterator[Finding]:
    for row in facts.get("shadowed", ()):
        places = " and ".join(row["places"])
        yield Finding(
            "config.env_shadowed",
            0.85,
            f"{row['name']} has several values, in {places}; the last one wins",
            {
                "variable": row["name"],
                "variables": [row["name"]],
                "names": row["name"],
                "places": places,
                "source": facts.get("source", ""),
            },
        )
    stale = facts.get("stale", ())
    if stale:
        names, file = ", ".join(r["name"] for r in stale), stale[0]["file"]
        yield Finding(
            "config.env_stale",
            0.9,
            f"{file} was changed after the app had started and gives {names} another value",
            {
                "variable": stale[0]["name"],
                "variables": [r["name"] for r in stale],
                "names": names,
                "file": file,
                "source": facts.get("source", ""),
            },
        )


def _of_files(facts: Facts) -> Iterator[Finding]:
    for row in facts.get("files", ()):
        if row["state"] == "ok":
            continue
        cause = "fs.permission" if row["state"] == "unreadable" else "config.file_missing"
        yield Finding(
            cause,
            0.9,
            f"{row['variable']} {_files.SAYS[row['state']]}: {row['path']}",
            {
                "variable": row["variable"],
                "variables": [row["variable"]],
                "path": row["path"],
                "state": row["state"],
                "matters": row.get("matters", True),
            },
        )


def _of_zones(facts: Facts) -> Iterator[Finding]:
    for row in facts.get("zones", ()):
        name, zone = row["variable"], row["zone"]
        params = {"variable": name, "variables": [name], "code": "zone", "source": facts.get("source", "")}
        if row["state"] == "unknown":
            yield Finding(
                "config.value_malformed",
                0.85,
                f"{name} names a time zone that does not exist here: {zone}",
                params,
                fix=(
                    f"Set {name} to a name that exists: ls /usr/share/zoneinfo/{zone.partition('/')[0] if '/' in zone else ''}",
                    "Restart the app.",
                ),
            )
        elif row["state"] == "no_zones" and facts.get("in_container"):
            yield Finding(
                "config.value_malformed",
                0.6,
                f"{name} is {zone}, but there are no time zones in this image",
                {**params, "matters": False},
                owner="vendor-engineering",
                owner_because="the image lacks the package tzdata",
                fix=(
                    "Add tzdata to the image (apt-get install tzdata, apk add tzdata, or pip install tzdata).",
                ),
            )
