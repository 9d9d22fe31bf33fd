"""Files come in: looked at first, nothing twice, nothing by halves."""

import datetime as dt
import json
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from qiao.kit.errors import Invalid, NotPermitted
from qiao.rooms.accounts.models import User
from qiao.rooms.profiles.domain import importing
from qiao.rooms.profiles.domain.entry import add_entry, change_entry
from qiao.rooms.profiles.domain.importing import (
    accept_import,
    discard_import,
    draft_import,
    forget_drafts,
    import_at_once,
    plan_of_draft,
)
from qiao.rooms.profiles.enums import Audience
from qiao.rooms.profiles.errors import FileTooLarge, ImportGone
from qiao.rooms.profiles.formats import bibtex, json_resume
from qiao.rooms.profiles.formats.plan import folded
from qiao.rooms.profiles.models import (
    Education,
    Experience,
    Honour,
    ImportDraft,
    LanguageSkill,
    Profile,
    Publication,
    Skill,
)
from qiao.rooms.profiles.showing import shown
from tests.rooms.exchanges.conftest import account, organisation
from tests.rooms.profiles.factory import make_profile

RESUME: dict[str, Any] = {
    "basics": {
        "name": "Wen Lin",
        "label": "Vehicle engineer",
        "url": "https://wen.example",
        "location": {"city": "Beijing", "countryCode": "CN"},
        "profiles": [{"network": "ORCID", "username": "0000-0002-1825-0097"}],
    },
    "work": [{"name": "Autoworks", "position": "Engineer", "startDate": "2021-03", "highlights": ["A", "B"]}],
    "volunteer": [{"organization": "Red Cross", "startDate": "2020"}],
    "education": [{"institution": "BIT", "area": "Cars", "studyType": "Master", "endDate": "2025-06-30"}],
    "awards": [{"title": "Prize", "date": "2024", "awarder": "City"}],
    "certificates": [{"name": "Welding", "issuer": "Guild"}],
    "publications": [{"name": "On roads", "publisher": "Road Letters", "releaseDate": "2024-05-01"}],
    "skills": [{"name": "Python", "level": "Expert", "keywords": ["NumPy", "Django"]}],
    "languages": [{"language": "Chinese", "fluency": "HSK 6"}, {"language": "English", "fluency": "C1"}],
}
BIB = r"""
@string{rl = "Road Letters"}
@article{a, title={On {R}oads: G{\"o}del}, author={Lin, Wen and Other, Ann}, journal=rl, year=2024,
  doi={https://doi.org/10.1000/ROADS}}
@inproceedings{b, title={自动驾驶测试}, year=2023, booktitle={大会}}
"""


def bring(profile: Profile, actor: User, content: Any, **options: Any) -> Any:
    body = content if isinstance(content, bytes) else json.dumps(content).encode()
    values: dict[str, Any] = {"file_format": "json_resume", "language": "en", "replaces": False} | options
    return import_at_once(profile, actor=actor, body=body, **values)


def test_a_resume_is_looked_at_and_taken_over(profile: Profile, wen: User) -> None:
    draft = draft_import(
        profile, actor=wen, body=json.dumps(RESUME).encode(), file_format="json_resume", language="en"
    )
    before = shown(profile, Audience.NOBODY)
    plan = plan_of_draft(draft)

    assert (len(plan.added), plan.problems) == (9, [])
    assert shown(Profile.objects.get(), Audience.NOBODY) == before
    accept_import(profile, actor=wen, replaces=False)
    study, work = Education.objects.get(), Experience.objects.get(kind="work")
    assert (study.institution_en, study.level, study.degree_en, study.ends) == (
        "BIT",
        "master",
        "",
        "2025-06-30",
    )
    assert (work.position_en, work.highlights_en, work.starts) == ("Engineer", "A\nB", "2021-03")
    assert LanguageSkill.objects.get(language="zh").hsk == 6
    assert LanguageSkill.objects.get(language="zh").cefr == ""
    assert Publication.objects.get().year == 2024
    assert Profile.objects.get().orcid == "0000000218250097"
    assert not ImportDraft.objects.exists()


def test_the_same_file_twice_adds_nothing(profile: Profile, wen: User) -> None:
    bring(profile, wen, RESUME)
    seen = shown(Profile.objects.get(), Audience.NOBODY)

    again = bring(profile, wen, RESUME, replaces=True)

    assert (again.adds_something, again.has_differences) == (False, False)
    assert shown(Profile.objects.get(), Audience.NOBODY) == seen


