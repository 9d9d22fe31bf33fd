"""A request that comes twice changes things once."""
