"""Deferred acceptance: the extremes of the lattice of stable matchings."""
