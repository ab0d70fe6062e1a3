"""A variable that is wrong is told once, at `env`; what depends on it is its symptom.

The dependency that uses the variable stops at its config stage for the same reason. Where the variable
has two values, an old one, or names a file that is missing, the dependency fails later: at the name, the
login, or the certificate. All of these go away with the variable's fault. Where nobody looked at `env`, what
the dependency's own config stage says of such a variable is the root.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from farhand.model import Finding, Result

#: A wrong value explains whatever fails behind it.
_WRONG_VALUE = ("config.env_shadowed", "config.env_stale")
_TRUST = (
    "tls.unknown_ca", "tls.bad_file", "tls.self_signed", "tls.incomplete_chain", "tls.intercepted",
)  # fmt: skip
_BUNDLES = ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "AWS_CA_BUNDLE")


def apply(findings: Sequence[Finding], results: Sequence[Result]) -> list[Finding]:
    used = _variables_of(results)
    roots = [f for f in findings if f.check == "env"]
    for finding in findings:
        if _alone(finding, roots):
            roots.append(finding)
    made, explained = [], {id(root): list(root.explains) for root in roots}
    for finding in findings:
        others = [r for r in roots if r is not finding]
        root = next((r for r in others if _explains(r, finding, used.get(finding.subject, ()))), None)
        if root is None:
            made.append(finding)
            continue
        explained[id(root)].append(f"{finding.subject}: {finding.cause}")
        made.append(replace(finding, role="symptom"))
    return [
        replace(f, explains=tuple(dict.fromkeys(explained[id(f)]))) if id(f) in explained else f for f in made
    ]


def _alone(finding: Finding, roots: Sequence[Finding]) -> bool:
    """True for a wrong value that only a config stage has seen."""
    about = set(finding.params.get("variables") or ())
    told = any(r.cause in _WRONG_VALUE and about & set(r.params.get("variables") or ()) for r in roots)
    return finding.check != "env" and finding.stage == "config" and finding.cause in _WRONG_VALUE and not told


def _variables_of(results: Sequence[Result]) -> Mapping[str, Sequence[str]]:
    """Which variables each subject's settings refer to, as its config stage noted."""
    return {r.subject: list(r.facts.get("variables") or ()) for r in results if r.stage == "config"}


def _explains(root: Finding, finding: Finding, used: Sequence[str]) -> bool:
    if finding.check == "env":
        return False
    about = set(root.params.get("variables") or ())
    if root.cause in ("config.file_missing", "fs.permission") and finding.cause in _TRUST:
        return bool(about & {*used, *_BUNDLES})
    if not about & set(used):
        return False
    own = set(finding.params.get("variables") or ())
    return root.cause in _WRONG_VALUE or (finding.stage == "config" and (not own or bool(own & about)))
