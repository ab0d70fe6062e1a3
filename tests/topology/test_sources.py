"""Whole texts that are hostile or hold secrets: through reading, diagnosis and drawing into every face."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import tomllib
from hypothesis import given, settings
from hypothesis import strategies as st

from farhand import declare, topology
from farhand.faces import map_mermaid, map_svg, map_text
from farhand.model import App
from farhand.topology import document
from farhand.topology.model import Map
from tests.topology import test_texts as samples
from tests.topology import world
from tests.topology.test_hostile import BAD

SECRET = "Zx9kQ77pWv3rT"
DECLARATION = f"""
[app]
name = "billing"

[env.DATABASE_URL]
required = true

[dependencies.database]
kind = "postgres"
url = "${{DATABASE_URL}}"

[dependencies.cache]
kind = "redis"
url = "redis://:{SECRET}@cache.bank.example:6379/0"

[dependencies.our-api]
kind = "http"
url = "https://user:{SECRET}@api.example.com/v1/ping?token={SECRET}"
proxy = "http://svc:{SECRET}@proxy.bank.example:3128"
run_by = "vendor"
"""


def app(text: str = DECLARATION) -> App:
    return declare.read(tomllib.loads(text), "farhand.toml")


def faces(drawn: Map) -> list[str]:
    whole = json.dumps(document.as_json(drawn))
    return [map_text.render(drawn), map_mermaid.render(drawn), map_svg.render(drawn), whole]


def row(
    stage: str, facts: dict[str, object], subject: str = "our-api", check: str = "http"
) -> dict[str, object]:
    return {"check": check, "subject": subject, "stage": stage, "outcome": "fail", "says": "", "facts": facts}


def report(*rows: dict[str, object]) -> str:
    head = {"schema": "farhand.report/1", "started": "2026-11-27T06:00:00Z", "vantage": {"where": "app"}}
    return json.dumps({**head, "results": list(rows)})


EDITED = report(
    row("config", {"host": "api.example.com", "port": 443, "socket": ""}),
    row("proxy", {"proxy": f"http://svc:{SECRET}@10.1.2.3:3128", "run_by": "vendor", "libraries": {},
                  "answer": {"at": "ask", "status": 403, "headers": {"server": [f"password={SECRET}"]}}}),
    row("http", {"host": "h", "headers": {"server": f"nginx password={SECRET}", "via": f"Bearer {SECRET}"}}),
    row("tls", {"chain": [{"issuer": f"CN=https://u:{SECRET}@ca"}], "version": "TLSv1.3"}),
)  # fmt: skip
TRACE = samples.traces(samples.span("a", f"https://u:{SECRET}@search", 9200))
FILES = {
    "compose": samples.COMPOSE.replace("Tr0ub4dor-3", SECRET).replace("hunter2hunter", SECRET),
    "kubernetes": samples.KUBERNETES.replace("s3cretpw99", SECRET),
    "curl": samples.CURL.replace("hunter2hunter", SECRET),
    "report": EDITED,
    "trace": TRACE,
    "form": world.filled({"map.proxy": "yes"}, {"map.proxy": f"http://svc:{SECRET}@proxy.bank.example:3128"}),
    "environment": f"$ env\nPATH=/bin\nHOME=/\nPWD=/\nDATABASE_URL=postgres://app:{SECRET}@db/x\nAPI_KEY={SECRET}\n",
}


@pytest.mark.parametrize("name", FILES)
def test_no_face_shows_a_secret(name: str) -> None:
    drawn = topology.of(app(), [world.source(name, FILES[name])])
    for face in faces(drawn):
        assert SECRET not in face
    assert len(drawn.components) > 3


def test_the_secrets_of_all_together_are_hidden_and_the_places_are_shown() -> None:
    drawn = topology.of(app(), [world.source(name, text) for name, text in FILES.items()])
    text = map_text.render(drawn)
    assert SECRET not in text + repr(drawn)
    for place in ("cache.bank.example:6379", "api.example.com:443", "10.1.2.3:3128"):
        assert place in text


PIECES = st.one_of(
    st.sampled_from(BAD), st.text(max_size=30), st.just("[map.proxy]"), st.just("10.0.0.1:5432")
)


@settings(max_examples=60)
@given(
    st.sampled_from(sorted(FILES)),
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 40), PIECES), max_size=6),
)
def test_edited_texts_raise_nothing_in_any_face(name: str, edits: list[tuple[float, int, str]]) -> None:
    text = FILES[name]
    for share, length, piece in edits:
        at = int(share * len(text))
        text = text[:at] + piece + text[at + length :]
    drawn = topology.of(app(), [world.source(name, text)])
    lines = faces(drawn)[0].splitlines()
    assert max(map(len, lines)) <= 80


def test_more_than_can_be_drawn_is_told_and_takes_no_minutes() -> None:
    services = "".join(f"  s{n}:\n    image: vendor/s{n}:1\n" for n in range(100))
    texts = [world.source(f"c{n}", "services:\n" + services.replace("  s", f"  s{n}x")) for n in range(60)]
    drawn = topology.of(app(), texts)
    assert len(drawn.components) < 120
    assert any("too many to be drawn" in line for line in drawn.open)
    assert len(map_svg.render(drawn)) < 200_000


def test_a_declaration_that_lies_in_evidence_is_not_used(tmp_path: Path) -> None:
    other = world.DECLARATION.replace("our-api", "other-api")
    drawn = topology.of(world.app(tmp_path), [world.source("farhand.toml", other)])
    assert "service:our-api" in {c.id for c in drawn.components}
    assert "service:other-api" not in {c.id for c in drawn.components}


def test_a_case_with_an_unsound_declaration_is_drawn_without_it() -> None:
    entries = [
        world.entry(1, "opened", {"declaration": "[app\nname = "}),
        world.entry(2, "note", {"says": "x"}),
    ]
    assert topology.declaration_of(entries) is None
    assert topology.of_entries(entries).app == "the app"
