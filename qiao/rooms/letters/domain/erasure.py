"""Where letters hold something about a person, and how it goes: wiped at once, the number stays."""

from typing import Any

from django.db.models import Q, QuerySet

from qiao.kit.classification import DataSubject
from qiao.rooms.exchanges.domain.erasure import find_members
from qiao.rooms.letters.domain.wiping import GONE, wipe_letter
from qiao.rooms.letters.enums import WipeCause
from qiao.rooms.letters.models import Letter, LetterPaper, LetterSettings, LetterStep, Passport


def find_letters(subject: DataSubject) -> QuerySet[Letter]:
    """Those for the person. What they did with letters for others is told by the steps."""
    own = subject.is_at("user")
    return Letter.objects.filter(own | Q(member__in=find_members(subject).values("pk")))


def find_passports(subject: DataSubject) -> QuerySet[Passport]:
    return Passport.objects.filter(letter__in=find_letters(subject).values("pk"))


def find_papers(subject: DataSubject) -> QuerySet[LetterPaper]:
    return LetterPaper.objects.filter(letter__in=find_letters(subject).values("pk"))


def find_steps(subject: DataSubject) -> QuerySet[LetterStep]:
    own = subject.is_at("actor")
    return LetterStep.objects.filter(own | Q(letter__in=find_letters(subject).values("pk")))


def find_settings(subject: DataSubject) -> QuerySet[LetterSettings]:
    """Who stands in letters as the contact: found by the address."""
    return LetterSettings.objects.filter(email__in=subject.addresses)


def erase_letters(letters: QuerySet[Letter]) -> int:
    wipe_of(letters.values_list("pk", flat=True))
    return letters.update(user=None, asked_by=None, reviewer=None)


def erase_of_letters(rows: QuerySet[Any]) -> int:
    """Passports and documents."""
    return wipe_of(rows.values_list("letter", flat=True))


def wipe_of(letter_ids: QuerySet[Any, Any]) -> int:
    return sum(wipe_letter(letter_id, cause=WipeCause.ASKED) for letter_id in list(letter_ids))


def forget_contacts(settings: QuerySet[LetterSettings]) -> int:
    """The organisation must name another before the next letter; the address is nobody's."""
    found = list(settings)
    for row in found:
        LetterSettings.objects.filter(pk=row.pk).update(
            contact=GONE, phone="", email=f"erased-{row.pk}@erased.invalid",
            signatory_zh=GONE, signatory_en=GONE,
        )  # fmt: skip
    return len(found)
