"""The webhook's path is wrong, and the licence has run out."""

from __future__ import annotations

from tests.lab import webhooks
from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.licences import day, licence
from tests.lab.licences import declared as licensed

TAXONOMY: tuple[str, ...] = ()
EXPECT = Expect(causes=("http.not_found", "app.license"))


def world(lab: Lab) -> None:
    webhooks.site(lab, path="/hooks/payment")
    path = licence(lab, f'{{"expires": "{day(-3)}"}}')
    lab.declare(webhooks.declared() + licensed(path))