def test_what_was_corrected_by_hand_is_not_added_again(profile: Profile, wen: User) -> None:
    content = {
        "work": [{"name": "Autoworks", "position": "Engineer", "startDate": "2021"}],
        "education": [{"institution": "BIT", "studyType": "Master", "startDate": "2018"}],
        "languages": [{"language": "English", "fluency": "IELTS 7"}],
    }
    bring(profile, wen, content)
    change_entry(Experience.objects.get(), actor=wen, values={"kind": "research"})
    change_entry(Education.objects.get(), actor=wen, values={"level": "doctorate"})

    again = bring(profile, wen, content)

    differs = [each.differs for each in again.differing]
    assert (again.adds_something, differs) == (False, [{"level": "master"}, {"kind": "work"}])


def test_two_degrees_of_one_institution_are_two(profile: Profile, wen: User) -> None:
    degrees = [{"institution": "BIT", "studyType": kind} for kind in ("BSc", "MSc")]

    bring(profile, wen, {"education": degrees})

    assert sorted(Education.objects.values_list("level", flat=True)) == ["bachelor", "master"]


def test_what_was_entered_stays_unless_the_person_says_otherwise(profile: Profile, wen: User) -> None:
    skill = add_entry(profile, Skill, actor=wen, values={"name_en": "python", "level": "Beginner"})

    plan = bring(profile, wen, RESUME)
    skill.refresh_from_db()
    assert (skill.level, skill.keywords) == ("Beginner", "NumPy, Django")
    assert [(each.row.place, each.differs) for each in plan.differing] == [
        ("skills[0]", {"name_en": "Python", "level": "Expert"})
    ]
    bring(profile, wen, RESUME, replaces=True)
    skill.refresh_from_db()
    assert skill.level == "Expert"


def test_both_languages_of_a_resume_become_one_profile(profile: Profile, wen: User) -> None:
    bring(profile, wen, {"work": [{"name": "Autoworks", "startDate": "2021-03", "endDate": "2023"}]})
    bring(
        profile,
        wen,
        {"work": [{"name": "汽车厂", "startDate": "2021-03", "endDate": "2023"}]},
        language="zh",
    )

    work = Experience.objects.get()
    assert (work.employer_zh, work.employer_en) == ("汽车厂", "Autoworks")


def test_publications_meet_by_doi_else_by_title_and_year(profile: Profile, wen: User) -> None:
    known = {"title_en": "On Roads, Goedel", "doi": "10.1000/roads"}
    add_entry(profile, Publication, actor=wen, values=known)
    add_entry(profile, Publication, actor=wen, values={"title_zh": "自动驾驶 测试", "year": 2022})

    plan = bring(profile, wen, BIB.encode(), file_format="bibtex")

    assert [each.row.values["year"] for each in plan.added] == [2023]
    first = Publication.objects.get(doi="10.1000/roads")
    assert (first.venue, first.authors) == ("Road Letters", "Wen Lin\nAnn Other")
    assert bring(profile, wen, BIB.encode(), file_format="bibtex").added == []


def test_one_thing_twice_in_a_file_is_one(profile: Profile, wen: User) -> None:
    bring(profile, wen, (BIB + BIB).encode(), file_format="bibtex")

    assert Publication.objects.count() == 2


