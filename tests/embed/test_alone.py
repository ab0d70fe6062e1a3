"""What an app loads with Farhand: nothing but the standard library, also once everything in it has run."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

SCRIPT = """
import sys, time, pathlib
sys.path.insert(0, sys.argv[1])
import farhand
assert not [m for m in sys.modules if m.startswith("farhand.")], "import farhand loads nothing"
farhand.install(role="script")
assert "farhand.checks" not in sys.modules, "the checks wait for Farhand's own thread"
from farhand.embed import process, endpoints
from farhand.embed.parts import leader
from farhand.wire import local
me = process.current()
end = time.monotonic() + 20
while not me.leads and time.monotonic() < end:
    time.sleep(0.05)
path = str(me.folder / leader.NAME)
for endpoint in endpoints.every():
    for place in endpoints.paths_of(endpoint):
        if "{" not in place:
            local.ask(path, endpoint.METHODS[0], place, timeout=20)
time.sleep(1)
known = set(sys.stdlib_module_names) | {"farhand", "__main__"}
print(sorted({m.partition(".")[0] for m in sys.modules} - known))
print(me.problems)
"""


def test_everything_inside_the_app_needs_the_standard_library_only(tmp_path: Path) -> None:
    src = Path(__file__).parents[2] / "src"
    (tmp_path / "farhand.toml").write_text(
        '[app]\nname = "alone"\n[dependencies.data]\nkind = "directory"\npath = "/tmp"\n'
    )
    env = {"FARHAND_RUN": str(tmp_path), "PATH": "/usr/bin:/bin"}
    # -I -S: nothing that is installed can be found, so that what would need it fails.
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", SCRIPT, str(src)],
        cwd=tmp_path, env=env, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    loaded, problems = done.stdout.splitlines()
    assert loaded == "[]", loaded
    assert problems == "[]", problems
