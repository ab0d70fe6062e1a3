"""Names of units, containers and pods from a declaration, before they become words of a command."""

from __future__ import annotations

import re

from farhand.errors import Mistake

_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9@._:\\-]{0,250}")


def plain(where: str, name: str) -> str:
    """The name, where no program could take it for an option or a path. Raises Mistake."""
    if not _PLAIN.fullmatch(name):
        raise Mistake(f"{where}: {name[:80]!r} is no name of a unit, container or pod; see farhand.toml")
    return name


def pod(where: str, name: str) -> tuple[list[str], str]:
    """The words that name the namespace, and the pod, of `NS/POD` or `POD`. Raises Mistake."""
    parts = name.split("/")
    if len(parts) > 3:
        raise Mistake(f"{where}: {name[:80]!r}: write NAMESPACE/POD")
    words = [plain(where, part) for part in parts]
    return (["-n", words[0]], words[1]) if len(words) > 1 else ([], words[0])
