"""A plan as a folder: compose files or Kubernetes objects, variables, made-up data, and a README.

`files` gives the text of every file by its path in the folder; `folder.write` puts them there.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from farhand.mirror.build import compose, data, fixed, kubernetes, readme, variables
from farhand.mirror.build.asked import Asked
from farhand.mirror.build.setup import Setup, setup_of
from farhand.mirror.model import as_json

__all__ = ["Asked", "files"]


def files(asked: Asked) -> Mapping[str, str]:
    """Path -> text. Raises Mistake for a plan that no folder can be made of."""
    mirror = setup_of(asked, {one.id for one in asked.plan.differences if one.apply})
    baseline = setup_of(asked, set())
    made = dict(_files(asked, mirror, baseline))
    return {**made, "kubernetes.yaml": kubernetes.text(asked, mirror, made)} if asked.kubernetes else made


def _files(asked: Asked, mirror: Setup, baseline: Setup) -> Iterator[tuple[str, str]]:
    yield "mirror.json", json.dumps(as_json(asked.plan), indent=1) + "\n"
    yield ".env", variables.env_file(asked, mirror)
    yield "compose.yaml", compose.text(mirror)
    yield "compose.baseline.yaml", compose.text(baseline)
    for service in mirror.services:
        for name, text in data.files(asked.schemas.get(service.name, ""), service.kind):
            yield f"data/{service.host}/{name}", text
    yield from fixed.files(mirror)
    packages = fixed.requirements(asked.here)
    if packages:
        yield "requirements.customer.txt", packages
    yield "images.txt", "".join(f"{image}\n" for image in mirror.images)
    yield "README.md", readme.text(asked, mirror)
