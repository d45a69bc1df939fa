"""Every rule, every institution, one day: embedded in DuckDB or on another SQL engine."""
