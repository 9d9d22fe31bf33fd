"""The path of a table: upload, columns, check, decisions, commit, undo."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from qiao.kit.activity.models import Activity
from qiao.kit.bilingual.search import matching
from qiao.kit.errors import Invalid, NotPermitted
from qiao.kit.files.models import StoredFile
from qiao.kit.imports.check import start_check
from qiao.kit.imports.commit import start_commit
from qiao.kit.imports.decide import Decision, decide, decide_all
from qiao.kit.imports.discard import discard_import, sweep_imports
from qiao.kit.imports.enums import ImportState, RowChoice
from qiao.kit.imports.errors import (
    ImportHasProblems,
    ImportUndecided,
    MappingIncomplete,
    NothingToImport,
    SameTarget,
    StillRunning,
    WrongImportStep,
)
from qiao.kit.imports.mapping import set_mapping
from qiao.kit.imports.models import Import, ImportRow
from qiao.kit.imports.undo import start_undo
from qiao.kit.imports.upload import choose_sheet, replace_table, upload_table
from qiao.kit.tables.faults import TableRefused
from qiao.kit.tables.write import NewSheet, xlsx_bytes
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.domain.organisation import change_organisation
from qiao.rooms.directory.models import Organisation, OrganisationName
from tests.kit.imports.conftest import HEADER, ROWS, Checked, Table, settled

KIND = "directory.organisations"


def test_upload_suggests_columns_and_keeps_the_table(operator: User, table: Table) -> None:
    source = upload_table(actor=operator, importer=KIND, upload=table())

    assert source.mapping == ["name_zh", "name_en", "kind", "country", "domains"]
    assert source.samples == ["哥伦比亚大学", "Columbia University", "大学", "US", "columbia.edu"]
    assert (source.state, source.row_count, source.file_name) == ("uploaded", 3, "table.csv")
    assert source.file is not None
    assert source.file.access == "imports.table"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file-empty"),
        (b"\x89PNG", "not-a-table"),
        (b"name,kind\n", "no-rows"),
        ("名称,类型\nname,kind\nx,大学\n".encode(), "second-heading"),
        ("2026 list of universities,\nname,kind\nx,大学\n".encode(), "heading-below"),
        (b"name,kind\nx\n", "short-row"),
        (("name\n" + "x\n" * 10_001).encode(), "too-many-rows"),
    ],
    ids=["empty", "picture", "headings-only", "two-headings", "title-above", "ragged", "many"],
)
def test_upload_refuses_and_keeps_nothing(operator: User, content: bytes, code: str) -> None:
    before = Activity.objects.count()

    with pytest.raises(TableRefused) as refused:
        upload_table(actor=operator, importer=KIND, upload=SimpleUploadedFile("x.csv", content))

    assert code in {fault.code for fault in refused.value.faults}
    assert not Import.objects.exists()
    assert not StoredFile.objects.exists()
    assert Activity.objects.count() == before


def test_upload_takes_the_sheet_whose_headings_fit(operator: User) -> None:
    sheets = [NewSheet("Notes", ["About"], [["hello"]]), NewSheet("名单", HEADER, ROWS)]
    upload = SimpleUploadedFile("book.xlsx", xlsx_bytes(sheets))

    source = upload_table(actor=operator, importer=KIND, upload=upload)
    assert (source.sheet, source.sheets) == ("名单", ["Notes", "名单"])

    other = choose_sheet(source, actor=operator, name="Notes")
    assert (other.sheet, other.headings, other.mapping) == ("Notes", ["About"], ["core_business"])


@pytest.mark.parametrize(
    ("mapping", "reason"),
    [
        (["name_zh", "name_en", "kind", "", ""], "Assign a column to the country or region."),
        (["", "", "kind", "country", ""], "Assign a column to the name."),
        (
            ["name_zh", "name_zh", "kind", "country", ""],
            "Two columns are assigned to “Name (Chinese)”. Keep one.",
        ),
        (["name_zh"], "Assign a known field, or nothing, to each column."),
        (["name_zh", "owner", "kind", "country", ""], "Assign a known field, or nothing, to each column."),
    ],
)
def test_mapping_must_be_complete(operator: User, table: Table, mapping: list[str], reason: str) -> None:
    source = upload_table(actor=operator, importer=KIND, upload=table())

    with pytest.raises(MappingIncomplete) as refused:
        set_mapping(source, actor=operator, mapping=mapping)

    assert str(refused.value) == reason


def test_check_names_every_problem_and_writes_nothing(checked: Checked) -> None:
    rows = [
        ["哥伦比亚大学", "Columbia University", "大学", "US", "columbia.edu"],
        ["杜克\u202e大学", "Duke University", "dragon", "Atlantis", "not a domain"],
        ["", "", "", "", ""],
        ["x" * 400, "", "大学", "US", ""],
    ]

    source = checked(rows)

    assert (source.state, source.problem_count) == ("checked", 5)
    assert sorted((problem.place, problem.sentence) for problem in source.problems.all()) == [
        ("A3", "This text holds a character that is not allowed here (U+202E). Remove it and try again."),
        ("A5", "Ensure this value has at most 300 characters (it has 400)."),
        ("C3", "This kind of organisation is not known."),
        ("D3", "This country or region is not known."),
        ("E3", "A domain looks like columbia.edu, without @ and spaces."),
    ]
    assert not source.rows.exists()
    assert not Organisation.objects.exists()


def test_problems_are_worded_in_the_readers_language(checked: Checked) -> None:
    problem = checked([["名", "", "dragon", "US", ""]]).problems.get()

    with translation.override("zh-hans"):
        assert problem.sentence == "无法识别此机构类别。"
    assert (problem.heading, problem.excerpt) == ("类型", "dragon")


def test_import_with_problems_cannot_be_committed(checked: Checked, operator: User) -> None:
    source = checked([["名", "", "dragon", "US", ""]])

    with pytest.raises(ImportHasProblems):
        start_commit(source, actor=operator)


def test_corrected_table_keeps_the_columns(checked: Checked, operator: User, table: Table) -> None:
    source = checked([["名", "", "dragon", "US", ""]])
    set_mapping(source, actor=operator, mapping=["name_zh", "", "kind", "country", ""])

    source = replace_table(Import.objects.get(pk=source.pk), actor=operator, upload=table())

    assert (source.state, source.mapping) == ("uploaded", ["name_zh", "", "kind", "country", ""])
    assert not source.problems.exists()
    assert StoredFile.objects.count() == 1


def test_commit_writes_everything_at_once(imported: Checked) -> None:
    source = imported(publish=True)

    assert (source.state, source.created_count, source.updated_count) == ("committed", 3, 0)
    columbia = Organisation.objects.get(name_en="Columbia University")
    assert (columbia.name_zh, columbia.kind, columbia.country) == ("哥伦比亚大学", "university", "US")
    assert columbia.is_published
    assert [domain.suffix for domain in columbia.domains.all()] == ["columbia.edu"]
    assert list(matching(Organisation.objects.all(), "gelunbiya")) == [columbia]
    assert Activity.objects.filter(action="directory.organisation.imported").count() == 3
    assert source.is_indexed


def test_commit_keeps_the_ledger_and_lets_the_table_go(imported: Checked) -> None:
    source = imported()

    assert source.file is None
    assert not StoredFile.objects.exists()
    assert {row.draft for row in source.rows.all()} == {None}
    assert {row.object_id for row in source.rows.all()} == set(
        Organisation.objects.values_list("pk", flat=True)
    )


def test_same_table_again_is_proposed_and_never_merged_silently(
    imported: Checked, checked: Checked, operator: User
) -> None:
    imported()

    again = checked()

    assert [row.choice for row in again.rows.all()] == ["undecided"] * 3
    reasons = [proposal["reason"] for proposal in again.rows.all()[0].proposals]
    assert reasons == ["same domain"]
    with pytest.raises(ImportUndecided) as refused:
        start_commit(again, actor=operator)
    assert str(refused.value) == "3 rows may be duplicates. Decide about each of them first."


def test_rows_left_out_leave_nothing_to_import(imported: Checked, checked: Checked, operator: User) -> None:
    imported()
    again = checked()

    assert decide_all(again, actor=operator, choice=RowChoice.SKIP) == 3

    with pytest.raises(NothingToImport):
        start_commit(Import.objects.get(pk=again.pk), actor=operator)
    assert Organisation.objects.count() == 3


def test_update_changes_what_the_table_says_and_undo_restores_it(
    imported: Checked, checked: Checked, operator: User
) -> None:
    imported()
    rows = [["哥伦比亚大学（纽约）", "Columbia University", "研究所", "US", "columbia.edu; cu.example"]]
    source = checked(rows)
    decide_all(source, actor=operator, choice=RowChoice.UPDATE)
    start_commit(source, actor=operator)
    source = settled(source)

    columbia = Organisation.objects.get(name_en="Columbia University")
    assert (columbia.kind, columbia.name_zh) == ("research_institute", "哥伦比亚大学")
    assert columbia.names.count() == 3
    assert columbia.domains.count() == 2
    assert (source.created_count, source.updated_count) == (0, 1)

    start_undo(source, actor=operator)
    source = settled(source)

    columbia.refresh_from_db()
    assert source.state == "undone"
    assert (columbia.kind, columbia.names.count(), columbia.domains.count()) == ("university", 2, 1)
    assert list(matching(Organisation.objects.all(), "cu.example")) == []


def test_undo_removes_what_was_created(imported: Checked, operator: User) -> None:
    source = imported()

    start_undo(source, actor=operator)
    source = settled(source)

    assert (source.state, Organisation.objects.count(), OrganisationName.objects.count()) == ("undone", 0, 0)
    assert list(matching(Organisation.objects.all(), "Columbia")) == []


def test_undo_is_refused_with_names_when_an_entry_was_changed_since(
    imported: Checked, operator: User
) -> None:
    source = imported()
    duke = Organisation.objects.get(name_en="Duke University")
    change_organisation(duke, actor=operator, values={"city_en": "Durham"})

    job = start_undo(source, actor=operator)
    source = settled(source)

    assert (source.state, Organisation.objects.count()) == ("committed", 3)
    assert source.refusal_sentence == (
        "Nothing was undone, for these have been changed or used since: 杜克大学."
    )
    job.refresh_from_db()
    assert job.error_code == "import-changed-since-import"


def test_undo_is_refused_when_an_entry_is_used_since(
    imported: Checked, operator: User, stranger: User
) -> None:
    from qiao.rooms.directory.models import Membership

    source = imported()
    durham = Organisation.objects.get(name_en="Durham University")
    Membership.objects.create(organisation=durham, user=stranger, role="member")

    start_undo(source, actor=operator)

    assert "杜伦大学" in settled(source).refusal_sentence
    assert Organisation.objects.count() == 3


def test_decisions_are_made_row_by_row(imported: Checked, checked: Checked, operator: User) -> None:
    imported()
    source = checked()
    first, second, third = source.rows.all()
    target = next(row for row in Organisation.objects.all() if row.name_en == "Columbia University").pk

    number = decide(
        source,
        actor=operator,
        decisions={
            first.number: Decision(RowChoice.UPDATE, target),
            second.number: Decision(RowChoice.CREATE),
            third.number: Decision(RowChoice.SKIP),
        },
    )

    assert number == 3
    assert [row.choice for row in source.rows.all()] == ["update", "create", "skip"]
    start_commit(source, actor=operator)
    assert (settled(source).created_count, Organisation.objects.count()) == (1, 4)


def test_decisions_that_make_no_sense_are_refused(
    imported: Checked, checked: Checked, operator: User
) -> None:
    imported()
    source = checked([*ROWS, ["新大学", "New University", "大学", "SG", ""]])
    stranger_id = ImportRow.objects.last().pk  # type: ignore[union-attr]  # there are rows

    for decisions in (
        {2: Decision(RowChoice.UPDATE, stranger_id)},
        {2: Decision(RowChoice.UPDATE)},
        {5: Decision(RowChoice.SKIP)},
        {99: Decision(RowChoice.SKIP)},
    ):
        with pytest.raises(Invalid):
            decide(source, actor=operator, decisions=decisions)


def test_two_rows_cannot_update_one_entry(imported: Checked, checked: Checked, operator: User) -> None:
    imported()
    source = checked([ROWS[0], ["哥大", "Columbia", "大学", "US", "columbia.edu"]])
    decide_all(source, actor=operator, choice=RowChoice.UPDATE)

    with pytest.raises(SameTarget) as refused:
        start_commit(source, actor=operator)

    assert str(refused.value) == (
        "Several rows would update the same entry: 2, 3. Leave all but one of them out."
    )


def test_repeated_row_is_left_out_and_shown(checked: Checked, imported: Checked) -> None:
    source = checked([ROWS[0], ROWS[0]])

    first, second = source.rows.all()
    assert (first.choice, second.choice) == ("create", "skip")
    assert second.proposals[0]["reason"] == "the row says exactly the same"


def test_entry_made_after_the_check_takes_the_id_and_nothing_is_written(
    checked: Checked, imported: Checked, operator: User
) -> None:
    header, row = [*HEADER, "ROR"], [*ROWS[0], "00hj8s172"]
    source = checked([row, *([*each, ""] for each in ROWS[1:])], header)
    imported([["某校", "Some University", "大学", "US", "", "00hj8s172"]], header)

    job = start_commit(source, actor=operator)
    source = settled(source)

    assert (source.state, Organisation.objects.count()) == ("checked", 1)
    assert source.refusal_sentence == (
        "Entries have changed since the check. Nothing was imported; check the table again."
    )
    job.refresh_from_db()
    assert job.error_code == "import-changed-since-check"
    start_check(source, actor=operator)
    assert settled(source).rows.first().must_not_be_new


def test_steps_are_refused_out_of_order(checked: Checked, imported: Checked, operator: User) -> None:
    committed = imported()
    for step in (start_check, start_commit, discard_import):
        with pytest.raises(WrongImportStep):
            step(committed, actor=operator)
    with pytest.raises(WrongImportStep):
        start_undo(checked([["新", "", "大学", "US", ""]]), actor=operator)


def test_nothing_changes_while_a_job_works(checked: Checked, operator: User) -> None:
    source = checked()
    start_commit(source, actor=operator)

    for step in (start_commit, start_undo, discard_import, start_check):
        with pytest.raises(StillRunning):
            step(source, actor=operator)


def test_check_of_an_older_table_is_thrown_away(operator: User, table: Table) -> None:
    from qiao.kit.imports.check import Findings, store

    source = upload_table(actor=operator, importer=KIND, upload=table())
    set_mapping(source, actor=operator, mapping=source.mapping)
    late = Import.objects.get(pk=source.pk)
    replace_table(late, actor=operator, upload=table([["新", "", "大学", "US", ""]]))

    store(source, Findings(source), actor=operator)

    late.refresh_from_db()
    assert late.state == "uploaded"


def test_discarded_import_leaves_no_table(checked: Checked, operator: User) -> None:
    source = discard_import(checked(), actor=operator)

    assert (source.state, source.samples) == ("discarded", [])
    assert not source.rows.exists()
    assert not StoredFile.objects.exists()


def test_sweep_discards_what_nobody_went_on_with(checked: Checked, imported: Checked) -> None:
    from datetime import timedelta

    from django.utils import timezone

    old, done = checked(), imported([["新", "", "大学", "US", ""]])
    assert sweep_imports() == 0

    assert sweep_imports(timezone.now() + timedelta(days=31)) == 1

    old.refresh_from_db()
    done.refresh_from_db()
    assert (old.state, done.state) == ("discarded", "committed")


@pytest.mark.parametrize("role", ["stranger", "anonymous"])
def test_strangers_may_do_nothing(
    checked: Checked, operator: User, stranger: User, table: Table, role: str
) -> None:
    from django.contrib.auth.models import AnonymousUser

    actor: Any = stranger if role == "stranger" else AnonymousUser()
    source = checked()

    for step in (start_check, start_commit, start_undo, discard_import):
        with pytest.raises(NotPermitted):
            step(source, actor=actor)
    with pytest.raises(NotPermitted):
        upload_table(actor=actor, importer=KIND, upload=table())
    with pytest.raises(NotPermitted):
        replace_table(source, actor=actor, upload=table())
    with pytest.raises(NotPermitted):
        set_mapping(source, actor=actor, mapping=source.mapping)
    with pytest.raises(NotPermitted):
        decide_all(source, actor=actor, choice=RowChoice.SKIP)


def test_commit_asks_for_the_permission_again(checked: Checked, operator: User) -> None:
    source = checked()
    start_commit(source, actor=operator)
    operator.operatorships.all().delete()

    source = settled(source)

    assert (source.state, Organisation.objects.count()) == ("checked", 0)


def test_states_lead_on_as_written() -> None:
    assert ImportState.CHECKED.can_become(ImportState.COMMITTING)
    assert not ImportState.COMMITTED.can_become(ImportState.COMMITTING)
    assert {state.value for state in ImportState if state.is_open} == {
        "uploaded",
        "mapped",
        "checked",
        "failed",
    }
