"""What passes between the two sides of a case, the same on the command line and in the workbench.  Pure.

asking    the next step worth asking, and the entry by which a case remembers that it was asked
masking   what is hidden in the texts of a case
taking    a text that came back, as entries; and what all that has come back says together
"""
