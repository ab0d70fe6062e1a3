"""The settings of a dependency must be complete and well formed before any packet is sent.

Every network check begins with this stage: a quote, a carriage return or an unescaped character in
a URL shows up later as a DNS failure or a refused login, and would be looked for in the wrong place.
Facts never hold a value: only names, codes and what is wrong in words.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator, Mapping, Sequence
from typing import Any

from farhand.checks import _definitions, _files, _libpq, _stages
from farhand.checks._config.command import command as command
from farhand.checks._config.command import read as read
from farhand.checks._config.examples import EXAMPLES as EXAMPLES
from farhand.checks._config.steps import fix_of as fix_of
from farhand.checks._variables import declared, instead_of, problems, schemes_for, strangers, value_of
from farhand.look import Look
from farhand.model import FAIL, PASS, UNKNOWN, WARN, App, Facts, Finding, Seen, Variable, Verdict
from farhand.target import MALFORMED_VALUE, Problem, Target, is_loopback, read_target

STAGES = ("config",)
KIND = False

_VARIABLE = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")
#: Without these there is nothing to look at; any other setting may be left empty at the site.
_NEEDED = ("url", "urls", "host", "hosts", "path", "brokers", "address", "endpoint", "bucket")
#: Settings that name a file, and what must be in it.
_FILE_SETTINGS = {
    "ca": _files.CERTIFICATE,
    "ca_file": _files.CERTIFICATE,
    "cafile": _files.CERTIFICATE,
    "sslrootcert": _files.CERTIFICATE,
    "cert": _files.CERTIFICATE,
    "cert_file": _files.CERTIFICATE,
    "client_cert": _files.CERTIFICATE,
    "sslcert": _files.CERTIFICATE,
    "key": _files.KEY,
    "key_file": _files.KEY,
    "client_key": _files.KEY,
    "sslkey": _files.KEY,
    "ssl_ca_certs": _files.CERTIFICATE,
    "ssl_certfile": _files.CERTIFICATE,
    "ssl_keyfile": _files.KEY,
    "tlsCAFile": _files.CERTIFICATE,
}
#: A cause that is possible, and that decides nothing.
_UNCERTAIN = 0.45
IN_CONTAINER = ("docker", "compose", "kubernetes", "podman", "containerd")


def settle(look: Look) -> Generator[Seen, None, Target | None]:
    """Fill in the variables and read the address; yields the `config` stage.

    Returns None where the dependency cannot be looked at any further.
    """
    settings = look.need.settings
    used = variables(settings)
    if used and look.env is None:
        yield Seen(
            "config", {"variables": used}, unknown=f"the app's environment is not visible: {look.env_hint}"
        )
        return None
    missing = _missing(look, used)
    wrong = _bom_in_names(look, missing) or ([] if missing else _wrong_values(look, used))
    missing = [] if wrong else missing
    if missing or wrong:
        yield Seen(
            "config",
            {
                "variables": used,
                "source": _source(look),
                **_definitions.places(look.env, used),
                **_as_missing(look, missing),
                "problems": _rows(wrong),
            },
        )
        return None
    target = read_target(filled(look), look.need.kind)
    target = target if _emptied(look, target) else _libpq.placed(look, target)
    if target.password:
        look.secrets.add(target.password)
    elif target.user and look.need.kind == "nats":
        look.secrets.add(target.user)  # a token
    twice = _definitions.places(look.env, used)
    facts = {"variables": used, "source": _source(look), **twice, **_facts(look, target)}
    yield Seen("config", facts)
    return None if facts["problems"] or facts["missing"] or facts["files"] else target


def variables(settings: object) -> list[str]:
    """Names of the variables that the settings refer to, in order, once each."""
    if isinstance(settings, str):
        return list(dict.fromkeys(_VARIABLE.findall(settings)))
    parts = (
        settings.values()
        if isinstance(settings, Mapping)
        else settings
        if isinstance(settings, (list, tuple))
        else ()
    )
    return list(dict.fromkeys(name for part in parts for name in variables(part)))


def fill(value: Any, values: Mapping[str, str]) -> Any:
    """`value` with each ${VAR} in it replaced, also inside lists and tables."""
    if isinstance(value, str):
        return _VARIABLE.sub(lambda m: values.get(m.group(1)) or "", value)
    if isinstance(value, Mapping):
        return {key: fill(part, values) for key, part in value.items()}
    return [fill(part, values) for part in value] if isinstance(value, (list, tuple)) else value


def filled(look: Look) -> dict[str, Any]:
    """The dependency's settings as the app has them: with the site's values, or the declared defaults."""
    given = look.env.values if look.env else {}
    values = {name: value_of(look.app, name, given) or "" for name in variables(look.need.settings)}
    return {key: fill(value, values) for key, value in look.need.settings.items()}


def in_container(look: Look) -> bool:
    """True where the app runs in a container: as was seen, or as it is declared."""
    return bool(look.env and look.env.in_container) or look.vantage.platform in IN_CONTAINER


def _missing(look: Look, used: list[str]) -> list[str]:
    """Used variables that have no value, but for those that may be left out."""
    values = look.env.values if look.env else {}
    empty = [name for name in used if not value_of(look.app, name, values)]
    return [
        name for name in empty if not _may_be_left_out(look, name, value_of(look.app, name, values) is None)
    ]


def _may_be_left_out(look: Look, name: str, unset: bool) -> bool:
    if declared(look.app, name).required:
        return False
    for key, value in look.need.settings.items():
        if name in variables(value):
            alone = isinstance(value, str) and _VARIABLE.fullmatch(value)
            if key in _NEEDED if alone else unset:
                return False
    return True


def _wrong_values(look: Look, used: list[str]) -> list[Problem]:
    values = look.env.values if look.env else {}
    return [p for name in used if values.get(name) for p in problems(declared(look.app, name), values[name])]


def _bom_in_names(look: Look, missing: list[str]) -> list[Problem]:
    """The byte-order mark of a file became a part of the first name in it."""
    values = look.env.values if look.env else {}
    says = "a byte-order mark at the begin of the file has become a part of the name "
    return [Problem("bom", says + name, name) for name in missing if f"\ufeff{name}" in values]


def _as_missing(look: Look, missing: list[str]) -> dict[str, Any]:
    values = look.env.values if look.env else {}
    there = dict(strangers(values, [v.name for v in look.app.env])) if missing else {}
    instead = {name: _instead(look.app, declared(look.app, name), there) for name in missing}
    instead = {name: other for name, other in instead.items() if other}
    return {"missing": missing, "certain": look.env is None or look.env.certain, "instead": instead}


def _instead(app: App, variable: Variable, there: Mapping[str, list[str]]) -> str:
    return instead_of(variable, there, schemes=schemes_for(app, variable), app=app.name)


def _facts(look: Look, target: Target) -> dict[str, Any]:
    emptied = _emptied(look, target)
    found = [] if emptied else [_blamed(look, p) for p in target.problems]
    clean = not found and not emptied
    return {
        "scheme": target.scheme,
        "host": target.host if clean else "",
        "port": target.port if clean else None,
        "user": target.user if clean else "",
        "socket": target.socket,
        "loopback": clean and bool(target.host) and is_loopback(target.host),
        "in_container": in_container(look),
        "problems": _rows(found),
        "files": _bad_files(look, target) if clean else [],
        "stages": _other_stage(look, target) if clean else {},
        **_as_missing(look, emptied),
    }


def _emptied(look: Look, target: Target) -> list[str]:
    """Variables that are set to nothing and so left the address without a host."""
    if "no_host" not in {p.code for p in target.problems}:
        return []
    values = look.env.values if look.env else {}
    keys = [key for key in ("url", "host") if key in look.need.settings]
    return [
        n for key in keys for n in variables(look.need.settings[key]) if not value_of(look.app, n, values)
    ]


def _blamed(look: Look, problem: Problem) -> Problem:
    """The same problem with the variable it came from, where only one can be meant."""
    names = variables(look.need.settings.get(problem.setting, ""))
    if problem.variable or len(names) != 1:
        return problem
    says = re.sub(rf"^{problem.setting}\b", names[0], problem.says)
    return Problem(problem.code, says, names[0], problem.setting)


def _bad_files(look: Look, target: Target) -> list[dict[str, Any]]:
    """Certificates and keys that the settings name, and that are not there or not what they should be."""
    settings = {**target.query, **{k: v for k, v in filled(look).items() if isinstance(v, str)}}
    if settings.get("sslmode", "verify-full") not in ("verify-ca", "verify-full"):
        settings.pop("sslrootcert", None)  # libpq goes on without it
    if look.env is None and in_container(look) and look.vantage.where != "container":
        return []
    rows = [
        (key, _files.state(str(settings[key]), holds, look.env))
        for key, holds in _FILE_SETTINGS.items()
        if _is_path(settings.get(key))
    ]
    return [{"setting": key, **row} for key, row in rows if row and row["state"] != "ok"]


def _other_stage(look: Look, target: Target) -> dict[str, str]:
    """The app's stage and that of the address, where they do not go together."""
    variable, mine = _stages.of_app(look.env.values if look.env else {})
    theirs = _stages.of_address(target.host, target.path if look.need.kind != "http" else "")
    return {"variable": variable, "app": mine, "address": theirs} if _stages.differ(mine, theirs) else {}


