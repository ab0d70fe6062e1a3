"""The commands of `farhand request`, one module each."""
