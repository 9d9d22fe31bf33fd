"""The third step: a dry run of the whole table as a job. Nothing but its findings is written."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from qiao.kit.imports.books import BookImporter, Outcome, numbered, shown
from qiao.kit.imports.enums import ImportState, RowChoice
from qiao.kit.imports.errors import WrongImportStep
from qiao.kit.imports.importer import Candidate, Draft, SourceRow
from qiao.kit.imports.models import Import, ImportProblem, ImportRow
from qiao.kit.imports.problems import MAX_KEPT, Problem, Problems
from qiao.kit.imports.step import locked, move, note
from qiao.kit.imports.upload import chosen_sheet, forget_rows, table_of
from qiao.kit.jobs.models import Job
from qiao.kit.jobs.running import RunningJob, running
from qiao.kit.jobs.sentence import source_text
from qiao.kit.jobs.start import start_job
from qiao.kit.jobs.task import job_task
from qiao.kit.tables.read import read_workbook

BATCH = 500
TOLD_EVERY = 200


@transaction.atomic
def start_check(source: Import, *, actor: Any) -> Job:
    source = locked(source, actor)
    if source.present_state not in {ImportState.MAPPED, ImportState.CHECKED, ImportState.FAILED}:
        raise WrongImportStep
    job = start_job(
        actor,
        check_rows,
        title=_("Check of the table “%(name)s”"),
        title_values={"name": source.file_name},
        args={"import_id": source.pk, "revision": source.revision + 1},
        subject=source,
        effect_key=f"imports.check:{source.pk}:{source.revision + 1}",
    )
    move(source, ImportState.MAPPED, job=job, refusal={})
    return job


@job_task(queue="import", longest=timedelta(minutes=10))
def check_rows(job_id: str, import_id: str, revision: int) -> dict[str, int]:
    with running(job_id) as job:
        source = Import.objects.get(pk=import_id)
        if source.revision != revision:
            return {}
        kind, actor = source.kind, job.row.asked_by
        if isinstance(kind, BookImporter):
            job.progress(0, source.row_count, _("Rehearsing the import"))
            outcome = kind.rehearse(read_workbook(table_of(source)), actor=actor)
            store_outcome(source, outcome, actor=actor)
            return {"rows": len(outcome.rows), "problems": len(outcome.problems)}
        found = Findings(source)
        found.read(job)
        store(source, found, actor=actor)
    return {"rows": len(found.drafts), "problems": found.problems.count}


class Findings:
    """What a dry run learns about each row, by the row's number."""

    def __init__(self, source: Import) -> None:
        self.source = source
        self.problems = Problems()
        self.drafts: dict[int, Draft] = {}
        self.titles: dict[int, str] = {}
        self.candidates: dict[int, list[Candidate]] = {}

    def read(self, job: RunningJob) -> None:
        kind = self.source.kind
        rows = source_rows(self.source)
        for done, row in enumerate(rows):
            if done % TOLD_EVERY == 0:
                job.progress(done, len(rows), _("Reading the rows"))
            title, draft = kind.clean(row, self.problems)
            self.titles[row.number], self.drafts[row.number] = title, draft
        job.progress(len(rows), len(rows), _("Looking for duplicates"))
        sound = {number: draft for number, draft in self.drafts.items() if number not in self.problems.rows}
        self.candidates = kind.compare(sound, self.problems)


def source_rows(source: Import) -> list[SourceRow]:
    sheet = chosen_sheet(source.kind, read_workbook(table_of(source)), source.sheet)
    fields = source.fields
    return [
        SourceRow(row.number, {name: row.values[position] for position, name in fields.items()})
        for row in sheet.body
    ]


@transaction.atomic
def store(source: Import, found: Findings, *, actor: Any) -> None:
    """Thrown away when the table or its columns have changed while it was being checked."""
    current = Import.objects.select_for_update().get(pk=source.pk)
    if current.revision != source.revision:
        return
    forget_rows(current)
    problems = sorted(found.problems.kept, key=lambda problem: problem.row)
    ImportProblem.objects.bulk_create(
        [_problem_row(current, number, problem) for number, problem in enumerate(problems)],
        batch_size=BATCH,
    )
    if not found.problems.count:
        ImportRow.objects.bulk_create(
            [_row(current, number, found) for number in found.drafts], batch_size=BATCH
        )
    move(current, ImportState.CHECKED, problem_count=found.problems.count)
    note(actor, "checked", current, problem_count=[None, found.problems.count])


@transaction.atomic
def store_outcome(source: Import, outcome: Outcome, *, actor: Any) -> None:
    """Of a workbook its rows are shown beside what is wrong."""
    current = Import.objects.select_for_update().get(pk=source.pk)
    if current.revision != source.revision:
        return
    forget_rows(current)
    problems = [ImportProblem(**row) for row in _book_problems(current, outcome)]
    ImportProblem.objects.bulk_create(problems, batch_size=BATCH)
    ImportRow.objects.bulk_create(_book_rows(current, outcome), batch_size=BATCH)
    move(current, ImportState.CHECKED, problem_count=len(outcome.problems))
    note(actor, "checked", current, problem_count=[None, len(outcome.problems)])


def _book_problems(source: Import, outcome: Outcome) -> Iterator[dict[str, Any]]:
    for position, each in enumerate(outcome.problems[:MAX_KEPT]):
        told = {"text": each.sentence[:500], "remedy_text": each.remedy[:500], "values": each.values}
        at = {"sheet": each.sheet[:100], "row": each.row, "column": each.column, "excerpt": each.excerpt}
        yield {"source": source, "position": position} | at | told


def _book_rows(source: Import, outcome: Outcome) -> Iterator[ImportRow]:
    for number, each in numbered(outcome.rows):
        target = each.object_id if each.choice == RowChoice.UPDATE else None
        yield ImportRow(
            source=source,
            number=number,
            sheet=each.sheet[:100],
            title=shown(each),
            choice=each.choice,
            target_id=target,
        )


def _problem_row(source: Import, position: int, problem: Problem) -> ImportProblem:
    column = source.letter_of(problem.field)
    headings = [source.headings[place] for place, name in source.fields.items() if name == problem.field]
    return ImportProblem(
        source=source,
        position=position,
        row=problem.row,
        column=column,
        heading=(headings or [""])[0],
        excerpt=problem.excerpt,
        text=problem.sentence[:500],
        remedy_text=problem.remedy[:500],
        values=problem.values,
    )


def _row(source: Import, number: int, found: Findings) -> ImportRow:
    candidates = found.candidates.get(number, [])
    return ImportRow(
        source=source,
        number=number,
        title=found.titles[number][:300],
        draft=found.drafts[number],
        candidates=[_stored(candidate) for candidate in candidates],
        choice=_first_choice(candidates),
    )


def _first_choice(candidates: list[Candidate]) -> RowChoice:
    """Only a row that repeats an earlier one letter by letter decides itself, and the page says so."""
    if any(candidate.is_same for candidate in candidates):
        return RowChoice.SKIP
    return RowChoice.UNDECIDED if candidates else RowChoice.CREATE


def _stored(candidate: Candidate) -> dict[str, Any]:
    return {
        "id": str(candidate.object_id) if candidate.object_id else "",
        "row": candidate.row,
        "label": candidate.label[:300],
        "reason": source_text(candidate.reason),
        "is_certain": candidate.is_certain,
    }
