"""Inside a string of JSON."""

import json


def mangle(text: str) -> str:
    return json.dumps({"ticket": 4711, "output": text}) + "\n"
