"""Archives built to do harm: nothing outside the target changes, the good file is kept, the bad one told."""

from __future__ import annotations

import bz2
import contextlib
import gzip
import io
import lzma
import os
import resource
import stat
import subprocess
import tarfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from farhand.archives import Damaged, Limits, Member, Meter, Refused, find, walk
from farhand.bundle import opening
from farhand.bundle.opening import Opened
from farhand.errors import Mistake
from tests.bundle import attacks
from tests.bundle.attacks import ATTACKS, END, GOOD, header, member, overlapping, tar, zipped
from tests.conftest import need


def unpacked(data: bytes, folder: Path, **limits: Any) -> Opened:
    meter = Meter(Limits(**limits))
    return opening.unpack(find(io.BytesIO(data), meter), meter, folder)


def everything(folder: Path) -> dict[str, bytes | None]:
    """All that is below a folder: links are not followed."""
    return {
        str(p.relative_to(folder)): p.read_bytes() if p.is_file() and not p.is_symlink() else None
        for p in sorted(folder.rglob("*"))
    }


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A target's surroundings, with what an attack may want to write over."""
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "precious").write_text("untouched")
    (tmp_path / "evil").write_text("untouched")
    return tmp_path


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_writes_nothing_outside(name: str, site: Path) -> None:
    made, word = ATTACKS[name]
    before = everything(site)
    opened = unpacked(made(), site / "deep")
    after = {k: v for k, v in everything(site).items() if k.split("/")[0] != "deep"}
    assert after == before
    assert not Path("/tmp/farhand-evil").exists()
    assert any(word in row.why for row in opened.refused), opened.refused
    assert (site / "deep" / "good.log").read_bytes() == b"a good line\n"
    for path in (site / "deep").rglob("*"):
        mode = path.lstat().st_mode
        assert stat.S_ISREG(mode) or stat.S_ISDIR(mode)
        assert stat.S_IMODE(mode) == (0o600 if stat.S_ISREG(mode) else 0o700)
    assert all(row.name.isprintable() for row in opened.refused)


@pytest.mark.parametrize(
    "pack", [gzip.compress, bz2.compress, lzma.compress, zipped], ids=["gz", "bz2", "xz", "zip"]
)
def test_a_bomb_is_stopped_early(pack: Any, tmp_path: Path) -> None:
    bomb = tar(member(b"zeros", b"\0" * (40 << 20)))
    data = zipped(("zeros", b"\0" * (40 << 20))) if pack is zipped else pack(bomb)
    opened = unpacked(data, tmp_path / "out", small=1 << 20, ratio=50)
    assert any("bomb" in row.why for row in opened.refused)
    assert sum(p.stat().st_size for p in (tmp_path / "out").rglob("*")) < 3 << 20


def test_the_limits_of_members_bytes_and_time(tmp_path: Path) -> None:
    many = tar(*(member(b"%d" % n) for n in range(50)))
    assert "more than 10 members" in unpacked(many, tmp_path / "a", members=10).refused[-1].why
    large = tar(member(b"large", b"x" * 9000))
    assert "larger than 4.88 KiB" in unpacked(large, tmp_path / "b", member=5000).refused[0].why
    assert "unpacked it is larger" in unpacked(large, tmp_path / "c", bytes=5000).refused[-1].why
    assert "longer than 0 s" in unpacked(large, tmp_path / "d", seconds=0).refused[-1].why


def test_members_that_share_bytes_are_refused(tmp_path: Path) -> None:
    opened = unpacked(overlapping(2000), tmp_path / "out")
    assert not opened.digests
    assert {row.why for row in opened.refused} == {"it shares bytes with another member"}


def test_a_size_that_is_only_said_takes_no_memory_and_no_disk(tmp_path: Path) -> None:
    """Each says to hold 2 TiB or more, in a name, in pax records, in a member."""
    large = b"\x80" + (1 << 41).to_bytes(11, "big")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for number, kind in enumerate((b"L", b"x", b"g", b"0")):
        head = header(b"x", kind=kind, size_cell=large)
        opened = unpacked(GOOD + head + b"y" * 5000, tmp_path / str(number))
        assert (tmp_path / str(number) / "good.log").exists()
        assert opened.refused
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 64 << 10  # KiB


def test_negative_and_absurd_numbers_are_damage(tmp_path: Path) -> None:
    cells = (b"\xff" * 12, b"-0000000001\0", b"99999999999\0", b"\x80" + b"\xff" * 11)
    for number, cell in enumerate(cells):
        opened = unpacked(GOOD + header(b"x", size_cell=cell), tmp_path / str(number))
        assert opened.refused[-1].rest
        assert list(opened.digests) == ["good.log"]


