"""How much processor time a slice takes, beside the tools that are used for it: whole processes, round robin.

FARHAND_BENCH_MB is the size of a day's log (1000 by default); the big one is of ten such days. FARHAND_RG
names a ripgrep that is not on the PATH.
"""

from __future__ import annotations

import os
import shutil
import statistics
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.logs import day_log

MB = int(os.environ.get("FARHAND_BENCH_MB", "1000"))
RUNS, DAYS = 5, 10
RG = os.environ.get("FARHAND_RG") or shutil.which("rg") or ""
FARHAND = str(Path(sys.executable).with_name("farhand"))
#: An id that one record has.
RARE = "0123456789abcdef0123456789abcdef"
WINDOW = ["--since", "2026-11-01T14:02", "--until", "2026-11-01T14:07"]
LATER = ["--since", "2026-11-01T16:02", "--until", "2026-11-01T16:07"]
_MAWK = '/^2026-11-01/{t=substr($0,12,8); if(t>="14:07:00")exit; p=(t>="14:02:00")} p'
_DUCKDB = (
    "import duckdb,sys; print(duckdb.sql(\"select * from read_json(?, format='newline_delimited', "
    "columns={'tenant':'VARCHAR','message':'VARCHAR'}) where tenant='t-7'\", "
    "params=[sys.argv[1]]).fetchall())"
)

#: Farhand as it is where the extra `fast` is not installed.
_BARE = "import sys; sys.modules['stringzilla'] = None; from farhand.cli import main; main()"

Command = list[str] | str


def cpu(command: Command) -> float:
    """Seconds of processor time, of all its processes; what it prints goes nowhere."""
    words = ["sh", "-c", command] if isinstance(command, str) else command
    child = os.fork()
    if not child:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        os.execvp(words[0], words)
    used = os.wait4(child, 0)[2]
    return used.ru_utime + used.ru_stime


def medians(commands: dict[str, Command], runs: int = RUNS) -> dict[str, float]:
    """Each command once a round, after one round that does not count."""
    rounds = [{name: cpu(one) for name, one in commands.items()} for _ in range(runs + 1)]
    return {name: statistics.median(row[name] for row in rounds[1:]) for name in commands}


def rows() -> list[tuple[str, str, str]]:
    with tempfile.TemporaryDirectory(prefix="farhand-logs-") as folder:
        os.environ["XDG_CACHE_HOME"] = folder
        logs = Logs(Path(folder))
        return [*_windows(logs), *_found(logs), *_packed(logs)]


class Logs:
    """The files that are measured on, made once."""

    def __init__(self, folder: Path) -> None:
        self.plain, self.json, self.big = folder / "app.log", folder / "app.jsonl", folder / "big.log"
        day_log.write(self.plain, MB * 1_000_000)
        with self.plain.open("a") as file:
            file.write(f"2026-11-01 23:59:59,999 INFO     [app.api] the last one trace={RARE}\n")
        day_log.write(self.json, MB * 1_000_000, "json")
        day_log.write(self.big, MB * 1_000_000, days=DAYS)
        self.gz, self.zst = f"{self.plain}.gz", f"{self.plain}.zst"
        os.system(f"gzip -6 -c {self.plain} > {self.gz}; zstd -q -3 {self.plain} -o {self.zst}")
        self.rotated = _rotate(self.plain, folder / "rotated")


def _rotate(log: Path, folder: Path) -> list[str]:
    """An hour a file, all but the last compressed."""
    folder.mkdir()
    for hour in range(24):
        age = 23 - hour
        out = f"> {folder}/app.log" if not age else f"| gzip -6 > {folder}/app.log.{age}.gz"
        os.system(f"{FARHAND} logs slice {log} --max-bytes 0 --since 2026-11-01T{hour:02}:00 --until "
                  f"{'2026-11-02T00' if hour == 23 else f'2026-11-01T{hour + 1:02}'}:00 {out}")  # fmt: skip
    return sorted(map(str, folder.iterdir()))


def _slice(*words: object) -> list[str]:
    return [FARHAND, "logs", "slice", *map(str, words)]


