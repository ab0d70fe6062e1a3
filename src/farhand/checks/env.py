"""Is every environment variable that the app needs set, under the right name, in the right form?

Most faults of a fresh installation sit here and show up elsewhere: a forgotten variable looks like a
database that is down, a carriage return like a wrong password. It is the environment of the app's own
process that counts, not that of the shell somebody is sitting at. Names, lengths and shapes are noted
down, never a value.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from farhand.checks import _definitions, _files, config
from farhand.checks._env.command import command as command
from farhand.checks._env.examples import EXAMPLES as EXAMPLES
from farhand.checks._env.facts import facts_of
from farhand.checks._env.paste import read as read
from farhand.checks._variables import TYPO, instead_of
from farhand.look import Look
from farhand.model import FAIL, PASS, UNKNOWN, WARN, Facts, Finding, Seen, Variable, Verdict
from farhand.target import MALFORMED_VALUE

STAGES = ("env",)
ALWAYS = True
SETTINGS = ()


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
    facts = facts_of(look)
    if not facts["variables"] and not facts["files"] and not facts["zones"]:
        facts["not_applicable"] = "farhand.toml declares no variables"
    yield Seen("env", facts)


def judge(stage: str, facts: Facts) -> Verdict:
    found = [
        *_of_names(facts),
        *_of_values(facts),
        *_definitions.judge(facts),
        *_of_files(facts),
        *_of_zones(facts),
    ]
    bad = [f for f in found if f.params.get("matters", True)]
    says = "; ".join(f.why for f in bad or found)
    if found:
        unsure = not facts.get("certain", True) and {f.cause for f in bad} == {"config.env_missing"}
        return Verdict(UNKNOWN if unsure else FAIL if bad else WARN, says, tuple(found))
    rows = facts.get("variables", ())
    count = sum(bool(row.get("set")) for row in rows)
    return Verdict(PASS, f"{count} of {len(rows)} declared variables are set, all that are required")


def _of_names(facts: Facts) -> Iterator[Finding]:
    there = {row["name"]: row.get("like", ()) for row in facts.get("strangers", ())}
    source = str(facts.get("source", ""))
    missing = []
    told = _definitions.told(facts)
    for row in facts.get("variables", ()):
        if row["name"] in told or (row.get("set") and row.get("length")) or row.get("problems"):
            continue
        variable = Variable(row["name"], format=row.get("format", ""), aliases=tuple(row.get("aliases", ())))
        least = 0.8 if row.get("required") else TYPO
        other = instead_of(variable, there, least, row.get("schemes", ()), str(facts.get("app", "")))
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
        says = f"{names} {how} in the environment of the app ({source})"
        yield config.unset([r["name"] for r in missing], says, source, facts)


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
    return not plain or problem["code"] in ("type", "carriage_return", "bom", "utf16")


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
                    f"Set {name} to a name that exists: ls /usr/share/zoneinfo",
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
                    "Add tzdata to the image: apt-get install tzdata, apk add tzdata, or pip install tzdata",
                ),
            )
