"""What an edition of a framework is, and how its text is read.

`edition` holds the frozen values, `reading` turns the text of a content file into them and refuses
a bad file with its line, what is wrong and what to write instead.
"""
