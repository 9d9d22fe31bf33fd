import secrets
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.records import Record
from qiao.rooms.letters.sealing.fields import SealedBytesField
from qiao.rooms.placement.enums import ListState, PairState
from qiao.rooms.placement.models.post import RoundPost
from qiao.rooms.placement.models.round import MatchingRound
from qiao.rooms.profiles.models import Profile

CODE_LETTER, CODE_DIGITS = "a", 12


def new_code() -> str:
    """The number of a person in one round: it says nothing about them and is used nowhere else."""
    return CODE_LETTER + secrets.token_hex(CODE_DIGITS // 2)


def _certified_says_when(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(state=ListState.CERTIFIED, certified_at__isnull=False) & ~Q(digest="")
        | Q(state=ListState.DRAFT, certified_at=None, digest=""),
        name=f"placement_{name}_certified_says_when",
    )


class RankOrderListQuerySet(models.QuerySet["RankOrderList"]):
    def certified(self) -> "RankOrderListQuerySet":
        return self.filter(state=ListState.CERTIFIED)

    def of_person(self, actor: Any) -> "RankOrderListQuerySet":
        return self.filter(profile__user=actor)


class RankOrderList(Record):
    """Where a person wants to go, best first: codes of choices, in one sealed column.

    Nobody but the person opens it before the run; `domain.ranking` and `domain.reading` alone read it.
    """

    round = models.ForeignKey(
        MatchingRound, verbose_name=_("matching round"), on_delete=models.CASCADE, related_name="lists"
    )
    profile = models.ForeignKey(
        Profile,
        verbose_name=pgettext_lazy("talent", "profile"),
        on_delete=models.PROTECT,
        related_name="rank_lists",
    )
    code = models.CharField(_("number in this round"), max_length=20, default=new_code, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=ListState.choices, default=ListState.DRAFT)
    content = SealedBytesField(pgettext_lazy("rank-order list", "list"), default=b"[]", editable=False)
    # Makes the digest of a short list as hard to guess as one of a long list.
    salt = models.CharField(_("salt"), max_length=64, default=secrets.token_hex, editable=False)
    certified_at = models.DateTimeField(_("certified at"), null=True, blank=True, editable=False)
    digest = models.CharField(_("digest (SHA-256)"), max_length=64, blank=True, editable=False)

    objects = RankOrderListQuerySet.as_manager()

    class Meta:
        verbose_name = _("rank-order list")
        verbose_name_plural = _("rank-order lists")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["round", "profile"], name="placement_list_once"),
            models.UniqueConstraint(fields=["round", "code"], name="placement_code_once"),
            _certified_says_when("list"),
        ]
        indexes = [models.Index(fields=["round", "state"], name="placement_lists_by_state")]

    def __str__(self) -> str:
        return f"{self.round}: {self.code}"

    @property
    def is_certified(self) -> bool:
        return self.state == ListState.CERTIFIED


class PostList(Record):
    """Whom a post wants, best first and with ties: numbers of people, in one sealed column."""

    post = models.OneToOneField(
        RoundPost, verbose_name=_("post"), on_delete=models.CASCADE, related_name="ranking"
    )
    state = models.CharField(_("state"), max_length=10, choices=ListState.choices, default=ListState.DRAFT)
    content = SealedBytesField(pgettext_lazy("rank-order list", "list"), default=b"[]", editable=False)
    salt = models.CharField(_("salt"), max_length=64, default=secrets.token_hex, editable=False)
    certified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("certified by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    certified_at = models.DateTimeField(_("certified at"), null=True, blank=True, editable=False)
    digest = models.CharField(_("digest (SHA-256)"), max_length=64, blank=True, editable=False)

    class Meta:
        verbose_name = _("list of a post")
        verbose_name_plural = _("lists of posts")
        ordering = ["id"]
        constraints = [_certified_says_when("post_list")]

    def __str__(self) -> str:
        return str(self.post)

    @property
    def is_certified(self) -> bool:
        return self.state == ListState.CERTIFIED


class Pair(Record):
    """Two people who apply together, with one joint list. Each certifies it through the own list."""

    round = models.ForeignKey(
        MatchingRound, verbose_name=_("matching round"), on_delete=models.CASCADE, related_name="pairs"
    )
    first = models.OneToOneField(
        RankOrderList,
        verbose_name=_("who proposed it"),
        on_delete=models.CASCADE,
        related_name="pair_as_first",
    )
    second = models.OneToOneField(
        RankOrderList,
        verbose_name=_("the other person"),
        on_delete=models.CASCADE,
        related_name="pair_as_second",
    )
    state = models.CharField(_("state"), max_length=10, choices=PairState.choices, default=PairState.PROPOSED)
    content = SealedBytesField(pgettext_lazy("pair", "joint list"), default=b"[]", editable=False)

    class Meta:
        verbose_name = pgettext_lazy("matching round", "pair")
        verbose_name_plural = pgettext_lazy("matching round", "pairs")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(first=F("second")),
                name="placement_pair_of_two",
                violation_error_message=_("A pair is two different people."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.first.code} – {self.second.code}"

    @property
    def is_agreed(self) -> bool:
        return self.state == PairState.AGREED
