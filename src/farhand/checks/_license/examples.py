"""Licences of the lab, and what they must lead to."""

from __future__ import annotations

from typing import Any

from farhand.model import Example


def _file(**told: Any) -> dict[str, Any]:
    return {
        "path": "/etc/billing/license.json", "resolved": "/etc/billing/license.json", "hung": False,
        "looked_as": 65534, "same_user": True, "key": "", "warn_before_s": 1209600.0, "form": "JSON",
        "ends": "", "begins": "", "never": False, "empty": False, "now": "2026-11-26T21:57:43Z", **told,
    }  # fmt: skip


EXAMPLES: tuple[Example, ...] = (
    Example(
        "it ran out last week", "license", _file(ends="2026-11-19T23:59:59Z"),
        finds=("app.license",), outcome="fail", source="lab: license/expired",
    ),
    Example(
        "the renewed one begins in three days", "license",
        _file(form="lines", begins="2026-11-29T00:00:00Z", ends="2027-11-29T23:59:59Z"),
        finds=("app.license",), outcome="fail", source="lab: license/not_begun",
    ),
    Example(
        "nothing is left of it", "license", _file(form="", empty=True),
        finds=("config.file_invalid",), outcome="fail", source="lab: license/cut_short",
    ),
    Example(
        "the declared key is not in it", "license", _file(key="license.expires", form="lines"),
        finds=("config.file_invalid",), outcome="fail", source="lab: license/key_renamed",
    ),
    Example(
        "it runs out in a few days", "license", _file(ends="2026-12-01T23:59:59Z"),
        finds=(), outcome="warn", source="lab: control/license_soon",
    ),
    Example(
        "good for a year", "license", _file(ends="2027-11-26T23:59:59Z"),
        finds=(), outcome="pass", source="lab: control/license_good",
    ),
    Example(
        "never runs out", "license", _file(form="FlexLM", never=True),
        finds=(), outcome="pass", source="lab: control/license_good",
    ),
    Example(
        "only a key, without any date", "license", _file(form=""),
        finds=(), outcome="pass", source="lab: control/license_opaque",
    ),
)  # fmt: skip
