"""Signatures: what the texts of the field's tools look like when a cause is at work.  Pure.

`pattern` makes a search out of how a signature is written, `plain` is the form of a line that is searched,
`index` finds the few signatures that a block of text can hold at all, `scan` finds and confirms them.
"""
