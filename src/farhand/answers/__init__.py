"""What came back, against what was asked: understood, missing, not belonging, refused, could not look.  Pure.

texts     the forms that people send (mail message, HTML), to text
asked     what a case asked, and what of it is open
taken     one text, taken apart: each output with its question and its remarks
remarks   where an output is from and when it was printed: does that fit?
refusals  words that read like a refusal
kept      the entries of a case that hold it, masked, and the texts that a case holds
"""
