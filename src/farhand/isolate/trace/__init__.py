"""One request and its trace: what is sent along, which lines of a log are of it, and where those are."""
