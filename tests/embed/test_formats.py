"""Each form keeps to what is published of it, and our own reader reads it back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from farhand import readers
from farhand.embed.health import formats
from farhand.embed.health.formats import View, _text, actuator, aspnet, native
from farhand.embed.health.state import Snapshot, State
from farhand.readers import health_json
from tests.embed.stand_in import CALM, EXPIRED, FULLER, NEVER, REFUSED, snapshot

FIXTURES = Path(__file__).parent / "published"
ALL = (CALM, EXPIRED, REFUSED, FULLER, NEVER)
FORMS = {form.NAME: form for form in formats.every()}
JSON_FORMS = [form for form in formats.every() if "json" in form.TYPE]


def body(form: str, *states: State, detail: bool = True, **view: Any) -> Any:
    seen = View(detail, **view)
    text = FORMS[form].render(formats.seen(snapshot(*states), seen), seen)
    return text if form in ("text", "openmetrics") else json.loads(text)


@pytest.mark.parametrize("form", JSON_FORMS, ids=lambda f: f.NAME)
@pytest.mark.parametrize("detail", [True, False])
@pytest.mark.parametrize("states", [(), ALL, (CALM,), (NEVER,)])
def test_a_body_keeps_to_its_schemas(form: Any, detail: bool, states: tuple[State, ...]) -> None:
    made = body(form.NAME, *states, detail=detail)
    jsonschema_rs.validate(form.SCHEMA, made)
    published = json.loads((FIXTURES / f"{form.NAME}.json").read_text("utf-8"))
    assert published["source"]
    jsonschema_rs.validate(published["schema"], made)


@pytest.mark.parametrize("form", JSON_FORMS, ids=lambda f: f.NAME)
def test_what_the_published_example_is_made_of_is_what_ours_is_made_of(form: Any) -> None:
    published = json.loads((FIXTURES / f"{form.NAME}.json").read_text("utf-8"))
    for example in published["examples"]:
        jsonschema_rs.validate(published["schema"], example)


def test_native_tells_all_of_the_why_and_nothing_where_all_is_well() -> None:
    made = body("native", *ALL)
    assert made["status"] == "fail"
    assert (made["version"], made["releaseId"], made["serviceId"]) == ("1.2", "4f2a91c", "shop")
    bad = made["checks"]["payments:responseTime"][0]
    assert {k: bad[k] for k in ("componentType", "status", "cause", "stage", "owner", "observedUnit")} == {
        "componentType": "component", "status": "fail", "cause": "tls.expired", "stage": "tls",
        "owner": "vendor-engineering", "observedUnit": "ms",
    }  # fmt: skip
    assert bad["observedValue"] == 81.0
    assert bad["age_s"] == 1.0
    assert bad["affectedEndpoints"] == ["/pay/{order}"]
    good = made["checks"]["database:responseTime"][0]
    assert good["componentType"] == "datastore"
    assert not {"output", "cause", "affectedEndpoints"} & set(good)  # 3.5, 4.6: left out of what passes
    never = made["checks"]["queue:responseTime"][0]
    assert "status" not in never
    assert never["output"] == "it has not been looked at yet"


def test_actuator_shows_what_is_down_and_says_why_the_whole_may_be_up() -> None:
    made = body("actuator", CALM, REFUSED)
    assert made["status"] == "UP"
    assert made["components"]["cache"]["status"] == "DOWN"
    assert made["components"]["cache"]["details"]["critical"] is False
    assert made["groups"] == ["liveness", "readiness", "support"]
    assert body("actuator", EXPIRED)["status"] == "DOWN"
    assert body("actuator", NEVER)["status"] == "UNKNOWN"
    assert body("actuator", FULLER)["components"]["data"]["details"]["outcome"] == "warn"


def test_actuator_goes_down_to_one_component_and_to_a_group() -> None:
    one = body("actuator", *ALL, name="cache")
    assert one["status"] == "DOWN"
    assert one["details"]["cause"] == "tcp.refused"
    group = body("actuator", *ALL, group="ready")
    assert list(group["components"]) == ["database"]
    assert "groups" not in group


@pytest.mark.parametrize(
    ("milliseconds", "span"),
    [
        (0, "00:00:00"), (12.3456, "00:00:00.0123456"), (61_000, "00:01:01"),
        (90_061_001, "1.01:01:01.0010000"), (-5, "00:00:00"),
    ],
)  # fmt: skip
def test_a_time_span_as_dotnet_writes_it(milliseconds: float, span: str) -> None:
    assert aspnet.span(milliseconds) == span


def test_aspnet_has_degraded_for_what_is_not_critical() -> None:
    made = body("aspnet", CALM, REFUSED, NEVER)
    assert made["status"] == "Degraded"
    assert {k: v["status"] for k, v in made["entries"].items()} == {
        "database": "Healthy", "cache": "Degraded", "queue": "Degraded",
    }  # fmt: skip
    assert made["entries"]["database"]["duration"] == "00:00:00.0124000"


def test_flat_is_the_contract_to_the_letter() -> None:
    assert body("flat", CALM, EXPIRED) == {
        "status": "unhealthy",
        "database": "connected",
        "payments": "untrusted",
    }
    assert body("flat", CALM, REFUSED)["status"] == "degraded"
    odd = State("status", outcome="pass", word="made up")
    assert body("flat", odd) == {"status": "healthy", "status 2": "unknown"}


def test_text_as_kubernetes_prints_it() -> None:
    assert body("text", *ALL).splitlines() == [
        "[+]database ok 12ms",
        "[-]payments tls.expired: the certificate expired 3 days ago; next: ask the owner of api.example.com "
        "for a new one",
        "[-]cache tcp.refused: nothing listens on 10.0.0.7:6379",
        "[+]data ok 0ms (warn: fs.full: 5 % are free)",
        "[?]queue unknown: it has not been looked at yet",
        "healthz check failed",
    ]
    assert body("text", CALM, REFUSED, detail=False).splitlines() == [
        "[+]database ok", "[-]cache failed: refused", "healthz check passed",
    ]  # fmt: skip


@pytest.mark.parametrize("name", FORMS)
def test_without_detail_nothing_of_the_why_is_told(name: str) -> None:
    made = body(name, *ALL, detail=False)
    text = made if isinstance(made, str) else json.dumps(made)
    for secret in ("tls.expired", "certificate", "10.0.0.7", "owner", "4f2a91c", "vendor", "12.4", "/pay"):
        assert secret not in text


# -- read back by our own reader -------------------------------------------------------------------------

#: Component states as the reader has them: good, bad, or neither ("warn" and "could not look").
GOOD, BAD, NEITHER = "good", "bad", "neither"
EXPECTED = {"database": GOOD, "payments": BAD, "cache": BAD, "data": NEITHER, "queue": NEITHER}
#: What a form has no word for.
LOSSES = {
    "actuator": {"data": GOOD},  # UP, with the why in its details
    "aspnet": {"cache": NEITHER},  # Degraded, as a check there is that is not vital
    "flat": {"data": GOOD},  # it works: connected, and the whole is degraded
}


@pytest.mark.parametrize("form", JSON_FORMS, ids=lambda f: f.NAME)
def test_our_own_reader_reads_the_states_back(form: Any) -> None:
    found = {c.name: c for c in health_json._health_forms.components(body(form.NAME, *ALL)) or []}
    states = {name: _state_of(found.get(name)) for name in EXPECTED}
    assert states == {**EXPECTED, **LOSSES.get(form.NAME, {})}


def _state_of(component: health_json.Component | None) -> str:
    if component is None or component.state in ("unknown", "warn", "degraded"):
        return NEITHER
    return GOOD if component.good else BAD


@pytest.mark.parametrize("name", ["native", "actuator", "aspnet", "text"])
def test_our_own_reader_reads_the_causes_back(name: str) -> None:
    made = body(name, *ALL)
    text = made if isinstance(made, str) else json.dumps(made)
    assert _found(text) == {("tls.expired", "payments"), ("tcp.refused", "cache")}


def test_our_own_reader_reads_the_words_of_the_flat_form_back() -> None:
    assert _found(json.dumps(body("flat", *ALL))) == {
        ("tls.unknown_ca", "payments"),
        ("tcp.refused", "cache"),
    }


@pytest.mark.parametrize("name", ["native", "actuator", "aspnet", "text", "flat"])
def test_our_own_reader_believes_that_all_is_well_only_where_it_is(name: str) -> None:
    for states, well in (((CALM,), True), ((CALM, FULLER), name == "actuator"), ((CALM, EXPIRED), False)):
        made = body(name, *states)
        text = made if isinstance(made, str) else json.dumps(made)
        assert _is_well(text) is well, (name, states)


def _signs(text: str) -> list[Any]:
    lines = text.splitlines()
    return [s for r in readers.read(lines) if r.reader == "health_json" for s in r.signs]


def _found(text: str) -> set[tuple[str, str]]:
    return {(s.cause, s.subject) for s in _signs(text) if s.cause}


def _is_well(text: str) -> bool:
    return any(s.healthy for s in _signs(text))


# -- whatever the names and texts are --------------------------------------------------------------------

HOSTILE = st.one_of(
    st.text(max_size=80),
    st.text(alphabet='\\"\n\r\t\0\x1b{}[],:# \u202e\ud800\x85\u2028', max_size=40),
    st.sampled_from(["", "x" * 10_000, "[31m", "status", "# EOF\nfake 1", '"} 1\nfake{a="', "a:b"]),
)
STATES = st.builds(
    State,
    name=HOSTILE, kind=HOSTILE, outcome=st.sampled_from(["pass", "warn", "fail", "unknown", "odd"]),
    word=HOSTILE, cause=HOSTILE, stage=HOSTILE, says=HOSTILE, next_step=HOSTILE, owner=HOSTILE,
    critical=st.booleans(), groups=st.just(("support",)), since=HOSTILE, seen_at=HOSTILE,
    age_s=st.floats(-1, 1e6), took_ms=st.floats(0, 1e9),
    times=st.lists(st.tuples(HOSTILE, st.floats(0, 1e6)), max_size=3).map(tuple),
    flaps=st.floats(0, 1), why_off=HOSTILE, affects=st.lists(HOSTILE, max_size=2).map(tuple),
)  # fmt: skip
SNAPSHOTS = st.builds(
    Snapshot, app=HOSTILE, version=HOSTILE, release=HOSTILE, description=HOSTILE,
    states=st.lists(STATES, max_size=5).map(tuple),
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(SNAPSHOTS, st.booleans())
def test_json_stays_json_and_nothing_is_lost(shown: Snapshot, detail: bool) -> None:
    for form in JSON_FORMS:
        made = json.loads(form.render(shown, View(detail)).encode())
        jsonschema_rs.validate(form.SCHEMA, made)
        parts = next((made[k] for k in ("checks", "components", "entries") if k in made), made)
        assert len(parts) == len(shown.states) + (form.NAME == "flat")


@settings(max_examples=60, deadline=None)
@given(SNAPSHOTS, st.booleans())
def test_text_stays_one_line_each(shown: Snapshot, detail: bool) -> None:
    made = FORMS["text"].render(shown, View(detail))
    made.encode()
    assert len(made.splitlines()) == len(shown.states) + 1
    assert all(line == _text.line(line, 10_000) for line in made.splitlines())


def test_types_of_components_are_the_drafts_own() -> None:
    assert {native.type_of(k) for k in ("postgres", "directory", "http", "")} == {
        "datastore",
        "system",
        "component",
    }
    assert set(actuator.GROUPS.values()) == {"live", "ready", "support"}
