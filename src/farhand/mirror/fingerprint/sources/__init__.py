"""Where facts of an environment are read: one file per area, found by listing."""