def _is_path(value: object) -> bool:
    return (
        isinstance(value, str)
        and ("/" in value or value.endswith((".pem", ".crt", ".key")))
        and "-----BEGIN" not in value
    )


def _source(look: Look) -> str:
    return look.env.source if look.env else ""


def _rows(found: list[Problem]) -> list[dict[str, str]]:
    return [{"code": p.code, "says": p.says, "variable": p.variable, "setting": p.setting} for p in found]


def judge(stage: str, facts: Facts) -> Verdict:
    twice = list(_definitions.judge(facts))
    found = [*_of_missing(facts), *_of_problems(facts), *_of_files(facts)]
    if found or (twice and facts.get("missing")):
        sure = facts.get("certain", True) or facts.get("problems") or facts.get("instead") or twice
        every = (*found, *twice)
        return Verdict(FAIL if sure else UNKNOWN, "; ".join(f.why for f in every), every)
    if twice:
        return Verdict(WARN, "; ".join(f.why for f in twice), tuple(twice))
    if facts.get("stages"):
        warning = _of_stages(facts)
        return Verdict(WARN, warning.why, (warning,))
    where = facts.get("socket") or facts.get("host") or facts.get("path") or "the settings are complete"
    return Verdict(
        PASS, f"{where}:{facts['port']}" if facts.get("port") and not facts.get("socket") else str(where)
    )


