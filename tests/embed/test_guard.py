"""No credential, no endpoint: whoever is not known gets nothing, whatever the door."""

from __future__ import annotations

import json
from typing import Any

import pytest

from farhand.control import tokens
from farhand.embed import endpoints
from farhand.embed.process import Process
from farhand.embed.web import guard, router
from farhand.embed.web.exchange import APP, MANAGEMENT, MOUNT, SOCKET, Answer, Request
from tests.embed.conftest import Make

DAY = "2099-01-01"


class Endpoint:
    """An endpoint that says who asks."""

    PATH, METHODS, SCOPE, SCOPES = "/admin/it", ("GET", "POST"), "read", {"POST": "operate"}

    @staticmethod
    def answer(process: Process, request: Request) -> Answer:
        return Answer(200, request.scope.encode(), "text/plain")


@pytest.fixture
def endpoint(monkeypatch: pytest.MonkeyPatch) -> Any:
    def find(path: str) -> tuple[Any, str]:
        return (Endpoint if path == Endpoint.PATH else None), ""

    monkeypatch.setattr(endpoints, "find", find)
    return Endpoint


def ask(process: Process, token: str = "", method: str = "GET", door: str = MOUNT, **more: Any) -> Answer:
    headers = {"authorization": f"Bearer {token}"} if token else {}
    path = more.pop("path", Endpoint.PATH)
    request = Request(method, path, headers={**headers, **more}, door=door, peer="10.0.0.9")
    return router.answer(process, request)


