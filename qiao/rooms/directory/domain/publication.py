from django.db import transaction
from django.utils import timezone

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.enums import Publication
from qiao.rooms.directory.errors import WrongStep
from qiao.rooms.directory.followers import tell_publication
from qiao.rooms.directory.models import Organisation


@transaction.atomic
def set_publication(organisation: Organisation, *, actor: User, state: Publication) -> Organisation:
    """An operator publishes, for the page says "this is the university"; its owners may withdraw it."""
    is_publishing = state == Publication.PUBLISHED
    require(
        actor,
        "directory.publish_organisation" if is_publishing else "directory.withdraw_organisation",
        organisation,
    )
    before = Publication(organisation.publication)
    if not before.can_become(state):
        raise WrongStep
    values = {"publication": state, "publication_changed_at": timezone.now(), "publication_changed_by": actor}
    if not Organisation.objects.filter(pk=organisation.pk, publication=before).update(**values):
        raise WrongStep
    for name, value in values.items():
        setattr(organisation, name, value)
    record(
        actor,
        f"directory.organisation.{state}",
        organisation,
        changes={"publication": [before.value, state.value]},
    )
    tell_publication([organisation.pk], actor)
    return organisation
