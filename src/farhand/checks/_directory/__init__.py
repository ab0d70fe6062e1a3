"""Parts of the check `directory`: what its file would be too long with."""
