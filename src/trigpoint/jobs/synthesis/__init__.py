"""Writes an invented nation to a folder of Parquet files, hub by hub."""