@pytest.mark.parametrize(
    ("content", "file_format", "told"),
    [
        (b'{"work": [\n{"name":}]}', "json_resume", "line 2"),
        (b'{"work": {"name": "x"}}', "json_resume", "work must be a list"),
        (b'{"work": [{"name": ["x"]}]}', "json_resume", "work[0].name must be text"),
        (b'{"skills": [{"name": "x", "keywords": [1]}]}', "json_resume", "skills[0].keywords"),
        (b"[1]", "json_resume", "must be an object"),
        (b'{"basics": {}}', "json_resume", "holds nothing"),
        (b"\xff\xfe{}", "json_resume", "UTF-8"),
        (b'{"a": ' + b"[" * 100 + b"]" * 100 + b"}", "json_resume", "nested"),
        (b"@article{a,\n title={x},\n year 2020}", "bibtex", "line 3"),
        (b"just text", "bibtex", "line 1"),
        (b"@article{a, title={\xe4}}", "bibtex", "line 1 is not UTF-8"),
        (b"@a{k, t=" + b"{" * 5000, "bibtex", "line 1"),
        (b'@string{a="' + b"x" * 900 + b'"}@string{b=' + b"#".join([b"a"] * 2000) + b"}", "bibtex", "line 1"),
        (b'<!DOCTYPE r [<!ENTITY a "b">]><r>&a;</r>', "orcid", "entities"),
        (b"<record>\n<person></record>", "orcid", "line 2"),
        (b"<record/>", "orcid", "orcid-identifier"),
        (b'{"orcid-identifier": {"path": "0000-0002-1825-0098"}}', "orcid", "check digit"),
        (b"<a>" * 60 + b"</a>" * 60, "orcid", "too many parts"),
    ],
)
def test_a_bad_file_is_refused_with_its_place(
    profile: Profile, wen: User, content: bytes, file_format: str, told: str
) -> None:
    with pytest.raises(ValidationError) as refusal:
        draft_import(profile, actor=wen, body=content, file_format=file_format, language="en")

    assert told in " ".join(refusal.value.messages)
    assert not ImportDraft.objects.exists()


def test_bad_rows_are_named_and_left_out(profile: Profile, wen: User) -> None:
    content = {"work": [{"name": "A", "startDate": "2020-13"}, {"name": "B"}], "projects": [{"name": "P"}]}
    draft = draft_import(
        profile, actor=wen, body=json.dumps(content).encode(), file_format="json_resume", language="en"
    )

    plan = plan_of_draft(draft)
    assert [each.row.values["employer_en"] for each in plan.added] == ["B"]
    assert [problem.partition(":")[0] for problem in plan.problems] == ["work[0].startDate", "projects"]
    with pytest.raises(Invalid) as refusal:
        bring(profile, wen, content)
    assert [each["place"] for each in refusal.value.problems] == ["work[0].startDate", "projects"]
    assert not Experience.objects.exists()


def test_a_file_is_taken_as_a_whole_or_not_at_all(profile: Profile, wen: User, sam: User) -> None:
    make_profile(sam, orcid="0000-0002-1825-0097")

    with pytest.raises(ValidationError):
        bring(profile, wen, RESUME)
    assert set(shown(Profile.objects.get(user=wen), Audience.NOBODY)) == {"name", "email"}


def test_a_large_file_is_refused(profile: Profile, wen: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "LARGEST", 10)

    with pytest.raises(FileTooLarge):
        bring(profile, wen, RESUME)


def test_a_draft_is_its_persons_and_ends(profile: Profile, wen: User, sam: User) -> None:
    body = json.dumps(RESUME).encode()
    with pytest.raises(NotPermitted):
        draft_import(profile, actor=sam, body=body, file_format="json_resume", language="en")
    draft = draft_import(profile, actor=wen, body=body, file_format="json_resume", language="en")
    with pytest.raises(NotPermitted):
        discard_import(profile, actor=sam)

    ImportDraft.objects.update(created_at=timezone.now() - importing.KEPT)
    with pytest.raises(ImportGone):
        accept_import(draft.profile, actor=wen, replaces=False)
    assert (forget_drafts(), forget_drafts()) == (1, 0)


def test_bibtex_goes_out_and_comes_back(profile: Profile, wen: User) -> None:
    paper = {"title_en": "50% of {Roads} & more_\\ ~x^2", "authors": "Wen Lin\n李 四", "year": 2024,
             "venue": "R&D", "doi": "10.1000/a_b", "website": "https://x.example/a_b"}  # fmt: skip
    add_entry(profile, Publication, actor=wen, values=paper)

    (row,) = bibtex.read(bibtex.written(profile).encode()).rows

    assert row.values["authors"] == paper["authors"]
    assert (row.values["venue"], row.values["doi"], row.values["website"]) == (
        "R&D",
        "10.1000/a_b",
        "https://x.example/a_b",
    )


def test_an_organisation_is_found_by_its_ror_id(profile: Profile, wen: User) -> None:
    bit = organisation("BIT")
    bit.ror_id = "01skt4w74"
    bit.save()
    record = {
        "orcid-identifier": {"path": "0000-0002-1825-0097"},
        "person": {"name": {"given-names": {"value": "Wen"}, "family-name": {"value": "Lin"}}},
        "activities-summary": {"educations": {"affiliation-group": [{"summaries": [{"education-summary": {
            "role-title": "PhD", "start-date": {"year": {"value": "2020"}, "month": {"value": "09"}},
            "organization": {"name": "BIT", "disambiguated-organization": {
                "disambiguation-source": "ROR",
                "disambiguated-organization-identifier": "https://ror.org/01skt4w74"}}}}]}]}},
    }  # fmt: skip
    bring(profile, wen, record, file_format="orcid")

    study = Education.objects.get()
    assert (study.organisation, study.level, study.starts) == (bit, "doctorate", "2020-09")


