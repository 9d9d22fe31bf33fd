import django.core.validators
import django.db.models.deletion
import qiao.kit.bilingual.fields
import qiao.kit.records
import qiao.rooms.directory.validators
from django.conf import settings
from django.db import migrations, models

from qiao.kit.migration import CreateModels


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('applications', '0002_initial'),
        ('opportunities', '0001_initial'),
    ]

    operations = [
        CreateModels([
        migrations.CreateModel(
            name='Reviewer',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('opportunity', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reviewers', to='opportunities.opportunity', verbose_name='opportunity')),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='panels', to=settings.AUTH_USER_MODEL, verbose_name='account')),
                ('left_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='left at')),
            ],
            options={
                'verbose_name': 'reviewer',
                'verbose_name_plural': 'reviewers',
                'ordering': ['opportunity', 'id'],
                'indexes': [models.Index(fields=['user', 'left_at'], name='reviews_panels_of_user')],
                'constraints': [models.UniqueConstraint(fields=('opportunity', 'user'), name='reviews_reviewer_once')],
            },
        ),
        migrations.CreateModel(
            name='Assignment',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='assignments', to='applications.application', verbose_name='application')),
                ('reviewer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='assignments', to='reviews.reviewer', verbose_name='reviewer')),
                ('due_at', models.DateTimeField(blank=True, null=True, verbose_name='due')),
                ('reminded_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='reminded at')),
                ('suspended_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='taken away at')),
            ],
            options={
                'verbose_name': 'assignment',
                'verbose_name_plural': 'assignments',
                'ordering': ['id'],
                'indexes': [models.Index(fields=['reviewer', 'id'], name='reviews_of_reviewer'), models.Index(fields=['reminded_at', 'due_at'], name='reviews_to_remind')],
                'constraints': [models.UniqueConstraint(fields=('application', 'reviewer'), name='reviews_assigned_once')],
            },
        ),
        migrations.CreateModel(
            name='ConflictDeclaration',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='declarations', to='applications.application', verbose_name='application')),
                ('reviewer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='declarations', to='reviews.reviewer', verbose_name='reviewer')),
                ('verdict', models.CharField(choices=[('none', 'No conflict of interest'), ('conflict', 'Conflict of interest')], max_length=10, verbose_name='declaration')),
                ('reason', qiao.kit.bilingual.fields.BodyField(blank=True, max_length=1000, verbose_name='reason')),
                ('ended_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='ended at')),
            ],
            options={
                'verbose_name': 'declaration of interest',
                'verbose_name_plural': 'declarations of interest',
                'ordering': ['-id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('application', 'reviewer'), name='reviews_declared_once'), models.CheckConstraint(condition=models.Q(('verdict', 'none'), models.Q(('reason', ''), _negated=True), _connector='OR'), name='reviews_conflict_says_why')],
            },
        ),
        migrations.CreateModel(
            name='ConflictWithdrawal',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('declaration', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='withdrawals', to='reviews.conflictdeclaration', verbose_name='declaration of interest')),
                ('reason', qiao.kit.bilingual.fields.BodyField(max_length=1000, verbose_name='reason')),
                ('state', models.CharField(choices=[('open', 'To be decided'), ('lifted', 'Lifted'), ('refused', 'Refused')], default='open', max_length=10, verbose_name='state')),
                ('answer', qiao.kit.bilingual.fields.BodyField(blank=True, max_length=1000, verbose_name='answer')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
                ('decided_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='decided at')),
            ],
            options={
                'verbose_name': 'withdrawal of a conflict of interest',
                'verbose_name_plural': 'withdrawals of conflicts of interest',
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('declaration',), name='reviews_withdrawal_open_once'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('state', 'open')), models.Q(models.Q(('state', 'open'), _negated=True), ('decided_at__isnull', False)), _connector='OR'), name='reviews_withdrawal_says_when'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'refused'), _negated=True), models.Q(('answer', ''), _negated=True), _connector='OR'), name='reviews_refusal_says_why')],
            },
        ),
        migrations.CreateModel(
            name='Rubric',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('opportunity', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='rubric', to='opportunities.opportunity', verbose_name='opportunity')),
            ],
            options={
                'verbose_name': 'rubric',
                'verbose_name_plural': 'rubrics',
            },
        ),
        migrations.CreateModel(
            name='Criterion',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('rubric', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='criteria', to='reviews.rubric', verbose_name='rubric')),
                ('number', models.PositiveSmallIntegerField(verbose_name='number')),
                ('name_zh', qiao.kit.bilingual.fields.LineField(blank=True, default='', max_length=100, verbose_name='name (Chinese)')),
                ('name_en', qiao.kit.bilingual.fields.LineField(blank=True, default='', max_length=100, verbose_name='name (English)')),
                ('description_zh', qiao.kit.bilingual.fields.BodyField(blank=True, default='', max_length=1000, verbose_name='description (Chinese)')),
                ('description_en', qiao.kit.bilingual.fields.BodyField(blank=True, default='', max_length=1000, verbose_name='description (English)')),
                ('weight', models.PositiveSmallIntegerField(default=1, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(100)], verbose_name='weight')),
                ('max_points', models.PositiveSmallIntegerField(default=5, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(100)], verbose_name='most points')),
            ],
            options={
                'verbose_name': 'criterion',
                'verbose_name_plural': 'criteria',
                'ordering': ['rubric', 'number'],
                'constraints': [models.UniqueConstraint(fields=('rubric', 'number'), name='reviews_criterion_once'), models.CheckConstraint(condition=models.Q(('name_en', ''), ('name_zh', ''), _negated=True), name='reviews_criterion_name_in_one_language', violation_error_code='one-language', violation_error_message='Write this in at least one language.'), models.CheckConstraint(condition=models.Q(('weight__gte', 1), ('weight__lte', 100)), name='reviews_criterion_weight'), models.CheckConstraint(condition=models.Q(('max_points__gte', 1), ('max_points__lte', 100)), name='reviews_criterion_points')],
            },
        ),
        migrations.CreateModel(
            name='Assessment',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('assignment', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='assessment', to='reviews.assignment', verbose_name='assignment')),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('submitted', 'Submitted')], default='draft', max_length=10, verbose_name='state')),
                ('recommendation', models.CharField(blank=True, choices=[('strong', 'Recommended strongly'), ('yes', 'Recommended'), ('doubtful', 'Recommended with reservations'), ('no', 'Not recommended')], max_length=10, verbose_name='recommendation')),
                ('comment', qiao.kit.bilingual.fields.BodyField(blank=True, max_length=4000, verbose_name='comment to the host')),
                ('private_note', qiao.kit.bilingual.fields.BodyField(blank=True, max_length=4000, verbose_name='note for yourself')),
                ('total', models.FloatField(blank=True, editable=False, null=True, verbose_name='total')),
                ('version', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='version')),
                ('submitted_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='submitted at')),
            ],
            options={
                'verbose_name': 'assessment',
                'verbose_name_plural': 'assessments',
                'ordering': ['id'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state', 'draft'), ('submitted_at', None), ('total', None), ('version', 0)), models.Q(('state', 'submitted'), ('total__gte', 0), ('total__lte', 100), ('version__gte', 1), ('submitted_at__isnull', False), models.Q(('recommendation', ''), _negated=True)), _connector='OR'), name='reviews_submitted_is_whole')],
            },
        ),
        migrations.CreateModel(
            name='Score',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('assessment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='scores', to='reviews.assessment', verbose_name='assessment')),
                ('criterion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scores', to='reviews.criterion', verbose_name='criterion')),
                ('points', models.PositiveSmallIntegerField(verbose_name='points')),
            ],
            options={
                'verbose_name': 'score',
                'verbose_name_plural': 'scores',
                'ordering': ['criterion__number'],
                'constraints': [models.UniqueConstraint(fields=('assessment', 'criterion'), name='reviews_scored_once')],
            },
        ),
        migrations.CreateModel(
            name='AssessmentVersion',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('assessment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='reviews.assessment', verbose_name='assessment')),
                ('number', models.PositiveSmallIntegerField(verbose_name='version')),
                ('points', models.JSONField(default=dict, verbose_name='points')),
                ('total', models.FloatField(verbose_name='total')),
                ('recommendation', models.CharField(choices=[('strong', 'Recommended strongly'), ('yes', 'Recommended'), ('doubtful', 'Recommended with reservations'), ('no', 'Not recommended')], max_length=10, verbose_name='recommendation')),
                ('comment', qiao.kit.bilingual.fields.BodyField(blank=True, max_length=4000, verbose_name='comment to the host')),
            ],
            options={
                'verbose_name': 'version of an assessment',
                'verbose_name_plural': 'versions of assessments',
                'ordering': ['assessment', 'number'],
                'constraints': [models.UniqueConstraint(fields=('assessment', 'number'), name='reviews_version_once')],
            },
        ),
        migrations.CreateModel(
            name='InterviewSlot',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('opportunity', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='interview_slots', to='opportunities.opportunity', verbose_name='opportunity')),
                ('starts_at', models.DateTimeField(verbose_name='begins')),
                ('minutes', models.PositiveSmallIntegerField(default=30, validators=[django.core.validators.MinValueValidator(5), django.core.validators.MaxValueValidator(480)], verbose_name='minutes')),
                ('place', qiao.kit.bilingual.fields.LineField(blank=True, max_length=200, verbose_name='place')),
                ('link', qiao.kit.bilingual.fields.LineField(blank=True, max_length=300, validators=[qiao.rooms.directory.validators.validate_website], verbose_name='link')),
                ('state', models.CharField(choices=[('offered', 'Offered'), ('cancelled', 'Cancelled')], default='offered', max_length=10, verbose_name='state')),
                ('interviewers', models.ManyToManyField(related_name='slots', through='reviews.Interviewer', to='reviews.reviewer', verbose_name='interviewers')),
            ],
            options={
                'verbose_name': 'interview slot',
                'verbose_name_plural': 'interview slots',
                'ordering': ['starts_at', 'id'],
                'indexes': [models.Index(fields=['opportunity', 'state', 'starts_at', 'id'], name='reviews_slots_by_time')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('place', ''), _negated=True), models.Q(('link', ''), _negated=True), _connector='OR'), name='reviews_slot_is_somewhere', violation_error_message='Say where the interview is: a place or a link.'), models.CheckConstraint(condition=models.Q(('minutes__gte', 5), ('minutes__lte', 480)), name='reviews_slot_minutes')],
            },
        ),
        migrations.CreateModel(
            name='Interviewer',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('slot', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='seats', to='reviews.interviewslot', verbose_name='interview slot')),
                ('reviewer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='seats', to='reviews.reviewer', verbose_name='reviewer')),
            ],
            options={
                'verbose_name': 'interviewer',
                'verbose_name_plural': 'interviewers',
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('slot', 'reviewer'), name='reviews_interviewer_once')],
            },
        ),
        migrations.CreateModel(
            name='Interview',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('application', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='interview', to='applications.application', verbose_name='application')),
                ('slot', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='interview', to='reviews.interviewslot', verbose_name='interview slot')),
                ('sequence', models.PositiveIntegerField(default=0, editable=False, verbose_name='sequence')),
                ('booked_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='booked at')),
            ],
            options={
                'verbose_name': 'interview',
                'verbose_name_plural': 'interviews',
                'ordering': ['id'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('booked_at', None), ('slot', None)), models.Q(('booked_at__isnull', False), ('slot__isnull', False)), _connector='OR'), name='reviews_booked_says_when')],
            },
        ),
        migrations.CreateModel(
            name='Note',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='panel_notes', to='applications.application', verbose_name='application')),
                ('author', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='author')),
                ('body', qiao.kit.bilingual.fields.BodyField(max_length=4000, verbose_name='note')),
            ],
            options={
                'verbose_name': 'note of the panel',
                'verbose_name_plural': 'notes of the panel',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Ranking',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('intake', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='ranking', to='opportunities.intake', verbose_name='intake')),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('confirmed', 'Confirmed')], default='draft', max_length=10, verbose_name='state')),
                ('version', models.PositiveIntegerField(default=0, editable=False, verbose_name='version')),
                ('confirmed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='confirmed by')),
                ('confirmed_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='confirmed at')),
            ],
            options={
                'verbose_name': 'ranking',
                'verbose_name_plural': 'rankings',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('confirmed_at', None), ('state', 'draft')), models.Q(('confirmed_at__isnull', False), ('state', 'confirmed')), _connector='OR'), name='reviews_confirmed_says_when')],
            },
        ),
        migrations.CreateModel(
            name='RankEntry',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('intake', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rank_entries', to='opportunities.intake', verbose_name='intake')),
                ('application', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='rank_entry', to='applications.application', verbose_name='application')),
                ('tier', models.PositiveIntegerField(verbose_name='tier')),
            ],
            options={
                'verbose_name': 'entry of a ranking',
                'verbose_name_plural': 'entries of a ranking',
                'ordering': ['intake', 'tier', 'id'],
                'indexes': [models.Index(fields=['intake', 'tier', 'id'], name='reviews_rank_order')],
                'constraints': [models.CheckConstraint(condition=models.Q(('tier__gte', 1)), name='reviews_tier_from_one')],
            },
        ),
        migrations.CreateModel(
            name='RankingStep',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('ranking', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='reviews.ranking', verbose_name='ranking')),
                ('number', models.PositiveIntegerField(verbose_name='version')),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('confirmed', 'Confirmed')], max_length=10, verbose_name='state')),
                ('tiers', models.JSONField(blank=True, default=list, verbose_name='tiers')),
                ('actor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='who')),
            ],
            options={
                'verbose_name': 'step of a ranking',
                'verbose_name_plural': 'steps of rankings',
                'ordering': ['ranking', 'number'],
                'constraints': [models.UniqueConstraint(fields=('ranking', 'number'), name='reviews_step_once')],
            },
        ),
        ]),
    ]
