"""Which of many differences makes a command fail: delta debugging over a mirror's differences.

`narrow` and `ddmin` are pure: they are given a function that tries a set of differences. `votes` says what
several tries of one set come to, `verdict` what one run comes to, `journal` keeps every run on the disk, and
`session` puts them together.
"""
