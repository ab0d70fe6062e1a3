"""`kubectl auth can-i --list`: the rules that apply to an account. It is read as names, and judges nothing.

Which rights an app needs, only its own refused call tells; the table shows whether that one is missing.
Its rows hold words such as `unauthorized` and paths of the API that are no messages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from farhand.model import Example
from farhand.readers import Part, Sign

WORDS = ("Non-Resource URLs",)
QUIET = True

_HEAD = re.compile(r"Resources\s+Non-Resource URLs\s+Resource Names\s+Verbs\s*$")
_ROW = re.compile(r"\S*\s+\[[^\]]*\]\s+\[[^\]]*\]\s+\[[^\]]*\]\s*$")


def find(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    for at, line in enumerate(lines):
        if _HEAD.match(line):
            end = at + 1
            while end < len(lines) and _ROW.match(lines[end]):
                end += 1
            yield at, end


def read(part: Part) -> Iterator[Sign]:
    yield from ()


_TABLE = """\
Resources                                       Non-Resource URLs   Resource Names   Verbs
selfsubjectaccessreviews.authorization.k8s.io   []                  []               [create]
                                                [/api/*]            []               [get]
                                                [/healthz]          []               [get]
"""
_REFUSED = """
Error: configmaps is forbidden: User "system:serviceaccount:shop:billing" cannot list resource "configmaps" in API group "" in the namespace "shop"
"""  # noqa: E501
_FROM = "recorded from a real cluster, Kubernetes 1.20.2, 2026-11-26; shortened"
EXAMPLES = (
    Example("what an account may do is no fault", pasted=_TABLE, source=_FROM),
    Example(
        "the app's own call was refused", pasted=_TABLE + _REFUSED, finds=("container.rbac",), source=_FROM
    ),
)
