"""A plan with its rows and tallies, as a real redactor fills them, and one in which every text is hostile."""

from __future__ import annotations

import io

from farhand.bundle.model import DENIED, OK, STRUCK, TRUNCATED, WITHHELD, Item, Plan, Row
from farhand.redact import Policy, Redactor, Tally
from tests.faces.samples import HOSTILE

SECRET = "hunter2-correct-horse"
LOG = f"""\
2026-11-26T14:00:01Z ERROR db: could not connect to postgres://bob:{SECRET}@db.internal:5432/billing
2026-11-26T14:00:02Z INFO password authentication failed for user "bob"
2026-11-26T14:00:03Z DEBUG Authorization: Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.SflKxwRJSMeKKF2QT4fw
2026-11-26T14:00:04Z INFO <b>api_key</b>=sk_live_4242424242424242abcdef done
"""
RECIPIENTS = (
    "age1s55k8tly2era8prjsm9z4ggt39phkrkvunnhq2x2shqvgsu8rdjqatl4h3 (the vendor)",
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE (you)",
)

ITEMS = (
    Item("logs/app.log", "file", "/var/log/billing/app.log", "what happened before the failure", part="end"),
    Item("evidence/self-test.json", "made", "farhand self-test --json", "what works and what does not",
         network=("db.internal:5432", "api.example.com:443")),
    Item("host/df.txt", "command", "df -P", "whether a disk is full", argv=("df", "-P")),
    Item("host/dmesg.txt", "command", "dmesg", "whether the kernel ended the app", privilege="root"),
    Item("state/core.bin", "file", "/var/lib/billing/core.bin", "how the app ended"),
    Item("configuration/my settings.toml", "file", "/etc/billing/my settings.toml", "how it is set up"),
)  # fmt: skip


def tally_of(text: str) -> Tally:
    """What a real redactor counts and keeps."""
    tally = Tally()
    Redactor(policy=Policy("default")).stream(io.BytesIO(text.encode()), io.BytesIO(), tally)
    return tally


def review_of() -> tuple[Plan, list[Row], dict[str, Tally]]:
    plan = Plan("billing", "2.4.1", items=ITEMS, tool="farhand 0.1.0")
    tally = tally_of(LOG)
    rows = [
        Row("logs/app.log", TRUNCATED, "its last 5 MiB of 112 MiB", 5 << 20, redacted=dict(tally.counts)),
        Row("evidence/self-test.json", OK, bytes=15_471),
        Row("host/df.txt", OK, bytes=812),
        Row("host/dmesg.txt", DENIED, "reading the kernel's log needs root"),
        Row("state/core.bin", WITHHELD, "it is no text, and so cannot be redacted"),
        Row("configuration/my settings.toml", STRUCK, "by you"),
    ]
    return plan, rows, {"logs/app.log": tally}


def hostile_review() -> tuple[Plan, list[Row], dict[str, Tally]]:
    """Every text that may come from a site is hostile."""
    name = f"logs/{HOSTILE}"
    item = Item(name, "file", HOSTILE, HOSTILE, privilege=HOSTILE, network=(HOSTILE,))
    plan = Plan(HOSTILE, HOSTILE, HOSTILE, items=(item, Item("-rf", "file", HOSTILE, HOSTILE)), tool=HOSTILE)
    tally = Tally({HOSTILE: 3})
    tally.samples.extend(tally_of(LOG).samples)
    tally.samples += [type(tally.samples[0])(HOSTILE, HOSTILE + "x" * 100_000, HOSTILE)]
    rows = [Row(name, OK, HOSTILE, 5), Row("-rf", OK, HOSTILE, 1)]
    return plan, rows, {name: tally}
