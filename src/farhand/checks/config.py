"""The settings of a dependency must be complete and well formed before any packet is sent.

Every network check begins with this stage: a quote, a carriage return or an unescaped character in
a URL shows up later as a DNS failure or a refused login, and would be looked for in the wrong place.
"""

from __future__ import annotations

import re
from collections.abc import Generator
from typing import Any

from farhand.look import Look
from farhand.model import FAIL, PASS, Facts, Finding, Seen, Verdict
from farhand.target import Target, read_target

STAGES = ("config",)
KIND = False

_VARIABLE = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")


def settle(look: Look) -> Generator[Seen, None, Target | None]:
    """Fill in the variables and read the address; yields the `config` stage.

    Returns None where the dependency cannot be looked at any further.
    """
    used = variables(look.need.settings)
    if used and look.env is None:
        yield Seen("config", {"variables": used}, unknown=f"the app's environment is not visible: {look.env_hint}")
        return None
    values = look.env.values if look.env else {}
    missing = [name for name in used if name not in values]
    if missing:
        yield Seen("config", {"variables": used, "missing": missing})
        return None
    settings = {key: fill(value, values) for key, value in look.need.settings.items()}
    target = read_target(settings, look.need.kind)
    if target.password:
        look.secrets.add(target.password)
    facts = {
        "variables": used,
        "scheme": target.scheme,
        "host": target.host,
        "port": target.port,
        "user": target.user,
        "problems": [{"code": p.code, "says": p.says, "variable": p.variable} for p in target.problems],
    }
    yield Seen("config", facts)
    return None if target.problems else target


def variables(settings: object) -> list[str]:
    """Names of the variables that the settings refer to, in order, once each."""
    if isinstance(settings, str):
        return _VARIABLE.findall(settings)
    values = settings.values() if hasattr(settings, "values") else settings
    if not isinstance(values, (list, tuple)) and not hasattr(settings, "values"):
        return []
    found: list[str] = []
    for value in values:  # type: ignore[attr-defined]
        found += [name for name in variables(value) if name not in found]
    return found


def fill(value: Any, values: dict[str, str] | Any) -> Any:
    """`value` with each ${VAR} replaced; what is no string stays as it is."""
    if not isinstance(value, str):
        return value
    return _VARIABLE.sub(lambda m: values.get(m.group(1), ""), value)


def judge(stage: str, facts: Facts) -> Verdict:
    if facts.get("missing"):
        names = ", ".join(facts["missing"])
        finding = Finding("config.env_missing", 0.95, f"{names} is not set in the app's environment", {"names": names})
        return Verdict(FAIL, f"{names} is not set", (finding,))
    if facts.get("problems"):
        says = "; ".join(p["says"] for p in facts["problems"])
        return Verdict(FAIL, says, (Finding("config.url_malformed", 0.9, says),))
    where = facts.get("host") or facts.get("path") or ""
    return Verdict(PASS, f"{where}:{facts['port']}" if facts.get("port") else str(where))
