"""Names may be anything: nothing raises, nothing breaks out of a face, and no line is too long."""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree

from hypothesis import given, settings
from hypothesis import strategies as st

from farhand.faces import map_mermaid, map_svg, map_text
from farhand.model import App, Dependency, Diagnosis, Evidence, Finding
from farhand.topology import document
from farhand.topology.drawing import draw
from farhand.topology.model import AT, OBSERVED, SITE, TOLD, Known, Map, Origin

BAD = [
    '"];click n0 href "javascript:alert(1)"', "<script>alert(1)</script>", "]]>&lt;", "end", "a`b`",
    "\x1b[31mred\x1b[0m", "%%{init: {}}%%", "\u202egnp.exe", "a\nb\r\nc", "'\" onload='x'", "#quot;#59;", "",
    "x" * 3000, "数据库", "\ud800", "|--?-->", "--FAILS--> [x]", "subgraph x", "&#x3c;", "</title>",
    "</style>", " ",
]  # fmt: skip
NAMES = st.one_of(st.sampled_from(BAD), st.text(max_size=60))
WHATS = ("place", "proxy", "kind", "version", "policy", "answered by", "inspection", "address", "image",
         "proxy setting", "balancer seen", "run by", "platform seen", "calls", "database words")  # fmt: skip
ROWS = st.lists(
    st.builds(
        Known,
        st.one_of(st.just(SITE), st.sampled_from(["db", "api"]), NAMES.map(lambda name: AT + name)),
        st.sampled_from(WHATS),
        st.one_of(NAMES, st.sampled_from(["10.0.0.1:80", "http", "vendor", "none"])),
        st.builds(Origin, st.sampled_from([OBSERVED, TOLD]), NAMES, NAMES),
    ),
    max_size=12,
)
#: What a label of a Mermaid node or link may hold.
NODE = re.compile(r'n\d+(?:\["[^"]*"\]|\(\["[^"]*"\]\)|\{\{"[^"]*"\}\}):::(?:app|works|fails|unknown)')
LINK = re.compile(r'n\d+ (?:-->|-\.->\|"\?"\||==>\|"[^"]*"\|) n\d+')
OTHER = re.compile(r"linkStyle \d+ stroke:#cf222e,stroke-width:3px|classDef \w+ [\w:#,;. -]+")
LABEL = re.compile(r"(?:[^\W_]|[ .,:/_+()=-]|#\d+;|<br/>)*")
TAGS = {"svg", "title", "desc", "style", "defs", "marker", "path", "g", "rect", "text"}


def made(name: str, rows: list[Known], says: str) -> Map:
    needs = [Dependency("db", "postgres"), Dependency("api", "http", {"url": "https://h/"}, run_by="vendor")]
    app = App(name, says, dependencies=(*needs, Dependency(name or "x", name or "tcp")))
    findings = tuple(
        Finding(cause, why=says, says=says, subject=subject, owner=says)
        for cause, subject in (("tcp.timeout", "db"), (name or "x.y", "api"), ("proxy.blocked", name))
    )
    evidence = [Evidence("http", "api", "proxy", {"proxy": says, "answer": says, "port": name})]
    return draw(app, rows, evidence, Diagnosis("fault", findings))


@settings(max_examples=120)
@given(NAMES, ROWS, NAMES)
def test_text_is_ascii_and_never_over_the_width(name: str, rows: list[Known], says: str) -> None:
    for width in (60, 80):
        text = map_text.render(made(name, rows, says), width)
        assert text.isascii()
        assert "\x1b" not in text
        assert max(map(len, text.splitlines())) <= width


@settings(max_examples=120)
@given(NAMES, ROWS, NAMES)
def test_mermaid_is_made_of_our_own_statements_only(name: str, rows: list[Known], says: str) -> None:
    lines = map_mermaid.render(made(name, rows, says)).split("\n")
    assert lines[0] == "flowchart LR"
    assert lines[-1] == ""
    for line in lines[1:-1]:
        assert any(form.fullmatch(line.strip()) for form in (NODE, LINK, OTHER)), line
        assert all(LABEL.fullmatch(label) or label == "?" for label in re.findall(r'"([^"]*)"', line)), line


@settings(max_examples=120)
@given(NAMES, ROWS, NAMES)
def test_svg_is_xml_without_scripts_or_anything_loaded(name: str, rows: list[Known], says: str) -> None:
    svg = map_svg.render(made(name, rows, says))
    root = ElementTree.fromstring(svg.encode("utf-8"))
    for element in root.iter():
        assert element.tag.removeprefix("{http://www.w3.org/2000/svg}") in TAGS
        for key, value in element.attrib.items():
            assert not key.startswith("on")
            assert key not in ("href", "style", "src")
            assert not value.startswith("url(") or value.startswith("url(#fhm-")
    style = root.find("{http://www.w3.org/2000/svg}style")
    assert style is not None
    assert style.text == map_svg.STYLE


@settings(max_examples=60)
@given(NAMES, ROWS, NAMES)
def test_the_document_is_json_with_the_promised_fields(name: str, rows: list[Known], says: str) -> None:
    whole = json.loads(json.dumps(document.as_json(made(name, rows, says))))
    assert whole["schema"] == "farhand.map/1"
    ids = {component["id"] for component in whole["components"]}
    assert all({link["from"], link["to"]} <= ids for link in whole["links"])
    assert all(set(way["through"]) <= ids for way in whole["ways"])
    assert {link["state"] for link in whole["links"]} <= {"works", "fails", "unknown"}


def test_what_is_never_seen_never_works() -> None:
    for name in BAD:
        rows = [Known("api", "proxy", name, Origin(TOLD)), Known(SITE, "firewall", "edge", Origin(TOLD))]
        assert not any(link.state == "works" for link in made("x", rows, "").links)


def test_picture_has_a_title_and_tells_all_links_in_words() -> None:
    svg = map_svg.render(made("billing", [], "it says"))
    assert '<title id="fhm-t">Map of billing' in svg
    assert "app to" not in svg.partition("<desc")[0]
    assert re.search(r'<desc id="fhm-d">[^<]*billing to db: ', svg)
    assert "prefers-color-scheme:dark" in svg
