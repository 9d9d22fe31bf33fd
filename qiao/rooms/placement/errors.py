"""Why this room refuses, as sentences that say what to do."""

from django.utils.translation import gettext_lazy as _

from qiao.kit.errors import Invalid, QiaoError


class WrongRoundState(QiaoError):
    code = "wrong-state"
    status = 409
    sentence = _("This cannot be done in the present state: %(state)s. Load the page again.")


class RulesStand(QiaoError):
    code = "rules-stand"
    status = 409
    sentence = _("People rank by the rules of this round already. Only its moments and its note change.")


class ListsAreDue(QiaoError):
    code = "deadline-passed"
    status = 409
    sentence = _("Lists could be changed and certified until %(moment)s. They are sealed now.")


class DeadlineAhead(QiaoError):
    code = "deadline-ahead"
    status = 409
    sentence = _("Lists can be changed until %(moment)s. They are sealed after that.")


class MomentPassed(QiaoError):
    code = "moment-passed"
    status = 422
    sentence = _("The lists would be due in the past. Choose a later time.")


class RoundIsEmpty(QiaoError):
    code = "round-empty"
    status = 409
    sentence = _("A round needs a post before it opens. Add one.")


class PostNotForMatching(QiaoError):
    code = "not-for-matching"
    status = 409
    sentence = _(
        "“%(post)s” gives its places by direct offers. Its host can change that to a matching round."
    )


class PostOfAnother(QiaoError):
    code = "post-of-another"
    status = 409
    sentence = _("“%(post)s” belongs neither to the exchange nor to the organisation that runs this round.")


class PostInAnotherRound(QiaoError):
    code = "in-another-round"
    status = 409
    sentence = _("“%(post)s” is in the round “%(round)s”. Places can be matched in one round at a time.")


class QuotaAboveFree(QiaoError):
    code = "quota-above-free"
    status = 422
    sentence = _("“%(post)s” has %(free)s free places; %(quota)s were asked for.")


class QuotaBelowLower(QiaoError):
    code = "quota-below-lower"
    status = 422
    sentence = _("“%(post)s”: the lower quota %(lower)s is above the %(quota)s places.")


class RevertsInACircle(QiaoError):
    code = "reverts-in-a-circle"
    status = 422
    sentence = _("The empty places of “%(post)s” would come back to it. Name another sibling.")


class NotTogether(QiaoError):
    code = "not-together"
    status = 422
    sentence = _(
        "No published rule says what is stable when a round has both %(one)s and %(other)s. Use two rounds."
    )


class PairsNotLargest(QiaoError):
    code = "pairs-not-largest"
    status = 422
    sentence = _(
        "With pairs, any stable matching is sought, not the largest. Choose the other goal, or take no pairs."
    )


class ListFaults(Invalid):
    """`problems` name each line."""

    code = "list-faults"
    sentence = _("The list cannot be kept: %(told)s")


class ListIsEmpty(QiaoError):
    code = "list-empty"
    status = 409
    sentence = _("The list is empty. Rank at least one choice before you certify it.")


class ListIsCertified(QiaoError):
    code = "list-certified"
    status = 409
    sentence = _("The list is certified. Open it again before you change it.")


class NothingToRank(QiaoError):
    code = "nothing-to-rank"
    status = 409
    sentence = _("You have no application to a post of this round.")


class PairsNotHere(QiaoError):
    code = "no-pairs"
    status = 409
    sentence = _("In this round nobody applies as a pair.")


class PartnerUnknown(QiaoError):
    code = "partner-unknown"
    status = 422
    sentence = _("Nobody in this round has the number %(code)s. Ask the other person for it once more.")


class PairWithOneself(QiaoError):
    code = "pair-with-oneself"
    status = 422
    sentence = _("This is your own number. A pair is two different people.")


class PairsOverlap(QiaoError):
    code = "pairs-overlap"
    status = 409
    sentence = _("%(code)s belongs to another pair already. Each person is in one pair at most.")


class PairNotAgreed(QiaoError):
    code = "pair-not-agreed"
    status = 409
    sentence = _("The other person has not agreed to the pair yet.")


class RunStands(QiaoError):
    code = "run-stands"
    status = 409
    sentence = _("There is a run already: %(run)s. Withdraw it or wait for it.")


class SamePerson(QiaoError):
    code = "same-person"
    status = 409
    sentence = _("This needs two different people who run the round. Ask another one.")


class WrongRunState(QiaoError):
    code = "wrong-run-state"
    status = 409
    sentence = _("This cannot be done while the run is in this state: %(state)s.")


class DigestChanged(QiaoError):
    code = "digest-changed"
    status = 409
    sentence = _("What would be matched has changed since the run was proposed. Propose it again.")


class NobodyToMatch(QiaoError):
    code = "nobody-to-match"
    status = 409
    sentence = _("No certified list of a person and of a post name each other. There is nothing to match.")


class RoundUnsound(QiaoError):
    code = "round-unsound"
    status = 422
    sentence = _("The round cannot be solved: %(faults)s")


class CheckFailed(QiaoError):
    code = "check-failed"
    status = 500
    sentence = _("The independent check did not pass, so nothing was kept: %(violations)s")


class SomebodyLeft(QiaoError):
    code = "somebody-left"
    status = 409
    sentence = _(
        "An application was withdrawn or closed after the lists had been read. Nothing was kept of this run:"
        " run the round again."
    )


class NeedsTwoYes(QiaoError):
    code = "needs-two-yes"
    status = 409
    sentence = _(
        "No stable matching was found. Two people who run the round must say yes before this result is"
        " published."
    )


class NotYet(QiaoError):
    code = "not-yet"
    status = 409
    sentence = _("The result is published at %(moment)s, for everybody at once.")


class NothingPlaced(QiaoError):
    code = "nothing-placed"
    status = 409
    sentence = _("There is no place to answer for, or it has been answered.")


class AnswersAreDue(QiaoError):
    code = "answers-due"
    status = 409
    sentence = _("Places could be accepted or declined until %(moment)s.")


class AnswersWaited(QiaoError):
    code = "answers-waited"
    status = 409
    sentence = _("%(count)s people have not answered yet. The round ends once they have, or at %(moment)s.")


class NothingLeft(QiaoError):
    code = "nothing-left"
    status = 409
    sentence = _("Nobody or no place is left for a second round.")