@pytest.fixture
def token(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """One token of each scope, and one that has expired."""
    made = {scope: tokens.new(f"of-{scope}", scope, DAY) for scope in tokens.SCOPES}
    made["old"] = tokens.new("old", "capture", "2020-01-01")
    monkeypatch.setenv("FARHAND_TOKENS", " ".join(str(entry) for _, entry in made.values()))
    return {name: word for name, (word, _) in made.items()}


@pytest.mark.parametrize("door", [MOUNT, MANAGEMENT])
def test_without_any_token_there_is_no_endpoint(
    make: Make, endpoint: Any, door: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("FARHAND_TOKENS", raising=False)
    assert ask(make(), "fh_anything", door=door).status == 404


@pytest.mark.parametrize("door", [MOUNT, MANAGEMENT])
def test_scopes(make: Make, endpoint: Any, token: dict[str, str], door: str) -> None:
    process = make()
    assert ask(process, door=door).status == 401
    assert ("WWW-Authenticate", "Bearer") in ask(process, door=door).headers
    assert ask(process, "fh_wrong", door=door).status == 401
    assert ask(process, token["old"], door=door).status == 401
    assert ask(process, token["probe"], door=door).status == 403
    assert ask(process, token["read"], door=door).body == b"read"
    assert ask(process, token["read"], "POST", door).status == 403
    assert ask(process, token["operate"], "POST", door).status == 200


def test_a_cap_holds_above_all_tokens(
    make: Make, endpoint: Any, token: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FARHAND_MAX_SCOPE", "read")
    assert ask(make(), token["capture"], "POST").status == 403
    monkeypatch.setenv("FARHAND_MAX_SCOPE", "nonsense")
    assert ask(make(), token["capture"]).status == 403


def test_the_apps_port_never_serves_more_than_its_own_paths(make: Make, token: dict[str, str]) -> None:
    process = make()
    assert router.answer(process, Request("GET", "/livez", door=APP)).status == 200
    assert ask(process, door=APP, path="/admin/self-test", method="POST").status == 401


def test_a_mark_of_the_workers_opens_nothing(make: Make, endpoint: Any, token: dict[str, str]) -> None:
    assert ask(make(), door=MOUNT, **{"x-farhand-local": "1"}).status == 401


def test_paths_are_compared_whole(make: Make, token: dict[str, str]) -> None:
    process = make()
    for path in ("/livez/", "/livez/x", "//livez", "/LIVEZ", "/livez%2f", "/livez;x", "", "/admin"):
        assert ask(process, token["capture"], path=path).status == 404, path


def test_a_method_that_is_not_there(make: Make, endpoint: Any, token: dict[str, str]) -> None:
    given = ask(make(), token["capture"], "DELETE")
    assert given.status == 405
    assert ("Allow", "GET, POST") in given.headers


def test_too_many_requests_are_told_to_wait(make: Make, endpoint: Any, token: dict[str, str]) -> None:
    process = make()
    statuses = [ask(process, token["read"]).status for _ in range(int(guard.BURST) + 30)]
    assert statuses[0] == 200
    assert statuses[-1] == 429
    assert ask(process, token["operate"]).status == 200, "another caller has room of their own"


def test_guessing_is_slowed_down_too(make: Make, endpoint: Any, token: dict[str, str]) -> None:
    process = make()
    statuses = {ask(process, f"fh_guess{n}").status for n in range(int(guard.BURST) + 30)}
    assert statuses == {401, 429}


def test_every_use_is_written_down_and_no_token_is(make: Make, endpoint: Any, token: dict[str, str]) -> None:
    process = make()
    ask(process, token["read"], secret="x")
    ask(process, "fh_wrong")
    router.answer(process, Request("POST", Endpoint.PATH, door=SOCKET, peer="uid 1000"))
    assert process.folder is not None
    text = (process.folder / "audit.jsonl").read_text()
    rows = [json.loads(line) for line in text.splitlines()]
    assert [(r["who"], r["door"], r["status"]) for r in rows] == [
        ("of-read", "mount", 200),
        ("nobody known", "mount", 401),
        ("uid 1000", "socket", 200),
    ]
    assert not any(word in text for word in token.values())


def test_what_costs_something_is_done_once_at_a_time(
    make: Make, endpoint: Any, token: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    process = make()
    inner: list[int] = []

    def answer(process: Process, request: Request) -> Answer:
        inner.append(ask(process, token["operate"]).status)
        return Answer(200)

    monkeypatch.setattr(Endpoint, "ALONE", True, raising=False)
    monkeypatch.setattr(Endpoint, "answer", staticmethod(answer))
    assert ask(process, token["read"]).status == 200
    assert inner == [429]


def test_a_fault_of_farhand_tells_nothing_of_the_app(
    make: Make, endpoint: Any, token: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def answer(process: Process, request: Request) -> Answer:
        raise RuntimeError("postgres://user:hunter2@db/x")

    monkeypatch.setattr(Endpoint, "answer", staticmethod(answer))
    given = ask(make(), token["read"])
    assert given.status == 500
    assert b"hunter2" not in given.body


def test_a_file_of_tokens_that_others_may_write_does_not_count(
    make: Make, endpoint: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("FARHAND_TOKENS", raising=False)
    word, entry = tokens.new("alice", "read", DAY)
    file = tmp_path / "tokens"
    file.write_text(f"# who may ask\n{entry}\n")
    file.chmod(0o622)
    process = make(f'[app]\nname = "shop"\n[embed]\ntokens_file = "{file}"\n')
    assert ask(process, word).status == 404
    file.chmod(0o600)
    file.write_text(f"# who may ask\n{entry}\nnonsense:x\n")
    assert ask(process, word).status == 200
    assert any("nonsense" in says for says in process.problems)


def test_an_entry_holds_no_token_and_is_read_back() -> None:
    word, entry = tokens.new("alice", "read", DAY)
    assert word not in str(entry)
    assert tokens.parse(f"{entry}") == ([entry], [])
    assert tokens.match(word, [entry]) == entry
    assert tokens.match(word + "x", [entry]) is None
    with pytest.raises(ValueError, match="no entry"):
        tokens.new("a b", "read", DAY)
    with pytest.raises(ValueError, match="no entry"):
        tokens.new("a", "everything", DAY)