ORCID_XML = """<record:record xmlns:record="r" xmlns:common="c" xmlns:person="p" xmlns:work="w">
<common:orcid-identifier><common:path>0000-0002-1825-0097</common:path></common:orcid-identifier>
<person:person><person:name><person:credit-name>Wen Lin</person:credit-name></person:name></person:person>
<works><group><common:external-ids><common:external-id><common:external-id-type>doi</common:external-id-type>
<common:external-id-value>10.1000/roads</common:external-id-value></common:external-id></common:external-ids>
<work:work-summary><work:title><common:title>On roads</common:title></work:title><work:type>book</work:type>
<common:publication-date><common:year>2021</common:year></common:publication-date></work:work-summary></group></works>
</record:record>"""


def test_an_orcid_record_comes_as_xml(profile: Profile, wen: User) -> None:
    bring(profile, wen, ORCID_XML.encode(), file_format="orcid")

    paper = Publication.objects.get()
    assert (paper.title_en, paper.kind, paper.year, paper.doi) == ("On roads", "book", 2021, "10.1000/roads")


LETTERS = "ab éö中文字-.'’"
WORDS = st.text(LETTERS, min_size=1, max_size=12).map(str.strip).filter(lambda text: bool(folded(text)))
DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2030, 1, 1)).map(str)
DATES = st.one_of(st.just(""), st.integers(1990, 2030).map(str), DAYS)
ENTRIES = st.lists(
    st.one_of(
        st.tuples(st.just(Education), st.fixed_dictionaries({
            "institution_en": WORDS, "degree_en": WORDS, "area_en": WORDS, "starts": DATES, "score": WORDS,
            "level": st.sampled_from(["", "bachelor", "master", "doctorate", "other"]),
            "field_code": st.sampled_from(["", "0716", "061"])})),
        st.tuples(st.just(Experience), st.fixed_dictionaries({
            "employer_en": WORDS, "position_en": WORDS, "summary_en": WORDS, "ends": DATES,
            "kind": st.sampled_from(["work", "research", "volunteer"])})),
        st.tuples(st.just(Honour), st.fixed_dictionaries({
            "title_en": WORDS, "issuer_en": WORDS, "given": DATES,
            "kind": st.sampled_from(["award", "certificate"])})),
        st.tuples(st.just(Skill), st.fixed_dictionaries({
            "name_en": WORDS, "level": WORDS, "keywords": WORDS})),
        st.tuples(st.just(Publication), st.fixed_dictionaries({
            "title_en": WORDS, "venue": WORDS, "year": st.integers(1950, 2030), "authors": WORDS})),
        st.tuples(st.just(LanguageSkill), st.sampled_from([
            {"language": "zh", "hsk": 9, "cefr": "b2"}, {"language": "en", "ielts": "6.5", "toefl": 99},
            {"language": "de", "cefr": "native"}, {"language": "yue"}])),
    ),
    max_size=6,
    unique_by=lambda entry: (entry[0].__name__, folded(str(next(iter(entry[1].values()))))),
)  # fmt: skip


class RoundTrip(TestCase):
    @settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(entries=ENTRIES)
    def test_a_profile_goes_out_as_json_resume_and_comes_back(self, entries: list[Any]) -> None:
        wen, ann = account("wen"), account("ann")
        profile, other = make_profile(wen, name_zh=""), make_profile(ann, name_zh="", email=wen.email)
        for model, values in entries:
            add_entry(profile, model, actor=wen, values=values)

        draft = json_resume.read(json_resume.written(profile, "en").encode(), "en")
        bring(other, ann, json_resume.written(profile, "en").encode())

        assert draft.problems == []
        assert _unordered(other) == _unordered(profile)


def _unordered(profile: Profile) -> dict[str, Any]:
    """Work comes before volunteering in the file, and awards before certificates."""
    seen = shown(profile, Audience.NOBODY).items()
    return {name: sorted(value, key=str) if isinstance(value, list) else value for name, value in seen}
