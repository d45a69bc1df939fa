"""From the tables as kept to rows that rules can be asked of: school year, year group, age and coverage worked out."""
