"""Filling the demonstration region. Runs once, on an empty database, in one transaction."""
