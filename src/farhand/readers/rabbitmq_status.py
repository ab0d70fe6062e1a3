"""What RabbitMQ says of itself: rabbitmqctl status, cluster_status, list_queues, list_connections.

An alarm stops all publishers without a word to them: their connections just stand still. Whether there is
an alarm, a partition or a queue that nobody reads stands in these texts only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from farhand.readers import Part, Sign
from farhand.readers._rabbitmq_examples import EXAMPLES as EXAMPLES
from farhand.readers._tables import Row, Table, tables

WORDS = (
    "Runtime",
    "luster status",
    "tatus of node",
    "{alarms",
    "{partitions",
    "consumers",
    "peer_host",
    "Alarms",
    "state",
)
QUIET = True
_HEADS = (
    "Runtime", "Plugins", "Data directory", "Config files", "Log file(s)", "Alarms", "Memory",
        "File Descriptors",
    "Free Disk Space", "Totals", "Listeners", "Basics", "Disk Nodes", "RAM Nodes", "Running Nodes",
        "Versions",
    "CPU Cores", "Maintenance status", "Network Partitions", "Feature flags",
)  # fmt: skip
_STATUS = re.compile(r"(?:Cluster s|S)tatus of node '?[\w.@-]+'? \.\.\.")
_OLD_ALARM = re.compile(r"\{alarms,\[(?P<what>[^\]]*(?:memory|disk)[^\]]*)")
_OLD_PARTITION = re.compile(r"\{partitions,\[\{(?P<what>[^}\]]*)")
_OLD_NONE = re.compile(r"\{(?:alarms|partitions),\[\]\}|\{alarms,\[(?:\{[^,\[]+,\[\]\},?\s*)+\]\}")
_ALARM = re.compile(
    r"(?:(?P<what>Memory|Free disk space|File descriptor|Disk) alarm|resource_limit,(?P<old>\w+))", re.I
)
_USED = re.compile(r"(?:Total|Sockets): (?P<used>\d+), limit: (?P<limit>\d+)")
#: Queues that hold what could not be handled: nobody reads them, on purpose.
_ASIDE = re.compile(r"dlq|dlx|dead|error|fail|parking|poison|retry|delay|archive|audit", re.IGNORECASE)
_MANY = 1000


def find(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    at = 0
    while at < len(lines):
        line = lines[at]
        if line.strip() in _HEADS or _STATUS.search(line) or "{alarms,[" in line or "{partitions,[" in line:
            end = _end(lines, at)
            if _is_status(lines[at:end]):
                yield at, end
            at = end
        else:
            at += 1
    for table in tables(lines):
        if _is_queues(table) or _is_connections(table):
            yield table.first, table.end


def _is_status(lines: Sequence[str]) -> bool:
    heads = sum(line.strip() in _HEADS for line in lines)
    return heads >= 2 or any(_STATUS.search(x) or "{alarms,[" in x or "{partitions,[" in x for x in lines)


def _end(lines: Sequence[str], begin: int) -> int:
    for at in range(begin + 1, len(lines)):
        if _STATUS.search(lines[at]) or lines[at].startswith(("$ ", "# ", "root@", "Error:", "Listing ")):
            return at
    return len(lines)


def _is_queues(table: Table) -> bool:
    return table.has("name") and (
        table.has("messages", "consumers") or table.has("messages_ready", "consumers")
    )


def _is_connections(table: Table) -> bool:
    return (table.has("state", "user") and table.has("peer_host")) or table.columns in (
        ("name", "state"),
        ("user", "state"),
    )


def read(part: Part) -> Iterator[Sign]:
    found = [*_alarms(part.lines), *_partitions(part.lines), *_nodes(part.lines), *_handles(part.lines)]
    for table in tables(part.lines):
        found += (
            _queues(table) if _is_queues(table) else _connections(table) if _is_connections(table) else ()
        )
    yield from found
    if not found and (quiet := _no_alarm(part.lines)) >= 0:
        yield Sign(quiet, healthy="RabbitMQ has no alarm", subject="rabbitmq")


def _under(lines: Sequence[str], head: str) -> list[tuple[int, str]]:
    """What stands under a head, without blank lines."""
    found = []
    at = next((n + 1 for n, line in enumerate(lines) if line.strip() == head), len(lines))
    while at < len(lines) and lines[at].strip() not in _HEADS:
        if lines[at].strip():
            found.append((at, lines[at].strip()))
        at += 1
    return found


def _no_alarm(lines: Sequence[str]) -> int:
    none = [at for at, text in _under(lines, "Alarms") if text == "(none)"]
    old = [at for at, line in enumerate(lines) if "{alarms,[]}" in line or _OLD_NONE.search(line)]
    return next(iter(none or old), -1)


def _alarms(lines: Sequence[str]) -> Iterator[Sign]:
    for at, text in _under(lines, "Alarms"):
        found = _ALARM.search(text)
        if found:
            yield Sign(at, "amqp.blocked", 0.95, f"RabbitMQ blocks publishers: {text[:120]}", "rabbitmq")
    for at, line in enumerate(lines):
        found = _OLD_ALARM.search(line) if "{alarms," in line else None
        if found:
            why = f"RabbitMQ blocks publishers: alarm {' '.join(found['what'].split())[:80]}"
            yield Sign(at, "amqp.blocked", 0.93, why, "rabbitmq")


def _partitions(lines: Sequence[str]) -> Iterator[Sign]:
    for at, text in _under(lines, "Network Partitions")[:3]:
        if text != "(none)":
            yield Sign(at, "amqp.cluster", 0.95, f"the cluster is split: {text[:120]}", "rabbitmq")
    for at, line in enumerate(lines):
        found = _OLD_PARTITION.search(line) if "{partitions," in line else None
        if found:
            yield Sign(at, "amqp.cluster", 0.93, f"the cluster is split: {found['what'][:100]}", "rabbitmq")


def _nodes(lines: Sequence[str]) -> Iterator[Sign]:
    """Members that do not run."""
    running = {text for _, text in _under(lines, "Running Nodes")}
    for at, text in (*_under(lines, "Disk Nodes"), *_under(lines, "RAM Nodes")):
        if running and "@" in text and text not in running:
            yield Sign(at, "amqp.cluster", 0.75, f"node {text} of the cluster does not run", text)


def _handles(lines: Sequence[str]) -> Iterator[Sign]:
    for at, text in _under(lines, "File Descriptors"):
        found = _USED.match(text)
        if found and int(found["used"]) >= 0.95 * int(found["limit"]) > 0:
            what = "files" if text.startswith("Total") else "sockets"
            why = f"RabbitMQ uses {found['used']} of {found['limit']} {what}"
            yield Sign(at, "limits.files", 0.85, why, "rabbitmq")


def _queues(table: Table) -> Iterator[Sign]:
    for row in table.rows:
        state = row.text("state")
        if state in ("down", "crashed", "minority", "stopped"):
            why = f"queue {row.text('name')} is {state}"
            yield Sign(row.at, "amqp.cluster", 0.8, why, row.text("name"))
        elif (found := _unread(row)) is not None:
            yield found
    waiting = [row for row in table.rows if (row.number("messages", "messages_ready") or 0) >= _MANY]
    read_ = [row for row in table.rows if (row.number("consumers") or 0) > 0]
    if read_ and not waiting:
        yield Sign(read_[0].at, healthy="queues are read and nearly empty", subject="rabbitmq")


def _unread(row: Row) -> Sign | None:
    waiting, readers = row.number("messages", "messages_ready"), row.number("consumers")
    if readers != 0 or not waiting or _ASIDE.search(row.text("name")):
        return None
    why = f"{waiting:.0f} messages wait in queue {row.text('name')}, which nobody reads"
    return Sign(row.at, "amqp.closed", 0.5 if waiting >= _MANY else 0.3, why, row.text("name"))


def _connections(table: Table) -> Iterator[Sign]:
    held = [row for row in table.rows if row.text("state") in ("blocked", "blocking")]
    if held:
        who = "1 connection is" if len(held) == 1 else f"{len(held)} connections are"
        also = tuple(row.at for row in held[1:5])
        yield Sign(held[0].at, "amqp.blocked", 0.9, f"{who} blocked by the broker", "rabbitmq", also=also)
