"""Worked cases: records of one pupil or one institution, and the answer a rule must give."""
