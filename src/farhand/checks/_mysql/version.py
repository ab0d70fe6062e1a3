"""Is the server's version among those that the app is tested with? MySQL and MariaDB count apart.  Pure."""

from __future__ import annotations

import re

from farhand.checks._mysql.errors import params_of
from farhand.checks._versions import compared
from farhand.model import PASS, WARN, Facts, Finding, Verdict


def version(facts: Facts) -> Verdict:
    family, there = family_of(str(facts.get("version") or ""), "")
    says = f"{family or 'MySQL'} {'.'.join(map(str, there)) or '?'}"
    known = [family_of(str(word), "") for word in facts.get("tested") or ()]
    tested = [numbers for kind, numbers in known if numbers and kind in ("", family)]
    if not there or not any(numbers for _, numbers in known):
        return Verdict(PASS, says)
    listed = ", ".join(map(str, facts["tested"]))
    params = params_of(facts, version=facts.get("version", ""), tested=listed)
    if not tested:
        why = f"{says} is of another family than what the app is tested with ({listed})"
        return Verdict(WARN, why, (Finding("mysql.schema", 0.5, why, params),))
    return compared(facts, says, there, tested, "mysql.schema", params_of(facts))


def family_of(text: str, unknown: str) -> tuple[str, tuple[int, ...]]:
    """MariaDB or MySQL, and the numbers. MySQL never had a version 10, nor MariaDB one from 6 to 9."""
    low = text.lower()
    found = re.search(r"\d+(?:\.\d+){0,2}", low.replace("5.5.5-", ""))
    numbers = tuple(int(part) for part in found.group().split(".")) if found else ()
    if "maria" in low or (numbers and numbers[0] >= 10):
        return "MariaDB", numbers
    if "mysql" in low or (numbers and numbers[0] >= 6) or re.match(r"\d+\.\d+\.\d+", low):
        return "MySQL", numbers
    return unknown, numbers
