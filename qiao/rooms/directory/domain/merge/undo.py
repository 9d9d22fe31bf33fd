from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.domain.display import refresh_organisations
from qiao.rooms.directory.domain.merge.carry_out import lock
from qiao.rooms.directory.domain.merge.ledger import check_changed, check_moved, take_back
from qiao.rooms.directory.errors import CannotUndo
from qiao.rooms.directory.followers import tell_names, tell_publication
from qiao.rooms.directory.models import MergeRecord, Organisation


@transaction.atomic
def undo_merge(merge: MergeRecord, *, actor: User) -> MergeRecord:
    """Both entries are again exactly what they were; what came to the surviving one since stays with it.
    Refused, and nothing changed, when something that the merge wrote has been written again."""
    require(actor, "directory.merge_organisations")
    survivor, absorbed = lock(merge.survivor, merge.absorbed)
    merge = MergeRecord.objects.select_for_update().get(pk=merge.pk)
    _check(merge, survivor)
    try:
        with transaction.atomic():
            take_back(merge.moved, merge.changed, absorbed=absorbed.pk)
    except IntegrityError as error:
        raise CannotUndo(reason=_("a later entry stands in the way.")) from error
    merge.undone_at, merge.undone_by = timezone.now(), actor
    merge.save(update_fields=["undone_at", "undone_by", "updated_at"])
    both = [survivor.pk, absorbed.pk]
    refresh_organisations(Organisation.objects.filter(pk__in=both))
    record(
        actor, "directory.organisation.merge_undone", survivor, changes={"absorbed": [str(absorbed.pk), None]}
    )
    tell_names(both)
    tell_publication(both, actor)
    return merge


def _check(merge: MergeRecord, survivor: Organisation) -> None:
    if merge.undone_at is not None:
        raise CannotUndo(reason=_("it has been undone already."))
    if survivor.merged_into_id is not None:
        raise CannotUndo(reason=_("the entry that was kept has itself been merged. Undo that merge first."))
    for label, column, ids in merge.moved:
        check_moved(label, column, ids, survivor.pk)
    written = {(label, pk, column): after for label, pk, column, _before, after in merge.changed}
    for (label, pk, column), after in written.items():
        check_changed(label, pk, column, after)
