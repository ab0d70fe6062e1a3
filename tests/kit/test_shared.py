"""What several scripts define in the same words is taken out, and nothing else; what they print stays."""

from __future__ import annotations

import subprocess

import pytest

from farhand.kit import shared
from tests.conftest import need_tool
from tests.kit import made

TWO = 'say() {\n  echo "<$1>"\n}\n'
AWK = """count() { # LINES: a brace in a text, in a comment } and in an expansion closes nothing
  awk '{ n++ } END { print "}", n }' | sed "s/^/${1:-}}/"; echo "$( (echo "$1"; echo ')}') | wc -l)"
  case $1 in a|b) { echo "it's"; } ;; esac # that's all }
}
"""


def test_what_is_the_same_is_taken_out_once() -> None:
    apart = shared.apart([TWO + "say one", AWK + TWO + "say two", AWK + "count a </dev/null", "echo none"])
    assert sorted(apart.definitions) == sorted([TWO[:-1], AWK[:-1]])
    assert apart.scripts == ("say one", "say two", "count a </dev/null", "echo none")
    assert apart.uses == (True, True, True, False)


@pytest.mark.parametrize("shell", made.SHELLS)
def test_a_script_prints_the_same_with_its_functions_taken_out(shell: str) -> None:
    need_tool(shell.split()[0])
    scripts = [TWO + "say one", AWK + TWO + "say two; echo x | count a"]
    apart = shared.apart([*scripts, AWK])
    assert len(apart.definitions) == 2
    begin = "\n".join(apart.definitions) + "\n"
    for whole, rest in zip(scripts, apart.scripts, strict=False):
        assert ran(shell, begin + rest) == ran(shell, whole) != ""


def ran(shell: str, script: str) -> str:
    return subprocess.run(
        [*made.words(shell), "-c", script], capture_output=True, text=True, check=True
    ).stdout


@pytest.mark.parametrize(
    "scripts",
    [
        ("f() {\n  echo 1\n}\nf", "f() {\n  echo 2\n}\nf"),  # other words
        ("f() {\n  echo 1\n}\nf", "f() {\n  echo 1\n}\nf", "f --version"),  # a program of that name
        ("if true; then\nf() {\n  echo 1\n}\nfi",) * 2,  # the branch would be empty
        ("f() {\n  echo 1\n}\nf() {\n  echo 2\n}\nf",) * 2,  # defined twice
        ("f() {\n  cat <<X\n}\nX\n}\nf",) * 2,  # text that stands here
        ("f() {\n  echo 'not closed\n}\nf",) * 2,
        ("f() { echo 1; } | cat\n",) * 2,  # not the end of a line
    ],
)
def test_what_is_not_sure_stays_where_it_is(scripts: tuple[str, ...]) -> None:
    apart = shared.apart(scripts)
    assert (apart.definitions, apart.scripts) == ((), scripts)


def test_long_texts_are_shared_short_ones_are_not() -> None:
    long, short = "t='\n" + "print 1\n" * 40 + "'", "u='\nprint\n'"
    apart = shared.apart([f"{long}\n{short}\necho $t"] * 2)
    assert apart.definitions == (long,)
    twice = f"{long}\nt=2\necho $t"
    assert shared.apart([twice] * 2).definitions == ()
