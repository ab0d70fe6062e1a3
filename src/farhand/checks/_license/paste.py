"""What the `license` command printed, as facts.  Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from farhand.checks import _pasted, _settled
from farhand.checks._license.dates import Dates, dates
from farhand.model import Seen

#: What openssl calls the two ends of a certificate's time.
_OF_OPENSSL = {"notAfter": "expires", "notBefore": "notBefore"}


def read(text: str) -> Iterator[Seen]:
    """The stages that the pasted text decides; none where it is not that command's output."""
    known = _settled.settled(text)
    lines = [line.strip("\r") for line in text.splitlines()]
    if known is None or known.told.kind != "license":
        return
    yield from known.seen
    wanted = str(known.settings.get("expires") or "")
    if "in a variable" in lines:
        for stage in ("path", "access"):
            yield Seen(stage, {"not_applicable": "the licence is in a variable"})
        yield Seen("license", _license(lines, wanted))
        return
    if not _pasted.rest(lines, "path "):
        return
    common = _pasted.way(lines)
    yield Seen("path", common)
    if common["hung"] or "errno" in common["parts"][-1] or common["parts"][-1]["kind"] != "file":
        return
    yield Seen("access", {**common, "writable": False, **_pasted.limits(lines)})
    if _pasted.rest(lines, "form ") or "empty" in lines:
        yield Seen("license", {**common, **_license(lines, wanted)})


def _license(lines: list[str], wanted: str) -> dict[str, Any]:
    warn = _pasted.wanted(lines).get("warn", "")
    found = _dates(lines, wanted)
    return {
        "key": wanted,
        **({"warn_before_s": float(warn)} if warn.isdigit() else {}),
        "form": found.form,
        "ends": found.ends,
        "begins": found.begins,
        "never": found.never,
        "empty": "empty" in lines,
        "now": _pasted.rest(lines, "clock ").strip(),
    }


def _dates(lines: list[str], wanted: str) -> Dates:
    """The dated lines as a licence of lines. The declared key's last word is what a line begins with."""
    rows = [line[5:] for line in lines if line.startswith("date ")]
    for theirs, ours in _OF_OPENSSL.items():
        rows = [row.replace(f"{theirs}=", f"{ours}=", 1) for row in rows]
    found = dates("\n".join(rows), wanted.rpartition(".")[2])
    return Dates(_pasted.rest(lines, "form "), found.ends, found.begins, found.never)
