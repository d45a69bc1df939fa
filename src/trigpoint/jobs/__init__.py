"""The carrying floor: files, connections and whole runs. No Django."""
