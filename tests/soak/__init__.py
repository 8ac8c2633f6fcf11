"""Long tests that a nightly run repeats with other seeds."""
