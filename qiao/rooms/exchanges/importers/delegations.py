"""Invitations of many universities at once, from a table: shown row by row before a mail goes out."""

from collections.abc import Mapping, Sequence
from copy import copy
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from qiao.kit.imports.importer import (
    Candidate,
    Draft,
    Importer,
    Plan,
    PlannedRow,
    SourceRow,
    Text,
    Told,
    Written,
)
from qiao.kit.imports.problems import Problems
from qiao.rooms.directory.importers.lookup import References
from qiao.rooms.directory.models import Organisation
from qiao.rooms.exchanges.addresses import delegation_path
from qiao.rooms.exchanges.domain.delegation import invite_delegation, invite_head, withdraw_delegation
from qiao.rooms.exchanges.enums import UNANSWERED
from qiao.rooms.exchanges.importers.columns import COLUMNS
from qiao.rooms.exchanges.models import Delegation, Exchange, Partner
from qiao.rooms.exchanges.standing import standing_at

_ = gettext_lazy
LANGUAGES = {
    "zh": "zh-hans",
    "zh-hans": "zh-hans",
    "中文": "zh-hans",
    "en": "en",
    "english": "en",
    "英文": "en",
}
MOST_SEATS = 1000


class DelegationImporter(Importer):
    label = _("Invitations of delegations")
    lead = _("Universities with the e-mail address of a head. Mails go out when you import, not before.")
    icon = "send"
    permission = "exchanges.invite_delegations"
    model = Delegation
    columns = COLUMNS

    def at(self, about: UUID | None) -> "DelegationImporter":
        bound = copy(self)
        bound.subject = Exchange.objects.filter(pk=about).first() if about else None
        if about:
            bound.list_url = reverse("exchanges:delegations", args=[about])
        return bound

    @property
    def exchange(self) -> Exchange:
        assert isinstance(self.subject, Exchange)  # noqa: S101 (nobody is let in without one)
        return self.subject

    def clean(self, row: SourceRow, problems: Problems) -> tuple[str, Draft]:
        title = row.get("university").strip()
        if not title:
            problems.add(row.number, "university", _("The university is missing."))
        return title, {
            "university": title,
            "head_email": _email(row, problems),
            "seats": _seats(row, problems),
            "language": _language(row, problems),
            "partner": row.get("partner").strip(),
        }

    def compare(self, drafts: Mapping[int, Draft], problems: Problems) -> dict[int, list[Candidate]]:
        texts = {draft[name] for draft in drafts.values() for name in ("university", "partner")} - {""}
        found = References(texts).resolve()
        for number, draft in drafts.items():
            _resolve(number, draft, "university", found, problems)
            self._resolve_partner(number, draft, found, problems)
        _find_twice(drafts, problems)
        return self._already_there(drafts)

    def _resolve_partner(self, number: int, draft: Draft, found: References, problems: Problems) -> None:
        if not draft["partner"]:
            return
        ids = found.found.get(draft["partner"], [])
        partner = self.exchange.partners.filter(organisation__in=ids).first()
        if partner is None:
            problems.add(
                number, "partner", _("No partner of this exchange is called so."), value=draft["partner"]
            )
        else:
            draft["partner_id"] = str(partner.pk)

    def _already_there(self, drafts: Mapping[int, Draft]) -> dict[int, list[Candidate]]:
        """An invitation that stands is left alone, unless somebody decides to send its link again."""
        ids = {draft.get("organisation_id"): number for number, draft in drafts.items()}
        rows = Delegation.objects.standing().filter(exchange=self.exchange).select_related("organisation")
        known = rows.filter(organisation__in=[pk for pk in ids if pk])
        return {
            ids[str(row.organisation_id)]: [
                Candidate(
                    label=str(row.organisation.name),
                    reason=_("has a delegation at this exchange already"),
                    object_id=row.pk,
                    is_same=True,
                    is_certain=True,
                )
            ]
            for row in known
        }

    def plan(
        self, rows: Sequence[PlannedRow], *, actor: Any, options: Mapping[str, bool], told: Told
    ) -> Plan:
        return Plan(store=lambda: [self._written(row, actor) for row in rows])

    def _written(self, row: PlannedRow, actor: Any) -> Written:
        draft = row.draft
        mail = {"head_email": draft["head_email"], "language": draft["language"] or None}
        if row.target is not None:
            known = Delegation.objects.select_related("organisation", "exchange").get(pk=row.target)
            if known.state in UNANSWERED:
                invite_head(known, actor=actor, **mail)
            return Written(row.number, known.pk, str(known.organisation), before={})
        organisation = Organisation.objects.get(pk=draft["organisation_id"])
        partner = self._partner(draft, actor)
        made = invite_delegation(
            partner, actor=actor, organisation=organisation, seats=draft["seats"], **mail
        )
        return Written(row.number, made.pk, str(organisation))

    def _partner(self, draft: Draft, actor: Any) -> Partner:
        if key := draft.get("partner_id"):
            return self.exchange.partners.get(pk=key)
        return standing_at(self.exchange, actor).inviting[0]

    def reindex(self, ids: Sequence[UUID]) -> None:
        """Delegations are found by the names of their universities."""

    def undo(self, created: Sequence[UUID], updated: Mapping[UUID, dict[str, Any]], *, actor: Any) -> None:
        """The links stop working. What was sent again stays sent."""
        reason = gettext("The invitation was sent by mistake, and is taken back.")
        for delegation in Delegation.objects.filter(pk__in=created):
            withdraw_delegation(delegation, actor=actor, reason=reason)

    def object_url(self, object_id: UUID) -> str:
        return delegation_path(Delegation(pk=object_id))

    def lacking(self, fields: set[str]) -> list[Text]:
        sentences: list[Text] = []
        if "university" not in fields:
            sentences.append(_("Assign a column to the university."))
        if "head_email" not in fields:
            sentences.append(_("Assign a column to the e-mail of the head."))
        return sentences


