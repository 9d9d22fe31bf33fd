"""What this room tells the others, once the models are loaded."""

from django.utils.translation import gettext_lazy as _

from qiao.kit.activity.record import actions
from qiao.kit.activity.subjects import subjects as activity_subjects
from qiao.kit.classification import classify
from qiao.rooms.accounts.scopes import Scope, scopes
from qiao.rooms.exchanges.clones import on_clone
from qiao.rooms.exchanges.doors import exchange_doors
from qiao.rooms.privacy.enums import LegalBasis
from qiao.rooms.privacy.reasons import Reason, reasons
from qiao.rooms.programme import doors, models, public_registration, rules, subjects
from qiao.rooms.programme.agenda import agenda_sources
from qiao.rooms.programme.domain import erasure
from qiao.rooms.programme.domain.cloning import copy_programme
from qiao.rooms.programme.releases import registration as releases
from qiao.rooms.programme.sentences import ACTIONS
from qiao.rooms.programme.sources import SESSIONS

WHY = Reason(
    _("to say in the programme who speaks, and to answer questions on the sessions"),
    _("until you have your data erased; what was released, asked and answered stays without your name"),
    LegalBasis.CONTRACT,
    _("the partners of the exchange and everyone who may see the programme, once it is released or answered"),
)


def register() -> None:
    rules.add_permissions()
    for name, sentence in ACTIONS.items():
        actions.register(name, sentence)
    activity_subjects.register("programme.programmeitem", subjects.items)
    agenda_sources.register("programme.sessions", SESSIONS)
    releases.register()
    public_registration.register()
    on_clone.register("programme", copy_programme)
    exchange_doors.register("programme.programme", doors.programme)
    exchange_doors.register("programme.editor", doors.editor)
    exchange_doors.register("programme.materials", doors.materials)
    exchange_doors.register("programme.questions", doors.questions)
    reasons.register("programme", WHY)
    scopes.register("programme.read", Scope(_("Read programmes as you see them")))
    scopes.register("programme.write", Scope(_("Change the programmes that you edit")))
    _classify()


def _classify() -> None:
    for model in (models.Place, models.ProgrammeItem, models.Track, models.TransferTime):
        common = {"id", "created_at", "updated_at"}
        classify(
            model, plain=[field.name for field in model._meta.concrete_fields if field.name not in common]
        )
    classify(
        models.Speaker,
        plain=["item", "role", "position"],
        personal=["person", "name_zh", "name_en", "organisation_zh", "organisation_en"],
        find=erasure.find_speakers,
        erase=erasure.erase_speakers,
    )
