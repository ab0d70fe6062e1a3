"""An item that the living app is asked for over its Unix socket. `argv` is method, path and socket."""

from __future__ import annotations

from farhand.bundle.model import ABSENT, DENIED, OK, TIMED_OUT, WITHHELD, Item
from farhand.bundle.ways import Taken, Work
from farhand.wire import local


def take(item: Item, work: Work) -> Taken:
    method, target, path = item.argv
    try:
        status, body = local.ask(
            path, method, target, timeout=max(0.1, work.deadline.left()), most=work.limit + 1
        )
    except TimeoutError:
        return Taken(outcome=TIMED_OUT, says="the app did not answer in the time there was")
    except PermissionError:
        return Taken(outcome=DENIED, says="only the app's own user and root may use its socket")
    except (OSError, ValueError) as error:
        return Taken(
            outcome=ABSENT, says=f"the app did not answer: {getattr(error, 'strerror', None) or error}"
        )
    if status in (401, 403):
        return Taken(outcome=DENIED, says=f"the app answered {status}")
    if status == 404:
        return Taken(outcome=ABSENT, says="the app has no such endpoint")
    if len(body) > work.limit:  # half an answer could not be read
        return Taken(outcome=WITHHELD, says=f"the answer is longer than its limit of {work.limit} bytes")
    return Taken(body, OK, "" if status == 200 else f"answered with status {status}")
