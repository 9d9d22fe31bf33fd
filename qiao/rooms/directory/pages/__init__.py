"""What the larger pages show, read with a constant number of queries."""
