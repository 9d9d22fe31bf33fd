"""What stands in a letter, in one language: the values that the document is set from."""

import datetime as dt
from typing import Any

from babel.dates import format_date
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from qiao.kit.bilingual.localized import localized
from qiao.rooms.directory.countries import country_name
from qiao.rooms.letters.domain.numbering import grouped
from qiao.rooms.letters.models import Letter, LetterSettings, Passport


class Page:
    """One letter in one language."""

    def __init__(self, letter: Letter, passport: Passport, settings: LetterSettings, language: str) -> None:
        self.letter, self.passport, self.settings = letter, passport, settings
        self.short = "en" if language.startswith("en") else "zh"
        self.language = language

    def values(self) -> dict[str, Any]:
        with override(self.language):
            return {
                "language": self.short,
                "heading": _("Letter of Invitation"),
                "organisation": self._organisation(),
                "address": self.said(self.settings, "address"),
                "reference": [
                    pgettext("letter", "Number"),
                    self.letter.number or pgettext("letter", "Draft"),
                ],
                "addressee": _("To: %(office)s") % {"office": self.passport.applies_at},
                "paragraphs": self._paragraphs(),
                "facts_heading": _("Invited person"),
                "facts": self._facts(),
                "visit_heading": _("Visit"),
                "visit": self._visit(),
                "closing": _("We ask you kindly to grant the visa that this visit needs."),
                "signed": self._signed(),
                "seal": _("(Seal)"),
                "check": self._check(),
            }

    def said(self, row: Any, name: str) -> str:
        return str(localized(getattr(row, f"{name}_zh"), getattr(row, f"{name}_en"), self.short).text)

    def _organisation(self) -> str:
        return self.said(self.settings.inviter.organisation, "name")

    def _paragraphs(self) -> list[str]:
        exchange = self.letter.exchange
        invites = _(
            "%(organisation)s invites %(person)s of %(university)s to take part in the following event in"
            " %(place)s from %(first)s to %(last)s: %(exchange)s."
        ) % {
            "organisation": self._organisation(),
            "person": self._person(),
            "university": self.said(self.letter.delegation.organisation, "name"),
            "exchange": self.said(exchange, "name"),
            "place": self.said(exchange, "place") or country_name("CN", self.short),
            "first": self.day(exchange.starts_on),
            "last": self.day(exchange.ends_on),
        }
        remarks = self.said(self.settings, "remarks")
        return [invites, *[part for part in remarks.split("\n") if part.strip()]]

    def _person(self) -> str:
        native = self.passport.name_native
        if native and self.short == "zh":
            return f"{native}（{self.passport.name_latin}）"
        return str(self.passport.name_latin)

    def _facts(self) -> list[list[str]]:
        passport = self.passport
        rows = [
            [_("Name as in the passport"), passport.name_latin],
            [_("Name in Chinese"), passport.name_native],
            [_("Sex"), {"F": _("Female"), "M": _("Male"), "X": "X"}.get(passport.sex, "")],
            [_("Date of birth"), self.day(passport.birthday)],
            [_("Nationality"), country_name(passport.nationality, self.short)],
            [_("Passport number"), passport.number],
            [_("Passport valid until"), self.day(passport.expiry)],
        ]
        return [row for row in rows if row[1]]

    def _visit(self) -> list[list[str]]:
        letter, settings = self.letter, self.settings
        span = {"first": self.day(letter.stay_from), "last": self.day(letter.stay_to)}
        comma = "，" if self.short == "zh" else ", "
        contact = comma.join(filter(None, [settings.contact, settings.phone, settings.email]))
        rows = [
            [_("Stay"), _("%(first)s to %(last)s") % span],
            [pgettext("letter", "Purpose"), self.said(settings, "purpose")],
            [_("Costs are borne by"), self.said(settings, "costs")],
            [pgettext("letter", "Contact"), contact],
        ]
        return [row for row in rows if row[1]]

    def _signed(self) -> list[str]:
        issued = self.letter.issued_at
        on = issued.astimezone(self.letter.exchange.zone).date() if issued else None
        lines = [
            self.said(self.settings, "signatory"),
            self.said(self.settings, "office"),
            self._organisation(),
            self.day(on) if on else "",
        ]
        return [line for line in lines if line]

    def _check(self) -> list[str]:
        if not self.letter.code:
            return [_("Draft: not valid as a letter of invitation.")]
        return [
            _(
                "Whether this letter is valid can be checked with the square code, or by entering number and"
                " code:"
            ),
            _("Code: %(code)s") % {"code": grouped(self.letter.code)},
        ]

    def day(self, value: dt.date | None) -> str:
        locale = {"zh": "zh_Hans_CN", "en": "en_GB"}[self.short]
        return str(format_date(value, "long", locale=locale)) if value else ""
