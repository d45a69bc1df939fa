"""Pages that an analyst opens from a disk: nothing is fetched, nothing runs, and they print."""
