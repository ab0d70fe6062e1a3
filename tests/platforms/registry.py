"""A registry that holds no image: what it answers is what the distribution API says for that.

python registry.py PORT   Names below `locked/` want a login first. See the OCI Distribution Specification,
"Pulling manifests" and "Error Codes".
"""

from __future__ import annotations

import json
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Registry(BaseHTTPRequestHandler):
    """Answers GET and HEAD of /v2/."""

    def do_GET(self) -> None:
        if self.path.startswith("/v2/locked/"):
            self._refuse(401, "UNAUTHORIZED", "authentication required")
        elif self.path == "/v2/":
            self._answer(200, b"{}")
        else:
            self._refuse(404, "MANIFEST_UNKNOWN", "manifest unknown")

    do_HEAD = do_GET

    def _refuse(self, status: int, code: str, message: str) -> None:
        self._answer(status, json.dumps({"errors": [{"code": code, "message": message}]}).encode())

    def _answer(self, status: int, body: bytes) -> None:
        self.send_response(status)
        if status == 401:
            self.send_header("WWW-Authenticate", 'Basic realm="registry"')
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)


if __name__ == "__main__":
    ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Registry).serve_forever()
