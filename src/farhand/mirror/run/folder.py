"""The folder that `farhand mirror build` writes, as far as running it needs it: the plan."""

from __future__ import annotations

import json
from pathlib import Path

from farhand import envfile
from farhand.errors import Mistake
from farhand.mirror.model import Plan, plan_of

FILE, VARIABLES = "mirror.json", ".env"
#: A plan is never longer.
MOST_BYTES = 16 << 20


def plan_in(place: Path) -> Plan:
    """The plan in a folder, or in a file as `farhand mirror plan --json` prints it. Raises Mistake."""
    file = place / FILE if place.is_dir() else place
    try:
        with open(file, "rb") as opened:
            text = opened.read(MOST_BYTES + 1)
        if len(text) > MOST_BYTES:
            raise ValueError("it is too large")
        return plan_of(json.loads(text))
    except OSError as error:
        raise Mistake(f"{file}: {error.strerror}; farhand mirror build -o {place} makes it") from None
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise Mistake(f"{file} is no plan of a mirror: {str(error)[:200]}") from None


def variables_in(place: Path) -> dict[str, str]:
    """The made-up variables of a built folder, by name; none where there is no folder."""
    try:
        with open(place / VARIABLES, "rb") as opened:
            raw = opened.read(MOST_BYTES)
    except OSError:
        return {}
    return {one.name: one.value for one in envfile.parse(raw, VARIABLES, "docker")}


def tables_in(place: Path, service: str) -> str:
    """The made-up tables of a server as SQL, as the folder was built with; empty where there are none."""
    if not (place / "data").is_dir():
        return ""
    from farhand.mirror.build import names

    files = sorted((place / "data" / names.host(service)).glob("*.sql"))
    return "".join(file.read_text("utf-8", "replace")[:MOST_BYTES] for file in files)
