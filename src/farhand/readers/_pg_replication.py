"""Replication of PostgreSQL: pg_stat_replication, pg_stat_wal_receiver, pg_replication_slots."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from farhand.readers import Sign
from farhand.readers._tables import Row, Table, seconds

#: Seconds and bytes that a standby may be behind.
_BEHIND, _FAR_BEHIND, _BYTES = 30.0, 300.0, 1 << 30
_LSN = ("replay_lsn", "replay_location")


def knows(table: Table) -> bool:
    columns = set(table.columns)
    return bool(
        columns & {"replay_lag", "replay_lsn", "replication_lag", "replay_location"}
        or columns >= {"slot_name", "active"}
        or columns >= {"status", "latest_end_time"}
    )


def signs(known: Sequence[Table]) -> Iterator[Sign]:
    for table in filter(knows, known):
        found = [sign for row in table.rows if (sign := _of_row(table, row))]
        yield from found
        if not found and table.rows and table.has("state") and table.has("replay_lag"):
            yield Sign(table.rows[0].at, healthy="every standby streams and keeps up", subject="postgres")


def _of_row(table: Table, row: Row) -> Sign | None:
    who = row.text("application_name", "client_addr", "slot_name") or "standby"
    if table.has("slot_name", "active"):
        return _slot(row, who)
    if table.has("latest_end_time"):
        status = row.text("status")
        why = f"the standby's receiver is in state {status}"
        return Sign(row.at, "db.replication", 0.6, why, who) if status not in ("", "streaming") else None
    lag = seconds(row.text("replay_lag", "replication_lag", "lag")) or 0.0
    behind = row.number("lag_bytes", "replay_lag_bytes", "pg_wal_lsn_diff", "byte_lag") or _bytes(row)
    if lag >= _BEHIND:
        why = f"{who} is {lag:.0f} s behind in replaying"
        return Sign(row.at, "db.replication", 0.8 if lag >= _FAR_BEHIND else 0.6, why, who)
    if behind >= _BYTES:
        return Sign(row.at, "db.replication", 0.65, f"{who} is {behind / _BYTES:.1f} GiB behind", who)
    if row.text("state") in ("startup", "catchup", "stopping"):
        return Sign(row.at, "db.replication", 0.45, f"{who} is in state {row.text('state')}", who)
    return None


def _slot(row: Row, who: str) -> Sign | None:
    lost = row.text("wal_status") in ("lost", "unreserved")
    if lost:
        why = f"slot {who} has lost its log: wal_status {row.text('wal_status')}"
        return Sign(row.at, "db.replication", 0.85, why, who)
    if row.text("active") in ("f", "false") and row.text("temporary") not in ("t", "true"):
        return Sign(row.at, "db.replication", 0.45, f"nobody reads from replication slot {who}", who)
    return None


def _bytes(row: Row) -> float:
    """How far the standby's replay is behind what was sent."""
    sent, done = (_lsn(row.text(*names)) for names in (("sent_lsn", "sent_location"), _LSN))
    return float(sent - done) if sent and done else 0.0


def _lsn(text: str) -> int:
    high, _, low = text.partition("/")
    try:
        return (int(high, 16) << 32) + int(low, 16)
    except ValueError:
        return 0
