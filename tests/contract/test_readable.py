"""The scripts of all checks are read by people: shellcheck has nothing to say, and no line is too long."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from farhand import commands, declare, kit
from farhand.commands import Asked
from farhand.model import App
from tests.conftest import need_tool

_DECLARED = """
[app]
name = "billing"
[env.HOST]
[env.URL]
secret = true
[env.TOKEN]
secret = true
[dependencies.NAME]
kind = "KIND"
"""
_PLACES = {
    "written": {
        "tcp": "host = 'a.example'\nport = 22\nexpect = 'SSH'",
        "dns": "host = 'a.example'",
        "tls": "host = 'a.example'\nport = 443\nclient = 'requests'",
        "http": "url = 'https://a.example/x?y=1'\nmethod = 'POST'\nbody = '{}'",
    },
    "variable": {
        "tcp": "host = '${HOST}'\nport = 22",
        "dns": "host = '${HOST}'",
        "tls": "host = '${HOST}'\nport = 443",
        "http": "url = '${URL}'\nproxy = '${URL}'\n"
        "[dependencies.NAME.headers]\nAuthorization = 'Bearer ${TOKEN}'",
    },
}
CASES = [(how, kind) for how, kinds in _PLACES.items() for kind in kinds]


def declared(folder: Path, how: str, *kinds: str) -> tuple[App, list[Asked]]:
    text, _, one = _DECLARED.partition("[dependencies.NAME]")
    for kind in kinds:
        settings = f"[dependencies.NAME]{one}{_PLACES[how][kind]}\n"
        text += settings.replace("NAME", f"the-{kind}").replace("KIND", kind)
    (folder / "farhand.toml").write_text(text)
    app = declare.load(folder / "farhand.toml")
    site = ("clock", "proxy") if "http" in kinds else ()
    return app, [one for one in commands.of_app(app) if one.check in (*kinds, *site)]


def checked(text: str) -> None:
    words = [need_tool("shellcheck"), "-s", "sh", "-S", "style", "-f", "gcc", "-"]
    done = subprocess.run(words, input=text.encode(), capture_output=True, check=False)
    assert done.returncode == 0, done.stdout.decode()


@pytest.mark.parametrize(("how", "kind"), CASES)
def test_a_script_by_itself(how: str, kind: str, tmp_path: Path) -> None:
    for one in declared(tmp_path, how, kind)[1]:
        checked(one.command.script)
        assert max(map(len, one.command.script.splitlines())) <= 160


@pytest.mark.parametrize("how", _PLACES)
def test_a_kit_holds_what_its_checks_share_once(how: str, tmp_path: Path) -> None:
    app, asked = declared(tmp_path, how, *_PLACES[how])
    text = kit.kit(app, asked, "bare", "")
    checked(text)
    for name in ("watch", "dns", "tcp", "tls", "proxy"):
        assert text.count(f"#== end of {name}\n") == 1, name
    assert len(text) < sum(len(one.command.script) for one in asked)


def test_of_two_libraries_with_one_name_only_the_first_is_shared() -> None:
    first, second = (f"#== a: x\n{{\necho {word}\n}}\n#== end of a\n" for word in ("one", "two"))
    shared, left = commands.apart([first + "a1\n", second + "a2\n", first + "a3\n"])
    assert shared == [first]
    assert left == ["# (a: see above)\na1\n", second + "a2\n", "# (a: see above)\na3\n"]
