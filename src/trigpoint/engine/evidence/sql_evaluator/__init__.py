"""The same rules as text of SQL: one common form for DuckDB, PostgreSQL and Spark.

The form keeps to what the three share with one meaning: comparisons and three-valued logic, CASE, COUNT, SUM, MIN and
MAX, joins and GROUP BY. No bit operations, no FILTER, no function of one vendor. SQL's own AND, OR and NOT over true,
false and NULL are exactly the yes, no and not known of the rules.
"""
