"""What this room tells the others, once the models are loaded."""

from qiao.kit.classification import classify
from qiao.rooms.programme import models, rules
from qiao.rooms.programme.agenda import agenda_sources
from qiao.rooms.programme.domain import erasure
from qiao.rooms.programme.sources import SESSIONS


def register() -> None:
    rules.add_permissions()
    agenda_sources.register("programme.sessions", SESSIONS)
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
