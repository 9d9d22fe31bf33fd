"""What every engine is made of: sentences in two languages, faults with their places, strict JSON, kernels.

An engine is `problem`, `solve`, `check`, `explain` and `formats`; this package has none of them and knows no
engine. It is published with each.
"""