def _of_stages(facts: Facts) -> Finding:
    stages, host = facts["stages"], facts.get("host", "")
    why = f"{stages['variable']} says {stages['app']}, but {host} looks like {stages['address']}"
    names = facts.get("variables") or ()
    params = {"host": host, "variable": names[0] if names else "url", "app": stages["app"]}
    return Finding("config.wrong_environment", 0.6, why, params)


def _of_missing(facts: Facts) -> Iterator[Finding]:
    twice = _definitions.told(facts)
    instead = {name: other for name, other in (facts.get("instead") or {}).items() if name not in twice}
    source = facts.get("source") or "the app's environment"
    for name, other in instead.items():
        yield Finding(
            "config.env_misnamed",
            0.9,
            f"{name} is not set, but {other} is",
            {
                "name": name,
                "names": name,
                "variable": name,
                "variables": [name],
                "other": other,
                "source": source,
            },
        )
    names = [name for name in facts.get("missing") or () if name not in {*instead, *twice}]
    if names:
        yield unset(
            names, f"{', '.join(names)} is not set in the app's environment ({source})", source, facts
        )


def unset(names: Sequence[str], says: str, source: str, facts: Facts) -> Finding:
    """Variables that are missing; no more than possible where it is not certain whose environment it was."""
    joined = ", ".join(names)
    params = {"names": joined, "name": names[0], "variable": names[0], "variables": list(names),
              "source": source}  # fmt: skip
    if facts.get("certain", True):
        return Finding("config.env_missing", 0.95, says, params)
    return Finding(
        "config.env_missing",
        _UNCERTAIN,
        f"{joined}: not set in this shell, which holds nothing that an app is given; it may not be the app's",
        params,
        ("the environment of the app itself",),
        fix=("Run the command where the app runs, or with PID set to the number of its process: PID=4711",),
    )


def _of_problems(facts: Facts) -> Iterator[Finding]:
    rows = facts.get("problems") or ()
    for cause, some in (
        ("config.value_malformed", [r for r in rows if r["code"] in MALFORMED_VALUE]),
        ("config.url_malformed", [r for r in rows if r["code"] not in MALFORMED_VALUE]),
    ):
        if some:
            names = list(dict.fromkeys(r["variable"] for r in some if r["variable"]))
            yield Finding(
                cause,
                0.95,
                "; ".join(r["says"] for r in some),
                {
                    "variable": names[0] if names else some[0].get("setting", ""),
                    "variables": names,
                    "code": some[0]["code"],
                    "says": some[0]["says"],
                    "source": facts.get("source") or "farhand.toml",
                },
                fix=fix_of(some[0], names),
            )


def _of_files(facts: Facts) -> Iterator[Finding]:
    for row in facts.get("files") or ():
        cause = "fs.permission" if row["state"] == "unreadable" else "config.file_missing"
        yield Finding(
            cause,
            0.9,
            f"{row['setting']} {_files.SAYS[row['state']]}: {row['path']}",
            {"path": row["path"], "variable": row["setting"], "state": row["state"]},
        )
