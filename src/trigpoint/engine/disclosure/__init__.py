"""What may leave the institution: counts in which nobody can be found out, on dated, frozen releases."""
