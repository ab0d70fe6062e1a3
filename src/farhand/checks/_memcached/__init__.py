"""Parts of the memcached check."""
