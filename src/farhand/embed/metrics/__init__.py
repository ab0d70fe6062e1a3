"""Numbers of the app and its dependencies, from plain data to what monitoring systems read.

`model` is a family of samples; `families` makes them from states and from what the workers say; `exposition`
writes them for Prometheus, `joined` puts the app's own beside them, and `push/` sends them elsewhere.
"""
