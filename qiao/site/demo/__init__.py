"""The sample exchange: facts as tables, loaded by the same import that people use."""
