"""1EdTech CASE packages: `export` and `crosswalk_export` write them, `reading` opens them, `drafting` uses them."""
