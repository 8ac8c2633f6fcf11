// Nothing: scripts have tests of their own.
