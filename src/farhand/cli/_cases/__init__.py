"""The commands of `farhand case`, one file each, found by listing this folder.

Each has ORDER (where it stands in the help), SUMMARY, `options(parser)` and `run(args) -> exit status`.
"""
