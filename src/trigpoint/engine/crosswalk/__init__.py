"""Typed links between two editions, and what may be carried along them."""
