"""OneRoster 1.1 and 1.2, the CSV binding of 1EdTech: institutions, pupils and when they were on roll, from a roster."""
