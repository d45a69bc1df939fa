"""A folder of evidence tables, one file for each table: CSV, XLSX or Parquet."""
