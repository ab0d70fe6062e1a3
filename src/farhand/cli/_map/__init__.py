"""Parts of `farhand map`, one file each, found by listing."""
