"""The parts of `farhand mirror`."""
