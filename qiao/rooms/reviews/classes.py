"""The class of every field of this room. What reviewers write in confidence is in no export: an applicant's
own data would otherwise carry what others said to the host alone."""

from django.utils.translation import gettext_lazy as _

from qiao.kit.classification import classify
from qiao.rooms.reviews import models
from qiao.rooms.reviews.domain import erasure

WITHOUT_NAME = _("The points and tiers of a selection stay, without the name, so that it can be checked.")


def classify_all() -> None:
    _classify_rubrics()
    _classify_panels()
    _classify_assessments()
    _classify_rankings()
    _classify_interviews()


def _classify_rubrics() -> None:
    classify(models.Rubric, plain=["opportunity"])
    classify(
        models.Criterion,
        plain=[
            *("rubric", "number", "name_zh", "name_en", "description_zh", "description_en"),
            *("weight", "max_points"),
        ],
    )


def _classify_panels() -> None:
    classify(
        models.Reviewer,
        plain=["opportunity", "left_at"],
        personal=["user"],
        find=erasure.find_reviewers,
        erase=erasure.forget_reviewers,
    )
    classify(models.Assignment, plain=["application", "reviewer", "due_at", "reminded_at", "suspended_at"])
    classify(
        models.ConflictDeclaration,
        plain=["application", "reviewer", "verdict", "ended_at"],
        secret=["reason"],
        find=erasure.find_declarations,
        erase=erasure.forget_reasons,
    )
    classify(
        models.ConflictWithdrawal,
        plain=["declaration", "state", "decided_at"],
        personal=["decided_by"],
        secret=["reason", "answer"],
        find=erasure.find_withdrawals,
        erase=erasure.forget_withdrawals,
    )
    classify(
        models.Note,
        plain=["application"],
        personal=["author"],
        secret=["body"],
        find=erasure.find_notes,
        erase=erasure.erase_notes,
    )


def _classify_assessments() -> None:
    classify(
        models.Assessment,
        plain=["assignment", "state", "version", "submitted_at", "recommendation", "total"],
        secret=["comment", "private_note"],
        find=erasure.find_assessments,
        erase=erasure.forget_words,
    )
    classify(
        models.Score,
        plain=["assessment", "criterion"],
        secret=["points"],
        find=erasure.find_scores,
        kept_because=WITHOUT_NAME,
    )
    classify(
        models.AssessmentVersion,
        plain=["assessment", "number", "total", "recommendation", "points"],
        secret=["comment"],
        find=erasure.find_versions,
        erase=erasure.forget_comments,
    )


def _classify_rankings() -> None:
    classify(
        models.RankEntry,
        plain=["intake", "application"],
        secret=["tier"],
        find=erasure.find_entries,
        kept_because=WITHOUT_NAME,
    )
    classify(
        models.Ranking,
        plain=["intake", "state", "version", "confirmed_at"],
        personal=["confirmed_by"],
        find=erasure.find_rankings,
        erase=erasure.forget_confirmers,
    )
    classify(
        models.RankingStep,
        plain=["ranking", "number", "state", "tiers"],
        personal=["actor"],
        find=erasure.find_steps,
        erase=erasure.forget_actors,
    )


def _classify_interviews() -> None:
    classify(models.InterviewSlot, plain=["opportunity", "starts_at", "minutes", "place", "link", "state"])
    classify(models.Interviewer, plain=["slot", "reviewer"])
    classify(
        models.Interview,
        plain=["application", "sequence"],
        personal=["slot", "booked_at"],
        find=erasure.find_interviews,
        erase=erasure.free_times,
    )
