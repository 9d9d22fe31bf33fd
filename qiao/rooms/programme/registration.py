"""What this room tells the others, once the models are loaded."""

from django.utils.translation import gettext_lazy as _

from qiao.kit.activity.record import actions
from qiao.kit.activity.subjects import subjects as activity_subjects
from qiao.kit.classification import classify
from qiao.rooms.accounts.scopes import Scope, scopes
from qiao.rooms.exchanges.clones import on_clone
from qiao.rooms.exchanges.doors import exchange_doors
from qiao.rooms.programme import doors, models, rules, subjects
from qiao.rooms.programme.agenda import agenda_sources
from qiao.rooms.programme.domain import erasure
from qiao.rooms.programme.domain.cloning import copy_programme
from qiao.rooms.programme.sentences import ACTIONS
from qiao.rooms.programme.sources import SESSIONS


def register() -> None:
    rules.add_permissions()
    for name, sentence in ACTIONS.items():
        actions.register(name, sentence)
    activity_subjects.register("programme.programmeitem", subjects.items)
    agenda_sources.register("programme.sessions", SESSIONS)
    on_clone.register("programme", copy_programme)
    exchange_doors.register("programme.editor", doors.editor)
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
