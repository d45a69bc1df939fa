"""Tables that people send us: CSV in any of the usual encodings, packed or not, and workbooks. Read row by row."""
