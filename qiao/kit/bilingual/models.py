from django.db import models
from django.utils.translation import gettext_lazy as _


class SearchEntry(models.Model):
    """What is indexed of one object of any kind: derived, and made again by `reindex`.

    Its key is a number, for SQLite's full-text table refers to rows by number.
    """

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(_("kind"), max_length=100)
    object_id = models.UUIDField(_("object"))
    indexed_at = models.DateTimeField(_("indexed at"))
    names = models.TextField(_("tokens of names"))
    texts = models.TextField(_("tokens of texts"))
    codes = models.TextField(_("tokens of codes"), blank=True, default="")

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")
        constraints = [
            models.UniqueConstraint(fields=["kind", "object_id"], name="bilingual_searchentry_object")
        ]
