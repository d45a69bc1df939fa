"""Invented regions and answers. Every draw comes from the generator that is passed in."""
