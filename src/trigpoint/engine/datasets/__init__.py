"""The evidence tables: which there are, their columns, and what an empty cell means."""
