"""What the host says of itself: /proc, /sys, mounts, owners, limits.  I/O, reading only.

Every reader is tolerant: a file that is not there, may not be read or holds something odd gives
None or an empty answer, never an error. Paths may hang (a dead file server): such a look goes
through `patience.patiently`.
"""
