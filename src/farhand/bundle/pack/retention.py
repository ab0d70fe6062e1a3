"""What is kept, where, and for how long."""

from __future__ import annotations

from collections.abc import Iterator

from farhand.bundle.pack import Block, Lines, Scope

TITLE, ORDER = "Retention", 90


def part(scope: Scope) -> Iterator[Block]:
    yield (
        "Farhand keeps nothing. It has no service and no store; what it makes is the file that was "
        "asked for, and "
        "raw evidence is in memory only. To delete everything is to delete that file."
    )
    embed = scope.section("embed").get("run_dir")
    where = f" ({embed})" if embed else ""
    yield Lines((
        f"The part inside the app keeps its last records and failures in the app's run folder{where}; "
        "it goes with "
        "the folder.",
        "The key of the marks is made anew for each run and forgotten with it, unless a key file is given.",
        "What the vendor keeps of a bundle after it was sent is not in Farhand's hands: agree on it "
        "with the vendor"
        + (f" ({scope.app.contact})." if scope.app and scope.app.contact else "."),
    ))  # fmt: skip
