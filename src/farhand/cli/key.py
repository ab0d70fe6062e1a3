"""Make a key: farhand key new encryption -o vendor.key

An encryption key (age) reads what is encrypted to its public half; a signing key (Ed25519) signs requests and
bundles. The private key's file can be read by its owner alone and is never overwritten; keep it where no app
and no repository has it. What is printed is public: it goes into farhand.toml under [vendor].

  farhand key new encryption -o support.age
  farhand key new signing -o requests.pem
"""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from pathlib import Path

from farhand.bundle import keys

GROUP, SUMMARY = "vendor", "make a signing or an encryption key"
SCHEMA = "farhand.key/1"


def options(parser: ArgumentParser) -> None:
    parser.add_argument("action", choices=["new"], help="what to do")
    parser.add_argument("kind", choices=[keys.ENCRYPTION, keys.SIGNING], help="what the key is for")
    parser.add_argument("-o", "--output", metavar="FILE", required=True, help="where the private key goes")
    parser.add_argument("--json", action="store_true", help="print it as one JSON document")


def run(args: Namespace) -> int:
    pair = keys.new(args.kind)
    keys.write(pair, Path(args.output))
    if args.json:
        told = {"schema": SCHEMA, "kind": args.kind, "file": args.output, "public": pair.public}
        print(json.dumps({**told, "setting": pair.setting}, indent=1))
    else:
        print(f"private key, for nobody else: {args.output}\n\nfor farhand.toml:\n\n[vendor]\n{pair.setting}")
    return 0
