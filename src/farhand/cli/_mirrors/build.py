"""Write a folder that rebuilds the customer's environment: compose file, variables, network, made-up data.

Versions and settings are the customer's as far as the evidence shows them; secrets and data are made up.
Host mounts, privileges, the host's network and commands of the customer's manifests are left out and listed,
and so are the images. Nothing is downloaded or started: `farhand mirror up DIR` does that.

  farhand mirror build report.json answers.txt -o mirror/
  farhand mirror build bundle.tar.gz --schema schema.sql --image billing:2.4.1 -o mirror/
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from farhand.cli import _process
from farhand.errors import Mistake

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from farhand.mirror.model import Plan

SUMMARY, ORDER = "write a folder that rebuilds it: compose file, variables, network, made-up data", 2
#: Bytes of a schema.
_MOST = 8 << 20


def options(parser: ArgumentParser) -> None:
    from farhand.cli._mirrors import _sides

    _sides.options(parser)
    add = parser.add_argument
    add("-o", "--output", metavar="DIR", required=True, help="the folder to write; it must be new or empty")
    add("--force", action="store_true", help="overwrite what is in the folder")
    add(
        "--image",
        metavar="IMAGE",
        default="",
        help="the app's own image (default: NAME:VERSION of the declaration)",
    )
    add(
        "--format",
        choices=["compose", "kubernetes"],
        default="compose",
        help="kubernetes: its objects as well",
    )
    add(
        "--schema", metavar="[NAME=]FILE", action="append", default=[],
        help="SQL of the tables, as pg_dump --schema-only prints it, of dependency NAME",
    )  # fmt: skip
    add("--quiet", action="store_true", help="print nothing; the exit status tells")


def run(args: Namespace) -> int:
    """0: the folder is written; 2: something could not be read, or not be written."""
    from farhand.cli._mirrors import _sides
    from farhand.inputs import Told
    from farhand.mirror import build
    from farhand.mirror.build import folder, names

    if args.image and not names.is_image(args.image):
        raise Mistake(f"--image {args.image!r} is no name of an image; it looks like billing:2.4.1")
    told = Told()
    app, here, plan = _sides.read(args, told)
    foreign, images = _foreign(here.texts)
    asked = build.Asked(
        plan,
        here.fingerprint,
        app,
        args.image,
        args.format == "kubernetes",
        _schemas(args, plan),
        foreign,
        images,
    )
    files = build.files(asked)
    folder.write(Path(args.output), files, args.force)
    return _process.deliver(lambda: None if args.quiet else _tell(args, files), 2 if told.unreadable else 0)


def _foreign(texts: tuple[tuple[str, str], ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What manifests hold that a mirror never takes over, and the images that they name."""
    from farhand.mirror.manifest import containers

    found = [one for _, text in texts for one in containers(text)]
    dropped = dict.fromkeys(words for one in found for words in one.dropped)
    return tuple(dropped), tuple(dict.fromkeys(one.image for one in found if one.image))


def _schemas(args: Namespace, plan: Plan) -> dict[str, str]:
    found: dict[str, str] = {}
    for word in args.schema:
        name, sign, file = word.partition("=")
        path = Path(file if sign else word)
        try:
            with path.open("rb") as opened:
                text = opened.read(_MOST + 1)
        except OSError as error:
            raise Mistake(f"--schema {path}: {error.strerror}") from None
        if len(text) > _MOST:
            raise Mistake(
                f"--schema {path}: larger than 8 MiB; pg_dump --schema-only prints the tables alone"
            )
        found[name if sign else _only(plan, word)] = text.decode("utf-8", "replace")
    return found


def _only(plan: Plan, word: str) -> str:
    """The dependency that a schema without a name is of."""
    recipes = [*plan.base, *(one.apply for one in plan.differences if one.apply)]
    areas = sorted({r.subject for r in recipes if r.subject.startswith(("postgres:", "mysql:"))})
    if len(areas) != 1:
        named = ", ".join(a.partition(":")[2] for a in areas) or "there is no database"
        raise Mistake(f"--schema {word}: say of which database, as NAME={word}: {named}")
    return areas[0].partition(":")[2]


def _tell(args: Namespace, files: Mapping[str, str]) -> None:
    from farhand.faces.escape import terminal

    lines = [
        f"{args.output}: {len(files)} files; README.md says what is in them and what could not be mirrored"
    ]
    lines += ["these images would be run; nothing is downloaded before you start it:"]
    lines += [f"  {image}" for image in files["images.txt"].split()]
    print(terminal("\n".join(lines)))
