"""What the facts of each stage of the s3 check mean.  Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from farhand.checks import dns as names
from farhand.checks import tls as certificates
from farhand.checks._http import meaning as http
from farhand.checks._http.status import where, who
from farhand.checks._s3.codes import CLOCK, CODES, MISCONFIGURED, RIGHT, meaning
from farhand.checks._service_meaning import fail
from farhand.checks._tls import chain
from farhand.model import PASS, UNKNOWN, Facts, Verdict

#: What only such a store answers with.
_LISTS = ("ListBucketResult", "ListAllMyBucketsResult")
_HEADERS = ("x-amz-request-id", "x-amz-bucket-region")
#: What HTTP makes of an answer that is simply another service's.
_OTHER = ("http.not_found", "http.unexpected_body", "http.wrong_backend")
_CUSTOMER = "customer-platform"


def params_of(facts: Facts, **more: Any) -> dict[str, Any]:
    known = {key: facts.get(key) for key in ("bucket", "region", "endpoint", "prefix") if facts.get(key)}
    return {**where(facts), **known, **more}


def dns(facts: Facts) -> Verdict:
    if facts.get("numbered"):
        why = (
            f"the app puts the bucket before the host, and {facts.get('endpoint')} is an address, not a name"
        )
        return fail(MISCONFIGURED, 0.95, why, _style(facts), fix=_path_style(facts))
    if facts.get("endpoint_known"):
        why = (
            f"the app puts the bucket before the host, and nobody knows the name {facts.get('host')}; "
            f"{facts.get('endpoint')} itself is known"
        )
        return fail(MISCONFIGURED, 0.93, why, _style(facts), fix=_path_style(facts))
    return names.judge("dns", facts)


def tls(facts: Facts) -> Verdict:
    verdict = certificates.judge("tls", facts)
    if not facts.get("virtual") or not verdict.findings or verdict.findings[0].cause != "tls.hostname":
        return verdict
    held, endpoint = chain.names(chain.leaf(facts)), str(facts.get("endpoint"))
    if endpoint not in held and not any(name.endswith(f".{endpoint}") for name in held):
        return verdict
    why = f"{verdict.says}: the app puts the bucket before the host, where the certificate does not reach"
    return fail(MISCONFIGURED, 0.93, why, _style(facts), fix=_path_style(facts))


def _style(facts: Facts) -> dict[str, Any]:
    return {"bucket": facts.get("bucket"), "endpoint": facts.get("endpoint"), "host": facts.get("host")}


def _path_style(facts: Facts) -> tuple[str, ...]:
    return (
        "Switch path style on in the app's settings for the store (boto3: s3 = {addressing_style = path}; "
        "AWS SDKs for Java and JavaScript: forcePathStyle; MinIO clients: path), and restart the app.",
        f"Or have a name of the form *.{facts.get('endpoint')} made, with a certificate for it, and have the "
        "store told that this is its domain.",
        f"Check it: curl -sS -o /dev/null -w '%{{http_code}}\\n' https://{facts.get('endpoint')}"
        f"/{facts.get('bucket')}   (403 or 200: the store answers under this address)",
    )


def bucket(facts: Facts) -> Verdict:
    said = facts.get("s3") or {}
    if facts.get("problem") or not _is_store(facts, said):
        return _no_store(facts)
    if said.get("root") in _LISTS:
        return Verdict(PASS, _fine(facts))
    return _refused(facts, said)


def _is_store(facts: Facts, said: Mapping[str, str]) -> bool:
    headers = facts.get("headers") or {}
    if said.get("Code") or said.get("root") in _LISTS:
        return True
    return int(facts.get("status") or 0) >= 300 and any(name in headers for name in _HEADERS)


def _no_store(facts: Facts) -> Verdict:
    """Silence, or an answer of somebody else's; what it means for any HTTP service is known."""
    verdict = http.meaning(facts)
    if verdict.findings and verdict.findings[0].cause not in _OTHER:
        return verdict
    page = facts.get("title") or str(facts.get("text", ""))[:60]
    why = f"what answers is no object store: {facts.get('status')}, {page or 'nothing that one would say'}"
    fix = (
        f"Set the endpoint of the object store in the app's settings; now it is {where(facts)['url']}. For "
        "MinIO it is the port of the API (9000), not of the console.",
        f"Check it: curl -sS {facts.get('scheme')}://{facts.get('host')}:{facts.get('port')}/   (a store "
        "answers in XML, even where it refuses)",
    )
    return fail("http.wrong_backend", 0.85, f"{why}; {who(facts)}", params_of(facts), fix=fix)


def _fine(facts: Facts) -> str:
    if not facts.get("bucket"):
        return "the store answers and takes the access key; no bucket is declared"
    inside = f", and {facts['prefix']} in it" if facts.get("prefix") else ""
    return f"the bucket {facts['bucket']} may be listed{inside}"


