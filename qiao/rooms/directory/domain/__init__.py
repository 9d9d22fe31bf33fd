"""The verbs of the directory: one function is one transaction, one permission, one activity row."""
