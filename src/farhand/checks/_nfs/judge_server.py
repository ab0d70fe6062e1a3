"""What the server of a share says about it.  Pure."""

from __future__ import annotations

from farhand.checks import _service_meaning
from farhand.checks._nfs.spoken import SPOKEN
from farhand.model import PASS, UNKNOWN, Facts, Verdict
from farhand.wire import rpc


def speaks(facts: Facts) -> Verdict:
    """The `rpc` stage."""
    if facts["answer"] != "ok":
        return _service_meaning.broken(facts, SPOKEN, "answers", {"host": facts.get("host")})
    host, versions, version = facts["host"], facts["versions"], facts.get("version", "")
    if not versions:
        why = f"{host} answers calls on port {facts['port']}, but gives no NFS there ({facts['refused']})"
        return _service_meaning.fail("tcp.wrong_service", 0.85, why, {"speaker": "another RPC service"})
    shown = " and ".join(str(v) for v in versions)
    if version[:1].isdigit() and int(version[0]) not in versions and int(version[0]) > 2:
        why = f"the mount asks for NFS {version}, and {host} speaks {shown} only"
        fix = (
            f"Mount it with a version that the server speaks (vers={max(versions)}).",
            f"Or switch on {version[0]} there; see what it speaks: rpcinfo -T tcp {host} nfs",
        )
        return _service_meaning.fail("fs.remote", 0.9, why, {"host": host}, fix=fix, not_excluded=())
    return Verdict(PASS, f"{host} speaks NFS {shown}")


def export(facts: Facts) -> Verdict:
    """The `export` stage: does the server give this folder to this host?"""
    return _by_root(facts) if facts["by"] == "root" else _by_list(facts)


def _by_root(facts: Facts) -> Verdict:
    folder, host, state = facts["export"], facts["host"], facts["state"]
    if state == rpc.V4_OK:
        return Verdict(PASS, f"{host} gives {folder}")
    if state == rpc.V4_NOENT:
        return _withheld(facts, f"{host} shows no {folder} to this host")
    if state in (rpc.V4_ACCESS, rpc.V4_PERM):
        return Verdict(
            UNKNOWN, f"{host} tells nothing of {folder} to a call without a login of its own (error {state})"
        )
    if facts["how"] == "mute":
        return Verdict(UNKNOWN, f"{host} did not answer whether it gives {folder}")
    return Verdict(UNKNOWN, f"{host} answers neither yes nor no about {folder} ({facts['how']}, {state})")


def _by_list(facts: Facts) -> Verdict:
    folder, host, state = facts["export"], facts["host"], facts["state"]
    if state == "listed":
        row = next(
            (r for r in facts["given"] if folder.rstrip("/").startswith(r["folder"].rstrip("/"))), None
        )
        whom = ", ".join(row["for"][:5]) if row and row["for"] else "everybody"
        return Verdict(PASS, f"{host} gives {folder} to {whom}")
    if state == "not listed":
        given = ", ".join(r["folder"] for r in facts["given"][:5]) or "nothing"
        return _withheld(facts, f"{host} gives {given}, but not {folder}")
    if state in ("refused", "unregistered") and str(facts.get("version", "")).startswith("3"):
        why = f"{host} has no service that gives out shares to NFS 3 (port 111: {state})"
        fix = (
            f"Start rpcbind and mountd on {host}, or mount with vers=4, which needs port 2049 alone.",
            f"See it: rpcinfo -p {host}",
        )
        return _service_meaning.fail("fs.remote", 0.8, why, {"host": host}, fix=fix, not_excluded=())
    return Verdict(UNKNOWN, f"the list of what {host} gives could not be had (port 111: {state})")


def _withheld(facts: Facts, why: str) -> Verdict:
    folder, host = facts["export"], facts["host"]
    fix = (
        f"On {host}: see what is given, and to whom: exportfs -v (or: showmount -e {host})",
        f"Give {folder} to this host's address there, then exportfs -ra; then mount it again here.",
    )
    says = f"{why}: it is not exported any more, or not to this host"
    return _service_meaning.fail("fs.remote", 0.85, says, {"host": host, "source": f"{host}:{folder}"},
                                 fix=fix, not_excluded=())  # fmt: skip
