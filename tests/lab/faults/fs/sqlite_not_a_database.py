"""Something that is no SQLite database lies in its place."""

from __future__ import annotations

from typing import Any

from tests.lab.expect import Expect

TAXONOMY = ()
EXPECT = Expect("config.file_invalid", owner="customer-platform", subject="store")


def world(lab: Any) -> None:
    store = lab.tmp / "app.db"
    store.write_bytes(b"<html>502 Bad Gateway</html>" * 100)
    store.chmod(0o666)
    lab.tmp.chmod(0o777)
    lab.declare(f"""
        [dependencies.store]
        kind = "sqlite"
        path = "{store}"
    """)
