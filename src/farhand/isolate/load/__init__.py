"""More and more requests at once, up to the knee, and what stands in the way there.

`bursts` (asks) and `watch` (looks at app, host and dependencies) give a `Step`; `series` makes a row of
a table of it, `knee` says where it bends, `means` why. All but the first two are pure.
"""
