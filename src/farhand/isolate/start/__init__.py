"""Does the app start by itself? Its command, on a free port, in a session and scratch home of its own."""