def _email(row: SourceRow, problems: Problems) -> str:
    value = row.get("head_email").strip().lower()
    try:
        validate_email(value)
    except ValidationError as refusal:
        problems.add_refusal(row.number, "head_email", refusal, value)
    return value


def _seats(row: SourceRow, problems: Problems) -> int:
    value = row.get("seats").strip()
    if not value:
        return 3
    number = int(value) if value.isascii() and value.isdigit() and len(value) < 5 else 0
    if not 1 <= number <= MOST_SEATS:
        problems.add(row.number, "seats", _("The number of seats is a whole number from 1."), value=value)
    return number


def _language(row: SourceRow, problems: Problems) -> str:
    value = row.get("language").strip()
    if value and value.lower() not in LANGUAGES:
        problems.add(row.number, "language", _("Write zh or en, 中文 or English."), value=value)
    return LANGUAGES.get(value.lower(), "")


def _resolve(number: int, draft: Draft, name: str, found: References, problems: Problems) -> None:
    ids = found.found.get(draft[name], [])
    if len(ids) == 1:
        draft["organisation_id"] = str(ids[0])
    elif ids:
        problems.add(
            number, name, _("Several organisations of the directory are called so."), value=draft[name],
            remedy=_("Write the ROR id or the domain instead."),
        )  # fmt: skip
    else:
        problems.add(
            number, name, _("The directory knows no organisation of this name."), value=draft[name],
            remedy=_("Enter it in the directory first, or write its name as it stands there."),
        )  # fmt: skip


def _find_twice(drafts: Mapping[int, Draft], problems: Problems) -> None:
    first: dict[str, int] = {}
    for number, draft in drafts.items():
        key = draft.get("organisation_id", "")
        if key in first:
            problems.add(
                number, "university", _("This university stands in row %(first)s already."),
                value=draft["university"], first=first[key],
            )  # fmt: skip
        elif key:
            first[key] = number
