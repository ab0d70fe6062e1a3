"""Parts of the check `config`: what its file would be too long with."""
