"""The dependencies are looked at in the background, once for all who ask, and never to the app's harm."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import farhand
from farhand.control import orders
from farhand.embed import selftest
from farhand.embed.health import looking, own
from farhand.embed.health.board import Board
from farhand.embed.health.state import State, overall
from farhand.embed.parts import refresh
from farhand.embed.process import Process
from farhand.embed.web import states
from tests.embed.conftest import Make


class Server:
    """A TCP server that counts who comes; silent, or answering HTTP."""

    def __init__(self, answer: bytes = b"") -> None:
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=256)
        self.port = self.listener.getsockname()[1]
        self.came, self.answer = 0, answer
        self.held: list[socket.socket] = []
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                peer, _ = self.listener.accept()
            except OSError:
                return
            self.came += 1
            if self.answer:
                threading.Thread(target=self._say, args=(peer,), daemon=True).start()
            else:
                self.held.append(peer)

    def _say(self, peer: socket.socket) -> None:
        with peer:
            if peer.recv(65536):
                peer.sendall(self.answer)


OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}"


@pytest.fixture
def silent() -> Iterator[Server]:
    server = Server()
    yield server
    server.listener.close()


@pytest.fixture
def web() -> Iterator[Server]:
    server = Server(OK)
    yield server
    server.listener.close()


@pytest.fixture(autouse=True)
def no_own_checks() -> Iterator[None]:
    yield
    own._All.by_name.clear()
    own.checks._added.clear()


def toml(port: int, more: str = "", timeout: str = "5s") -> str:
    return f"""[app]
name = "shop"
[dependencies.api]
kind = "http"
url = "http://127.0.0.1:{port}/ping"
timeout = "{timeout}"
{more}
"""


def until(condition: object, seconds: float = 10.0) -> None:
    end = time.monotonic() + seconds
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < end, "it never came to pass"
        time.sleep(0.02)


def one_round(process: Process) -> dict[str, State]:
    """What the background part does, until every dependency has been seen."""
    process.leads = True

    def seen() -> bool:
        refresh.tick(process)
        return all(s.seen_at for s in process.of(Board).states())

    refresh.tick(process)
    until(seen)
    return {s.name: s for s in process.of(Board).states()}


def test_fifty_who_ask_at_once_make_one_look(make: Make, web: Server) -> None:
    process = make(toml(web.port))
    sights = []

    def ask() -> None:
        sights.append(looking.look_now(process, "api"))

    threads = [threading.Thread(target=ask) for _ in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    one = make(toml(web.port))
    before = web.came
    looking.look_now(one, "api")
    assert before == web.came - before, "fifty together cost as many connections as one alone"
    assert len(sights) == 50
    assert len({id(s) for s in sights}) == 1
    assert sights[0].outcome == "pass"


def test_a_look_tells_cause_stage_and_next_step(make: Make, silent: Server) -> None:
    state = one_round(make(toml(silent.port, timeout="1s")))["api"]
    assert state.outcome == "fail"
    assert state.cause
    assert state.stage == "http"
    assert state.next_step
    assert state.owner
    assert dict(state.times)["http"] >= 900


def test_before_the_first_look_nothing_is_claimed(make: Make, silent: Server) -> None:
    process = make(toml(silent.port, timeout="1s"))
    process.leads = True
    refresh.tick(process)
    (state,) = process.of(Board).states()
    assert (state.outcome, state.word, state.age_s) == ("unknown", "unknown", -1.0)


def test_the_others_read_what_the_leader_saw(make: Make, web: Server, tmp_path: Path) -> None:
    leader = make(toml(web.port))
    one_round(leader)
    until(lambda: (tmp_path / "run" / "shop" / "health.json").exists())
    other = make(toml(web.port))
    snapshot = other.of(Board).snapshot(other)
    (seen,) = snapshot.states
    assert (seen.name, seen.outcome) == ("api", "pass"), seen.says
    assert snapshot.states[0].age_s >= 0
    came = web.came
    refresh.tick(other)
    time.sleep(0.3)
    assert web.came == came, "only the process that leads looks"


def test_a_new_leader_goes_on_with_what_was_known(make: Make, web: Server, tmp_path: Path) -> None:
    one_round(make(toml(web.port)))
    until(lambda: (tmp_path / "run" / "shop" / "health.json").exists())
    heir = make(toml(web.port))
    heir.leads = True
    refresh.tick(heir)
    assert [s.outcome for s in heir.of(Board).states()] == ["pass"]


def test_what_was_known_before_a_reboot_is_not_known(
    make: Make, web: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    one_round(make(toml(web.port)))
    monkeypatch.setattr("farhand.embed.health.board.boot", lambda: "another")
    other = make(toml(web.port))
    assert other.of(Board).snapshot(other).states == ()


def test_a_broken_file_of_states_costs_only_the_states(make: Make) -> None:
    process = make()
    assert process.folder
    for text in ("", "[]", "{", f'{{"boot": "{orders.boot()}", "states": [1, {{"x": 2}}, null]}}'):
        (process.folder / "health.json").write_text(text)
        assert process.of(Board).snapshot(process).states == ()


def test_ready_waits_only_for_what_is_required(make: Make, silent: Server) -> None:
    process = make(toml(silent.port, timeout="1s"))
    one_round(process)
    assert states.ready(process), "a dependency that is away is no reason to take the app out"
    held = make(toml(silent.port, '[embed]\nready_requires = ["api"]', "1s"))
    one_round(held)
    refresh.tick(held)
    assert not states.ready(held)
    assert states.live(held)
    assert "ready" in {s.name: s for s in held.of(Board).states()}["api"].groups


def test_a_dependency_that_hangs_costs_one_thread(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """A check that never comes back, as a name server of the system's library may make it."""
    release = threading.Event()
    process = make('[app]\nname = "shop"\n')
    monkeypatch.setattr(looking, "SECONDS", 0.3)
    monkeypatch.setattr(looking, "FRESH", 0.0)
    own.check("hangs", timeout="100ms")(lambda: release.wait(60))
    for _ in range(5):
        sight = looking.look_now(process, "hangs")
        assert sight is not None
        assert sight.outcome == "unknown"
    assert sum(t.name == "farhand-look hangs" for t in threading.enumerate()) == 1
    release.set()
    until(lambda: not looking.hangs("hangs"))
    assert looking.look_now(process, "hangs").outcome == "pass"  # type: ignore[union-attr]


