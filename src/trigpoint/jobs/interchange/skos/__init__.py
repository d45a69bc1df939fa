"""SKOS vocabularies in Turtle: `export` writes editions, `crosswalk_export` the links between two of them."""
