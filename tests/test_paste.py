"""Pasted text, however it was mangled on the way, comes to the same evidence, or to an honest unknown."""

from __future__ import annotations

import socket
import subprocess
import types
from collections.abc import Iterator
from dataclasses import replace

import pytest

from farhand import checks, commands, kit, paste, report
from farhand.answers import kept, taken
from farhand.commands import Asked
from farhand.evidence import Opinion, weigh
from farhand.judge import judge
from farhand.model import App, Dependency, Facts, Finding, Seen, Verdict
from farhand.paste import doubt, tongues
from farhand.reading import Source
from farhand.redact import Redactor
from tests.answer import golden


def printed(script: str) -> str:
    """What a shell prints for it."""
    done = subprocess.run(["sh"], input=script, capture_output=True, text=True, timeout=60, check=False)
    return done.stdout


def tcp(subject: str, port: int, run_by: str = "customer") -> Asked:
    settings = {"host": "127.0.0.1", "port": port}
    command = commands.of(checks.find("tcp"), subject, settings)
    assert command is not None
    return Asked(subject, "tcp", command, Dependency(subject, "tcp", settings, run_by=run_by))


@pytest.fixture(scope="module")
def closed() -> int:
    """A port of this machine where nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
    return port


@pytest.fixture(scope="module")
def framed(closed: int) -> str:
    """The output of the real tcp command against that port."""
    return printed(commands.framed(tcp("pay ments/1", closed, "vendor"), "a7"))


def stages(text: str) -> list[tuple[str, str, str, str]]:
    found = paste.read(text, "stdin")
    results = [r for r in judge(list(found.evidence)) if r.outcome != "skip"]
    return [(r.subject, r.stage, r.outcome, r.findings[0].cause if r.findings else "") for r in results]


def last(text: str) -> list[tuple[str, str, str, str]]:
    """Of each subject the stage that was reached last."""
    return list({row[0]: row for row in stages(text)}.values())


def test_a_frame_is_read(framed: str) -> None:
    assert framed.startswith(
        "#farhand begin check=tcp subject=pay%20ments%2F1 run_by=vendor ask=a7 v=2 host="
    )
    assert last(framed) == [("pay ments/1", "tcp", "fail", "tcp.refused")]
    found = paste.read(framed, "stdin")
    ((output, _),) = found.outputs
    assert (output.ask, output.proved, output.rc, output.restored) == ("a7", True, 0, ())
    assert 0 <= output.ended - output.began < 60
    assert found.evidence[0].facts["about"]["run_by"] == "vendor"
    assert found.evidence[0].vantage.via == "paste"
    assert found.understood[0]["reader"] == "tcp"
    assert found.unread == ()


@pytest.mark.parametrize(
    "mangle",
    [
        lambda t: t.replace("\n", "\r\n"),
        lambda t: "".join(f"> {line}\n" for line in t.splitlines()),
        lambda t: "".join(f"> > {line}\n".replace(" \n", "\n") for line in t.splitlines()),
        lambda t: "".join(f"    {line}\n" for line in t.splitlines()),
        lambda t: f"Hi Ann,\n\nhere it is:\n\n[root@web ~]# sh check.sh\n{t}[root@web ~]# \n\nBest, Bob\n",
        lambda t: "\x1b[0m" + t.replace("tcp", "\x1b[1mtcp\x1b[0m"),
        lambda t: t.rstrip("\n"),
        lambda t: "\ufeff" + t,
    ],
    ids=["crlf", "mail", "mail twice", "indented", "chatter", "colours", "no last line end", "bom"],
)
def test_mangled_on_the_way(framed: str, mangle: object) -> None:
    assert stages(mangle(framed)) == stages(framed)  # type: ignore[operator]


def weighed(text: str, app: App | None = None) -> Opinion:
    return weigh([Source("x", [text.encode()], text)], Redactor(), app)


def test_what_nothing_depends_on_is_a_warning_as_in_a_self_test(closed: int) -> None:
    asked = tcp("search", closed)
    asked = replace(asked, need=replace(asked.need, critical=False))
    text = printed(commands.framed(asked, "a7"))
    for came in (text, "".join(f"> {line}\n" for line in text.splitlines()), kept_in_a_case(text)):
        opinion = weighed(came)
        assert [(r.stage, r.outcome) for r in opinion.results if r.findings] == [("tcp", "warn")]
        assert report.exit_code(opinion.diagnosis, opinion.results) == 3
    declared = App("shop", "1", dependencies=(Dependency("search", "tcp"),))
    assert [r.outcome for r in weighed(text, declared).results if r.findings] == ["fail"]
    assert " critical=false " in kit.kit(declared, [asked], "bare", "")


def kept_in_a_case(text: str) -> str:
    (body,) = kept.entries(taken.take("x", text, [], []), Redactor())
    return str(body["text"])


def test_several_frames_keep_their_subjects_and_lines(framed: str, closed: int) -> None:
    other = printed(commands.framed(tcp("search", closed)))
    found = paste.read(f"first\n{framed}then\n{other}", "mail.txt")
    assert list(dict.fromkeys((r.subject, r.line) for r in found.evidence)) == [
        ("pay ments/1", 2),
        ("search", 3 + framed.count("\n")),
    ]
    assert {r.source for r in found.evidence} == {"mail.txt"}


@pytest.mark.parametrize("kept", range(1, 6))
def test_what_is_cut_off_is_unknown(framed: str, kept: int) -> None:
    lines = framed.splitlines()
    text = "\n".join(lines[: min(kept, len(lines) - 1)]) + "\n"
    assert {(outcome, cause) for _, _, outcome, cause in stages(text)} == {("unknown", "")}
    assert paste.read(text, "stdin").evidence[0].unknown == paste.CUT_OFF


def test_a_frame_cut_off_by_the_next_one(framed: str) -> None:
    cut = "\n".join(framed.splitlines()[:-1]).replace("pay%20ments%2F1", "cut") + "\n"
    assert [(s, o) for s, _, o, _ in last(cut + framed)] == [("cut", "unknown"), ("pay ments/1", "fail")]


@pytest.mark.parametrize(
    "text", ["", "\n\n", "hello\nworld\n", "\x00\x01\x02" * 100, "#farhand begin\n", "#farhand end rc=0\n"]
)
def test_what_is_nothing_is_unread_and_says_why(text: str) -> None:
    found = paste.read(text, "stdin")
    assert found.evidence == ()
    assert found.unread[0]["why"]


def test_an_unknown_check_and_an_output_of_another_kind() -> None:
    found = paste.read("#farhand begin check=nosuch subject=a v=1\nx\n#farhand end rc=0\n", "stdin")
    assert "nosuch" in str(found.unread)
    found = paste.read(
        "#farhand begin check=tcp subject=a v=1\nbash: syntax error\n#farhand end rc=2\n", "stdin"
    )
    assert found.evidence[0].unknown
    found = paste.read(golden.sealed("tcp", "a", "== end\n").replace("v=2", "v=3"), "stdin")
    assert found.evidence[0].unknown


def test_the_command_as_pasted_without_its_output_is_no_evidence(closed: int) -> None:
    for text in (commands.framed(tcp("a", closed)), "echo '#farhand begin check=tcp subject=a v=1'\n"):
        found = paste.read(text, "stdin")
        assert (found.evidence, found.outputs) == ((), ())


@pytest.fixture
def licence() -> Iterator[str]:
    """A vendor's check whose output names itself and has an end; the name by which it is known."""
    module = types.ModuleType("farhand_test.licence_seats")
    module.STAGES = ("licence_seats",)  # type: ignore[attr-defined]
    module.read = _seats  # type: ignore[attr-defined]
    module.judge = _seats_left  # type: ignore[attr-defined]
    checks.add("licence_seats", module)  # type: ignore[arg-type]
    yield "licence_seats"
    checks._added.pop("licence_seats")


