"""Rules as subject experts write them, read into nodes; or every mistake with file, line and what to write instead."""
