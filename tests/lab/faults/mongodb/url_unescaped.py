"""The password holds a mark that must be escaped in an address."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.needs import mongodb

TAXONOMY: tuple[str, ...] = ("CFG-06",)
EXPECT = Expect("config.url_malformed", subject="documents")


def world(lab: Lab) -> None:
    lab.serve("mongodb", users=[("app", "billing", "p@ss/5word", ["readWrite"], [])])
    lab.declare("[env.MONGODB_URI]\nsecret = true\n" + mongodb("${MONGODB_URI}"))
    lab.env["MONGODB_URI"] = "mongodb://app:p@ss/5word@10.77.2.2/billing"
