"""Parts of the etcd check."""
