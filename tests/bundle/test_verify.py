"""A bundle that was altered is told from one that was not, and from what is no bundle at all."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from farhand.bundle import members, verify
from farhand.errors import Mistake
from tests.bundle.places import bundle, create, declare

Files = list[tuple[str, bytes]]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = declare(tmp_path_factory.mktemp("verify") / "site")
    assert create(folder, "--skip", "self-test").returncode == 0
    return folder / "out.tar.gz"


def files_of(data: bytes) -> Files:
    with tarfile.open(fileobj=io.BytesIO(data)) as tar:
        return [(m.name, tar.extractfile(m).read()) for m in tar]  # type: ignore[union-attr]


def packed(files: Files) -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w:gz") as tar:
        for name, data in files:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))
    return made.getvalue()


def wrong(data: bytes) -> str:
    found = members.read(data, "x")
    return "; ".join(verify.verify(found, verify.read(found, "x")).wrong)


def changed(name: str, change: Callable[[bytes], bytes]) -> Callable[[Files], Files]:
    return lambda files: [(n, change(d) if n.endswith(name) else d) for n, d in files]


def replanned(data: bytes) -> bytes:
    document = json.loads(data)
    document["plan"]["items"][0]["source"] = "something else"
    return json.dumps(document).encode()


def outside(files: Files) -> Files:
    return [*files, ("folder/../../etc/cron.d/x", b"x")]


ALTERED: list[tuple[str, Callable[[Files], Files], str]] = [
    ("a byte", changed("app.log", lambda d: d + b"x"), "logs/app.log was altered"),
    ("gone", lambda files: [f for f in files if not f[0].endswith("app.log")], "logs/app.log is missing"),
    ("added", lambda files: [*files, ("folder/new.txt", b"x")], "new.txt was added"),
    ("twice", lambda files: [*files, files[1]], "is there twice"),
    ("outside", outside, "would be unpacked outside of its folder"),
    ("the plan", changed("manifest.json", replanned), "the plan does not have the hash"),
    ("the report", changed("redaction.json", lambda d: b"{}"), "redaction.json was altered"),
    ("the sums", changed("SHA256SUMS", lambda d: d[64:]), "SHA256SUMS"),
]


@pytest.mark.parametrize(("what", "change", "says"), ALTERED, ids=[row[0] for row in ALTERED])
def test_what_was_altered_is_named(
    made: Path, what: str, change: Callable[[Files], Files], says: str
) -> None:
    files = files_of(made.read_bytes())
    assert wrong(packed(files)) == ""
    assert says in wrong(packed(change(files)))


def test_a_link_in_the_archive_is_named_and_not_followed(made: Path) -> None:
    data = io.BytesIO(gzip.decompress(made.read_bytes()))
    with tarfile.open(fileobj=data, mode="a") as tar:
        link = tarfile.TarInfo("folder/passwd")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tar.addfile(link)
    assert "passwd is no regular file" in wrong(gzip.compress(data.getvalue()))


def test_no_byte_of_the_file_can_be_changed_unseen(made: Path, tmp_path: Path) -> None:
    data = made.read_bytes()
    for at in [10, *range(11, len(data), max(1, len(data) // 150)), len(data) - 8, len(data) - 5]:
        broken = data[:at] + bytes([data[at] ^ 0x41]) + data[at + 1 :]
        try:
            # deflate has bits that nobody reads: where they are changed, the content is the same
            assert wrong(broken) or files_of(broken) == files_of(data), at
        except Mistake:
            pass  # nothing of it can be read


def test_a_file_that_breaks_off_is_not_valid(made: Path) -> None:
    data = made.read_bytes()
    for at in range(1, len(data), max(1, len(data) // 40)):
        try:
            assert wrong(data[:at]), at
        except Mistake:
            pass


def test_the_exit_status_tells_altered_from_unreadable(made: Path, tmp_path: Path) -> None:
    files = files_of(made.read_bytes())
    for name, data, code in (
        ("good", packed(files), 0),
        ("altered", packed(outside(files)), 1),
        ("text", b"hello", 2),
        ("other", packed([("a/b.txt", b"x")]), 2),
        ("empty", b"", 2),
    ):
        (tmp_path / name).write_bytes(data)
        assert bundle(tmp_path.parent, "verify", str(tmp_path / name), "--quiet").returncode == code, name
        assert bundle(tmp_path.parent, "show", str(tmp_path / name)).returncode in (0, 2)


def test_what_decompresses_to_more_than_any_bundle_is_refused_within_bounds() -> None:
    bomb = gzip.compress(bytes(64 << 20)) * 16
    with pytest.raises(Mistake):
        members.read(bomb, "bomb")


def test_a_manifest_of_any_shape_is_shown_or_refused(made: Path, tmp_path: Path) -> None:
    start = {"schema": "farhand.bundle/1"}
    for more in (
        {},
        {"rows": 3, "plan": []},
        {"rows": [{"name": {}, "redacted": 4}], "app": "\x1b[2J", "plan": 1},
    ):
        (tmp_path / "odd").write_bytes(packed([("f/manifest.json", json.dumps({**start, **more}).encode())]))
        shown = bundle(tmp_path.parent, "show", str(tmp_path / "odd"))
        assert (shown.returncode, "\x1b" in shown.stdout) == (0, False), shown.stderr
        assert bundle(tmp_path.parent, "verify", str(tmp_path / "odd")).returncode == 1
