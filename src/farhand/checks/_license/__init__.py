"""Parts of the check `license`: what its file would be too long with."""
