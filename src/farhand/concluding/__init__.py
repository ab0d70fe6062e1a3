"""What a case concludes: the finding that a diagnosis leaves, and what is told at its end.  Pure."""
