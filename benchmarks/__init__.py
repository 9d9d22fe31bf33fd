"""Measured speed: each benchmark prints a ratio against a peer or a limit of the same run."""
