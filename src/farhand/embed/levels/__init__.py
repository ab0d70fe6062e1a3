"""Log levels by order: set, counted, bounded, and given back.

Only what logging offers to everybody is used: `setLevel`, a filter on a handler, a handler. Nothing of
logging's or the app's is replaced, so a suppressed `debug()` costs what it always did.
"""
