"""Parts of the check `clock`: what its file would be too long with."""
