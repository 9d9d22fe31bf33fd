"""Why somebody did not get a higher choice, in a sentence that shows nothing of anybody else's list.

An applicant is told the own position at a programme and what the places went by; who got them, and what
others wanted, is not said. `what_if` solves the round again with other numbers of places.
"""

from qiao.engines.matching.explain.change import Difference, what_if
from qiao.engines.matching.explain.reasons import Explainer, Explanation, Reason, explain

__all__ = ["Difference", "Explainer", "Explanation", "Reason", "explain", "what_if"]
