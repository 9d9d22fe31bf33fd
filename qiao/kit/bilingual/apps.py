from typing import Any

from django.apps import AppConfig
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from qiao.kit.classification import DataSubject, classify


class BilingualConfig(AppConfig):
    name = "qiao.kit.bilingual"
    label = "bilingual"
    verbose_name = _("Languages and search")

    def ready(self) -> None:
        from qiao.kit.bilingual.models import SearchEntry  # noqa: PLC0415 (models load after apps)

        def find(subject: DataSubject) -> QuerySet[SearchEntry]:
            return SearchEntry.objects.filter(object_id__in=subject.person_ids)

        classify(
            SearchEntry,
            plain=["kind", "object_id", "indexed_at", "codes"],
            personal=["names", "texts"],
            find=find,
            erase=erase_entries,
        )


def erase_entries(entries: QuerySet[Any]) -> int:
    deleted, _by_model = entries.delete()
    return deleted
