"""The frame around what a command prints, so that its output is found again in whatever surrounds it.  Pure.

    #farhand begin check=tcp subject=payments v=2 host=web-1 at=1764180000
    ...
    #farhand rc=0
    #farhand end at=1764180003 sum=3915528286.1234 lines=62,12,80,13

`at` are seconds since 1970 by the clock of the machine that ran it. `sum` is what POSIX `cksum` prints for
the lines from `begin` to `rc`, each with its line feed: CRC and count of bytes. `lines` are the lengths in
bytes of the same lines, so that what a mail program has wrapped can be put together again and proved. A body
without an `rc` line was cut by the frame's own bound. Frames of version 1 have neither, and `rc` stands in
their last line. `critical=false` stands in the first line where the declaration says so of the subject.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from urllib.parse import quote

VERSION = "2"
#: Said of a dependency whose failure is a warning; of all others nothing is said.
NOT_CRITICAL = "false"
#: Bytes of a body that are kept.
BOUND = 60_000
_ENDS = "FARHAND"
#: POSIX cksum by an awk that has xor(), as busybox has where it lacks cksum.
_SUM = """fh_sum() { cksum 2>/dev/null || awk '
  BEGIN { for (i = 1; i < 256; i++) code[sprintf("%c", i)] = i }
  function add(byte, k) {
    for (sum = xor(sum, byte * 16777216); k < 8; k++)
      sum = sum < 2147483648 ? sum * 2 : xor(sum * 2 - 4294967296, 79764919)
  }
  { for (i = 1; i <= length($0); i++) add(code[substr($0, i, 1)]); add(10); n += length($0) + 1 }
  END { for (i = n; i; i = int(i / 256)) add(i % 256); printf "%.0f %.0f", 4294967295 - sum, n }'; }"""
# Carriage returns are left out: no terminal, mail or chat hands them on, and the seal would be broken.
_FRAME = rf"""( export LC_ALL=C; at=$(date -u +%s)
{_SUM}
out=$( {{ (
SCRIPT
) 2>&1; printf '\n#farhand rc=%s\n' "$?"; }} | tr -d '\r' | sed '$!s/^#farhand/ &/' | head -c {BOUND} )
out="#farhand begin ABOUT host=$(uname -n) at=$at
$out"
printf '%s\n#farhand end at=%s sum=%s lines=%s\n' "$out" "$(date -u +%s)" \
  "$(printf '%s\n' "$out" | fh_sum | tr ' ' .)" \
  "$(printf '%s\n' "$out" | awk '{{ printf "%s%s", s, length($0); s = "," }}')"
rc=${{out##*#farhand rc=}}; exit $((rc)) ) 2>/dev/null
"""


def words(check: str, subject: str, run_by: str = "", ask: str = "", critical: bool = True) -> str:
    """What stands behind `#farhand begin`, but for host and time."""
    told: Mapping[str, str] = {
        "check": check,
        "subject": subject,
        "run_by": run_by,
        "critical": "" if critical else NOT_CRITICAL,
        "ask": ask,
    }
    pairs = [f"{key}={quote(value, safe='')}" for key, value in told.items() if value]
    return " ".join([*pairs, f"v={VERSION}"])


def frame(about: str, script: str) -> str:
    """POSIX sh text that runs `script` in a frame and ends with its exit status. `about` is from `words`."""
    return _FRAME.replace("SCRIPT", script.rstrip()).replace("ABOUT", about)


def typed(script: str, shell: str = "sh -s") -> str:
    """The script on the standard input of a shell, as a person pastes it: nothing in it needs quoting."""
    ends = next(word for word in _delimiters() if word not in script.splitlines())
    return f"{shell} <<'{ends}'\n{script.rstrip()}\n{ends}\n"


def seal(lines: list[str]) -> str:
    """The `sum` of these lines, of which the first is the `begin` line and the last the `rc` line."""
    data = "".join(f"{line}\n" for line in lines).encode("utf-8", "surrogateescape")
    return f"{cksum(data)}.{len(data)}"


def cksum(data: bytes) -> int:
    """The CRC of POSIX `cksum` (IEEE Std 1003.1, `cksum`): zlib's with the bits the other way round."""
    size, length = len(data), b""
    while size:
        length += bytes([size & 0xFF])
        size >>= 8
    crc = zlib.crc32((data + length).translate(_MIRRORED), 0xFFFFFFFF)
    return int(f"{crc:032b}"[::-1], 2)


_MIRRORED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))


def _delimiters() -> Iterator[str]:
    yield _ENDS
    number = 1
    while True:
        number += 1
        yield f"{_ENDS}_{number}"
