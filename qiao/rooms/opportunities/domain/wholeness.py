"""What an opportunity needs before the public sees it: everything that is missing is said at once."""

from collections.abc import Iterator
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from qiao.kit.bilingual.localized import pairs_of
from qiao.rooms.opportunities.enums import TO_BE_WHOLE
from qiao.rooms.opportunities.errors import NotWhole
from qiao.rooms.opportunities.kinds import detail_of, kind_of
from qiao.rooms.opportunities.models import Opportunity

Problem = dict[str, str]
OF_EVERY_KIND = ("title", "description")


def require_whole(opportunity: Opportunity) -> None:
    if problems := missing_of(opportunity):
        raise NotWhole(problems)


def require_still_whole(opportunity: Opportunity) -> None:
    """What the public sees, or sees again once its host is shown, stays whole; its intakes may be over."""
    if opportunity.state in TO_BE_WHOLE and (problems := list(_fields_missing(opportunity))):
        raise NotWhole(problems)


def missing_of(opportunity: Opportunity) -> list[Problem]:
    return [*_fields_missing(opportunity), *_places_missing(opportunity)]


def _fields_missing(opportunity: Opportunity) -> Iterator[Problem]:
    for name in (*OF_EVERY_KIND, *kind_of(opportunity).needs):
        record = _holder(opportunity, name)
        if not _is_given(record, name):
            yield {"place": name, "problem": _label(record, name)}


def _places_missing(opportunity: Opportunity) -> Iterator[Problem]:
    if not opportunity.host.is_published:
        yield {"place": "host", "problem": _("the entry of the host must be published in the directory")}
    if not opportunity.intakes.filter(closes_at__gt=timezone.now(), places__gte=1).exists():
        yield {"place": "intakes", "problem": _("an intake with places whose deadline is still to come")}
    if not opportunity.stages.exists():
        yield {"place": "stages", "problem": _("a stage of the selection")}


def _holder(opportunity: Opportunity, name: str) -> Any:
    detail = detail_of(opportunity)
    return detail if name in pairs_of(type(detail)) or hasattr(detail, name) else opportunity


def _is_given(record: Any, name: str) -> bool:
    if name in pairs_of(type(record)):
        return bool(getattr(record, name))
    return getattr(record, name) not in (None, "")


def _label(record: Any, name: str) -> str:
    is_pair = name in pairs_of(type(record))
    field = record._meta.get_field(f"{name}_en" if is_pair else name)
    label = str(field.pair_label if is_pair else field.verbose_name)
    return _("%(field)s, in one language at least") % {"field": label} if is_pair else label
