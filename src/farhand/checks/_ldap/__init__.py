"""Parts of the ldap check."""
