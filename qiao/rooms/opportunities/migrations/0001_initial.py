import django.core.validators
import django.db.models.deletion
import qiao.kit.bilingual.fields
import qiao.kit.records
import qiao.rooms.directory.countries
import qiao.rooms.directory.validators
import qiao.rooms.opportunities.moments
import qiao.rooms.opportunities.money
from django.conf import settings
from django.db import migrations, models

from qiao.kit.migration import CreateModels


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("directory", "0002_partial_index_of_merged"),
        ("exchanges", "0003_position_of_members"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name="Opportunity",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=qiao.kit.records.new_id,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created at")),
                        ("updated_at", models.DateTimeField(auto_now=True, verbose_name="updated at")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("job", "Job"),
                                    ("internship", "Internship"),
                                    ("camp", "Training camp"),
                                    ("postdoc", "Postdoctoral workstation"),
                                    ("master_plan", "Master's recruitment and training plan"),
                                    ("phd_plan", "PhD recruitment and training plan"),
                                    ("talent_programme", "Talent programme"),
                                ],
                                max_length=20,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "Draft"),
                                    ("published", "Published"),
                                    ("closed", "Closed"),
                                    ("withheld", "Not shown for now"),
                                    ("archived", "Archived"),
                                ],
                                default="draft",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "reach",
                            models.CharField(
                                choices=[
                                    ("open", "Everybody"),
                                    ("universities", "Students of universities that approved it"),
                                ],
                                default="open",
                                max_length=14,
                                verbose_name="who may apply",
                            ),
                        ),
                        (
                            "filling",
                            models.CharField(
                                choices=[("offers", "By direct offers"), ("matching", "By a matching round")],
                                default="offers",
                                max_length=10,
                                verbose_name="how places are given",
                            ),
                        ),
                        (
                            "title_zh",
                            qiao.kit.bilingual.fields.LineField(
                                blank=True, default="", max_length=200, verbose_name="title (Chinese)"
                            ),
                        ),
                        (
                            "title_en",
                            qiao.kit.bilingual.fields.LineField(
                                blank=True, default="", max_length=200, verbose_name="title (English)"
                            ),
                        ),
                        (
                            "description_zh",
                            qiao.kit.bilingual.fields.BodyField(
                                blank=True, default="", max_length=8000, verbose_name="description (Chinese)"
                            ),
                        ),
                        (
                            "description_en",
                            qiao.kit.bilingual.fields.BodyField(
                                blank=True, default="", max_length=8000, verbose_name="description (English)"
                            ),
                        ),
                        (
                            "requirements_zh",
                            qiao.kit.bilingual.fields.BodyField(
                                blank=True, default="", max_length=4000, verbose_name="requirements (Chinese)"
                            ),
                        ),
                        (
                            "requirements_en",
                            qiao.kit.bilingual.fields.BodyField(
                                blank=True, default="", max_length=4000, verbose_name="requirements (English)"
                            ),
                        ),
                        (
                            "visa_zh",
                            qiao.kit.bilingual.fields.BodyField(
                                blank=True,
                                default="",
                                max_length=2000,
                                verbose_name="visa and permits (Chinese)",
                            ),
                        ),
                        (
                            "visa_en",
                            qiao.kit.bilingual.fields.BodyField(
                                blank=True,
                                default="",
                                max_length=2000,
                                verbose_name="visa and permits (English)",
                            ),
                        ),
                        (
                            "support_zh",
                            qiao.kit.bilingual.fields.BodyField(
                                blank=True,
                                default="",
                                max_length=2000,
                                verbose_name="support offered (Chinese)",
                            ),
                        ),
                        (
                            "support_en",
                            qiao.kit.bilingual.fields.BodyField(
                                blank=True,
                                default="",
                                max_length=2000,
                                verbose_name="support offered (English)",
                            ),
                        ),
                        (
                            "country",
                            models.CharField(
                                blank=True,
                                max_length=2,
                                validators=[qiao.rooms.directory.countries.validate_country],
                                verbose_name="country",
                            ),
                        ),
                        (
                            "city_zh",
                            qiao.kit.bilingual.fields.LineField(
                                blank=True, default="", max_length=100, verbose_name="city (Chinese)"
                            ),
                        ),
                        (
                            "city_en",
                            qiao.kit.bilingual.fields.LineField(
                                blank=True, default="", max_length=100, verbose_name="city (English)"
                            ),
                        ),
                        (
                            "latitude",
                            models.DecimalField(
                                blank=True, decimal_places=5, max_digits=8, null=True, verbose_name="latitude"
                            ),
                        ),
                        (
                            "longitude",
                            models.DecimalField(
                                blank=True,
                                decimal_places=5,
                                max_digits=8,
                                null=True,
                                verbose_name="longitude",
                            ),
                        ),
                        (
                            "is_remote",
                            models.BooleanField(default=False, verbose_name="may be done from elsewhere"),
                        ),
                        (
                            "time_zone",
                            models.CharField(
                                default="Asia/Shanghai",
                                max_length=64,
                                validators=[qiao.rooms.directory.validators.validate_time_zone],
                                verbose_name="time zone",
                            ),
                        ),
                        (
                            "degree",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("bachelor", "Bachelor"),
                                    ("master", "Master"),
                                    ("doctorate", "Doctorate"),
                                    ("other", "Other"),
                                ],
                                max_length=10,
                                verbose_name="least degree",
                            ),
                        ),
                        (
                            "career_stage",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("r1", "R1: first stage, up to the PhD"),
                                    ("r2", "R2: recognised, with a PhD and not yet independent"),
                                    ("r3", "R3: established, independent"),
                                    ("r4", "R4: leading"),
                                ],
                                max_length=2,
                                verbose_name="career stage",
                            ),
                        ),
                        (
                            "website",
                            qiao.kit.bilingual.fields.LineField(
                                blank=True,
                                max_length=300,
                                validators=[qiao.rooms.directory.validators.validate_website],
                                verbose_name="website",
                            ),
                        ),
                        (
                            "letters_wanted",
                            models.PositiveSmallIntegerField(
                                default=0, verbose_name="reference letters wanted"
                            ),
                        ),
                        (
                            "is_blind",
                            models.BooleanField(default=False, verbose_name="reviewers do not see names"),
                        ),
                        (
                            "published_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="published at"
                            ),
                        ),
                        (
                            "closed_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="closed at"
                            ),
                        ),
                        (
                            "closed_because",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("filled", "All places are taken"),
                                    ("withdrawn", "The host no longer offers it"),
                                    ("no_funding", "The funding is missing"),
                                    ("replaced", "Another opportunity takes its place"),
                                    ("other", "Another reason"),
                                ],
                                editable=False,
                                max_length=10,
                                verbose_name="closed because",
                            ),
                        ),
                        (
                            "closing_note_zh",
                            qiao.kit.bilingual.fields.LineField(
                                blank=True,
                                default="",
                                max_length=500,
                                verbose_name="more about the reason (Chinese)",
                            ),
                        ),
                        (
                            "closing_note_en",
                            qiao.kit.bilingual.fields.LineField(
                                blank=True,
                                default="",
                                max_length=500,
                                verbose_name="more about the reason (English)",
                            ),
                        ),
                        (
                            "opens_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="opens at"
                            ),
                        ),
                        (
                            "closes_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="deadline"
                            ),
                        ),
                        (
                            "places",
                            models.PositiveIntegerField(default=0, editable=False, verbose_name="places"),
                        ),
                        (
                            "field_bits",
                            models.PositiveIntegerField(
                                default=0, editable=False, verbose_name="broad fields"
                            ),
                        ),
                        (
                            "language_bits",
                            models.BigIntegerField(
                                default=0, editable=False, verbose_name="languages needed"
                            ),
                        ),
                        (
                            "exchange",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="opportunities",
                                to="exchanges.exchange",
                                verbose_name="exchange",
                            ),
                        ),
                        (
                            "host",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="opportunities",
                                to="directory.organisation",
                                verbose_name="host",
                            ),
                        ),
                        (
                            "posted_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="posted by",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("title_en", ""), ("title_zh", ""), _negated=True),
                                name="opportunities_opportunity_title_in_one_language",
                                violation_error_code="one-language",
                                violation_error_message="Write this in at least one language.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "job",
                                            "internship",
                                            "camp",
                                            "postdoc",
                                            "master_plan",
                                            "phd_plan",
                                            "talent_programme",
                                        ],
                                    )
                                ),
                                name="opportunities_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state", "draft"),
                                    ("state", "archived"),
                                    ("published_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="opportunities_published_says_when",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("state", "closed"),
                                        models.Q(("closed_because", ""), _negated=True),
                                        ("closed_at__isnull", False),
                                    ),
                                    models.Q(("state", "closed"), _negated=True),
                                    _connector="OR",
                                ),
                                name="opportunities_closed_says_why",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("letters_wanted__lte", 5)),
                                name="opportunities_letters_at_most_five",
                                violation_error_message="At most five reference letters can be wanted.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("latitude", None), ("longitude", None)),
                                    models.Q(
                                        ("latitude__gte", -90),
                                        ("latitude__lte", 90),
                                        ("longitude__gte", -180),
                                        ("longitude__lte", 180),
                                    ),
                                    _connector="OR",
                                ),
                                name="opportunities_position_on_earth",
                                violation_error_message="Give both latitude (−90 to 90) and longitude (−180 to 180), or neither.",
                            ),
                        ],
                        "indexes": [
                            models.Index(
                                fields=[
                                    "state",
                                    "closes_at",
                                    "id",
                                    "kind",
                                    "country",
                                    "degree",
                                    "career_stage",
                                    "reach",
                                    "is_remote",
                                    "field_bits",
                                    "language_bits",
                                    "host",
                                    "opens_at",
                                ],
                                name="opportunities_by_deadline",
                            ),
                            models.Index(
                                fields=[
                                    "state",
                                    "-published_at",
                                    "-id",
                                    "closes_at",
                                    "kind",
                                    "country",
                                    "degree",
                                    "career_stage",
                                    "reach",
                                    "is_remote",
                                    "field_bits",
                                    "language_bits",
                                    "host",
                                    "opens_at",
                                ],
                                name="opportunities_newest",
                            ),
                            models.Index(
                                fields=[
                                    "id",
                                    "state",
                                    "closes_at",
                                    "published_at",
                                    "kind",
                                    "country",
                                    "degree",
                                    "career_stage",
                                    "reach",
                                    "is_remote",
                                    "field_bits",
                                    "language_bits",
                                    "host",
                                    "opens_at",
                                ],
                                name="opportunities_by_id",
                            ),
                            models.Index(fields=["-updated_at"], name="opportunities_latest"),
                            models.Index(fields=["host", "state"], name="opportunities_of_host"),
                        ],
                        "verbose_name": "opportunity",
                        "verbose_name_plural": "opportunities",
                        "ordering": ["-id"],
                    },
                ),
                migrations.CreateModel(
                    name="LanguageRequirement",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=qiao.kit.records.new_id,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created at")),
                        ("updated_at", models.DateTimeField(auto_now=True, verbose_name="updated at")),
                        (
                            "language",
                            models.CharField(
                                max_length=3,
                                validators=[qiao.rooms.directory.validators.validate_language],
                                verbose_name="language",
                            ),
                        ),
                        (
                            "scale",
                            models.CharField(
                                choices=[("cefr", "CEFR"), ("hsk", "HSK")],
                                default="cefr",
                                max_length=4,
                                verbose_name="scale",
                            ),
                        ),
                        ("level", models.CharField(max_length=2, verbose_name="level")),
                        (
                            "opportunity",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="languages",
                                to="opportunities.opportunity",
                                verbose_name="opportunity",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("opportunity", "language", "scale"),
                                name="opportunities_language_once",
                                violation_error_message="This language is named on this scale already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("scale", "hsk"), _negated=True),
                                    ("language", "zh"),
                                    _connector="OR",
                                ),
                                name="opportunities_hsk_is_chinese",
                                violation_error_message="HSK is a scale of Chinese alone.",
                            ),
                        ],
                        "verbose_name": "language needed",
                        "verbose_name_plural": "languages needed",
                        "ordering": ["language", "scale", "id"],
                    },
                ),
                migrations.CreateModel(
                    name="JobDetail",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=qiao.kit.records.new_id,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created at")),
                        ("updated_at", models.DateTimeField(auto_now=True, verbose_name="updated at")),
                        (
                            "salary_from",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=12,
                                null=True,
                                validators=[django.core.validators.MinValueValidator(0)],
                                verbose_name="salary from",
                            ),
                        ),
                        (
                            "salary_to",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=12,
                                null=True,
                                validators=[django.core.validators.MinValueValidator(0)],
                                verbose_name="salary up to",
                            ),
                        ),
                        (
                            "currency",
                            models.CharField(
                                blank=True,
                                max_length=3,
                                validators=[qiao.rooms.opportunities.money.validate_currency],
                                verbose_name="currency",
                            ),
                        ),
                        (
                            "period",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("hour", "an hour"),
                                    ("day", "a day"),
                                    ("week", "a week"),
                                    ("month", "a month"),
                                    ("year", "a year"),
                                ],
                                max_length=5,
                                verbose_name="paid for",
                            ),
                        ),
                        (
                            "employment",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("full_time", "Full time"),
                                    ("part_time", "Part time"),
                                    ("temporary", "For a limited time"),
                                    ("contractor", "By contract for work"),
                                    ("intern", "Internship"),
                                ],
                                max_length=10,
                                verbose_name="employment",
                            ),
                        ),
                        (
                            "hours",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="hours a week"
                            ),
                        ),
                        (
                            "months",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                null=True,
                                validators=[django.core.validators.MinValueValidator(1)],
                                verbose_name="length in months",
                            ),
                        ),
                        (
                            "opportunity",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="%(class)s",
                                to="opportunities.opportunity",
                                verbose_name="opportunity",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("salary_from", None),
                                    ("salary_to", None),
                                    ("salary_to__gte", models.F("salary_from")),
                                    _connector="OR",
                                ),
                                name="opportunities_job_salary_in_order",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("hours", None),
                                    models.Q(("hours__gte", 1), ("hours__lte", 168)),
                                    _connector="OR",
                                ),
                                name="opportunities_job_hours_in_a_week",
                                violation_error_message="A week has between 1 and 168 hours.",
                            ),
                        ],
                        "verbose_name": "details of a job",
                        "verbose_name_plural": "details of jobs",
                    },
                ),
                migrations.CreateModel(
                    name="Intake",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=qiao.kit.records.new_id,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created at")),
                        ("updated_at", models.DateTimeField(auto_now=True, verbose_name="updated at")),
                        ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                        (
                            "label_zh",
                            qiao.kit.bilingual.fields.LineField(
                                blank=True, default="", max_length=100, verbose_name="label (Chinese)"
                            ),
                        ),
                        (
                            "label_en",
                            qiao.kit.bilingual.fields.LineField(
                                blank=True, default="", max_length=100, verbose_name="label (English)"
                            ),
                        ),
                        (
                            "opens_at",
                            models.DateTimeField(
                                validators=[qiao.rooms.opportunities.moments.validate_moment],
                                verbose_name="opens at",
                            ),
                        ),
                        (
                            "closes_at",
                            models.DateTimeField(
                                validators=[qiao.rooms.opportunities.moments.validate_moment],
                                verbose_name="deadline",
                            ),
                        ),
                        (
                            "letters_until",
                            models.DateTimeField(
                                blank=True,
                                null=True,
                                validators=[qiao.rooms.opportunities.moments.validate_moment],
                                verbose_name="reference letters until",
                            ),
                        ),
                        ("decided_by", models.DateField(blank=True, null=True, verbose_name="decision by")),
                        ("starts_on", models.DateField(blank=True, null=True, verbose_name="begins on")),
                        ("places", models.PositiveIntegerField(default=1, verbose_name="places")),
                        (
                            "places_taken",
                            models.PositiveIntegerField(
                                default=0, editable=False, verbose_name="places taken"
                            ),
                        ),
                        (
                            "opportunity",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="intakes",
                                to="opportunities.opportunity",
                                verbose_name="opportunity",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("opportunity", "number"), name="opportunities_intake_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("closes_at__gt", models.F("opens_at"))),
                                name="opportunities_intake_in_order",
                                violation_error_message="The deadline must come after the opening.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("places_taken__lte", models.F("places"))),
                                name="opportunities_intake_not_overbooked",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("letters_until", None),
                                    ("letters_until__gte", models.F("closes_at")),
                                    _connector="OR",
                                ),
                                name="opportunities_letters_after_deadline",
                                violation_error_message="Reference letters cannot be due before the deadline.",
                            ),
                        ],
                        "indexes": [models.Index(fields=["closes_at"], name="opportunities_intake_closes")],
                        "verbose_name": "intake",
                        "verbose_name_plural": "intakes",
                        "ordering": ["opportunity", "number"],
                    },
                ),
                migrations.CreateModel(
                    name="DocumentRequirement",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=qiao.kit.records.new_id,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created at")),
                        ("updated_at", models.DateTimeField(auto_now=True, verbose_name="updated at")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("cv", "Curriculum vitae"),
                                    ("transcript", "Transcript of records"),
                                    ("degree", "Degree certificate"),
                                    ("plan", "Research plan"),
                                    ("language", "Language certificate"),
                                    ("portfolio", "Portfolio"),
                                    ("other", "Other document"),
                                ],
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "note_zh",
                            qiao.kit.bilingual.fields.LineField(
                                blank=True, default="", max_length=300, verbose_name="note (Chinese)"
                            ),
                        ),
                        (
                            "note_en",
                            qiao.kit.bilingual.fields.LineField(
                                blank=True, default="", max_length=300, verbose_name="note (English)"
                            ),
                        ),
                        ("is_required", models.BooleanField(default=True, verbose_name="required")),
                        (
                            "opportunity",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="documents",
                                to="opportunities.opportunity",
                                verbose_name="opportunity",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("opportunity", "kind", "note_zh", "note_en"),
                                name="opportunities_document_once",
                                violation_error_message="This document is asked for already.",
                            )
                        ],
                        "verbose_name": "required document",
                        "verbose_name_plural": "required documents",
                        "ordering": ["opportunity", "id"],
                    },
                ),
                migrations.CreateModel(
                    name="CampDetail",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=qiao.kit.records.new_id,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created at")),
                        ("updated_at", models.DateTimeField(auto_now=True, verbose_name="updated at")),
                        (
                            "fee",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=12,
                                null=True,
                                validators=[django.core.validators.MinValueValidator(0)],
                                verbose_name="fee",
                            ),
                        ),
                        (
                            "currency",
                            models.CharField(
                                blank=True,
                                max_length=3,
                                validators=[qiao.rooms.opportunities.money.validate_currency],
                                verbose_name="currency",
                            ),
                        ),
                        ("starts_on", models.DateField(blank=True, null=True, verbose_name="first day")),
                        ("ends_on", models.DateField(blank=True, null=True, verbose_name="last day")),
                        (
                            "curriculum_zh",
                            qiao.kit.bilingual.fields.BodyField(
                                blank=True, default="", max_length=6000, verbose_name="curriculum (Chinese)"
                            ),
                        ),
                        (
                            "curriculum_en",
                            qiao.kit.bilingual.fields.BodyField(
                                blank=True, default="", max_length=6000, verbose_name="curriculum (English)"
                            ),
                        ),
                        (
                            "travel_zh",
                            qiao.kit.bilingual.fields.BodyField(
                                blank=True,
                                default="",
                                max_length=2000,
                                verbose_name="travel support (Chinese)",
                            ),
                        ),
                        (
                            "travel_en",
                            qiao.kit.bilingual.fields.BodyField(
                                blank=True,
                                default="",
                                max_length=2000,
                                verbose_name="travel support (English)",
                            ),
                        ),
                        (
                            "opportunity",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="%(class)s",
                                to="opportunities.opportunity",
                                verbose_name="opportunity",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("starts_on", None),
                                    ("ends_on", None),
                                    ("ends_on__gte", models.F("starts_on")),
                                    _connector="OR",
                                ),
                                name="opportunities_camp_in_order",
                                violation_error_message="The last day cannot come before the first.",
                            )
                        ],
                        "verbose_name": "details of a training camp",
                        "verbose_name_plural": "details of training camps",
                    },
                ),
                migrations.CreateModel(
                    name="OpportunityField",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=qiao.kit.records.new_id,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created at")),
                        ("updated_at", models.DateTimeField(auto_now=True, verbose_name="updated at")),
                        (
                            "scheme",
                            models.CharField(
                                choices=[
                                    ("isced-f-2013", "ISCED-F 2013"),
                                    ("cn-discipline", "China's discipline catalogue"),
                                ],
                                default="isced-f-2013",
                                max_length=16,
                                verbose_name="code list",
                            ),
                        ),
                        ("code", models.CharField(max_length=6, verbose_name="code")),
                        (
                            "clarification_zh",
                            qiao.kit.bilingual.fields.LineField(
                                blank=True, default="", max_length=120, verbose_name="clarification (Chinese)"
                            ),
                        ),
                        (
                            "clarification_en",
                            qiao.kit.bilingual.fields.LineField(
                                blank=True, default="", max_length=120, verbose_name="clarification (English)"
                            ),
                        ),
                        (
                            "opportunity",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="fields",
                                to="opportunities.opportunity",
                                verbose_name="opportunity",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=(
                                    "opportunity",
                                    "scheme",
                                    "code",
                                    "clarification_en",
                                    "clarification_zh",
                                ),
                                name="opportunities_field_once",
                                violation_error_message="This field is named already.",
                            )
                        ],
                        "indexes": [models.Index(fields=["scheme", "code"], name="opportunities_field")],
                        "verbose_name": "field of an opportunity",
                        "verbose_name_plural": "fields of opportunities",
                        "ordering": ["scheme", "code", "id"],
                    },
                ),
                migrations.CreateModel(
                    name="PlanDetail",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=qiao.kit.records.new_id,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created at")),
                        ("updated_at", models.DateTimeField(auto_now=True, verbose_name="updated at")),
                        (
                            "fee",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=12,
                                null=True,
                                validators=[django.core.validators.MinValueValidator(0)],
                                verbose_name="fee",
                            ),
                        ),
                        (
                            "currency",
                            models.CharField(
                                blank=True,
                                max_length=3,
                                validators=[qiao.rooms.opportunities.money.validate_currency],
                                verbose_name="currency",
                            ),
                        ),
                        (
                            "partner_name_zh",
                            qiao.kit.bilingual.fields.LineField(
                                blank=True,
                                default="",
                                max_length=200,
                                verbose_name="partner university (Chinese)",
                            ),
                        ),
                        (
                            "partner_name_en",
                            qiao.kit.bilingual.fields.LineField(
                                blank=True,
                                default="",
                                max_length=200,
                                verbose_name="partner university (English)",
                            ),
                        ),
                        (
                            "months",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                null=True,
                                validators=[django.core.validators.MinValueValidator(1)],
                                verbose_name="length in months",
                            ),
                        ),
                        (
                            "awarded_zh",
                            qiao.kit.bilingual.fields.LineField(
                                blank=True,
                                default="",
                                max_length=200,
                                verbose_name="degree awarded (Chinese)",
                            ),
                        ),
                        (
                            "awarded_en",
                            qiao.kit.bilingual.fields.LineField(
                                blank=True,
                                default="",
                                max_length=200,
                                verbose_name="degree awarded (English)",
                            ),
                        ),
                        (
                            "award",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("single", "One degree"),
                                    ("joint", "One joint degree of both universities"),
                                    ("double", "Two degrees, one of each university"),
                                ],
                                max_length=6,
                                verbose_name="joint or double degree",
                            ),
                        ),
                        (
                            "curriculum_zh",
                            qiao.kit.bilingual.fields.BodyField(
                                blank=True, default="", max_length=6000, verbose_name="curriculum (Chinese)"
                            ),
                        ),
                        (
                            "curriculum_en",
                            qiao.kit.bilingual.fields.BodyField(
                                blank=True, default="", max_length=6000, verbose_name="curriculum (English)"
                            ),
                        ),
                        (
                            "opportunity",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="%(class)s",
                                to="opportunities.opportunity",
                                verbose_name="opportunity",
                            ),
                        ),
                        (
                            "partner",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="directory.organisation",
                                verbose_name="partner university, from the directory",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "details of a training plan",
                        "verbose_name_plural": "details of training plans",
                    },
                ),
                migrations.CreateModel(
                    name="PlannedMilestone",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=qiao.kit.records.new_id,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created at")),
                        ("updated_at", models.DateTimeField(auto_now=True, verbose_name="updated at")),
                        ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                        (
                            "name_zh",
                            qiao.kit.bilingual.fields.LineField(
                                blank=True, default="", max_length=150, verbose_name="name (Chinese)"
                            ),
                        ),
                        (
                            "name_en",
                            qiao.kit.bilingual.fields.LineField(
                                blank=True, default="", max_length=150, verbose_name="name (English)"
                            ),
                        ),
                        (
                            "month",
                            models.PositiveSmallIntegerField(
                                default=0, verbose_name="months after the start"
                            ),
                        ),
                        (
                            "opportunity",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="milestones",
                                to="opportunities.opportunity",
                                verbose_name="opportunity",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("opportunity", "number"), name="opportunities_milestone_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("name_en", ""), ("name_zh", ""), _negated=True),
                                name="opportunities_milestone_name_in_one_language",
                                violation_error_code="one-language",
                                violation_error_message="Write this in at least one language.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("month__lte", 120)),
                                name="opportunities_milestone_in_ten_years",
                                violation_error_message="A milestone comes within ten years of the start.",
                            ),
                        ],
                        "verbose_name": "planned milestone",
                        "verbose_name_plural": "planned milestones",
                        "ordering": ["opportunity", "number"],
                    },
                ),
                migrations.CreateModel(
                    name="PostdocDetail",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=qiao.kit.records.new_id,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created at")),
                        ("updated_at", models.DateTimeField(auto_now=True, verbose_name="updated at")),
                        (
                            "salary_from",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=12,
                                null=True,
                                validators=[django.core.validators.MinValueValidator(0)],
                                verbose_name="salary from",
                            ),
                        ),
                        (
                            "salary_to",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=12,
                                null=True,
                                validators=[django.core.validators.MinValueValidator(0)],
                                verbose_name="salary up to",
                            ),
                        ),
                        (
                            "currency",
                            models.CharField(
                                blank=True,
                                max_length=3,
                                validators=[qiao.rooms.opportunities.money.validate_currency],
                                verbose_name="currency",
                            ),
                        ),
                        (
                            "period",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("hour", "an hour"),
                                    ("day", "a day"),
                                    ("week", "a week"),
                                    ("month", "a month"),
                                    ("year", "a year"),
                                ],
                                max_length=5,
                                verbose_name="paid for",
                            ),
                        ),
                        (
                            "station_name_zh",
                            qiao.kit.bilingual.fields.LineField(
                                blank=True, default="", max_length=200, verbose_name="workstation (Chinese)"
                            ),
                        ),
                        (
                            "station_name_en",
                            qiao.kit.bilingual.fields.LineField(
                                blank=True, default="", max_length=200, verbose_name="workstation (English)"
                            ),
                        ),
                        (
                            "mobile_name_zh",
                            qiao.kit.bilingual.fields.LineField(
                                blank=True,
                                default="",
                                max_length=200,
                                verbose_name="mobile station (Chinese)",
                            ),
                        ),
                        (
                            "mobile_name_en",
                            qiao.kit.bilingual.fields.LineField(
                                blank=True,
                                default="",
                                max_length=200,
                                verbose_name="mobile station (English)",
                            ),
                        ),
                        (
                            "months",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                null=True,
                                validators=[django.core.validators.MinValueValidator(1)],
                                verbose_name="term in months",
                            ),
                        ),
                        (
                            "subsidy_zh",
                            qiao.kit.bilingual.fields.BodyField(
                                blank=True, default="", max_length=2000, verbose_name="subsidies (Chinese)"
                            ),
                        ),
                        (
                            "subsidy_en",
                            qiao.kit.bilingual.fields.BodyField(
                                blank=True, default="", max_length=2000, verbose_name="subsidies (English)"
                            ),
                        ),
                        (
                            "mobile",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="directory.organisation",
                                verbose_name="mobile station, from the directory",
                            ),
                        ),
                        (
                            "opportunity",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="%(class)s",
                                to="opportunities.opportunity",
                                verbose_name="opportunity",
                            ),
                        ),
                        (
                            "station",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="directory.organisation",
                                verbose_name="workstation, from the directory",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("salary_from", None),
                                    ("salary_to", None),
                                    ("salary_to__gte", models.F("salary_from")),
                                    _connector="OR",
                                ),
                                name="opportunities_postdoc_salary_in_order",
                            )
                        ],
                        "verbose_name": "details of a postdoctoral workstation",
                        "verbose_name_plural": "details of postdoctoral workstations",
                    },
                ),
                migrations.CreateModel(
                    name="Stage",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=qiao.kit.records.new_id,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created at")),
                        ("updated_at", models.DateTimeField(auto_now=True, verbose_name="updated at")),
                        ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                        (
                            "phase",
                            models.CharField(
                                choices=[
                                    ("submitted", "Submission"),
                                    ("complete", "Check of the documents"),
                                    ("under_review", "Review"),
                                    ("interview", "Interview"),
                                    ("ranked", "Ranking"),
                                    ("decision", "Decision"),
                                ],
                                max_length=12,
                                verbose_name="phase",
                            ),
                        ),
                        (
                            "name_zh",
                            qiao.kit.bilingual.fields.LineField(
                                blank=True, default="", max_length=100, verbose_name="name (Chinese)"
                            ),
                        ),
                        (
                            "name_en",
                            qiao.kit.bilingual.fields.LineField(
                                blank=True, default="", max_length=100, verbose_name="name (English)"
                            ),
                        ),
                        (
                            "opportunity",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="stages",
                                to="opportunities.opportunity",
                                verbose_name="opportunity",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("opportunity", "number"), name="opportunities_stage_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("name_en", ""), ("name_zh", ""), _negated=True),
                                name="opportunities_stage_name_in_one_language",
                                violation_error_code="one-language",
                                violation_error_message="Write this in at least one language.",
                            ),
                        ],
                        "verbose_name": "stage",
                        "verbose_name_plural": "stages",
                        "ordering": ["opportunity", "number"],
                    },
                ),
                migrations.CreateModel(
                    name="Supervisor",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=qiao.kit.records.new_id,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created at")),
                        ("updated_at", models.DateTimeField(auto_now=True, verbose_name="updated at")),
                        (
                            "side",
                            models.CharField(
                                choices=[
                                    ("host", "At the host"),
                                    ("partner", "At the partner university or mobile station"),
                                ],
                                default="host",
                                max_length=10,
                                verbose_name="side",
                            ),
                        ),
                        (
                            "name_zh",
                            qiao.kit.bilingual.fields.LineField(
                                blank=True, default="", max_length=200, verbose_name="name (Chinese)"
                            ),
                        ),
                        (
                            "name_en",
                            qiao.kit.bilingual.fields.LineField(
                                blank=True, default="", max_length=200, verbose_name="name (English)"
                            ),
                        ),
                        (
                            "topic_zh",
                            qiao.kit.bilingual.fields.LineField(
                                blank=True, default="", max_length=300, verbose_name="topic (Chinese)"
                            ),
                        ),
                        (
                            "topic_en",
                            qiao.kit.bilingual.fields.LineField(
                                blank=True, default="", max_length=300, verbose_name="topic (English)"
                            ),
                        ),
                        (
                            "capacity",
                            models.PositiveSmallIntegerField(default=1, verbose_name="supervises at most"),
                        ),
                        (
                            "opportunity",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="supervisors",
                                to="opportunities.opportunity",
                                verbose_name="opportunity",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="directory.organisation",
                                verbose_name="organisation",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="directory.person",
                                verbose_name="person",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("capacity__gte", 1)),
                                name="opportunities_supervisor_takes_one",
                                violation_error_message="A supervisor takes at least one person.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("person__isnull", False),
                                    models.Q(("name_en", ""), ("name_zh", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="opportunities_supervisor_is_named",
                                violation_error_message="Choose a person or write a name.",
                            ),
                        ],
                        "verbose_name": "supervisor",
                        "verbose_name_plural": "supervisors",
                        "ordering": ["opportunity", "id"],
                    },
                ),
                migrations.CreateModel(
                    name="TalentProgrammeDetail",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=qiao.kit.records.new_id,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created at")),
                        ("updated_at", models.DateTimeField(auto_now=True, verbose_name="updated at")),
                        (
                            "level",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("national", "National"),
                                    ("provincial", "Of a province"),
                                    ("municipal", "Of a city"),
                                    ("district", "Of a district"),
                                    ("host", "Of the host itself"),
                                ],
                                max_length=10,
                                verbose_name="level",
                            ),
                        ),
                        (
                            "benefits_zh",
                            qiao.kit.bilingual.fields.BodyField(
                                blank=True, default="", max_length=6000, verbose_name="benefits (Chinese)"
                            ),
                        ),
                        (
                            "benefits_en",
                            qiao.kit.bilingual.fields.BodyField(
                                blank=True, default="", max_length=6000, verbose_name="benefits (English)"
                            ),
                        ),
                        (
                            "opportunity",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="%(class)s",
                                to="opportunities.opportunity",
                                verbose_name="opportunity",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "details of a talent programme",
                        "verbose_name_plural": "details of talent programmes",
                    },
                ),
            ]
        ),
    ]
