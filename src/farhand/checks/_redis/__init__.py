"""Parts of the check `redis`: what its file would be too long with."""
