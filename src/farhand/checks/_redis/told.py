"""What Redis says of itself, as facts: shared by the probe and by what a command printed.  Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from farhand.wire.resp import Error


def info(text: str) -> dict[str, str]:
    """The answer to INFO as a mapping."""
    rows = (line.partition(":") for line in text.splitlines() if not line.startswith("#"))
    return {name.strip(): value.strip() for name, colon, value in rows if colon}


def kind(rows: Mapping[str, str]) -> dict[str, Any]:
    """What sort of server it is, in the words of the `role` stage."""
    names = {
        "redis_version": "version",
        "valkey_version": "valkey",
        "redis_mode": "mode",
        "role": "role",
        "master_link_status": "master_link",
        "master_host": "master_host",
        "loading": "loading",
    }
    return {to: rows[name] for name, to in names.items() if name in rows}


def cluster(reply: Any) -> dict[str, Any]:
    """The answer to CLUSTER INFO."""
    if isinstance(reply, Error):
        return {"error": str(reply)[:120]}
    rows = dict(line.split(":", 1) for line in str(reply).split() if ":" in line)
    return {
        key: rows[key] for key in ("cluster_state", "cluster_size", "cluster_slots_assigned") if key in rows
    }


def numbers(rows: Mapping[str, str]) -> dict[str, Any]:
    """Memory, clients and snapshots, from INFO alone: CONFIG is often forbidden."""
    names = (
        "used_memory",
        "maxmemory",
        "maxmemory_policy",
        "connected_clients",
        "maxclients",
        "rdb_last_bgsave_status",
        "aof_last_write_status",
        "aof_last_bgrewrite_status",
        "evicted_keys",
    )
    return {name: _typed(rows[name]) for name in names if name in rows}


def _typed(text: str) -> Any:
    return int(text) if text.isdigit() else text
