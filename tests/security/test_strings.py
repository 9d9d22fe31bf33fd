"""Hostile strings in every text field: stored as they are and shown dead, or refused with a sentence.

The fields are found by walking the site (crawl.py): a new form needs no line here. What cannot be found or be
filled in is red: give it an example in filling.py, a reason below, or a page that leads to it.
"""

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django import forms
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import transaction
from django.test import Client, override_settings

from qiao.kit.bilingual.fields import BodyField, LineField
from qiao.kit.text import clean_body, clean_line
from qiao.rooms.accounts.domain.account import create_account
from qiao.rooms.applications.models import Application
from tests.rooms.opportunities.factory import make_draft
from tests.security.crawl import PageReader, Visit, crawl, forms_of, look, new_links
from tests.security.filling import EXAMPLES, Filling, Sent
from tests.security.strings import NEVER, Row, as_sent, of_today, rows
from tests.support.hostile import LINES
from tests.support.world import PASSWORD, World, build_world

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(900)]

READERS = ("operator", "owner", "stranger", "anonymous")
# What these accept is made by a device, stands in a mail, or was drawn for somebody else.
SECRETS = {
    "SetUpAppForm", "AddPasskeyForm", "SignInCodeForm", "AddressCodeForm", "FactorForm", "FactorAgainForm",
    "CodeForm", "PairForm",
}  # fmt: skip

KEEPS_NOTHING = {
    "SampleForm",  # the form of the gallery
    "ApplicationForm",  # keeps all of it sealed: no statement holds what was typed
    "VerificationForm",
}
DRAWN_ONLY = re.compile(r"/form/preview/")  # shows what others will fill in, and judges nothing
JUDGES_ONLY = {"MoveData", "ShiftForm", "TiersForm"}  # what boards send: ids, chosen
# Columns that no form fills, with who writes them.
NOT_TYPED = {
    f"directory_{noun}.name_{language}": "copied from the preferred name"
    for noun in ("organisation", "person")
    for language in ("zh", "en")
}
NOT_TYPED |= {
    f"visits_visitplan.refusal_{language}": "why no groups were formed, said by the job that tried"
    for language in ("zh", "en")
}
NOT_TYPED |= {
    f"training_milestone.name_{language}": "copied from the milestone that was planned"
    for language in ("zh", "en")
}
NOT_TYPED |= {
    f"training_sessioncall.{name}_{language}": "copied from the session when a mail about it is written"
    for name in ("title", "place")
    for language in ("zh", "en")
}
NOT_TYPED |= {
    "finding_savedsearch.query": "the address of the list from which one comes",
    "reviews_assessmentversion.comment": "copied from the assessment when it is submitted",
}
# Refusals, withdrawals, revocations and closings.
ENDING = {"ReasonForm", "WithdrawalForm", "ClosingForm", "ManyClosingForm", "DeclarationForm"}
REPLACING = re.compile(r"/swap/$")
# Fields whose text no page shows to the readers of this file, with who sees it.
NOT_SHOWN = {
    "RequestByEmailForm.details": "the operator, once the link in the mail is opened",
    "CountForm.terms_zh": "who reads the offers that were made at once in Chinese",
    "ManyClosingForm.reason": "who opens one of the applications that were closed together",
    "WorkbookForm.name_zh": "whoever sees the round, once the workbook has been imported",
    "WorkbookForm.name_en": "whoever sees the round, once the workbook has been imported",
}
AFTERWARDS = [("operator", "en"), ("owner", "zh-hans"), ("stranger", "en"), ("anonymous", "zh-hans")]
INERT_SCRIPTS = {"application/ld+json", "application/json"}
SEPARATOR = " \u00a7 "
MOST_TURNS = 9  # requests for one form
PACK = 400  # characters of joined strings in one field


@dataclass
class Site:
    world: World
    fillings: dict[object, Filling] = field(default_factory=dict)
    searches: dict[object, Filling] = field(default_factory=dict)
    classes: set[type[forms.BaseForm]] = field(default_factory=set)
    known: set[str] = field(default_factory=set)  # ids that the pages link to

    def note(self, visit: Visit, client: Client) -> None:
        new_links(visit, self.known)
        for found in forms_of(visit):
            self.classes |= found.classes
            kinds = tuple(sorted(kind.__name__ for kind in found.classes))
            if found.texts and found.method == "post":
                self.fillings.setdefault((found.action, kinds), Filling(found, client))
            elif found.texts:
                self.searches.setdefault(found.action, Filling(found, client))

    def answerable(self) -> list[Filling]:
        return [
            each
            for each in self.fillings.values()
            if not {c.__name__ for c in each.form.classes} & SECRETS and not DRAWN_ONLY.search(each.form.page)
        ]


