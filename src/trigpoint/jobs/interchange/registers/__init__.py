"""What all registers share: cells, layouts, and finding out which register a file is."""