def _windows(logs: Logs) -> Iterator[tuple[str, str, str]]:
    commands: dict[str, Command] = {
        "pass": [sys.executable, "-c", "pass"],
        "plain": _slice(logs.plain, *WINDOW),
        "json": _slice(logs.json, *WINDOW),
        "big": _slice(logs.big, *WINDOW),
        "mawk": ["mawk", _MAWK, str(logs.plain)],
    }
    if RG:
        commands["rg"] = [RG, "^2026-11-01 14:0[2-6]", str(logs.plain)]
    took = medians(commands)
    size = f"{MB} MB"
    yield (
        f"`logs slice`, 5 minutes of {size}, plain",
        _times(took, "plain", "pass", "rg", "mawk"),
        ("≤ 2.5 × `python -c pass`, ≤ 0.5 × ripgrep, ≤ 0.1 × mawk"),
    )
    yield f"the same, JSON lines of {size}", _times(took, "json", "pass", "rg"), "≤ 2.5 × `python -c pass`"
    yield f"the same window of {DAYS * MB} MB", _times(took, "big", "plain"), f"≤ 1.3 × that of {size}"
    cold = {
        name: statistics.median(_cold(path, commands[name]) for _ in range(RUNS))
        for name, path in (("plain", logs.plain), ("big", logs.big))
    }
    yield "both from the disk", _times(cold, "big", "plain"), f"≤ 1.3 × that of {size}"


def _cold(path: Path, command: Command) -> float:
    """As `cpu`, after the system was told to forget the file's pages."""
    number = os.open(path, os.O_RDONLY)
    os.fsync(number)
    os.posix_fadvise(number, 0, 0, os.POSIX_FADV_DONTNEED)
    os.close(number)
    return cpu(command)


def _found(logs: Logs) -> Iterator[tuple[str, str, str]]:
    commands: dict[str, Command] = {
        "errors": _slice(logs.plain, "--level", "ERROR", "--tail", 50),
        "id": _slice(logs.plain, "--trace", RARE),
        "id without fast": [sys.executable, "-c", _BARE, "logs", "slice", str(logs.plain), "--trace", RARE],
        "field": _slice(logs.json, "--field", "tenant=t-7"),
        "duckdb": [sys.executable, "-c", _DUCKDB, str(logs.json)],
    }
    if RG:
        commands["rg | tail"] = f"{RG} ' ERROR ' {logs.plain} | tail -50"
        commands["rg"] = [RG, "-F", RARE, str(logs.plain)]
    took = medians(commands)
    yield (
        "last 50 ERROR records, tracebacks whole",
        _times(took, "errors", "rg | tail"),
        "≤ 0.3 × `rg | tail`",
    )
    yield "one trace id in all of it", _times(took, "id", "rg"), "≤ 1.3 × ripgrep"
    yield "the same without `farhand[fast]`", _times(took, "id without fast", "rg"), "≤ 3 × ripgrep"
    yield "a JSON field", _times(took, "field", "duckdb"), "≤ 0.1 × DuckDB"


def _packed(logs: Logs) -> Iterator[tuple[str, str, str]]:
    commands: dict[str, Command] = {
        "gz": _slice(logs.gz, "--grep", RARE),
        "zst": _slice(logs.zst, "--grep", RARE),
        "zgrep": ["zgrep", RARE, logs.gz],
        "rotated": _slice(*logs.rotated, *WINDOW),
        "zgrep of all": ["zgrep", "-h", "^2026-11-01 14:0[2-6]", *logs.rotated],
    }
    if RG:
        commands["zstd | rg"] = f"zstd -dc {logs.zst} | {RG} {RARE}"
    took = medians(commands, 2)
    yield "a text in .gz", _times(took, "gz", "zgrep"), "≤ 0.35 × zgrep"
    yield "a text in .zst", _times(took, "zst", "zstd | rg"), "≤ 1.1 × `zstd -dc | rg`"
    yield "a window over 24 rotated .gz", _times(took, "rotated", "zgrep of all"), "≤ 0.025 × zgrep"
    first = cpu(_slice(logs.gz, *WINDOW))
    second = statistics.median(cpu(_slice(logs.gz, *LATER)) for _ in range(3))
    yield "the second window of one big .gz", f"{second / first:.3f} × the first", "≤ 0.1 × the first"


def _times(took: dict[str, float], own: str, *peers: str) -> str:
    found = [f"{took[own] / took[peer]:.2f} × {peer}" for peer in peers if peer in took]
    return f"{took[own] * 1000:.0f} ms; {', '.join(found)}"


if __name__ == "__main__":
    for row in rows():
        print(" | ".join(row))