def _seats(text: str) -> Iterator[Seen]:
    rows = [line.split() for line in text.splitlines() if line.startswith("seats ")]
    if rows:
        yield Seen("licence_seats", {"host": "lic", "free": int(rows[-1][1])})


def _seats_left(stage: str, facts: Facts) -> Verdict:
    found = (Finding("limits.files", 0.95, "no seat is free"),) if not facts["free"] else ()
    return Verdict("fail" if found else "pass", "seats", found)


RAW = "== farhand licence_seats lic\nseats 0\n== end\n"


def test_unframed_output_is_taken_where_one_check_knows_it(licence: str) -> None:
    found = paste.read("$ sh\n" + RAW, "stdin")
    assert [(r.check, r.subject) for r in found.evidence] == [(licence, "lic")]
    (result,) = doubt.less_sure([r for r in judge(found.evidence) if r.outcome != "skip"])
    assert result.findings[0].confidence == 0.75
    assert "without a checksum" in result.findings[0].why


@pytest.mark.parametrize("cut", ["== end\n", "== farhand licence_seats lic\n"])
def test_unframed_output_without_its_first_or_last_line_is_not_judged(licence: str, cut: str) -> None:
    found = paste.read(RAW.replace(cut, ""), "stdin")
    assert found.evidence == ()
    assert "cannot be seen to be whole" in found.unread[0]["why"]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("de", "Verbindungsaufbau abgelehnt"), ("fr", "Connexion refusée"), ("ja", "接続を拒否されました"),
        ("zh_CN", "拒绝连接"), ("ru", "В соединении отказано"),
    ],
)  # fmt: skip
def test_messages_of_the_c_library_in_other_languages(language: str, said: str) -> None:
    text = golden.sealed("tcp", "db", golden.tcp_body(f"bash: connect: {said}"))
    found = paste.read(text, "stdin")
    assert last(text) == [("db", "tcp", "fail", "tcp.refused")]
    assert language in found.outputs[0][1].languages


