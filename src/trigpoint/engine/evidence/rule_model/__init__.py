"""A rule as frozen nodes that cannot be built wrong."""
