"""What the solver for couples says of a matching that is not stable."""

from qiao.engines.shape.words import say

say(
    {
        "couples.single-prefers": (
            "{applicant} prefers {programme} to {place} and would be taken.",
            "{applicant}更愿去{programme}（现为{place}），且会被录取。",
        ),
        "couples.pair-prefers": (
            "The pair {couple} prefers {first} and {second} to {place}, and both would be taken.",
            "{couple}更愿去{first}和{second}（现为{place}），且两人都会被录取。",
        ),
        "couples.one-prefers": (
            "The pair {couple} prefers {first} and {second} to {place}, and the one would be taken.",
            "{couple}更愿去{first}和{second}（现为{place}），且该人会被录取。",
        ),
        "couples.too-few": (
            "{programme} holds {held} applicants and must hold {least}.",
            "{programme}录取{held}人，而至少须录取{least}人。",
        ),
        "couples.nowhere": ("no place", "无名额"),
    }
)
