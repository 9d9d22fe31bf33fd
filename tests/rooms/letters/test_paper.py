import pytest

from qiao.kit.activity.models import Activity
from qiao.kit.errors import NotPermitted
from qiao.kit.jobs.worker.inline import run_ready_jobs
from qiao.kit.mail.models import OutboxMail
from qiao.rooms.accounts.models import User
from qiao.rooms.exchanges.models import DelegationMember
from qiao.rooms.letters.domain.application import ask_letter
from qiao.rooms.letters.domain.paper import (
    digest_of,
    fetch_paper,
    keep_paper,
    preview_paper,
    set_paper,
    store_paper,
)
from qiao.rooms.letters.domain.review import revoke_letter
from qiao.rooms.letters.domain.settings import require_settings
from qiao.rooms.letters.domain.step import rows
from qiao.rooms.letters.domain.wording import Page
from qiao.rooms.letters.errors import PaperNotReady
from qiao.rooms.letters.models import Letter, LetterPaper
from tests.rooms.letters.conftest import NUMBER, PASSPORT, STAY


def test_the_document_is_made_once_and_its_digest_kept(issued: Letter, mia: User) -> None:
    run_ready_jobs()

    content = fetch_paper(issued, actor=mia)
    assert content.startswith(b"%PDF")
    assert Letter.objects.get().digest == digest_of(content)
    assert keep_paper(issued.pk) is False
    assert LetterPaper.objects.count() == 1
    assert OutboxMail.objects.filter(template="letters.news", recipient=mia.email).count() == 1
    assert Activity.objects.filter(action="letters.letter.fetched", actor=mia).count() == 1


def test_before_the_document_is_set_it_cannot_be_fetched(issued: Letter, mia: User) -> None:
    with pytest.raises(PaperNotReady):
        fetch_paper(issued, actor=mia)


def test_a_letter_revoked_before_it_was_set_is_not_set(issued: Letter, fay: User) -> None:
    revoke_letter(issued, actor=fay, reason="Too late.")

    run_ready_jobs()

    assert not LetterPaper.objects.exists()


def test_a_letter_revoked_while_it_is_set_gets_no_document(issued: Letter, fay: User) -> None:
    revoke_letter(issued, actor=fay, reason="Too late.")

    assert store_paper(issued, b"%PDF") is False
    assert not LetterPaper.objects.exists()


def test_the_document_of_a_revoked_letter_is_no_longer_fetched(papered: Letter, fay: User, mia: User) -> None:
    assert fetch_paper(papered, actor=mia).startswith(b"%PDF")
    revoke_letter(papered, actor=fay, reason="The visit is off.")

    with pytest.raises(NotPermitted):
        fetch_paper(Letter.objects.get(pk=papered.pk), actor=mia)


def test_owners_and_others_cannot_fetch_the_document(issued: Letter, fay: User, leo: User, sam: User) -> None:
    for actor in (fay, leo, sam):
        with pytest.raises(NotPermitted):
            fetch_paper(issued, actor=actor)


def test_the_head_fetches_only_what_the_head_asked_for(
    issued: Letter, member: DelegationMember, una: User
) -> None:
    with pytest.raises(NotPermitted):
        fetch_paper(issued, actor=una)
    Letter.objects.update(asked_by=una)

    with pytest.raises(PaperNotReady):
        fetch_paper(rows().get(), actor=una)


def test_the_reviewer_sees_a_draft_first(claimed: Letter, fay: User, ari: User) -> None:
    assert preview_paper(claimed, actor=fay).startswith(b"%PDF")
    assert Activity.objects.filter(action="letters.letter.previewed", actor=fay).exists()
    with pytest.raises(NotPermitted):
        preview_paper(claimed, actor=ari)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_both_pages_say_who_whom_when_and_why(issued: Letter, language: str) -> None:
    letter = rows().get(pk=issued.pk)

    said = str(Page(letter, letter.passport, require_settings(letter.exchange), language).values())

    expected = {
        "zh-hans": [
            "联合会",
            "哥伦比亚大学",
            "陈米娅",
            "海外人才交流活动",
            "2099年5月9日",
            "王林",
            "秘书长",
            "食宿",
        ],
        "en": [
            "Federation",
            "Columbia University",
            "CHEN MIA",
            "9 May 2099",
            "Wang Lin",
            "Secretary General",
        ],
    }[language]
    assert [word for word in [*expected, NUMBER, str(issued.number)] if word not in said] == []


def test_a_letter_without_the_other_language_is_set_too(
    member: DelegationMember, mia: User, fay: User
) -> None:
    settings = require_settings(member.delegation.exchange)
    for name in ("signatory_zh", "purpose_zh", "costs_zh", "office_zh"):
        setattr(settings, name, "")
    settings.save()
    short = {name: value for name, value in PASSPORT.items() if name not in {"sex", "name_native"}}
    letter = ask_letter(member, actor=mia, passport=short, **STAY)

    assert set_paper(rows().get(pk=letter.pk)).startswith(b"%PDF")
