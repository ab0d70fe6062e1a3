"""`openssl s_client`: who issued the certificate of the other side."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from farhand.model import App
from farhand.readers import openssl_s_client as reader
from farhand.readers._authorities import is_inspection
from farhand.topology import places
from farhand.topology.model import AT
from farhand.topology.texts import Said

WORDS = ("Certificate chain", "issuer=")
_TO = re.compile(r"s_client\b.{0,200}?-connect\s+(\S{1,200})")


def see(lines: Sequence[str], app: App | None) -> Iterator[Said]:
    for begin, end in reader.find(lines):
        to = next((m[1] for line in lines[begin:end] if (m := _TO.search(line))), "")
        issuers = [issuer for _, _, issuer in reader.chain(lines[begin:end]) if issuer]
        if to and issuers:
            yield Said(AT + to, "issuer", issuers[0])
            yield Said(AT + to, "inspection", places.common_name(next(filter(is_inspection, issuers), "")))