def _refused(facts: Facts, said: Mapping[str, str]) -> Verdict:
    code = said.get("Code") or _code_of(int(facts.get("status") or 0))
    offset = (facts.get("peer_clock") or {}).get("offset_s")
    meant = meaning(code, said.get("Message", ""), offset)
    if meant.cause == RIGHT:
        return _forbidden(facts, said, meant.says, meant.sure)
    nowhere = not facts.get("bucket") and not facts.get("signed")  # Amazon then sends to its home page
    of_region = meant == CODES["PermanentRedirect"]
    if of_region and nowhere:
        return Verdict(UNKNOWN, "could not look: neither a bucket nor a key is declared")
    why = f"{meant.says}: {_words(code, said)}{_told(facts, said, meant.cause)}"
    more: dict[str, Any] = {}
    if meant.cause == CLOCK and offset is not None:
        why += (
            f"; this host's clock is {abs(offset):.0f} s {'ahead of' if offset > 0 else 'behind'} the store's"
        )
        more["offset"] = f"{offset:+.0f}"
    region = _region(facts, said)
    fix = _set_region(facts, region) if region and meant.cause == MISCONFIGURED else ()
    params = params_of(facts, code=code, **more)
    if of_region and facts.get("region_guessed"):  # asked in the default one, as most clients do
        others = ("another region that the app is given otherwise, such as by AWS_REGION",)
        return fail(meant.cause, 0.6, why, params, fix=fix, not_excluded=others)
    return fail(meant.cause, meant.sure, why, params, fix=fix)


def _code_of(status: int) -> str:
    """What an error without a body most probably is."""
    rows = {301: "PermanentRedirect", 307: "TemporaryRedirect", 403: "AccessDenied", 404: "NoSuchBucket",
            503: "SlowDown", 500: "InternalError"}  # fmt: skip
    return rows.get(status, f"status {status}")


def _words(code: str, said: Mapping[str, str]) -> str:
    return f"{code}, {said['Message'][:160]}" if said.get("Message") else code


def _region(facts: Facts, said: Mapping[str, str]) -> str:
    """The region in which the bucket is, as the store tells it; "" where it does not, or it is the app's."""
    told = said.get("Region") or (facts.get("headers") or {}).get("x-amz-bucket-region", "")
    return told if told != facts.get("region") else ""


def _told(facts: Facts, said: Mapping[str, str], cause: str) -> str:
    region = _region(facts, said)
    if cause == MISCONFIGURED and region:
        return f" (the app asks in {facts.get('region')}, the bucket is in {region})"
    return f" (bucket {facts.get('bucket')})" if said.get("Code") == "NoSuchBucket" else ""


def _set_region(facts: Facts, region: str) -> tuple[str, ...]:
    return (
        f"Set the region {region} in the app's settings (often AWS_REGION or AWS_DEFAULT_REGION), and "
        f"restart the app. An endpoint that names a region must name this one: https://s3.{region}.amazonaws.com",
        f"Check it: aws s3api get-bucket-location --bucket {facts.get('bucket')}",
    )


def _flag(facts: Facts) -> str:
    return f" --prefix '{facts['prefix']}'" if facts.get("prefix") else ""


def _forbidden(facts: Facts, said: Mapping[str, str], says: str, sure: float) -> Verdict:
    if not facts.get("bucket"):
        return Verdict(PASS, "the store answers and knows the access key; no bucket is declared")
    if not facts.get("signed"):
        return Verdict(UNKNOWN, f"could not look: asked without a key, the store answers {said.get('Code')}")
    if not facts.get("lists"):
        return Verdict(PASS, "the store knows the access key; the app does not list, as declared")
    inside = f" under {facts['prefix']}" if facts.get("prefix") else ""
    why = f"{says}{inside}: {_words(said.get('Code') or '403', said)}"
    bucket = facts.get("bucket")
    fix = (
        f"Have the right s3:ListBucket on arn:aws:s3:::{bucket} given to the app's access key (Amazon: its "
        "IAM policy, and for a bucket of another account that bucket's policy, too; MinIO: mc admin policy "
        "attach).",
        f"Check it: aws s3api list-objects-v2 --bucket {bucket} --max-keys 1{_flag(facts)}",
        "If the app only reads and writes objects whose names it knows, say list = false for this dependency "
        "in farhand.toml.",
    )
    because = "whoever runs the object store gives rights to access keys"
    return fail(RIGHT, sure, why, params_of(facts), fix=fix, owner=_CUSTOMER, owner_because=because)


JUDGES: Mapping[str, Callable[[Facts], Verdict]] = {"dns": dns, "tls": tls, "bucket": bucket}
