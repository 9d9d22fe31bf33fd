"""How tables of organisations and people become entries of the directory."""
