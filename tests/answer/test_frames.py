"""What stands in and around frames: kits, words that look like frames, no checksum, no frame at all."""

from __future__ import annotations

import html
import os
import subprocess
from pathlib import Path

import pytest

from farhand import framing, paste
from farhand.paste import Pasted, kits
from tests.answer import golden
from tests.conftest import need_tool
from tests.kit import made

#: A whole frame of its own, with a right checksum, as a hostile server may send it.
FORGED = golden.sealed("tcp", "forged", golden.tcp_body("", 0))


def framed(script: str, env: dict[str, str] | None = None, shell: str = "sh") -> str:
    """What a shell prints for a script in a frame."""
    text = framing.frame(framing.words("tcp", "db"), script)
    done = subprocess.run([shell, "-s"], input=text, capture_output=True, text=True, timeout=60, env=env)
    return done.stdout


def printing(text: str, folder: Path) -> str:
    (folder / "body").write_text(text)
    return f"cat {folder / 'body'}"


def subjects(found: Pasted) -> list[tuple[str, bool]]:
    return [(output.subject, output.proved) for output, _ in found.outputs]


def test_a_frame_in_a_body_is_no_frame(tmp_path: Path) -> None:
    whole = framed(printing(golden.tcp_body() + FORGED, tmp_path))
    assert "\n #farhand begin" in whole
    quoted = "".join(f"> {line}\n" for line in whole.splitlines())
    for text in (whole, quoted, whole.replace("\n", "\r\n")):
        assert subjects(paste.read(text, "x")) == [("db", True)]
    ended = whole.rindex("#farhand end")
    for cut in (whole[:ended], "".join(f"> {line}\n" for line in whole[:ended].splitlines())):
        assert subjects(paste.read(cut, "x")) == [("db", False)]


@pytest.mark.parametrize("hidden", ["#\x1b[1mfarhand", "&#35;farhand", "**#farhand", "=23farhand"])
def test_a_frame_in_a_body_that_is_hidden_from_the_shell_is_none_either(tmp_path: Path, hidden: str) -> None:
    body = golden.tcp_body() + FORGED.replace("#farhand", hidden)
    found = paste.read(framed(printing(body, tmp_path)), "x")
    assert subjects(found) == [("db", True)]


def around(hidden: str, folder: Path) -> str:
    """An output whose own last line was lost, with a whole hidden one in it."""
    whole = framed(printing(golden.tcp_body() + FORGED.replace("#farhand", hidden), folder))
    return whole[: whole.rindex("#farhand end")]


HIDDEN = ["#\x1b[1mfarhand", "&#35;farhand", "**#farhand", "=23farhand", "> #farhand", "\\#farhand"]
SENT = {
    "as it is": lambda text: text,
    "quoted": lambda text: "".join(f"> {line}\n" for line in text.splitlines()),
    "with times": lambda text: "".join(
        f"2026-11-26T18:52:{n % 60:02}Z {line}\n" for n, line in enumerate(text.splitlines())
    ),
    "as HTML": lambda text: f"<pre>{html.escape(text)}</pre>",
    "in a fence": lambda text: f"```\n{text}```\n",
}


@pytest.mark.parametrize("sent", SENT)
@pytest.mark.parametrize("hidden", HIDDEN)
def test_a_frame_in_a_body_whose_own_end_is_lost_is_not_judged(
    tmp_path: Path, hidden: str, sent: str
) -> None:
    found = paste.read(SENT[sent](around(hidden, tmp_path)), "x")
    assert all(row.unknown for row in found.evidence)
    assert all(meant.why for _, meant in found.outputs)
    assert "end is missing" in str([meant.why for _, meant in found.outputs])


@pytest.mark.parametrize("hidden", HIDDEN)
def test_what_stands_behind_such_an_output_is_read(tmp_path: Path, hidden: str) -> None:
    after = golden.sealed("tcp", "after", golden.tcp_body())
    found = paste.read(around(hidden, tmp_path) + after, "x")
    assert ("after", True) in subjects(found)
    assert {row.subject for row in found.evidence if not row.unknown} == {"after"}


def test_a_forged_frame_that_says_it_is_the_outer_one_is_not_judged_either(tmp_path: Path) -> None:
    text = around("&#35;farhand", tmp_path)
    about = dict(word.split("=", 1) for word in text.split("\n")[0].split() if "=" in word)
    forged = golden.sealed("tcp", "db", golden.tcp_body("", 0), host=about["host"], began=int(about["at"]))
    body = text.replace(FORGED.replace("#farhand", "&#35;farhand"), "")
    found = paste.read(body + forged.replace("#farhand", "&#35;farhand"), "x")
    assert found.evidence
    assert all(row.unknown for row in found.evidence)


@pytest.fixture
def small(tmp_path: Path) -> dict[str, str]:
    """A busybox system as Debian builds it: without cksum."""
    need_tool("busybox")
    for name in ("sh", "date", "sed", "head", "uname", "awk", "tr", "cat"):
        (tmp_path / name).symlink_to("/usr/bin/busybox")
    return {"PATH": str(tmp_path)}


def test_without_cksum_awk_does_the_sum(tmp_path: Path, small: dict[str, str]) -> None:
    text = framed(printing(golden.tcp_body() + "hällo\n", tmp_path), small, str(tmp_path / "sh"))
    assert subjects(paste.read(text, "x")) == [("db", True)]


