"""A vendor's own rules, laid over those that come with Farhand."""

from __future__ import annotations

import pytest

from farhand import causes, escalation
from farhand.errors import Mistake
from farhand.escalation.rules import shipped
from farhand.model import OWNERS


def test_only_what_differs_is_written() -> None:
    own = escalation.over(
        '[request.firewall]\nwithin = "30m"\n[receiver.customer-dba]\nname = "data services"', "x"
    )
    assert own.within("tcp.timeout", "customer-network", "firewall") == (
        1800.0,
        "the rule for requests of the kind firewall: within 30m",
    )
    assert own.request("tcp.timeout", "customer-network") == "firewall"
    assert own.name("customer-dba") == "data services"
    assert own.remind("postgres.auth", "customer-dba", "database") == 4 * 3600


def test_a_rule_for_one_cause_counts_alone() -> None:
    own = escalation.over(
        '[cause."tls.expired"]\nreceiver = "customer-platform"\nrequest = "settings"\nwithin = "2d"', "x"
    )
    assert own.receiver("tls.expired", "customer-security") == "customer-platform"
    assert own.request("tls.expired", "customer-platform") == "settings"
    assert own.within("tls.expired", "customer-platform", "settings")[0] == 2 * 86400


def test_all_mistakes_are_told_at_once() -> None:
    text = """
    [request.firewal]
    [receiver.customer-dba]
    within = "soon"
    reminds = "4h"
    [cause."x.y"]
    request = "databse"
    receiver = "dba"
    [urgencies]
    """
    with pytest.raises(Mistake) as told:
        escalation.over(text, "rules.toml")
    words = str(told.value)
    for part in ("firewall", "remind", "database", "urgency"):
        assert f"did you mean {part}?" in words
    assert "within must be a time" in words
    assert "there is no 'dba'" in words


def test_a_cause_of_the_vendors_own_with_another_urgency_has_a_time_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(
        causes, "get", lambda id: causes.Cause(id, "x", "vendor-engineering", urgency="month")
    )
    assert shipped().within("x.y", "vendor-engineering", "bug")[0] == 86400


def test_what_is_no_toml_is_a_mistake() -> None:
    with pytest.raises(Mistake, match="not TOML"):
        escalation.over("[", "rules.toml")


def test_the_shipped_rules_pass_their_own_test() -> None:
    from importlib import resources

    text = resources.files("farhand.escalation").joinpath("rules.toml").read_text("utf-8")
    assert escalation.over(text, "rules.toml").table == shipped().table
    assert set(shipped().table["receiver"]) == set(OWNERS)
