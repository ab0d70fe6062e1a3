"""What does the sender of the calls say about its attempts?"""

from __future__ import annotations

from farhand.model import App, Ask

ASK = Ask(
    id="ask-webhook_deliveries",
    question="What does the sender's own page of deliveries show for its last attempt to call this address?",
    choices={
        "no attempt": "nothing was sent: it was switched off, or there was nothing to send",
        "other address": "it calls another address than the one that is declared here",
        "timed out": "no connection, or no answer in time",
        "refused": "connection refused or reset",
        "name not found": "the name could not be resolved",
        "certificate": "an error of TLS or of the certificate",
        "redirect": "an answer 301, 302, 307 or 308",
        "refused by an answer": "an answer 400, 401 or 403",
        "not found": "an answer 404 or 405",
        "server error": "an answer 5xx",
        "delivered": "all was well: an answer 200 to 299",
    },
    why="Only the sender sees an attempt that does not arrive, and it tells how far the attempt came.",
    minutes=2.0,
)
SHIFTS = {
    "no attempt": {"http.webhook_missing": 0.7, "side:path": 0.3},
    "other address": {"http.not_found": 3.0, "dns.*": 2.0, "http.webhook_missing": 2.0},
    "timed out": {"http.webhook_missing": 4.0, "tcp.timeout": 3.0, "http.timeout": 3.0},
    "refused": {"tcp.refused": 4.0, "tcp.rejected": 3.0, "tcp.reset": 2.0},
    "name not found": {"dns.*": 5.0},
    "certificate": {"tls.*": 5.0},
    "redirect": {"http.redirected": 6.0},
    "refused by an answer": {"http.unauthorized": 4.0, "http.forbidden": 4.0, "config.*": 2.0},
    "not found": {"http.not_found": 5.0, "http.wrong_backend": 2.0},
    "server error": {"http.server_error": 3.0, "http.bad_gateway": 3.0, "tcp.refused": 2.0},
    "delivered": {"http.webhook_missing": 0.2, "side:path": 0.3, "app.*": 2.0},
}


def applies(app: App) -> bool:
    return any(d.kind == "webhook" for d in app.dependencies)
