"""The ways in: shims around the app, the side door, who may ask what, and from a request to its answer."""
