"""Another service: UPSTREAM_SLEEP seconds for an answer; with UPSTREAM_ALONE one after the other."""

from __future__ import annotations

import os
import sys
import time
from http.server import BaseHTTPRequestHandler, HTTPServer, ThreadingHTTPServer


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path != "/livez":
            time.sleep(float(os.environ.get("UPSTREAM_SLEEP", "0")))
        self.send_response(200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"ok")

    def log_message(self, *_: object) -> None:
        return


if __name__ == "__main__":
    server = HTTPServer if os.environ.get("UPSTREAM_ALONE") else ThreadingHTTPServer
    server.request_queue_size = 64
    server(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
