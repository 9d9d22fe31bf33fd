"""Who answers for the data."""

from typing import Any

from django.db import transaction

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.rooms.accounts.models import User
from qiao.rooms.privacy.models import Controller


@transaction.atomic
def name_controller(actor: User, **values: Any) -> Controller:
    require(actor, "privacy.name_controller")
    return _keep(actor, Controller(), values, "privacy.controller.named")


@transaction.atomic
def change_controller(actor: User, controller: Controller, **values: Any) -> Controller:
    require(actor, "privacy.name_controller", controller)
    return _keep(actor, controller, values, "privacy.controller.changed")


def _keep(actor: User, controller: Controller, values: dict[str, Any], action: str) -> Controller:
    for name, value in values.items():
        setattr(controller, name, value)
    controller.full_clean()
    controller.save()
    record(actor, action, controller, changes=dict.fromkeys(values))
    return controller
