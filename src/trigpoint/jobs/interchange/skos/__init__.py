"""SKOS vocabularies in Turtle: `export` writes editions and crosswalks."""
