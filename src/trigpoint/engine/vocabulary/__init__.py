"""The words that every other room of the engine uses."""
