"""The article's example: a bank where the proxy stops the vendor's API. A real self-test is mapped."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from farhand import topology, words
from farhand.faces import map_mermaid, map_svg, map_text
from farhand.topology import document
from farhand.topology.model import FAILS, UNKNOWN, WORKS, Map
from tests.topology import world


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("bank")
    world.app(folder)
    with world.bank() as env:
        return world.self_test(folder, env)


@pytest.fixture
def bank(report: dict[str, Any], tmp_path: Path) -> Map:
    answers = world.filled(world.SAID, {"map.balancer": "the internal one"})
    sources = [world.source("report.json", json.dumps(report)), world.source("answers.txt", answers)]
    return topology.of(world.app(tmp_path), sources)


def names(drawn: Map, of: str) -> list[str]:
    way = next(way for way in drawn.ways if way.of == of)
    return [drawn.component(hop).kind for hop in way.through]


def test_all_that_the_articles_drawing_holds_is_there(bank: Map) -> None:
    assert names(bank, "") == ["callers", "firewall", "balancer", "app"]
    assert names(bank, "database") == ["app", "tcp"]
    assert names(bank, "our-api") == ["app", "proxy", "firewall", "internet", "http"]


def test_what_was_seen_to_work_works_and_what_is_behind_the_fault_is_not_known(bank: Map) -> None:
    database, api = (next(w for w in bank.ways if w.of == name) for name in ("database", "our-api"))
    assert [bank.link(*ends).state for ends in database.links] == [WORKS]
    assert [bank.link(*ends).state for ends in api.links] == [WORKS, FAILS, UNKNOWN, UNKNOWN]
    assert bank.component("service:database").state == WORKS
    assert bank.component("service:our-api").state == UNKNOWN


def test_the_failing_hop_carries_cause_and_owner(bank: Map) -> None:
    failing = next(link for link in bank.links if link.state == FAILS)
    assert bank.component(failing.begin).kind == "proxy"
    assert [(f.cause, f.owner, f.subject) for f in failing.faults] == [
        ("proxy.blocked", "customer-security", "our-api")
    ]
    assert failing.carries == ("our-api",)


def test_every_part_says_how_it_is_known_and_from_when(bank: Map, report: dict[str, Any]) -> None:
    for part in (*bank.components, *bank.links):
        assert part.origins, part
        assert all(o.how in ("declared", "observed", "told") and o.where for o in part.origins)
    seen = [o for link in bank.links if link.state != UNKNOWN for o in link.origins]
    assert {o.at for o in seen} == {report["started"]}


def test_the_text_fits_into_a_mail_and_reads_like_the_drawing(bank: Map) -> None:
    text = map_text.render(bank)
    assert text.isascii()
    assert max(map(len, text.splitlines())) <= 80
    drawing = text.partition("--ok--> was seen")[0]
    assert "[callers] --?--> [firewall at the edge] --?--> [load balancer]" in drawing
    assert "+--ok--> [database: TCP service, 127.0.0.1:" in drawing
    assert "+--ok--> [proxy 127.0.0.1:" in drawing
    assert "--FAILS--> [firewall at the edge]" in drawing
    assert "--?--> [our-api: web service, api.example.com:443]" in drawing
    assert "proxy.blocked" in text
    assert "whose job it is: the customer's security team" in text


def test_no_face_shows_the_proxys_password(bank: Map) -> None:
    faces = [map_text.render(bank), map_mermaid.render(bank), map_svg.render(bank)]
    for face in [*faces, json.dumps(document.as_json(bank))]:
        assert "Winter" not in face
        assert "svc-billing" not in face


def test_who_says_there_is_no_proxy_is_contradicted_by_what_was_seen(
    report: dict[str, Any], tmp_path: Path
) -> None:
    answers = world.filled({**world.SAID, "map.proxy": "no", "map.orchestration": "kubernetes"})
    sources = [world.source("report.json", json.dumps(report)), world.source("answers.txt", answers)]
    drawn = topology.of(world.app(tmp_path), sources)
    proxy = next(one for one in drawn.contradictions if one.about == "proxy")
    assert (proxy.sides[0].value, proxy.sides[0].origins[0].how) == ("there is no proxy", "told")
    assert proxy.sides[1].value.startswith("connections to our-api go through 127.0.0.1:")
    assert proxy.sides[1].origins[0].how == "observed"
    assert "platform" in {one.about for one in drawn.contradictions}
    assert "told: there is no proxy (answers.txt)" in map_text.render(drawn)


def test_a_case_holds_the_same_as_the_files(report: dict[str, Any], bank: Map) -> None:
    answers = [{"id": number, "choice": choice} for number, choice in world.SAID.items()]
    entries = [
        world.entry(
            1, "opened", {"title": "", "site": "", "app": "billing", "declaration": world.DECLARATION}
        ),
        world.entry(2, "answered", {"id": "", "source": "report.json", "text": json.dumps(report)}),
        *(world.entry(n, "told", body) for n, body in enumerate(answers, 3)),
    ]
    drawn = topology.of_entries(entries)
    assert drawn.ways == bank.ways
    assert [(link.begin, link.end, link.state) for link in drawn.links] == [
        (link.begin, link.end, link.state) for link in bank.links
    ]
    told = {o.at for c in drawn.components for f in c.facts for o in f.origins if o.how == "told"}
    assert told == {"2026-11-27T06:40:00.000Z"}


def test_the_last_answer_to_a_question_counts(tmp_path: Path) -> None:
    entries = [
        world.entry(1, "told", {"id": "map.balancer", "choice": "front"}),
        world.entry(2, "told", {"id": "map.balancer", "choice": "no"}),
        world.entry(3, "told", {"id": "ask-proxy", "choice": "yes"}),
    ]
    drawn = topology.of_entries(entries, world.app(tmp_path))
    assert "balancer" not in {component.kind for component in drawn.components}


def test_the_map_speaks_the_readers_language(bank: Map) -> None:
    with words.speaking("de"):
        text, svg = map_text.render(bank), map_svg.render(bank)
    assert text.isascii()
    assert max(map(len, text.splitlines())) <= 80
    assert "[Aufrufer] --?--> [Firewall am Rand] --?--> [Lastverteiler]" in text
    assert "wessen Aufgabe es ist: das Sicherheitsteam des Kunden" in text
    assert "(fuer our-api)" in text
    assert "Lastverteiler" in svg
    english = ("What is", "known of", "not known", "load balancer", "works", "declared", "private network")
    assert not [word for word in english if word in text]
