"""Names of units, containers and pods from a declaration, before they become words of a command.  Pure."""

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
    space, pod, _ = pod_parts(where, name)
    return (["-n", space], pod) if space else ([], pod)


def pod_parts(where: str, name: str) -> tuple[str, str, str]:
    """Namespace, pod and container of `NS/POD/CONTAINER`; what is not given is empty. Raises Mistake."""
    parts = name.split("/")
    if len(parts) > 3:
        raise Mistake(f"{where}: {name[:80]!r}: write NAMESPACE/POD, or NAMESPACE/POD/CONTAINER")
    words = [plain(where, part) for part in parts]
    space, pod = (words[0], words[1]) if len(words) > 1 else ("", words[0])
    return space, pod, words[2] if len(words) > 2 else ""
