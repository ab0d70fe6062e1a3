"""A command as an item: the exact words, as a person would type them, and what running it needs."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from typing import Any

from farhand.bundle.model import COMMAND, Item

#: What the programs of a platform need beyond an ordinary user, and whom they talk to.
_NEEDS = {
    "docker": "to be root, or in the group docker",
    "kubectl": "a kubeconfig that may read this namespace",
    "journalctl": "to be root, or in the group systemd-journal or adm",
}
_NETWORK = {"kubectl": ("the Kubernetes API server of the kubeconfig",)}


def together(argv: Sequence[str]) -> list[str]:
    """The command with both outputs as one: docker hands on what an app writes to standard error."""
    return ["sh", "-c", f"exec {shlex.join(argv)} 2>&1"]


def item(name: str, argv: Sequence[str], why: str, program: str = "", **more: Any) -> Item:
    """`program` is the one that matters where a shell is called for it."""
    program = program or argv[0]
    return Item(
        name,
        COMMAND,
        shlex.join(argv),
        why,
        privilege=_NEEDS.get(program, ""),
        network=_NETWORK.get(program, ()),
        argv=tuple(argv),
        **more,
    )
