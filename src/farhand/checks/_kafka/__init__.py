"""Parts of the check `kafka`: what its file would be too long with."""
