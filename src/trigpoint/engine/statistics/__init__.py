"""Shares and means over institutions, exact, with what is not known kept in sight."""
