"""One module for each way of running: `production`, `development` (also the demonstration) and `test`."""
