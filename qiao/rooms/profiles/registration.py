"""What this room tells the others, once the models are loaded."""

from django.utils.translation import gettext_lazy as _

from qiao.kit.activity.record import actions
from qiao.kit.classification import classify
from qiao.kit.files.access import FileAccess, file_access
from qiao.kit.jobs.schedule import StandingSchedule, standing_schedules
from qiao.kit.jobs.timing import Every
from qiao.rooms.accounts.scopes import Scope, scopes
from qiao.rooms.accounts.sections import Section, account_sections
from qiao.rooms.privacy.enums import LegalBasis
from qiao.rooms.privacy.reasons import Reason, reasons
from qiao.rooms.profiles import models, readers, rules
from qiao.rooms.profiles.domain import erasure
from qiao.rooms.profiles.domain.file import ACCESS
from qiao.rooms.profiles.domain.profile import BASICS
from qiao.rooms.profiles.sections import SECTIONS
from qiao.rooms.profiles.sentences import ACTIONS

WHY = Reason(
    _("to apply for opportunities with one account of yourself that you enter once"),
    _("until you remove it, or your account"),
    LegalBasis.CONTRACT,
    _("each field those whom you choose: nobody, hosts and reviewers, your career office, or everyone"),
)
TIME = StandingSchedule(
    "qiao.rooms.profiles.tasks.keep_time", Every(3600), _("Forget files that nobody took into a profile")
)


def register() -> None:
    rules.add_permissions()
    for name, sentence in ACTIONS.items():
        actions.register(name, sentence)
    file_access.register(ACCESS, FileAccess(readers.may_read, is_personal=True))
    reasons.register("profiles", WHY)
    standing_schedules.register("profiles.time", TIME)
    account_sections.register("profiles.own", Section(_("My profile for applications"), "profiles:own", 15))
    scopes.register("profiles.read", Scope(_("Read my profile")))
    scopes.register("profiles.write", Scope(_("Change my profile")))
    _classify()


def _classify() -> None:
    classify(
        models.Profile,
        plain=["audiences", "has_page"],
        personal=["user", *BASICS],
        find=erasure.find_profiles,
        erase=erasure.erase_profiles,
    )
    for section in SECTIONS.values():
        classify(
            section.model,
            plain=["place"],
            personal=["profile", *section.columns],
            find=erasure.finder_of(section.model),
            erase=erasure.erase_entries,
        )
    classify(
        models.ImportDraft,
        plain=["file_format", "language"],
        personal=["profile", "content"],
        find=erasure.find_drafts,
        erase=erasure.erase_entries,
    )
    classify(
        models.ProfileFile,
        plain=["kind"],
        personal=["profile", "stored"],
        find=erasure.find_files,
        erase=erasure.erase_files,
    )