@pytest.mark.parametrize(
    "line",
    [
        "bash: connect: Σύνδεση αρνήθηκε",
        "psql: FEHLER:  Verbindung zum Server auf »db« fehlgeschlagen",
        "curl: (6) ホスト名が見つからない",
    ],
)
def test_messages_in_a_language_that_is_not_understood_are_not_judged(line: str) -> None:
    found = paste.read(golden.sealed("tcp", "db", golden.tcp_body(line)), "stdin")
    assert [row.unknown for row in found.evidence] == [tongues.FOREIGN]


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("", "printed nothing"),
        ("sh: 1: psql: not found\npsql: 127\n", "psql is not installed there"),
        ("bash: line 3: getent: command not found\n", "getent is not installed there"),
        ("timeout: failed to run command ‘openssl’: No such file or directory\n", "openssl is not installed"),
        ("sudo: a password is required\n", "sudo asked for a password"),
        ("bob is not in the sudoers file.  This incident will be reported.\n", "sudo does not let"),
        ("Error: No such container: billing-web\n", "there is no container billing-web"),
        ('Error from server (NotFound): pods "web-0" not found\n', "there is no pods"),
        ("sh: 1: /usr/bin/psql: Permission denied\n", "may not be run by this user"),
        ("bash: getent: Kommando nicht gefunden.\n", "getent is not installed there"),
    ],
)
def test_what_kept_it_from_looking_is_said(body: str, why: str) -> None:
    for check in ("tcp", "postgres", "host", "env"):
        found = paste.read(golden.sealed(check, "db", body, rc=127), "stdin")
        assert {row.unknown[:1] != "" for row in found.evidence} == {True}
        assert why in found.evidence[0].unknown
        assert found.outputs[0][1].instead


def test_what_looks_like_an_obstacle_in_an_answer_is_none() -> None:
    body = golden.tcp_body("bash: line 1: /dev/tcp/10.0.0.9/5432: Permission denied")
    assert [o for _, _, o, _ in last(golden.sealed("tcp", "db", body))] == ["fail"]


@pytest.mark.parametrize(
    ("mangle", "why"),
    [
        (lambda t: t.replace("ms=30", "ms=70"), "a character was altered"),
        (lambda t: t.replace("refused", "REFUSED!"), "line 15 of the output was altered"),
        (lambda t: t.replace("== end\n", ""), "1 line is missing after line 16"),
        (lambda t: t[: t.index("#farhand end")], "the end is missing"),
        (lambda t: t[t.index("\n") :], "beginning is missing"),
        (lambda t: t.replace("sum=", "sum=1"), "the checksum is another"),
        (lambda t: t.replace("lines=", "lines=9").replace("ms=30", "ms=3"), "the last line of the frame"),
    ],
)
def test_what_was_lost_is_named(mangle: object, why: str) -> None:
    body = golden.tcp_body()
    found = paste.read(mangle(golden.sealed("tcp", "db", body)), "stdin")  # type: ignore[operator]
    told = [row.unknown for row in found.evidence] + [row["why"] for row in found.unread]
    assert why in told[0]
    assert not golden.is_known(golden.reading(mangle(golden.sealed("tcp", "db", body))))  # type: ignore[operator]


def test_a_text_twice_is_one_output(framed: str) -> None:
    found = paste.read(f"{framed}and again\n{framed}", "stdin")
    assert len(found.outputs) == 1
    assert found.outputs[0][0].times == 2
    assert replace(found.outputs[0][0], times=1, copies=()) == paste.read(framed, "stdin").outputs[0][0]


def test_the_text_around_frames_keeps_its_line_numbers(framed: str) -> None:
    rest = paste.outside(f"before\n{framed}after\n").split("\n")
    assert (rest[0], rest[framed.count("\n") + 1]) == ("before", "after")
    assert not any(rest[1 : framed.count("\n") + 1])


def test_a_dependency_that_no_output_is_about_is_an_open_question() -> None:
    app = App("billing", dependencies=(_directory("data", "/"), _directory("archive", "/")))
    asked = next(a for a in commands.of_app(app) if a.subject == "data")
    text = printed(commands.framed(asked))
    source = Source("x", [text.encode()], text)
    alone = weigh([source], Redactor(), replace(app, dependencies=app.dependencies[:1]), whole_site=True)
    whole = weigh([source], Redactor(), app, whole_site=True)
    assert (alone.diagnosis.verdict, whole.diagnosis.verdict) == ("healthy", "undecided")
    assert [r.subject for r in whole.results if r.outcome == "unknown"] == ["archive"]
    assert weigh([source], Redactor(), app).diagnosis.verdict == "healthy"


def _directory(name: str, path: str) -> Dependency:
    return Dependency(name, "directory", {"path": path})


def test_bytes_that_came_on_a_line_of_their_own_are_the_rest_of_a_broken_line() -> None:
    """Without a seal: what a server said is not taken for nothing."""
    spoken = next(
        g for g in golden.every() if g.check == "grpc" and g.form == "old" and "\ntalk hello " in g.text
    )
    broken = spoken.text.replace("\ntalk hello ", "\ntalk hello \n")
    assert golden.is_known(golden.reading(spoken.text))
    assert not golden.is_known(golden.reading(broken))
