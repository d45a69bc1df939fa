"""Answers to criterion, benchmark and institution standing, with the sum kept for display."""