def test_checks_of_the_vendors_own(make: Make) -> None:
    @farhand.check("licence", critical=False, groups=("ready",))
    def licence() -> str:
        """Is the licence still good?"""
        return "the licence is good for 300 days"

    @farhand.check("quota")
    def quota() -> None:
        raise farhand.Failing("the quota is used up", cause="app.license", next_step="Order more.")

    @farhand.check("queue")
    async def queue() -> bool:
        return False

    @farhand.check("worker", critical=False)
    def worker() -> None:
        raise farhand.Warns("only one worker is left")

    @farhand.check("broken")
    def broken() -> None:
        raise ZeroDivisionError("division by zero")

    seen = one_round(make())
    assert {n: s.outcome for n, s in seen.items()} == {
        "licence": "pass", "quota": "fail", "queue": "fail", "worker": "warn", "broken": "fail",
    }  # fmt: skip
    assert seen["licence"].says == "the licence is good for 300 days"
    assert seen["licence"].groups == ("ready",)
    assert (seen["quota"].cause, seen["quota"].next_step) == ("app.license", "Order more.")
    assert "ZeroDivisionError" in seen["broken"].says


def test_own_checks_are_in_the_self_test(make: Make) -> None:
    farhand.check("licence")(lambda: False)
    report = selftest.report(make(), only=["licence"])
    assert report is not None
    assert [(r.subject, r.outcome) for r in report.results] == [("licence", "fail")]


def test_a_name_that_is_taken_is_refused() -> None:
    for name in ("postgres", "no good", ""):
        with pytest.raises(ValueError, match="cannot be named"):
            farhand.check(name)(lambda: None)
    with pytest.raises(ValueError, match="no time"):
        farhand.check("good", every="soon")(lambda: None)


def test_a_declaration_with_mistakes_still_serves_what_can_be_read(make: Make, web: Server) -> None:
    process = make(toml(web.port, "[dependencies.bad]\nkind = 7\n"))
    assert one_round(process)["api"].outcome == "pass"
    assert any("bad" in says for says in process.problems)


def test_no_declaration_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("FARHAND_CONFIG", raising=False)
    process = Process(str(tmp_path / "none.toml"))
    assert process.app.dependencies == ()
    assert process.settings.name == tmp_path.name or process.settings.name
    assert process.problems


def test_what_fails_without_mattering_fails_all_the_same(make: Make) -> None:
    """That its failure is only a warning for the app must not make a refused connection a connected one."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    process = make(toml(port, "critical = false"))
    state = one_round(process)["api"]
    assert (state.outcome, state.critical) == ("fail", False)
    assert (state.word, state.cause) == ("refused", "tcp.refused")
    assert overall(process.of(Board).states()) == "degraded"
