"""The ways, one file each: see `farhand.channels`."""
