"""What every log record has, so that the rest is the app's own."""

from __future__ import annotations

import logging

#: What every record has, in the order in which it gets it; `extra=` comes after that.
STANDARD = tuple(vars(logging.LogRecord("", 0, "", 0, "", (), None)))
#: What is no field of the app's though it may stand after the standard ones: formatters leave it there.
OURS = frozenset((*STANDARD, "message", "asctime", "taskName", "color_message"))
