"""The fast way: rules are asked once of each class of equal rows, and pupils are sums over runs of sorted rows.

A nation has a hundred million participations and a few thousand different ones, as far as rules can tell. SQL answers
every condition once for each class (`truths`); NumPy then adds the answers up over the rows of each pupil, which stand
together, and settles the measures (`verdicts`). Nothing is grouped by hashing, and no row is asked a question.
"""
