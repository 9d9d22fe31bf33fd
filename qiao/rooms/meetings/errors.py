"""Why this room refuses, as sentences that say what to do."""

from django.utils.translation import gettext_lazy as _

from qiao.kit.errors import Conflict, Invalid, QiaoError


class RoundNotOpen(QiaoError):
    code = "round-not-open"
    status = 409
    sentence = _("This round takes no wishes and answers now. Ask the organiser to open it again.")


class WrongRoundState(QiaoError):
    code = "wrong-round-state"
    status = 409
    sentence = _("This cannot be done while the round is in this state: %(state)s. Load the page again.")


class TooLate(QiaoError):
    code = "too-late"
    status = 409
    sentence = _("The time for this is over. Write to the organiser.")


class SlotsOverlap(QiaoError):
    code = "slots-overlap"
    status = 422
    sentence = _("The slot %(slot)s overlaps the slot %(other)s. Choose another time, or remove that one.")


class SlotOutside(QiaoError):
    code = "slot-outside"
    status = 422
    sentence = _("The slot %(slot)s lies outside the days of the exchange. Choose a time within them.")


class NoSlotFits(QiaoError):
    code = "no-slot-fits"
    status = 422
    sentence = _(
        "No slot of this length fits between the two times. Begin earlier, end later, or shorten it."
    )


class InUse(QiaoError):
    code = "in-use"
    status = 409
    sentence = _("%(what)s is part of a fixed meeting, a host's seat or a timetable and cannot be removed.")


class NotOfTheRound(QiaoError):
    code = "not-of-the-round"
    status = 422
    sentence = _("%(what)s is not part of this round. Load the page again.")


class DelegationNotSeated(QiaoError):
    code = "delegation-not-seated"
    status = 409
    sentence = _("Only a delegation that has accepted its seats can meet anybody.")


class PartyGone(QiaoError):
    code = "party-gone"
    status = 409
    sentence = _("%(who)s has left the round.")


class WishesRefused(Invalid):
    """`problems` names each wish by its place in the list."""

    code = "wishes-refused"
    sentence = _("Some of the wishes cannot be stored. Nothing was changed.")


class SameSide(QiaoError):
    code = "same-side"
    status = 422
    sentence = _("A meeting joins a delegation and a host. Choose one of each.")


class AnswerByTheOther(QiaoError):
    code = "answer-by-the-other"
    status = 422
    sentence = _("Only the party that is wished for answers a wish.")


class KeptApart(QiaoError):
    code = "kept-apart"
    status = 409
    sentence = _("%(who)s are not to meet in this round. Allow it first.")


class IsFixed(QiaoError):
    code = "is-fixed"
    status = 409
    sentence = _("The meeting of %(who)s is fixed. Free it first.")


class TableTaken(QiaoError):
    code = "table-taken"
    status = 409
    sentence = _("%(table)s cannot be had in this slot: %(why)s Choose another table.")


class NothingToPlan(QiaoError):
    code = "nothing-to-plan"
    status = 409
    sentence = _("There is nothing to plan: the round needs slots, tables, parties and wishes.")


class PlanRunning(QiaoError):
    code = "plan-running"
    status = 409
    sentence = _(
        "A timetable of the round “%(round)s” is being solved. Wait until it is there, or cancel it."
    )


class TimetableNotReady(QiaoError):
    code = "timetable-not-ready"
    status = 409
    sentence = _("This timetable cannot be accepted in its state: %(state)s. Load the page again.")


class TimetableOutdated(QiaoError):
    """`values["violations"]` says what is wrong with it now."""

    code = "timetable-outdated"
    status = 409
    sentence = _("Since this timetable was made, something changed: %(violations)s Plan again.")


class NoTimetable(QiaoError):
    code = "no-timetable"
    status = 409
    sentence = _("No timetable stands yet. Plan the round and accept a timetable first.")


class StandsInTimetable(QiaoError):
    code = "stands-in-timetable"
    status = 409
    sentence = _(
        "%(who)s has meetings in the timetable that stands. Report that it does not come: the timetable is "
        "mended first."
    )


class OwnTableNeeded(QiaoError):
    code = "own-table-needed"
    status = 409
    sentence = _("%(who)s has no table of its own: where ways between zones count, each host needs one.")


class NotBegun(QiaoError):
    code = "not-begun"
    status = 409
    sentence = _("This meeting begins at %(when)s. Say afterwards whether it was held.")


class MetAlready(QiaoError):
    code = "met-already"
    status = 409
    sentence = _("%(who)s have a meeting. Open its page and say there whether it was held.")


class NotOfThePair(QiaoError):
    code = "not-of-the-pair"
    status = 422
    sentence = _("This is for the two who meet. Choose one of them.")


class NoteChanged(Conflict):
    code = "note-changed"
    sentence = _(
        "Somebody on your side changed this note while you had it open. What it says now stands above your "
        "own text: keep both, or overwrite it with yours."
    )


class StepChanged(Conflict):
    code = "step-changed"
    sentence = _(
        "Somebody changed this step while you had it open. What it says now stands above: save yours in its "
        "place, or go back and leave it."
    )


class AlreadyReported(QiaoError):
    code = "already-reported"
    status = 409
    sentence = _("This has been reported already. The organisers decide about it.")


class ChangeSettled(QiaoError):
    code = "change-settled"
    status = 409
    sentence = _("This live change was settled already: %(state)s. Load the page again.")


class ChangeNotPlanned(QiaoError):
    code = "change-not-planned"
    status = 409
    sentence = _("No timetable mends this yet. Have it planned first.")


class ChangeOvertaken(QiaoError):
    code = "change-overtaken"
    status = 409
    sentence = _(
        "Since this was planned, another timetable was accepted or a meeting began. Nothing is lost: "
        "have it planned again."
    )


class MendsALiveChange(QiaoError):
    code = "mends-a-live-change"
    status = 409
    sentence = _("%(timetable)s mends a live change. Confirm or discard it on the page of that change.")


class NoMeetingThen(QiaoError):
    code = "no-meeting-then"
    status = 422
    sentence = _("%(who)s has no meeting in the slot %(slot)s. Choose the slot of one of its meetings.")


class HasBegun(QiaoError):
    code = "has-begun"
    status = 409
    sentence = _("The slot %(slot)s has begun; what has begun stays as it is. Choose a later one.")


class SlotNotBegun(QiaoError):
    code = "slot-not-begun"
    status = 409
    sentence = _(
        "The slot %(slot)s has not begun. Report that somebody is away then, or that the meeting is dropped."
    )


class MeetAlready(QiaoError):
    code = "meet-already"
    status = 409
    sentence = _("%(who)s meet already (%(slot)s). To move the meeting, swap it with another one.")


class DoNotMeet(QiaoError):
    code = "do-not-meet"
    status = 422
    sentence = _("%(who)s have no meeting in the timetable that stands. Choose two that meet.")


class HasDeclined(QiaoError):
    code = "has-declined"
    status = 409
    sentence = _("%(who)s: one of the two declined this meeting. Have the answer changed first.")


class NothingLeft(QiaoError):
    code = "nothing-left"
    status = 409
    sentence = _("No slot is left in which this would change anything. Nothing needs to be planned.")


class IsInTheRound(QiaoError):
    code = "is-in-the-round"
    status = 409
    sentence = _("%(who)s is in the round already. Report a new meeting of it.")
