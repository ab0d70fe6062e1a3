"""The mirror: a look-alike of a customer's environment, and the search for the guilty difference."""
