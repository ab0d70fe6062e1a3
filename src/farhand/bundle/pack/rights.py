"""What Farhand may do on the host: as whom it runs, what it can start, what it can write."""

from __future__ import annotations

from collections.abc import Iterator

from farhand.bundle.pack import Block, Lines, Scope, Table, _code
from farhand.model import Dependency
from farhand.target.schemes import WRITTEN

TITLE, ORDER = "Privileges, programs and files", 60
STARTS = (
    "subprocess.run", "subprocess.Popen", "subprocess.call", "subprocess.check_call",
    "subprocess.check_output", "os.system", "os.popen", "os.fork", "os.posix_spawn",
    "os.execv", "os.execve", "os.execvp", "os.execvpe",
)  # fmt: skip
WRITES = (
    "open(w)", "os.open(w)", ".open(w)", "os.fdopen(w)", ".write_text", ".write_bytes", ".mkdir", "os.mkdir",
    "os.makedirs", ".touch", "os.rename", "os.replace", ".rename", ".unlink", "os.unlink", "os.remove",
    "os.link", "os.symlink", ".symlink_to", "os.chmod", "os.chown", ".chmod", "shutil.rmtree",
    "shutil.copyfile", "write_new",
)  # fmt: skip


def part(scope: Scope) -> Iterator[Block]:
    yield (
        "Farhand runs as the user who starts it and needs no more than that user has: no root, no setuid, no "
        "service, no kernel module. What that user may not read is told as `denied` and left out."
    )
    needing = tuple((i.name, i.privilege) for i in (scope.plan.items if scope.plan else ()) if i.privilege)
    if needing:
        yield (
            "These items need more than an ordinary user; without it they are left out, and the rest is made:"
        )
        yield Table(("Item", "Needs"), needing)
    yield from _listed("These files of the code can start another program, and no others:", STARTS)
    yield from _listed(
        "These files of the code can make, change or remove a file, and no others:",
        WRITES,
    )
    written = [str(s.settings.get("path")) for s in _writable(scope)]
    yield Lines((
        "A bundle, a review or a pack is written where `-o` says and nowhere else; a file that is "
        "there is written over only with `--force`.",
        "The self-test writes one temporary file of at most 4 KiB in each directory declared "
        "`writable = true`"
        f" ({', '.join(written) or 'none here'}) and removes it at once; `--read-only` leaves that out.",
        "The part inside the app writes in its own run folder (mode 0700) only.",
    ))  # fmt: skip


def _listed(says: str, doors: tuple[str, ...]) -> Iterator[Block]:
    found = _code.callers(doors)
    if found:
        yield says
        yield Lines(tuple(f"{name}: {why} ({', '.join(used)})" for name, why, used in found))


def _writable(scope: Scope) -> list[Dependency]:
    needs = scope.app.dependencies if scope.app else ()
    return [n for n in needs if n.kind in WRITTEN and n.settings.get("writable")]
