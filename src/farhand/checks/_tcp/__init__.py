"""Parts of the check `tcp`: what its file would be too long with."""
