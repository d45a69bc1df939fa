"""Trigpoint: where every school, college and pupil stands against the benchmarks of good career guidance."""

__version__ = "0.1.0"
