import django.db.models.deletion
import qiao.kit.bilingual.fields
import qiao.kit.records
import qiao.rooms.directory.validators
import qiao.rooms.letters.sealing.fields
import qiao.rooms.placement.models.listing
import secrets
from django.conf import settings
from django.db import migrations, models

from qiao.kit.migration import CreateModels


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("directory", "0002_partial_index_of_merged"),
        ("exchanges", "0003_position_of_members"),
        ("jobs", "0001_initial"),
        ("opportunities", "0001_initial"),
        ("profiles", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name="MatchingRound",
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
                            "organisation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="matching_rounds",
                                to="directory.organisation",
                                verbose_name="organisation",
                            ),
                        ),
                        (
                            "exchange",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="matching_rounds",
                                to="exchanges.exchange",
                                verbose_name="exchange",
                            ),
                        ),
                        (
                            "follows",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="second",
                                to="placement.matchinground",
                                verbose_name="second round of",
                            ),
                        ),
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
                            "note_zh",
                            qiao.kit.bilingual.fields.BodyField(
                                blank=True,
                                default="",
                                max_length=2000,
                                verbose_name="note to everybody (Chinese)",
                            ),
                        ),
                        (
                            "note_en",
                            qiao.kit.bilingual.fields.BodyField(
                                blank=True,
                                default="",
                                max_length=2000,
                                verbose_name="note to everybody (English)",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("preparing", "In preparation"),
                                    ("open", "Lists are made"),
                                    ("certified", "Lists are sealed"),
                                    ("run", "Result is checked"),
                                    ("published", "Published"),
                                    ("concluded", "Concluded"),
                                    ("cancelled", "Called off"),
                                ],
                                default="preparing",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "side",
                            models.CharField(
                                choices=[("applicants", "Applicants"), ("programmes", "Posts")],
                                default="applicants",
                                max_length=10,
                                verbose_name="best for",
                            ),
                        ),
                        (
                            "objective",
                            models.CharField(
                                choices=[
                                    ("stable", "Stable; ties are broken by a lottery with a published seed"),
                                    ("max-size", "Stable with the most people placed; ties stay ties"),
                                ],
                                default="stable",
                                max_length=10,
                                verbose_name="what is sought",
                            ),
                        ),
                        (
                            "lower_quota_rule",
                            models.CharField(
                                choices=[
                                    ("report", "A shortfall is listed in the result"),
                                    ("must", "Every lower quota must be filled"),
                                    ("close", "A post takes at least its lower quota or nobody"),
                                ],
                                default="report",
                                max_length=10,
                                verbose_name="lower quotas",
                            ),
                        ),
                        (
                            "couple_rule",
                            models.CharField(
                                choices=[
                                    ("choice", "A post judges a pair by everybody it would then hold"),
                                    ("mm", "At one post both of a pair must stand above those they replace"),
                                ],
                                default="choice",
                                max_length=10,
                                verbose_name="pairs",
                            ),
                        ),
                        (
                            "takes_pairs",
                            models.BooleanField(default=False, verbose_name="two people may apply as a pair"),
                        ),
                        (
                            "reverts",
                            models.BooleanField(
                                default=False, verbose_name="places that stay empty go to the named sibling"
                            ),
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
                        ("lists_due_at", models.DateTimeField(verbose_name="lists are due")),
                        ("publish_at", models.DateTimeField(verbose_name="result is published")),
                        ("answers_due_at", models.DateTimeField(verbose_name="answers are due")),
                        (
                            "nonce",
                            qiao.rooms.letters.sealing.fields.SealedBytesField(
                                blank=True, editable=False, null=True, verbose_name="nonce"
                            ),
                        ),
                        (
                            "nonce_digest",
                            models.CharField(
                                blank=True,
                                editable=False,
                                max_length=64,
                                verbose_name="digest of the nonce (SHA-256)",
                            ),
                        ),
                        (
                            "seed",
                            models.PositiveIntegerField(
                                blank=True, editable=False, null=True, verbose_name="seed of the lottery"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "matching round",
                        "verbose_name_plural": "matching rounds",
                        "ordering": ["-id"],
                        "indexes": [
                            models.Index(fields=["state", "lists_due_at"], name="placement_by_deadline")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("name_en", ""), ("name_zh", ""), _negated=True),
                                name="placement_round_name_in_one_language",
                                violation_error_code="one-language",
                                violation_error_message="Write this in at least one language.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("exchange", None), ("organisation__isnull", False)),
                                    models.Q(("exchange__isnull", False), ("organisation", None)),
                                    _connector="OR",
                                ),
                                name="placement_round_run_by_one",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("publish_at__gt", models.F("lists_due_at")),
                                    ("answers_due_at__gt", models.F("publish_at")),
                                ),
                                name="placement_round_in_order",
                                violation_error_message="First the lists are due, then the result is published, then answers are due.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("state__in", ("certified", "run", "published", "concluded")),
                                        _negated=True,
                                    ),
                                    ("seed__isnull", False),
                                    _connector="OR",
                                ),
                                name="placement_sealed_has_a_seed",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MatchingRun",
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
                            "round",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="runs",
                                to="placement.matchinground",
                                verbose_name="matching round",
                            ),
                        ),
                        ("number", models.PositiveIntegerField(verbose_name="number")),
                        (
                            "is_practice",
                            models.BooleanField(default=False, verbose_name="practice with drawn lists"),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("proposed", "Waits for a second person"),
                                    ("running", "Running"),
                                    ("checked", "Checked"),
                                    ("failed", "Without a result"),
                                    ("outdated", "Outdated"),
                                ],
                                default="proposed",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "proposed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="proposed by",
                            ),
                        ),
                        (
                            "confirmed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="confirmed by",
                            ),
                        ),
                        (
                            "confirmed_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="confirmed at"),
                        ),
                        ("digest", models.CharField(max_length=64, verbose_name="digest of what is matched")),
                        ("seed", models.PositiveIntegerField(verbose_name="seed of the lottery")),
                        (
                            "time_limit",
                            models.PositiveIntegerField(default=60, verbose_name="seconds allowed"),
                        ),
                        (
                            "job",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="jobs.job",
                                verbose_name="background job",
                            ),
                        ),
                        (
                            "problem",
                            models.JSONField(blank=True, default=dict, verbose_name="why there is no result"),
                        ),
                        (
                            "status",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("stable", "Stable: nobody has a reason to leave it"),
                                    ("none", "Proved: no stable matching exists; this is the nearest found"),
                                    ("open", "Not decided in the time; this is the nearest found"),
                                ],
                                max_length=10,
                                verbose_name="what is proved",
                            ),
                        ),
                        ("solved_at", models.DateTimeField(blank=True, null=True, verbose_name="solved at")),
                        (
                            "left_digest",
                            models.CharField(blank=True, max_length=64, verbose_name="digest of who left"),
                        ),
                        (
                            "input_hash",
                            models.CharField(
                                blank=True, max_length=80, verbose_name="digest of the instance"
                            ),
                        ),
                        ("people", models.PositiveIntegerField(default=0, verbose_name="people")),
                        ("placed", models.PositiveIntegerField(default=0, verbose_name="people placed")),
                        (
                            "bound",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="most that any stable matching places"
                            ),
                        ),
                        ("summary", models.JSONField(blank=True, default=dict, verbose_name="figures")),
                        (
                            "instance",
                            qiao.rooms.letters.sealing.fields.SealedBytesField(
                                blank=True, editable=False, null=True, verbose_name="instance"
                            ),
                        ),
                        (
                            "result",
                            qiao.rooms.letters.sealing.fields.SealedBytesField(
                                blank=True, editable=False, null=True, verbose_name="result"
                            ),
                        ),
                        (
                            "first_yes",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="publication approved by",
                            ),
                        ),
                        (
                            "second_yes",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="publication also approved by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "run",
                        "verbose_name_plural": "runs",
                        "ordering": ["-number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("round", "number"), name="placement_run_number_once"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("is_practice", False), ("state__in", ("proposed", "running", "checked"))
                                ),
                                fields=("round",),
                                name="placement_one_run_stands",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("proposed_by", None),
                                    ("confirmed_by", None),
                                    models.Q(("proposed_by", models.F("confirmed_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="placement_run_by_two",
                                violation_error_message="This needs two different people.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("first_yes", None),
                                    ("second_yes", None),
                                    models.Q(("first_yes", models.F("second_yes")), _negated=True),
                                    _connector="OR",
                                ),
                                name="placement_yes_of_two",
                                violation_error_message="This needs two different people.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("is_practice", True),
                                    ("state__in", ("proposed", "outdated")),
                                    ("confirmed_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="placement_run_is_confirmed",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "checked"), _negated=True),
                                    models.Q(
                                        ("solved_at__isnull", False), models.Q(("status", ""), _negated=True)
                                    ),
                                    _connector="OR",
                                ),
                                name="placement_checked_says_what",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RankOrderList",
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
                            "round",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="lists",
                                to="placement.matchinground",
                                verbose_name="matching round",
                            ),
                        ),
                        (
                            "profile",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rank_lists",
                                to="profiles.profile",
                                verbose_name="profile",
                            ),
                        ),
                        (
                            "code",
                            models.CharField(
                                default=qiao.rooms.placement.models.listing.new_code,
                                editable=False,
                                max_length=20,
                                verbose_name="number in this round",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[("draft", "Draft"), ("certified", "Certified")],
                                default="draft",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "content",
                            qiao.rooms.letters.sealing.fields.SealedBytesField(
                                default=b"[]", editable=False, verbose_name="list"
                            ),
                        ),
                        (
                            "salt",
                            models.CharField(
                                default=secrets.token_hex, editable=False, max_length=64, verbose_name="salt"
                            ),
                        ),
                        (
                            "certified_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="certified at"
                            ),
                        ),
                        (
                            "digest",
                            models.CharField(
                                blank=True, editable=False, max_length=64, verbose_name="digest (SHA-256)"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "rank-order list",
                        "verbose_name_plural": "rank-order lists",
                        "ordering": ["id"],
                        "indexes": [models.Index(fields=["round", "state"], name="placement_lists_by_state")],
                        "constraints": [
                            models.UniqueConstraint(fields=("round", "profile"), name="placement_list_once"),
                            models.UniqueConstraint(fields=("round", "code"), name="placement_code_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("certified_at__isnull", False),
                                        ("state", "certified"),
                                        models.Q(("digest", ""), _negated=True),
                                    ),
                                    models.Q(("certified_at", None), ("digest", ""), ("state", "draft")),
                                    _connector="OR",
                                ),
                                name="placement_list_certified_says_when",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Pair",
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
                            "round",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="pairs",
                                to="placement.matchinground",
                                verbose_name="matching round",
                            ),
                        ),
                        (
                            "first",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="pair_as_first",
                                to="placement.rankorderlist",
                                verbose_name="who proposed it",
                            ),
                        ),
                        (
                            "second",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="pair_as_second",
                                to="placement.rankorderlist",
                                verbose_name="the other person",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[("proposed", "Waits for the other person"), ("agreed", "Agreed")],
                                default="proposed",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "content",
                            qiao.rooms.letters.sealing.fields.SealedBytesField(
                                default=b"[]", editable=False, verbose_name="joint list"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "pair",
                        "verbose_name_plural": "pairs",
                        "ordering": ["id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("first", models.F("second")), _negated=True),
                                name="placement_pair_of_two",
                                violation_error_message="A pair is two different people.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RoundPost",
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
                            "round",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="posts",
                                to="placement.matchinground",
                                verbose_name="matching round",
                            ),
                        ),
                        (
                            "intake",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="matching_posts",
                                to="opportunities.intake",
                                verbose_name="intake",
                            ),
                        ),
                        ("number", models.PositiveIntegerField(verbose_name="number")),
                        ("quota", models.PositiveIntegerField(verbose_name="places in this round")),
                        ("lower_quota", models.PositiveIntegerField(default=0, verbose_name="lower quota")),
                        ("reserved", models.PositiveIntegerField(default=0, verbose_name="places reserved")),
                        (
                            "reserved_for",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="directory.organisation",
                                verbose_name="reserved for confirmed students of",
                            ),
                        ),
                        (
                            "reverts_to",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="placement.roundpost",
                                verbose_name="places that stay empty go to",
                            ),
                        ),
                        (
                            "is_supervised",
                            models.BooleanField(default=False, verbose_name="people rank supervisors"),
                        ),
                    ],
                    options={
                        "verbose_name": "post of a round",
                        "verbose_name_plural": "posts of rounds",
                        "ordering": ["round", "number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("round", "number"), name="placement_post_number_once"
                            ),
                            models.UniqueConstraint(
                                fields=("round", "intake"),
                                name="placement_post_once",
                                violation_error_message="This post is in the round already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("quota__gte", 1)),
                                name="placement_post_has_places",
                                violation_error_message="A post brings at least one place.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("lower_quota__lte", models.F("quota"))),
                                name="placement_lower_quota_within",
                                violation_error_message="The lower quota is above the number of places.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("reserved__lte", models.F("quota"))),
                                name="placement_reserved_within",
                                violation_error_message="More places are reserved than there are.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("reserved", 0), ("reserved_for", None)),
                                    models.Q(("reserved__gte", 1), ("reserved_for__isnull", False)),
                                    _connector="OR",
                                ),
                                name="placement_reserved_for_somebody",
                                violation_error_message="Say both how many places are reserved and for which university.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("reverts_to", None),
                                    models.Q(("reverts_to", models.F("id")), _negated=True),
                                    _connector="OR",
                                ),
                                name="placement_reverts_elsewhere",
                                violation_error_message="Places cannot go to the post that they come from.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RoundOption",
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
                            "post",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="options",
                                to="placement.roundpost",
                                verbose_name="post",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(default=0, verbose_name="number")),
                        (
                            "supervisor",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="opportunities.supervisor",
                                verbose_name="supervisor",
                            ),
                        ),
                        ("capacity", models.PositiveIntegerField(verbose_name="places")),
                    ],
                    options={
                        "verbose_name": "choice in a round",
                        "verbose_name_plural": "choices in rounds",
                        "ordering": ["post", "number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("post", "number"), name="placement_option_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("number", 0), ("supervisor", None)),
                                    models.Q(("number__gte", 1), ("supervisor__isnull", False)),
                                    _connector="OR",
                                ),
                                name="placement_option_with_supervisor",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PostList",
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
                            "post",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="ranking",
                                to="placement.roundpost",
                                verbose_name="post",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[("draft", "Draft"), ("certified", "Certified")],
                                default="draft",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "content",
                            qiao.rooms.letters.sealing.fields.SealedBytesField(
                                default=b"[]", editable=False, verbose_name="list"
                            ),
                        ),
                        (
                            "salt",
                            models.CharField(
                                default=secrets.token_hex, editable=False, max_length=64, verbose_name="salt"
                            ),
                        ),
                        (
                            "certified_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="certified by",
                            ),
                        ),
                        (
                            "certified_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="certified at"
                            ),
                        ),
                        (
                            "digest",
                            models.CharField(
                                blank=True, editable=False, max_length=64, verbose_name="digest (SHA-256)"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "list of a post",
                        "verbose_name_plural": "lists of posts",
                        "ordering": ["id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("certified_at__isnull", False),
                                        ("state", "certified"),
                                        models.Q(("digest", ""), _negated=True),
                                    ),
                                    models.Q(("certified_at", None), ("digest", ""), ("state", "draft")),
                                    _connector="OR",
                                ),
                                name="placement_post_list_certified_says_when",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Placement",
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
                            "run",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="placements",
                                to="placement.matchingrun",
                                verbose_name="run",
                            ),
                        ),
                        (
                            "entry",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="placements",
                                to="placement.rankorderlist",
                                verbose_name="rank-order list",
                            ),
                        ),
                        (
                            "post",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="placements",
                                to="placement.roundpost",
                                verbose_name="post",
                            ),
                        ),
                        (
                            "option",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="placements",
                                to="placement.roundoption",
                                verbose_name="choice in a round",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("unplaced", "Without a place"),
                                    ("waiting", "Waits for an answer"),
                                    ("accepted", "Accepted"),
                                    ("declined", "Declined"),
                                    ("lapsed", "Not answered in time"),
                                ],
                                default="unplaced",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "reasons",
                            qiao.rooms.letters.sealing.fields.SealedBytesField(
                                default=b"[]", editable=False, verbose_name="reasons"
                            ),
                        ),
                        (
                            "answered_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="answered at"),
                        ),
                    ],
                    options={
                        "verbose_name": "placement in a round",
                        "verbose_name_plural": "placements in rounds",
                        "ordering": ["id"],
                        "indexes": [models.Index(fields=["run", "post", "state"], name="placement_of_post")],
                        "constraints": [
                            models.UniqueConstraint(fields=("entry", "run"), name="placement_once_a_run"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("option", None), ("post", None), ("state", "unplaced")),
                                    models.Q(
                                        models.Q(("state", "unplaced"), _negated=True),
                                        ("option__isnull", False),
                                        ("post__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="placement_placed_somewhere",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RoundStep",
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
                            "round",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="steps",
                                to="placement.matchinground",
                                verbose_name="matching round",
                            ),
                        ),
                        (
                            "from_state",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("preparing", "In preparation"),
                                    ("open", "Lists are made"),
                                    ("certified", "Lists are sealed"),
                                    ("run", "Result is checked"),
                                    ("published", "Published"),
                                    ("concluded", "Concluded"),
                                    ("cancelled", "Called off"),
                                ],
                                max_length=10,
                                verbose_name="from",
                            ),
                        ),
                        (
                            "to_state",
                            models.CharField(
                                choices=[
                                    ("preparing", "In preparation"),
                                    ("open", "Lists are made"),
                                    ("certified", "Lists are sealed"),
                                    ("run", "Result is checked"),
                                    ("published", "Published"),
                                    ("concluded", "Concluded"),
                                    ("cancelled", "Called off"),
                                ],
                                max_length=10,
                                verbose_name="to",
                            ),
                        ),
                        (
                            "actor",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="who",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "step of a matching round",
                        "verbose_name_plural": "steps of matching rounds",
                        "ordering": ["id"],
                    },
                ),
            ]
        ),
    ]
