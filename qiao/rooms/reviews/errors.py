"""Why this room refuses, as sentences that say what to do."""

from django.utils.translation import gettext_lazy as _

from qiao.kit.errors import Conflict, QiaoError


class RubricFrozen(QiaoError):
    code = "rubric-frozen"
    status = 409
    sentence = _("Scores have been given by this rubric: it stays as it is, so that all are judged alike.")


class RubricThere(QiaoError):
    code = "rubric-there"
    status = 409
    sentence = _("This opportunity has its criteria already. Change those.")


class LastCriterion(QiaoError):
    code = "last-criterion"
    status = 409
    sentence = _("This is the only criterion. Add another one before you remove it.")


class AlreadyReviewer(QiaoError):
    code = "already-reviewer"
    status = 409
    sentence = _("This account is on the panel already.")


class NotOfTheHost(QiaoError):
    code = "not-of-the-host"
    status = 422
    sentence = _("Only members of the host are added like this. Invite others by their mail address.")


class ApplicantOnPanel(QiaoError):
    code = "applicant-on-panel"
    status = 409
    sentence = _("Who has applied to this opportunity cannot be on its panel.")


class PanelEmpty(QiaoError):
    code = "panel-empty"
    status = 409
    sentence = _("Nobody is on the panel yet. Invite reviewers first.")


class NotReviewable(QiaoError):
    code = "not-reviewable"
    status = 409
    sentence = _("Applications are reviewed once they are complete and until they are decided on: %(state)s.")


class WrongPanel(QiaoError):
    code = "wrong-panel"
    status = 422
    sentence = _("This reviewer is not on the panel of that opportunity.")


class AlreadyAssigned(QiaoError):
    code = "already-assigned"
    status = 409
    sentence = _("This reviewer has the application already.")


class HasConflict(QiaoError):
    code = "has-conflict"
    status = 409
    sentence = _("This reviewer has declared a conflict of interest with the application.")


class AlreadyAssessed(QiaoError):
    code = "already-assessed"
    status = 409
    sentence = _("An assessment has been submitted: it stays, and the assignment with it.")


class DeclarationMissing(QiaoError):
    code = "declaration-missing"
    status = 409
    sentence = _("Say first whether you have a conflict of interest.")


class ConflictReasonMissing(QiaoError):
    code = "reason-missing"
    status = 422
    place = "reason"
    sentence = _("Say in a few words what the conflict is: the host reads it.")


class ConflictOver(QiaoError):
    code = "conflict-over"
    status = 409
    sentence = _("This conflict of interest does not stand any more.")


class WithdrawalOpen(QiaoError):
    code = "withdrawal-open"
    status = 409
    sentence = _("You have asked for this already. The host decides.")


class WithdrawalDecided(QiaoError):
    code = "withdrawal-decided"
    status = 409
    sentence = _("Somebody has decided on this already.")


class RefusalReasonMissing(QiaoError):
    code = "reason-missing"
    status = 422
    place = "answer"
    sentence = _("Say in a few words why the conflict of interest stays: the reviewer reads it.")


class ScoreMissing(QiaoError):
    code = "score-missing"
    status = 422
    place = "points"
    sentence = _("Give points for every criterion, and a recommendation. Missing: %(names)s.")


class ScoreOutside(QiaoError):
    code = "score-outside"
    status = 422
    place = "points"
    sentence = _("%(name)s takes whole points from 0 to %(most)s.")


class CriterionUnknown(QiaoError):
    code = "criterion-unknown"
    status = 422
    place = "points"
    sentence = _("These points are for a criterion that the rubric does not have: %(criterion)s.")


class RankingClosed(QiaoError):
    code = "ranking-closed"
    status = 409
    sentence = _("The ranking of this intake has been confirmed. The host can open it again.")


class RankingOpen(QiaoError):
    code = "ranking-open"
    status = 409
    sentence = _("The ranking of this intake has not been confirmed.")


class RankingEmpty(QiaoError):
    code = "ranking-empty"
    status = 409
    sentence = _("Nobody is ranked yet.")


class RankingInUse(QiaoError):
    code = "ranking-in-use"
    status = 409
    sentence = _("Places have been given by this ranking: it cannot be opened again.")


class RankingChanged(Conflict):
    """`what` are the sentences of what the other has changed."""

    code = "ranking-changed"
    sentence = _("The ranking was changed at the same time, and your change was not made: %(what)s")


class RankRefused(QiaoError):
    code = "rank-refused"
    status = 422
    place = "tiers"
    sentence = _(
        "The ranking names an application that cannot be ranked here, or names one twice: %(which)s."
    )


class SlotInPast(QiaoError):
    code = "slot-in-past"
    status = 422
    sentence = _("The time of an interview must lie in the future.")


class SlotGone(QiaoError):
    code = "slot-gone"
    status = 409
    sentence = _("This time is not offered any more. Choose another one.")


class SlotTaken(QiaoError):
    code = "slot-taken"
    status = 409
    sentence = _("Somebody else took this time a moment ago. Choose another one.")


class AlreadyInvited(QiaoError):
    code = "already-invited"
    status = 409
    sentence = _("This applicant has been invited to an interview already.")


class NothingBooked(QiaoError):
    code = "nothing-booked"
    status = 409
    sentence = _("No time has been chosen for this interview.")
