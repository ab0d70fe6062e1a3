"""What the site says of its data holds here too; and what a paste leads to is kept with the case."""

from __future__ import annotations

from farhand.hub import known
from tests.hub.test_files import CASE, LOG
from tests.hub.world import World, post, upload


def test_nothing_is_attached_where_the_data_must_stay(hub: World) -> None:
    hub.add("told", {"id": "map.residency", "choice": "yes", "text": "Germany only"}, author="customer-1")
    for browser, base in ((hub.user("lead"), CASE), (hub.customer(), "/shared")):
        refused = upload(browser, f"{base}/upload", "app.log", LOG.encode())
        assert refused.status_code == 409
        assert "Germany only" in refused.text
    hub.add("approval", {"of": "map.residency", "says": "their security agreed"}, author="customer-1")
    assert upload(hub.user("lead"), f"{CASE}/upload", "app.log", LOG.encode()).status_code == 200


def test_more_is_hidden_where_the_sites_rules_ask_for_it(hub: World) -> None:
    usual = upload(hub.user("lead"), f"{CASE}/upload", "app.log", LOG.encode()).text
    hub.add("told", {"id": "map.compliance", "choice": "hipaa"}, author="customer-1")
    strict = upload(hub.user("lead"), f"{CASE}/upload", "app.log", LOG.encode()).text
    assert "db.internal" in usual
    assert "db.internal" not in strict
    post(hub.user("lead"), f"{CASE}/note", text="their host is db.internal")
    assert "db.internal" not in str([e.body for e in hub.entries() if e.kind == "note"])


def test_a_paste_leads_to_a_finding_once(hub: World) -> None:
    text = "psql: error: connection to server at 10.0.0.5, port 5432 failed: Connection refused"
    for _ in range(2):
        assert post(hub.user("engineer"), f"{CASE}/answer", text=text).status_code == 200
    kinds = [e.kind for e in hub.entries()]
    assert kinds.count("answered") == 1
    assert kinds.count("finding") == 1
    page = hub.user("viewer").get(CASE).text
    assert "root cause" in page
    assert "<img src=" in page


def test_what_rests_on_evidence_alone_is_worked_out_once(hub: World) -> None:
    before = known.of(hub.entries())
    hub.add("note", {"says": "something else"})
    after = known.of(hub.entries(), before)
    assert after.opinion is before.opinion
    assert after.drawn is before.drawn
    assert after.version == before.version + 1
    assert len(after.story.timeline) == len(before.story.timeline) + 1
    hub.add("told", {"id": "map.proxy", "choice": "yes", "text": "proxy.clinic:3128"})
    assert known.of(hub.entries(), after).drawn.text != after.drawn.text


def test_an_escalation_is_kept_as_it_was_read(hub: World) -> None:
    text = "psql: error: connection to server at 10.0.0.5, port 5432 failed: Connection refused"
    lead = hub.user("lead")
    post(lead, f"{CASE}/answer", text=text)
    page = lead.get(CASE).text
    assert "I have sent this" in page
    digest = page.partition('name="digest" value="')[2].partition('"')[0]
    number = page.partition(digest)[2].partition('name="id" value="')[2].partition('"')[0]
    assert post(lead, f"{CASE}/escalate", id=number, digest="0" * 64).status_code == 409
    assert post(lead, f"{CASE}/escalate", id=number, digest=digest).status_code == 303
    kept = next(e for e in hub.entries() if e.kind == "escalated")
    assert kept.body["id"] == number
    assert "handed over, waited for" in lead.get(CASE).text
    assert post(lead, f"{CASE}/done", of=number).status_code == 303
    assert post(lead, f"{CASE}/done", of=number).status_code == 409


def test_a_case_is_closed_and_opened_again(hub: World) -> None:
    lead = hub.user("lead")
    assert post(lead, f"{CASE}/close", says="").status_code == 400
    assert post(lead, f"{CASE}/close", says="it was the proxy").status_code == 303
    assert post(lead, f"{CASE}/close", says="again").status_code == 409
    told = lead.get(f"{CASE}/post-mortem")
    assert "it was the proxy" in told.text
    assert "style-src 'sha256-" in told.headers["content-security-policy"]
    assert post(lead, f"{CASE}/reopen", says="it came back").status_code == 303
    assert post(lead, f"{CASE}/reopen", says="again").status_code == 409
