"""Each check's probe and its command, in the same worlds: the same cause, or it is said what is open."""
