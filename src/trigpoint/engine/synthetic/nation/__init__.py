"""An invented nation of evidence tables, hub by hub, from a seed and the shape that content gives it."""
