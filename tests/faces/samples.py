"""A report with a bit of everything, and one in which every text is hostile."""

from __future__ import annotations

from dataclasses import replace

from farhand.diagnose import diagnose
from farhand.judge import judge
from farhand.model import App, Dependency, Evidence, Finding, NextStep, Result, Vantage, Waiver
from farhand.report import Report

HOSTILE = (
    "<script>alert(1)</script> ]]> \x1b[31mred\x00 \u202eevil\u2066 \udcff \ud800 "
    "'\"><img src=x onerror=y> {{ 7*7 }} \uffff"
)


def report(*rows: Result, **changes: object) -> Report:
    """A report of these rows, diagnosed."""
    made = Report(
        app=App("billing", "2.4.1", "support@vendor.example"),
        results=rows,
        diagnosis=diagnose(rows),
        started="2026-11-22T21:40:00Z",
        took_ms=123.4,
        vantage=Vantage("host", "probe", "docker", "app"),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def everything() -> Report:
    """A fault with a waiver, a warning, an unknown, skipped stages, notes and a next step."""
    about = {"kind": "tcp", "run_by": "vendor", "critical": True, "why": "charging cards"}
    facts = {"host": "api.example.com", "port": 443, "addresses": [], "about": about}
    rows = judge([Evidence("tcp", "payments", "config", facts, took_ms=1.0)])
    rows = [
        r
        if r.stage != "dns"
        else replace(
            r,
            outcome="fail",
            says="no such name",
            took_ms=12.0,
            findings=(
                Finding(
                    "dns.nxdomain",
                    0.95,
                    "NXDOMAIN from 10.0.0.53",
                    {"host": "api.example.com"},
                    subject="payments",
                    check="tcp",
                    stage="dns",
                    says="no such name",
                ),
            ),
        )
        for r in rows
    ]
    waived = Waiver("legacy", "to be replaced", "ann@example.com", "2027-01-01")
    rows += [
        Result("tcp", "legacy", "tcp", "fail", "refused", waived=waived),
        Result("host", "host", "disk", "warn", "90 % full", facts={"used": 0.9}),
        Result("clock", "clock", "peers", "unknown", "could not look", because="no peer answered"),
        Result("proxy", "proxy", "proxy", "pass", "no proxy is set"),
    ]
    made = report(
        *rows, notes=("a note",), changes=("dns/dns was pass, is fail",), left_out=(("redis", "--skip"),)
    )
    step = NextStep("dns", "Does the name exist elsewhere?", "dig api.example.com", "bare", ("dns.nxdomain",))
    return replace(made, diagnosis=replace(made.diagnosis, next=(step, replace(step, question="And here?"))))


def hostile() -> Report:
    """Every text that may come from a site is hostile."""
    finding = Finding(
        "dns.nxdomain",
        0.9,
        HOSTILE,
        subject=HOSTILE,
        check="tcp",
        stage=HOSTILE,
        says=HOSTILE,
        fix=(HOSTILE,),
        owner=HOSTILE,
        owner_because=HOSTILE,
        explains=(HOSTILE,),
        not_excluded=(HOSTILE,),
    )
    waived = Waiver(HOSTILE, HOSTILE, HOSTILE, HOSTILE)
    row = Result(
        "tcp", HOSTILE, HOSTILE, "fail", HOSTILE, HOSTILE, facts={HOSTILE: HOSTILE}, findings=(finding,)
    )
    rows = (row, replace(row, outcome="unknown"), replace(row, waived=waived), replace(row, outcome="warn"))
    made = report(
        *rows,
        app=App(HOSTILE, HOSTILE, HOSTILE, dependencies=(Dependency(HOSTILE, "tcp"),)),
        started=HOSTILE,
        vantage=Vantage(HOSTILE, "probe", HOSTILE, HOSTILE),
        notes=(HOSTILE,),
        changes=(HOSTILE,),
        left_out=((HOSTILE, HOSTILE),),
    )
    step = NextStep("tcp", HOSTILE, HOSTILE, HOSTILE, (HOSTILE,), risk=HOSTILE)
    return replace(made, diagnosis=replace(made.diagnosis, causes=(finding,), next=(step,), verdict="fault"))
