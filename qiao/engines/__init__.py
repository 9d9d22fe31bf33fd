"""Pure Python engines: no Django, no database, no network."""
