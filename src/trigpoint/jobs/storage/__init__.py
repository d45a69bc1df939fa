"""The only door to files and database sessions outside the web's own database."""
