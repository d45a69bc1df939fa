"""Every institution of many hubs: counted from a store, released, and kept with what it was made from."""
