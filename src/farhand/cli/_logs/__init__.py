"""The commands of `farhand logs`, one file each, found by listing this folder.

Each has ORDER (where it stands in the help), SUMMARY, `options(parser)` and `run(args) -> exit status`.
What `slice` needs must load fast: it is to answer at once, whatever the size of the log.
"""
