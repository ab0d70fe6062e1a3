"""The same kit says the same in every shell and with every awk."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.conftest import need, need_tool
from tests.kit import made

#: What scripts of checks are made of: each is a way in which shells differ, or might.
SCRIPTS = {
    "status": "echo hello; echo to the other side >&2; exit 3",
    "variables": 'echo "$REGION ${REGION:-none} ${UNSET-unset} ${PID-no pid}"; echo $((7 * 6))',
    "here": "cat <<'FARHAND'\n$HOME `id` \\n \\\\ 'x' \"y\"\nFARHAND",
    "functions": 'f() { local_x=$1; echo "<$local_x>"; }; f "a  b"; set -- 1 2 3; echo "$# $*"',
    "signs": "printf '%s\\n' 'h\u00e4llo \u2713' '  two  blanks ' '' '\t tab'; printf 'no line feed'",
    "bytes": "printf '\\377\\376\\n\\033[31mred\\033[0m\\r\\n'",
    "own words": "echo '#farhand rc=0'; echo '#farhand end at=1 sum=2.3 lines=4'; echo '#farhand "
    "begin check=x v=2'",
    "large": "i=0; while [ $i -lt 6000 ]; do echo 0123456789abcdef; i=$((i + 1)); done",
    "silent": ":",
    "missing": "a-program-that-is-not-there --version",
    "reads": "cat; read -r line || echo 'nothing to read'",
    "trap": "trap 'echo at the end' EXIT; echo first",
}
EXPECTED = {
    "status": ("hello\nto the other side", 3),
    "variables": ("eu eu unset no pid\n42", 0),
    "here": ("$HOME `id` \\n \\\\ 'x' \"y\"", 0),
    "functions": ("<a  b>\n3 1 2 3", 0),
    "signs": ("h\u00e4llo \u2713\n  two  blanks \n\n\t tab\nno line feed", 0),
    "own words": (
        " #farhand rc=0\n #farhand end at=1 sum=2.3 lines=4\n #farhand begin check=x v=2",
        0,
    ),
    "silent": ("", 0),
    "reads": ("nothing to read", 0),
    "trap": ("first\nat the end", 0),
}
EVERY = [(shell, awk) for shell in made.SHELLS for awk in made.AWKS]
#: Each shell and each awk at least once.
SAMPLE = [("dash", "gawk"), ("bash", "mawk"), ("busybox sh", "busybox awk"), ("ksh93", "mawk")]
PAIRS = EVERY if os.environ.get("FARHAND_ALL") == "1" else SAMPLE


@pytest.mark.parametrize(("shell", "awk"), PAIRS, ids=lambda word: word.replace(" ", "-"))
def test_the_same_frames_everywhere(shell: str, awk: str, tmp_path: Path) -> None:
    for tool in (shell, awk):
        need_tool(tool.split()[0])
    kit = made.write(tmp_path, SCRIPTS)
    ran = made.run(kit, shell=shell, env={"REGION": "eu"}, path_var=made.with_awk(tmp_path, awk))
    found = dict(zip(SCRIPTS, made.frames(ran.stdout), strict=True))
    assert ran.returncode == 0, ran.stderr
    assert all(frame.sound for frame in found.values())
    for name, (body, rc) in EXPECTED.items():
        assert (found[name].body, found[name].rc) == (body, rc), name
    assert found["large"].rc is None
    assert 59_000 < len(found["large"].body) <= 60_000
    assert found["missing"].rc == 127
    assert found["bytes"].body.encode("utf-8", "surrogateescape") == b"\xff\xfe\n\x1b[31mred\x1b[0m\r"
    last = ran.stdout.decode("utf-8", "replace").splitlines()[-1]
    assert last.startswith(f"#farhand kit ran={len(SCRIPTS)} skipped=0 took=")


def test_frames_do_not_depend_on_how_the_kit_is_given(tmp_path: Path) -> None:
    """As a file, and on the standard input of a shell, as a container gets it."""
    import subprocess

    kit = made.write(tmp_path, {name: SCRIPTS[name] for name in ("status", "here", "reads")})
    as_file = made.run(kit)
    piped = subprocess.run(
        ["sh", "-s", "--", "--only", "1,2,3"], input=kit.read_bytes(),
        capture_output=True, timeout=60, check=False,
        env={"PATH": os.environ["PATH"]},
    )  # fmt: skip
    assert list(map(made.same, made.frames(piped.stdout))) == list(
        map(made.same, made.frames(as_file.stdout))
    )
    assert len(made.frames(piped.stdout)) == 3


def test_a_kit_that_was_cut_on_its_way_does_nothing(tmp_path: Path) -> None:
    kit = made.write(tmp_path, {"one": f"touch {tmp_path}/ran"})
    whole = kit.read_bytes()
    for part in (0.3, 0.6, 0.9, 0.995):
        kit.write_bytes(whole[: int(len(whole) * part)])
        made.run(kit)
    assert not (tmp_path / "ran").exists()
    kit.write_bytes(whole)
    made.run(kit)
    assert (tmp_path / "ran").exists()


def test_the_shells_are_really_there() -> None:
    """`make tools` installs them all; where one is missing the matrix above has a hole."""
    import shutil

    missing = [s for s in made.SHELLS if not shutil.which(s.split()[0])]
    need(not missing, f"not installed: {', '.join(missing)}")
    assert not missing
