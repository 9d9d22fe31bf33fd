"""Where the engine is asked. Imported only when it is: CP-SAT takes a second to load."""
