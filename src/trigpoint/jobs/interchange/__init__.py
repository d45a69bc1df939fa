"""Formats of the outside world: one folder per format, the same files in each."""
