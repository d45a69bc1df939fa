"""Reading institutions, hubs and roles."""
