"""Logs of any size: the window that matters, and what broke first.

`model` has the nouns, `stamps` the shapes of a time in a line, `formats` how a log's records look,
`places` where its bytes come from, `slicing` cuts a window. All works on
bytes; text is made only to be shown.
"""
