"""Node Lambda functions as plain child processes: no Docker, and no sandbox either."""
