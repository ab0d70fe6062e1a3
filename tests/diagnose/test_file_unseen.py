"""What pasted output leaves open, because it does not show the file that a value came from."""

from __future__ import annotations

from typing import Any

from farhand.diagnose.rules import z_file_unseen
from farhand.model import FAIL, PASS, Finding, Result, Vantage


def opened(via: str, stage: str = "tcp", cause: str = "tcp.refused", **facts: Any) -> tuple[str, ...] | None:
    vantage = Vantage("app", via=via)
    rows = [
        Result("tcp", "api", "config", PASS, "", facts=facts, vantage=vantage),
        Result("tcp", "api", stage, FAIL, "", vantage=vantage),
    ]
    finding = Finding(cause, subject="api", stage=stage, not_excluded=("tcp.rejected",))
    return z_file_unseen.apply([finding], rows)[0].not_excluded


def test_a_place_from_a_variable_may_be_an_old_one() -> None:
    assert opened("paste", variables=["API_URL"]) == (
        "tcp.rejected",
        "config.env_stale",
        "config.env_shadowed",
    )


def test_a_probe_has_seen_the_file_and_a_written_place_comes_from_none() -> None:
    assert opened("probe", variables=["API_URL"]) == ("tcp.rejected",)
    assert opened("paste") == ("tcp.rejected",)
    assert opened("paste", "tls", "tls.expired", variables=["API_URL"]) == ("tcp.rejected",)
