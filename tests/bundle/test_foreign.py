"""Other people's bundles: the planted fault is the first cause, and a healthy one has none."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from farhand import inputs
from farhand.bundle import foreign
from farhand.bundle.foreign import _kubernetes
from tests.bundle.foreign_samples import DUMP, PACKS, dump_folder, sos, support_bundle
from tests.conftest import need_tool

BUNDLES = {
    "sos": (sos(True), "fs.full", "a sos report of host web-1, made 2026-11-20"),
    "oom": (
        support_bundle("oom"),
        "memory.oom_killed",
        "a troubleshoot.sh support bundle, made 2026-11-20 14:05",
    ),
    "refused": (support_bundle("refused"), "tcp.refused", "a troubleshoot.sh support bundle"),
    "database": (support_bundle("database"), "postgres.auth", "a troubleshoot.sh support bundle"),
    "dump": (dump_folder(), "memory.oom_killed", "a kubectl cluster-info dump of 1 namespaces (default)"),
}  # fmt: skip


def diagnosed(*words: str, data: bytes | None = None) -> tuple[int, dict[str, Any]]:
    done = subprocess.run(
        [sys.executable, "-m", "farhand", "diagnose", "--json", *words],
        input=data, capture_output=True, timeout=120,
    )  # fmt: skip
    assert b"Traceback" not in done.stderr, done.stderr
    return done.returncode, json.loads(done.stdout)


def written(files: dict[str, str], folder: Path) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


@pytest.mark.parametrize("name", BUNDLES)
def test_the_planted_fault_is_the_first_cause(name: str, tmp_path: Path) -> None:
    files, cause, says = BUNDLES[name]
    path = tmp_path / "b.tar.xz"
    path.write_bytes(PACKS["b.tar.xz"](files))
    code, document = diagnosed(str(path))
    assert code == 1, document
    assert document["causes"][0]["id"] == cause
    assert document["causes"][0]["evidence"][0]["source"].startswith(f"{path}!")
    assert document["understood"][0]["says"].startswith(says)


@pytest.mark.parametrize("name", BUNDLES)
def test_however_it_is_packed_the_same_is_read(name: str, tmp_path: Path) -> None:
    files, _, says = BUNDLES[name]
    paths = [written(files, tmp_path / "folder")]
    for pack, make in PACKS.items():
        paths.append(tmp_path / pack)
        paths[-1].write_bytes(make(files))
    read = []
    for path in paths:
        told = inputs.Told()
        read.append({s.name[len(str(path)) + 1 :]: s.whole for s in inputs.sources(str(path), told)})
        assert told.understood[0]["says"].startswith(says)
        assert not told.unreadable
    assert read[0]
    assert all(one == read[0] for one in read)


@pytest.mark.parametrize("files", [sos(False), support_bundle("")], ids=["sos", "support bundle"])
def test_a_healthy_bundle_has_no_cause(files: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "b.tar").write_bytes(PACKS["b.tar"](files))
    code, document = diagnosed(str(tmp_path / "b.tar"))
    assert document["causes"] == []
    assert (code, document["verdict"]) == (0, "healthy")


def test_a_bundle_on_standard_input_and_within_another_archive() -> None:
    packed = PACKS["b.tar.xz"](sos(True))
    code, document = diagnosed("-", data=packed)
    assert (code, document["causes"][0]["id"]) == (1, "fs.full")
    import io
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("mail.txt", "please look at the report\n")
        file.writestr("sosreport.tar.xz", packed)
    code, document = diagnosed("-", data=out.getvalue())
    assert (code, document["causes"][0]["id"]) == (1, "fs.full")
    assert document["understood"][0]["source"] == "stdin!sosreport.tar.xz"


def test_the_dump_as_one_text(tmp_path: Path) -> None:
    (tmp_path / "dump.txt").write_text(DUMP)
    code, document = diagnosed(str(tmp_path / "dump.txt"))
    assert (code, document["causes"][0]["id"]) == (1, "memory.oom_killed")
    assert '"OOMKilled"' in DUMP.splitlines()[document["causes"][0]["evidence"][0]["line"] - 1]


def test_a_dump_of_a_large_cluster_is_read_in_parts(tmp_path: Path) -> None:
    """Two megabytes of pods that are well before the one that is not."""
    pods = next(text for label, text in _kubernetes.parts(DUMP) if label == "PodList" and "cache-0" in text)
    lines = pods.split("\n")
    start = lines.index('    "items": [') + 1
    ends = [at for at, line in enumerate(lines) if line in ("        },", "        }")]
    well = next(
        lines[a:b]
        for a, b in zip([start, *(e + 1 for e in ends)], [e + 1 for e in ends])
        if "cache-0" in str(lines[a:b])
    )
    many = "\n".join(["\n".join([*well[:-1], "        },"])] * 900)
    large = DUMP.replace(pods, "\n".join([*lines[:start], many, *lines[start:]]))
    assert len(large) > 2 << 20
    (tmp_path / "dump.txt").write_text(large)
    code, document = diagnosed(str(tmp_path / "dump.txt"))
    assert (code, document["causes"][0]["id"]) == (1, "memory.oom_killed")
    assert "#PodList" in document["causes"][0]["evidence"][0]["source"]


def test_binary_members_are_told_in_one_row(tmp_path: Path) -> None:
    from tests.bundle.attacks import END, member

    parts = [member(b"bin/%d" % n, b"\x7fELF" + bytes(range(256))) for n in range(300)]
    (tmp_path / "b.tar").write_bytes(b"".join(parts) + member(b"a.log", b"all well\n") + END)
    _, document = diagnosed(str(tmp_path / "b.tar"))
    assert [row for row in document["unread"] if "binary" in row["why"]] == [
        {
            "source": str(tmp_path / "b.tar"),
            "why": "300 binary files were left unread: bin/0, bin/1, bin/2, …",
        }
    ]
    assert len(document["unread"]) == 2


def test_a_damaged_archive_is_told_and_what_is_in_it_still_read(tmp_path: Path) -> None:
    whole = PACKS["b.tar"](sos(True))
    (tmp_path / "b.tar").write_bytes(whole[: whole.index(b"/proc/filesystems") - 100])
    code, document = diagnosed(str(tmp_path / "b.tar"))
    assert code == 2
    assert document["causes"][0]["id"] == "fs.full"
    assert any("breaks off" in row["why"] for row in document["unread"])


def test_a_link_out_of_a_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.log").write_text("FATAL:  sorry, too many clients already\n")
    folder = written({"a.log": "all well\n"}, tmp_path / "in")
    (folder / "link.log").symlink_to(tmp_path / "secret.log")
    _, document = diagnosed(str(folder))
    assert document["causes"] == []
    assert any("not followed" in row["why"] for row in document["unread"])


def test_every_tool_is_recognised_by_its_own_names_only() -> None:
    for name, (files, _, _) in BUNDLES.items():
        found = foreign.find(list(files))
        assert found is not None, name
        knowing = [t for t in foreign.tools() if t.recognise([n[len(found.top) :] for n in files])]
        assert knowing == [found.tool]
    assert foreign.find(["a.log", "pods.json", "etc/passwd"]) is None
    assert foreign.find([]) is None


def test_a_real_sos_report(tmp_path: Path) -> None:
    """The tool itself, on this host: recognised, and read without a word of its thousands of settings."""
    sos_tool = need_tool("sos")
    words = [sos_tool, "report", "--batch", "-o", "host,filesys,memory", "--tmp-dir", str(tmp_path)]
    done = subprocess.run(words, capture_output=True, timeout=240, check=False)
    made = list(tmp_path.glob("sosreport-*.tar.xz"))
    assert made, done.stdout[-2000:]
    _, document = diagnosed(str(made[0]))
    assert document["understood"][0]["reader"] == "sos"
    assert {u["reader"] for u in document["understood"]} >= {"df", "free"}