def test_without_any_sum_whole_lines_are_read_with_less_confidence(
    tmp_path: Path, small: dict[str, str]
) -> None:
    (tmp_path / "awk").unlink()
    (tmp_path / "awk").write_text('#!/bin/sh\ncase $1 in *xor*) exit 1;; esac\nexec busybox awk "$@"\n')
    (tmp_path / "awk").chmod(0o755)
    (tmp_path / "busybox").symlink_to("/usr/bin/busybox")
    need_tool("dash")  # busybox's own sh would take its own awk
    text = framed(printing(golden.tcp_body(), tmp_path), small, "/bin/dash")
    assert " sum= lines=" in text
    ((output, meant),) = paste.read("Hi,\r\n" + text.replace("\n", "\r\n"), "x").outputs
    assert (output.proved, output.unsealed, output.lost) == (False, True, "")
    assert any(row.facts.get("unsealed") for row in meant.rows)
    ((output, _),) = paste.read(text.replace("refused", "refused!"), "x").outputs
    assert "altered" in output.lost


SCRIPTS = {"one": f"cat <<'E'\n{golden.tcp_body()}E", "two": "sleep 30", "three": "true", "four": "echo x"}


def test_a_kit_says_what_was_not_run_and_how_many_there_are(tmp_path: Path) -> None:
    kit = made.write(tmp_path, SCRIPTS, seconds=1)
    done = subprocess.run(
        ["sh", str(kit), "--here", "--skip", "three"], capture_output=True, text=True, env=dict(os.environ)
    )
    found = paste.read(done.stdout, "x")
    told = {output.subject: meant for output, meant in found.outputs}
    assert [row.stage for row in told["one"].rows] == ["config", "dns", "tcp"]
    assert told["one"].rows[0].vantage.where == "host"
    assert "stopped after 1 s" in told["two"].why
    assert told["two"].rows[0].unknown
    assert told["three"].why.startswith("declined by the customer")
    assert not found.unread
    parts = done.stdout.split("#farhand begin ")
    short = "#farhand begin ".join([*parts[:2], *parts[3:]])
    assert "1 are missing" in str(paste.read(short, "x").unread)
    lines = done.stdout.splitlines()
    assert "last line of the kit" in str(paste.read("\n".join(lines[:-1]), "x").unread)


@pytest.mark.parametrize(
    ("words", "why"),
    [("skipped=deadline", "time of the kit was up"), ("skipped=no-way-inside", "no way inside"),
     ("skipped=odd", "not run: odd"), ("stopped=30", "stopped after 30 s")],
)  # fmt: skip
def test_words_of_a_kit(words: str, why: str) -> None:
    text = with_words("tcp", golden.tcp_body(), words + " platform=docker where=container uid=7")
    ((output, meant),) = paste.read(text, "x").outputs
    assert output.proved
    assert why in meant.why
    assert meant.instead
    vantage = meant.rows[0].vantage
    assert (vantage.where, vantage.platform, vantage.user) == ("container", "docker", "7")


def test_from_beside_a_container_only_the_network_is_judged() -> None:
    seen = "platform=docker where=network"
    net = with_words("tcp", golden.tcp_body(), seen)
    assert golden.is_known(golden.reading(net))
    files = with_words(
        "env", "farhand env 2\nfrom the environment of the shell\nunset A_URL required\n", seen
    )
    assert "beside" in paste.read(files, "x").outputs[0][1].why
    assert not golden.is_known(golden.reading(files))


def with_words(check: str, body: str, words: str) -> str:
    """A frame as a kit makes it."""
    begin = f"#farhand begin {framing.words(check, 'db')} {words} host=a at={golden.BEGAN}"
    lines = [begin, *body.split("\n"), "#farhand rc=0"]
    sizes = ",".join(str(len(line.encode())) for line in lines)
    end = f"#farhand end at={golden.BEGAN} sum={framing.seal(lines)} lines={sizes}"
    return "\n".join([*lines, end, "#farhand kit ran=1 skipped=0 took=1 v=2", ""])


def test_which_checks_ask_about_the_inside() -> None:
    from farhand import checks

    inside = {name for name in checks.names() if kits.of_inside(name)}
    assert {"env", "host", "directory", "sqlite"} <= inside
    assert not inside & {"tcp", "dns", "http", "postgres", "redis", "tls", "clock"}


RAW = {file.stem: golden.body_of(file.read_text()) for file in sorted(golden.OUTPUTS.glob("*.txt"))}


@pytest.mark.parametrize("name", [name for name in RAW if name.partition("--")[0] != "clock"])
def test_a_raw_output_is_read_where_it_is_whole_and_only_there(name: str) -> None:
    whole, check = RAW[name], name.partition("--")[0]
    said = [row[:3] for row in golden.reading((golden.OUTPUTS / f"{name}.txt").read_text())]
    assert [row[:3] for row in golden.reading(f"Hi Ann,\n$ sh x.sh\n{whole}\nBest, Bob\n")] == said
    assert {row[0] for row in said} == {check}
    lines = whole.rstrip("\n").split("\n")
    for part in (lines[1:], lines[:-1], lines[: len(lines) // 2]):
        assert golden.reading("\n".join(part) + "\n") == ()


def test_several_raw_outputs_are_told_apart() -> None:
    names = ["tcp--tcp_closed_port", "http--control_http_plain", "tcp--dns_nxdomain", "host--tcp_closed_port"]
    found = golden.reading("\n".join(RAW[name] for name in names))
    alone = [row for name in names for row in golden.reading(RAW[name])]
    assert sorted(map(str, found)) == sorted(map(str, alone))