@pytest.mark.parametrize(
    "pack", [bytes, gzip.compress, bz2.compress, lzma.compress], ids=["tar", "gz", "bz2", "xz"]
)
def test_what_came_before_a_break_is_kept_and_the_break_told(pack: Any, tmp_path: Path) -> None:
    noise = os.urandom(2_000_000)
    data = pack(GOOD + member(b"last.log", noise) + END)
    opened = unpacked(data[: len(data) * 2 // 3], tmp_path / "out")
    assert (tmp_path / "out" / "good.log").read_bytes() == b"a good line\n"
    kept = (tmp_path / "out" / "last.log").read_bytes()
    assert noise.startswith(kept)
    assert any(row.rest or "could be read is kept" in row.why for row in opened.refused)


def test_garbage_after_the_end_of_gzip_is_told(tmp_path: Path) -> None:
    assert [*walk(io.BytesIO(gzip.compress(b"text\n") + b"garbage"))]
    (row,) = [r for r in walk(io.BytesIO(gzip.compress(b"text\n") + b"garbage")) if isinstance(r, Member)]
    data = row.open()
    assert data.read(5) == b"text\n"
    with pytest.raises(Exception, match="something else follows"):
        data.read(1)


def test_an_existing_folder_or_link_is_never_written_into(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "there")
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    for name in ("there", "link", "dangling"):
        with pytest.raises(Mistake, match="is there already"):
            unpacked(tar(), tmp_path / name)
    assert not any((tmp_path / "there").iterdir())
    assert not (tmp_path / "nowhere").exists()


def test_a_full_disk_leaves_nothing(tmp_path: Path) -> None:
    need(os.geteuid() == 0, "a small file system is mounted as root")
    disk = tmp_path / "disk"
    disk.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(disk)], check=False)
    need(made.returncode == 0, "no file system can be mounted here")
    try:
        with pytest.raises(Mistake, match="disk would be too full"):
            unpacked(tar(), disk / "out")
        assert not any(disk.iterdir())
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_archives_in_archives_end_at_a_depth() -> None:
    data = tar(member(b"x.log", b"deep\n"))
    for level in range(6):
        data = gzip.compress(tar(member(b"%d.tgz" % level, data)))
    rows = list(walk(io.BytesIO(data), Limits(depth=3)))
    assert [r.why for r in rows if isinstance(r, Refused)] == ["archives are nested deeper than 3"]


def test_an_inner_zip_is_read_in_memory_up_to_a_limit() -> None:
    data = tar(member(b"in.zip", zipped(("a.log", b"inner"))))
    assert [r.name for r in walk(io.BytesIO(data))] == ["in.zip!a.log", "in.zip!good.log", "good.log"]
    rows = [r for r in walk(io.BytesIO(data), Limits(held=10)) if isinstance(r, Refused)]
    assert "unpack it first" in rows[0].why


def test_python_tar_and_gnu_forms_are_read_whole(tmp_path: Path) -> None:
    """What honest tools write in every form comes out as it went in."""
    names = ["a/b.log", "l" * 80 + "/" + "n" * 80 + ".log", "ünï/cödé.log"]
    for form in (tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT):
        out = io.BytesIO()
        with tarfile.open(fileobj=out, mode="w", format=form) as file:
            for name in names:
                info = tarfile.TarInfo(name)
                info.size = len(name.encode())
                file.addfile(info, io.BytesIO(name.encode()))
        opened = unpacked(out.getvalue(), tmp_path / str(form))
        assert sorted(opened.digests) == sorted(names)
        assert not opened.refused


@settings(max_examples=150)
@given(st.data())
def test_no_bytes_make_it_fall_over(data: st.DataObject) -> None:
    """Real archives with bytes changed, cut and doubled; only rows come out, and everything ends."""
    whole = data.draw(st.sampled_from([tar(member(b"a/b", b"text" * 50)), zipped(("a/b", b"text" * 50))]))
    changed = bytearray(data.draw(st.sampled_from([whole, gzip.compress(whole), lzma.compress(whole)])))
    for _ in range(data.draw(st.integers(1, 6))):
        changed[data.draw(st.integers(0, len(changed) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(changed)))
    for row in walk(io.BytesIO(bytes(changed[:cut] if cut % 2 else changed)), Limits(bytes=1 << 22)):
        assert row.name == "" or (".." not in row.name.split("/") and row.name.isprintable())
        if isinstance(row, Member):
            with contextlib.suppress(Damaged):
                row.open().read()


def test_the_attacks_are_what_they_say() -> None:
    """Python's own reader finds in them what they are meant to hold."""
    with tarfile.open(fileobj=io.BytesIO(attacks.tar(member(b"../evil")))) as file:
        assert file.getnames() == ["../evil", "good.log"]
