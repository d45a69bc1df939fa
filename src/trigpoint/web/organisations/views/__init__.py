"""Pages about institutions, hubs and the people in them."""