@pytest.fixture(scope="module")
def site(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[Site]:
    """One world for all tests of this file; each takes back what it writes. Who one is stays proven."""
    proven = override_settings(ACCOUNT_REAUTHENTICATION_TIMEOUT=86_400)
    with proven, django_db_blocker.unblock(), transaction.atomic():  # type: ignore[attr-defined]
        site = Site(build_world())
        for role in READERS:
            client = site.world.client(role)
            for visit in crawl(site.world, role, client=client):
                site.note(visit, client)
        for role, path in _pages_of_roles(site.world):
            client = site.world.client(role)
            site.note(look(client, path, role), client)
        for path, client in _stages():
            site.note(look(client, path, "stage"), client)
        yield site
        transaction.set_rollback(True)


def _pages_of_roles(world: World) -> Iterator[tuple[str, str]]:
    """Forms of applicants and reviewers, and those that depend on the kind of what they are about: the
    world's party is a delegation, a host is asked for more."""
    values, rows = world.values, world.rows
    draft, waiting = values["applications/pk"], values["applications/pk/completion"]
    post = rows["round_post"].intake
    chosen = Application.objects.filter(intake=post)[0]
    yield "owner", f"/en/meetings/parties/{rows['meeting_host'].pk}/limits/"
    yield "owner", f"/en/applications/opportunities/{post.opportunity_id}/closing/?chosen={chosen.pk}"
    yield "owner", f"/en/offers/intakes/{rows['ranked_intake'].pk}/giving/"
    for kind in ("camp", "phd_plan", "talent_programme"):
        made = make_draft(rows["organisation"], world.users["owner"], kind)
        yield "owner", f"/en/opportunities/{made.pk}/details/"
        yield "owner", f"/en/opportunities/{made.pk}/sections/milestones/new/"
    yield "member", f"/en/applications/{draft}/statement/"
    yield "member", f"/en/applications/{draft}/letters/new/"
    yield "member", f"/en/applications/{waiting}/withdrawal/"
    yield "member", f"/en/training/milestones/{values['training/milestones/pk']}/"
    yield "manager", f"/en/reviews/assignments/{values['reviews/assignments/pk']}/"
    mistaken = values["reviews/declarations/declaration_id"]
    yield "manager", f"/en/reviews/declarations/{mistaken}/withdrawal/"
    world.users["single"] = rows["single_list"].profile.user
    yield "single", f"/en/placement/lists/{rows['single_list'].pk}/"


def _stages() -> Iterator[tuple[str, Client]]:
    """Pages that stand in the middle of signing in."""
    account = "/en/account/"
    member = create_account("stages@world.example", PASSWORD, "en")
    coded, registering, proving, second, again = (Client() for _ in range(5))
    coded.post(f"{account}login/code/", {"email": member.email})
    yield f"{account}login/code/confirm/", coded
    registering.post(f"{account}signup/", {"email": "fresh@world.example", "password1": PASSWORD})
    yield f"{account}confirm-email/", registering
    proving.force_login(create_account("no-password@world.example", None, "en"))
    proving.post(f"{account}reauthentication/", {"send": ""})
    yield f"{account}reauthentication/", proving
    TOTP.activate(member, generate_totp_secret())
    second.post(f"{account}login/", {"login": member.email, "password": PASSWORD})
    yield f"{account}factors/authenticate/", second
    again.force_login(member)
    yield f"{account}factors/reauthenticate/", again


def test_every_form_with_text_is_found(site: Site) -> None:
    ours = [kind for kind in _below(forms.BaseForm) if kind.__module__.startswith("qiao.")]
    texts = [kind for kind in ours if any(map(_is_text, getattr(kind, "base_fields", {}).values()))]

    unseen = {kind.__name__ for kind in texts if not any(issubclass(seen, kind) for seen in site.classes)}

    assert len(site.fillings) > 40
    assert unseen - JUDGES_ONLY == set()


def test_every_form_takes_a_plain_answer(site: Site) -> None:
    answers = {_name(filling): filling.send({}) for filling in site.answerable()}

    assert {name: sent.errors or sent.status for name, sent in answers.items() if not sent.is_accepted} == {}


def test_a_field_with_a_rule_refuses_a_plain_sentence(site: Site) -> None:
    """Or it is a field like any other, and takes every control."""
    wrong = {}
    for filling in site.answerable():
        sent = filling.send(dict.fromkeys(filling.ruled, "Plain sentence"))
        if filling.ruled and sent.is_accepted:
            wrong[_name(filling)] = filling.ruled

    assert wrong == {}


@pytest.mark.once
def test_each_field_judges_each_string_as_written(site: Site) -> None:
    wrong = []
    for filling, row in itertools.product(site.fillings.values(), rows()):
        for name in filling.free:
            wrong += _misjudged(filling, name, row)

    assert wrong == []


def _misjudged(filling: Filling, name: str, row: Row) -> list[object]:
    try:
        value = filling.form.fields[name].clean(row.value)
    except ValidationError as refusal:
        is_due = row.must_be_refused or row.inert or len(row.value) > filling.room(name)
        return [] if is_due and refusal.messages[0] else [(_name(filling), name, row)]
    if row.must_be_refused and not _may_stand(filling, name, row):
        return [(_name(filling), name, "took", row)]
    is_whole = value == row.composed if row.ok else value == _cleaned(filling, name, row.value)
    return [] if is_whole else [(_name(filling), name, "changed", value, row)]


def _cleaned(filling: Filling, name: str, value: str) -> str:
    return clean_body(value) if filling.takes_lines(name) else clean_line(value)


def test_controls_are_stored_as_they_are_in_every_column(site: Site) -> None:
    controls = [row for row in rows() if row.ok]
    wrong: list[object] = []
    reached: set[str] = set()
    for number, filling in enumerate(site.answerable()):
        for texts in _in_turn(filling, controls, number):
            sent = filling.send({name: row.sent for name, row in texts.items()})
            expected = {row.composed for row in texts.values()}
            typed = expected | set(EXAMPLES.values())
            reached |= {column for column, values in sent.written.items() if values & typed}
            if not sent.is_accepted or (_is_kept(filling) and expected - sent.stored):
                wrong.append((_name(filling), sent.status, sent.errors, expected - sent.stored))

    assert wrong == []
    assert _text_columns() - reached - set(NOT_TYPED) == set()


@pytest.mark.once
def test_what_must_be_refused_is_refused_with_a_sentence(site: Site) -> None:
    refused = [row for row in rows() if row.must_be_refused]
    wrong: list[object] = []
    for number, filling in enumerate(of_today(site.answerable())):
        for texts in _in_turn(filling, refused, number):
            sent = filling.send({name: row.sent for name, row in texts.items()})
            unsaid = [name for name in texts if not _is_said(sent, name)]
            if unsaid or sent.status >= 500 or _kept(sent, texts.values()):
                wrong.append((_name(filling), sent.status, unsaid, texts))

    assert wrong == []


@pytest.mark.once
def test_a_field_with_a_rule_survives_every_string(site: Site) -> None:
    """What is refused stands dead in the form that comes back."""
    values = [*NEVER[:4], LINES[0], "x" * 5_000, _joined(_inert(), 2_000)]
    wrong = []
    for filling in of_today(site.fillings.values()):
        for turn in range(0, len(values), max(len(filling.ruled), 1)):
            texts = {name: values[(turn + place) % len(values)] for place, name in enumerate(filling.ruled)}
            sent = filling.send({name: as_sent(text) for name, text in texts.items()}) if texts else None
            if sent and (sent.status >= 500 or (sent.page and active(sent.page))):
                wrong.append((_name(filling), sent.status, texts, sent.page and active(sent.page)))

    assert wrong == []


@pytest.mark.once
def test_searches_answer_and_show_the_strings_dead(site: Site) -> None:
    wrong = []
    for filling in site.searches.values():
        for texts in _packs(filling):
            sent = filling.send(texts)
            if sent.status >= 500 or sent.page is None or active(sent.page):
                wrong.append((_name(filling), sent.status, sent.page and active(sent.page)))

    assert len(site.searches) > 8
    assert wrong == []


@pytest.mark.once
def test_every_page_shows_the_stored_strings_dead(site: Site) -> None:
    marked, visits = _plant(site)
    site.world.values["letters/pk/"] = site.world.values["letters/pk/entry"]  # it has a page by now
    for role, language in AFTERWARDS:
        visits += crawl(site.world, role, language)

    wrong, shown = [], []
    for visit in visits:
        found = active(visit.page) if visit.page else []
        if visit.response.status_code >= 500 or [each for each in found if not _may_stay(visit, each)]:
            wrong.append((visit.path, visit.response.status_code, found))
        shown += [_said(visit.page)] if visit.page else []

    everything = "\n".join(shown)
    assert wrong == []
    seen = {name for mark, name in marked.items() if mark in everything}
    assert set(marked.values()) - seen - set(NOT_SHOWN) == set()
    taken = [text for text in _inert() if not any(ord(letter) < 32 for letter in text)]
    assert [text for text in taken if text not in everything] == []


def _plant(site: Site) -> tuple[dict[str, str], list[Visit]]:
    """Stores the packs for good, each field with its mark: once of two decisions on the same thing, and what
    ends something after what needs it."""
    marked: dict[str, str] = {}
    decided: set[object] = set()
    visits = []
    for filling in sorted(site.answerable(), key=_lateness):
        key = _decided_on(filling), frozenset(filling.form.classes)
        packs = itertools.islice(_packs(filling, spare=10), 2 if "new" in filling.form.action else 1)
        if key in decided or not _is_kept(filling):
            continue
        for texts in packs:
            marks = {name: f"m{len(marked) + place}m" for place, name in enumerate(texts)}
            given = {name: f"{marks[name]} {text}" for name, text in texts.items()}
            sent = filling.send(given, keep=True)
            if not sent.is_accepted and not sent.errors.keys() & given.keys():
                sent = _as_it_is_now(filling).send(given, keep=True)
            if key in decided and not sent.is_accepted and not sent.errors.keys() & given.keys():
                break  # there may be no more of these
            lost = {_cleaned(filling, name, text) for name, text in given.items()} - sent.stored
            assert (sent.is_accepted, lost) == (True, set()), (_name(filling), sent.status, sent.errors)
            kind = min(each.__name__ for each in filling.form.classes)
            marked |= {mark: f"{kind}.{name}" for name, mark in marks.items()}
            decided.add(key)
            visits += _where_it_led(site, filling, sent) if sent.location else []
    return marked, visits


def _where_it_led(site: Site, filling: Filling, sent: Sent) -> list[Visit]:
    """The page that follows, and what it shows that was not there before."""
    client, role = filling.client, filling.form.role
    landed = look(client, sent.location, role)
    return [landed, *(look(client, link, role) for link in new_links(landed, site.known))]


def _decided_on(filling: Filling) -> str:
    """The page; where something is ended, what is ended: it is sent back or refused, not both."""
    page = filling.form.page
    return page.rstrip("/").rpartition("/")[0] if _lateness(filling) else page


def _lateness(filling: Filling) -> int:
    """First what leaves everything open, then who is replaced, then what is ended."""
    if {each.__name__ for each in filling.form.classes} & ENDING:
        return 2
    return 1 if REPLACING.search(filling.form.action) else 0


def _as_it_is_now(filling: Filling) -> Filling:
    """The page again, where there still is one: what was stored before may have changed its hidden values."""
    form = filling.form
    for found in forms_of(look(filling.client, form.page, form.role)):
        if found.action == form.action and found.classes == form.classes:
            return Filling(found, filling.client)
    return filling


def active(page: PageReader) -> list[tuple[str, dict[str, str]]]:
    """Elements that would do something, and are none of ours."""
    return [(tag, given) for tag, given in page.elements if _is_active(tag, given)]


def _may_stay(visit: Visit, element: tuple[str, dict[str, str]]) -> bool:
    """The preview of a mail has styles, and lives in a sandbox without scripts."""
    is_style = element[0] == "style" or "style" in element[1]
    return is_style and "sandbox" in visit.response.headers.get("Content-Security-Policy", "")


def _is_active(tag: str, given: dict[str, str]) -> bool:
    links = [
        given.get(name, "").strip("\0\1 \t\n").lower() for name in ("href", "src", "action", "formaction")
    ]
    return (
        tag in {"iframe", "embed", "object", "style", "marquee", "base", "template"}
        or (tag == "script" and "src" not in given and given.get("type") not in INERT_SCRIPTS)
        or (tag == "meta" and "http-equiv" in given and not _is_our_refresh(given))
        or any(name.startswith(("on", "hx-on", "data-controller", "srcdoc", "style")) for name in given)
        or any(link.startswith(("javascript:", "vbscript:")) or "attacker" in _host(link) for link in links)
        or any(link.startswith("data:") and (tag, link[:11]) != ("img", "data:image/") for link in links)
        or given.get("hx-get") == "/logout"
        or "qiao_xss" in given.get("hx-vals", "")
        or given.get("id") == "config"
    )


def _is_our_refresh(given: dict[str, str]) -> bool:
    """The wall of questions loads itself again: seconds, and no address."""
    return given["http-equiv"] == "refresh" and given.get("content", "").isdigit()


def _host(link: str) -> str:
    return urlsplit(urljoin("http://testserver/", link)).netloc


def _said(page: PageReader) -> str:
    """What a reader of the page can see, and what stands in its fields."""
    values = [given.get("value", "") for _tag, given in page.elements]
    return " ".join(" ".join([*page.texts, *values]).split())


def _inert() -> list[str]:
    return [row.value for row in rows() if row.inert]


def _packs(filling: Filling, spare: int = 0) -> Iterator[dict[str, str]]:
    """All strings that the fields take, many to a field; each field begins with another."""
    waiting: dict[str, list[str]] = {
        name: [text for text in _inert() if _takes(filling, name, text)] for name in filling.free
    }
    for place, name in enumerate(waiting):
        waiting[name] = waiting[name][place * 7 :] + waiting[name][: place * 7]
    while any(waiting.values()):
        texts = {}
        for name, values in waiting.items():
            texts[name] = _joined(values, min(filling.room(name), PACK) - spare) or "Plain"
            waiting[name] = values[len(texts[name].split(SEPARATOR)) :] if values else []
        yield texts


def _joined(values: list[str], room: int) -> str:
    """As many of the first values as there is room for."""
    sizes = itertools.accumulate(len(value) + len(SEPARATOR) for value in values)
    return SEPARATOR.join(value for value, size in zip(values, sizes, strict=True) if size <= room)


def _takes(filling: Filling, name: str, text: str) -> bool:
    if len(text) > min(filling.room(name), PACK) - 20:
        return False
    try:
        return bool(filling.form.fields[name].clean(text)) if name in filling.form.fields else True
    except ValidationError:
        return False


def _is_said(sent: Sent, name: str) -> bool:
    """The sentence stands at its field, and on the page."""
    shown = " ".join("".join(sent.page.texts).split()) if sent.page else ""
    sentences = sent.errors.get(name, [])
    return bool(sentences) and all(" ".join(sentence.split()) in shown for sentence in sentences)


def _is_kept(filling: Filling) -> bool:
    return not {kind.__name__ for kind in filling.form.classes} & KEEPS_NOTHING


def _kept(sent: Sent, texts: Iterable[Row]) -> set[str]:
    return sent.stored & {row.value for row in texts}


def _in_turn(filling: Filling, all_rows: list[Row], start: int) -> Iterator[dict[str, Row]]:
    """Each field with another row, each form beginning with another: the fields have judged them all."""
    fitting = {name: [row for row in all_rows if _fits(filling, name, row)] for name in filling.free}
    fields = len(filling.free)
    turns = -(-max(map(len, fitting.values()), default=0) // max(fields, 1))
    for turn in range(min(turns, MOST_TURNS)):
        places = enumerate(fitting.items(), start * MOST_TURNS + turn * fields)
        yield {name: fit[place % len(fit)] for place, (name, fit) in places}


def _fits(filling: Filling, name: str, row: Row) -> bool:
    return len(row.value) <= filling.room(name) if row.ok else not _may_stand(filling, name, row)


def _may_stand(filling: Filling, name: str, row: Row) -> bool:
    """What only a name may not hold, where it is no name; what is only too long, where there is room."""
    is_plain = row.value.isprintable() and len(row.value) > 200
    return row.is_line and (filling.takes_lines(name) or (is_plain and len(row.value) <= filling.room(name)))


def _text_columns() -> set[str]:
    """Every column of text that a person may type, after the models' own fields."""
    own = [model for model in apps.get_models() if model.__module__.startswith("qiao.")]
    texts = [
        each
        for model in own
        for each in model._meta.concrete_fields
        if isinstance(each, LineField | BodyField)
    ]
    return {f"{each.model._meta.db_table}.{each.column}" for each in texts}


def _below(kind: type) -> set[type]:
    return {each for child in kind.__subclasses__() for each in {child, *_below(child)}}


def _is_text(field: forms.Field) -> bool:
    return isinstance(field, forms.CharField)


def _name(filling: Filling) -> str:
    return f"{filling.form.action} as {filling.form.role}"
