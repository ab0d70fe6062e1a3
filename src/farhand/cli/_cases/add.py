"""Attach files to the case: texts, archives, manifests. What is kept has no secrets in it.

Texts and archives are redacted as `farhand redact` does, with the profile that the site's answers about its
rules ask for (`farhand map questions`: HIPAA, GDPR, PCI DSS), else the declaration's. What is neither text
nor archive cannot be looked through: it is kept with --as-is only. Where the site has said that its data must
stay where it is, nothing is attached until somebody there agrees to it (farhand case approve map.residency).

  farhand case add app.log values.yaml --case acme-7
  farhand case add bundle.tar.gz --case acme-7
"""

from __future__ import annotations

import io
import mimetypes
from argparse import ArgumentParser, Namespace
from pathlib import Path

from farhand.archives import Damaged, Limits, Meter, find, kinds
from farhand.case import Case, attachments, compliance
from farhand.case.compliance import Rules
from farhand.cli._cases._entries import added, entry_options, opened
from farhand.cli._common import app_if_any, config_option
from farhand.cli._policy import policy_of, policy_options
from farhand.errors import Mistake
from farhand.redact import Redactor, archives
from farhand.redact.odd_texts import text

ORDER, SUMMARY = 4, "attach files, without their secrets"


def options(parser: ArgumentParser) -> None:
    parser.add_argument("file", nargs="+", metavar="FILE", help="what is to be attached")
    parser.add_argument(
        "--as-is", action="store_true", help="keep it as it is: redacted already, or a picture"
    )
    entry_options(parser)
    config_option(parser)
    policy_options(parser)


def run(args: Namespace) -> int:
    with opened(args) as case:
        rules = allowed(case)
        redactor = None if args.as_is else Redactor(policy=policy_of(args, app_if_any(args), rules.profile))
        for name in args.file:
            _attach(args, case, Path(name), redactor)
    return 0


def allowed(case: Case) -> Rules:
    """What the site's answers allow. Raises Mistake where they forbid attachments."""
    rules = compliance.of(case.entries())
    if not rules.attachments:
        raise Mistake(
            f"nothing is attached: the site has said that its data must stay there ({rules.because!r}). Ask "
            "for the output of single commands instead: farhand next. If somebody there agrees to it: "
            'farhand case approve map.residency "who agrees, and to what"'
        )
    return rules


def _attach(args: Namespace, case: Case, path: Path, redactor: Redactor | None) -> None:
    data = _bytes(path)
    if redactor is not None:
        data = masked(path.name, data, redactor)
    digest = attachments.keep(case.folder, data)
    name = Redactor().text(path.name)
    body = {"sha256": digest, "name": name, "bytes": len(data), "type": type_of(path.name)}
    added(args, case, "file", body, f"{name}: {len(data):,} bytes, sha256 {digest}")


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(attachments.LARGEST + 1)
    except OSError as error:
        raise Mistake(f"{path}: {error.strerror or error}") from None
    if len(data) > attachments.LARGEST:
        raise Mistake(f"{path}: it is too large for a case; cut it first: farhand logs slice, farhand bundle")
    return data


def masked(name: str, data: bytes, redactor: Redactor) -> bytes:
    """A text or an archive, redacted. Raises Mistake for all else: nobody could say what is in it."""
    sink, meter = io.BytesIO(), Meter(Limits())
    try:
        found = find(io.BytesIO(data), meter)
        if found.kind:
            archives.copy(redactor, found, sink, meter)
        elif what := kinds.binary(found.head):
            raise Mistake(f"{name}: it is {what} and cannot be looked through; --as-is keeps it all the same")
        else:
            text(redactor, found.data, found.head, sink)
    except Damaged as damage:
        raise Mistake(f"{name}: {damage}; nothing was attached") from None
    return sink.getvalue()


def type_of(name: str) -> str:
    return mimetypes.guess_type(name)[0] or "application/octet-stream"
