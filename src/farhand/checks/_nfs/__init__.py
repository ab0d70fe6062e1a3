"""Parts of the check `nfs`."""
