import django.core.validators
import django.db.models.deletion
import qiao.kit.bilingual.fields
import qiao.kit.records
import qiao.kit.text
import qiao.rooms.directory.countries
import qiao.rooms.directory.validators
import qiao.rooms.visits.validators
from django.conf import settings
from django.db import migrations, models

from qiao.kit.migration import CreateModels


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('directory', '0002_partial_index_of_merged'),
        ('exchanges', '0002_release_programme'),
        ('jobs', '0001_initial'),
        ('programme', '0001_initial'),
    ]

    operations = [
        CreateModels([
        migrations.CreateModel(
            name='Visit',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('exchange', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='visits', to='exchanges.exchange', verbose_name='exchange')),
                ('host', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='visits', to='exchanges.partner', verbose_name='host')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='directory.unit', verbose_name='laboratory in the directory')),
                ('title_zh', qiao.kit.bilingual.fields.LineField(blank=True, default='', max_length=200, verbose_name='title (Chinese)')),
                ('title_en', qiao.kit.bilingual.fields.LineField(blank=True, default='', max_length=200, verbose_name='title (English)')),
                ('summary_zh', qiao.kit.bilingual.fields.BodyField(blank=True, default='', max_length=2000, verbose_name='what there is to see (Chinese)')),
                ('summary_en', qiao.kit.bilingual.fields.BodyField(blank=True, default='', max_length=2000, verbose_name='what there is to see (English)')),
                ('place', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='visits', to='programme.place', verbose_name='place')),
                ('meeting_point_zh', qiao.kit.bilingual.fields.LineField(blank=True, default='', max_length=300, verbose_name='meeting point (Chinese)')),
                ('meeting_point_en', qiao.kit.bilingual.fields.LineField(blank=True, default='', max_length=300, verbose_name='meeting point (English)')),
                ('contact_name', qiao.kit.bilingual.fields.LineField(blank=True, max_length=200, verbose_name='contact on site')),
                ('contact_phone', qiao.kit.bilingual.fields.LineField(blank=True, max_length=40, verbose_name='telephone on site')),
                ('contact_email', models.EmailField(blank=True, max_length=254, validators=[qiao.kit.text.validate_line, qiao.rooms.directory.validators.validate_mail_host], verbose_name='e-mail of the contact')),
                ('capacity', models.PositiveSmallIntegerField(default=12, validators=[django.core.validators.MinValueValidator(1)], verbose_name='most people in a group')),
                ('least', models.PositiveSmallIntegerField(default=1, validators=[django.core.validators.MinValueValidator(1)], verbose_name='fewest people in a group')),
                ('languages', models.JSONField(blank=True, default=list, validators=[qiao.rooms.visits.validators.validate_languages], verbose_name='languages of the guides')),
                ('identity', models.CharField(choices=[('none', 'None needed'), ('card', 'Identity card or passport'), ('passport', 'Passport')], default='none', max_length=8, verbose_name='document to show')),
                ('equipment_zh', qiao.kit.bilingual.fields.LineField(blank=True, default='', max_length=200, verbose_name='protective equipment (Chinese)')),
                ('equipment_en', qiao.kit.bilingual.fields.LineField(blank=True, default='', max_length=200, verbose_name='protective equipment (English)')),
                ('bans_photos', models.BooleanField(default=False, verbose_name='photographs are not allowed')),
                ('is_step_free', models.BooleanField(default=False, verbose_name='can be visited without steps')),
                ('notice_days', models.PositiveSmallIntegerField(default=0, verbose_name='days before the visit on which the host must have the names')),
                ('closed_to', models.JSONField(blank=True, default=list, validators=[qiao.rooms.visits.validators.validate_countries], verbose_name='nationalities that may not enter')),
                ('closed_because', qiao.kit.bilingual.fields.BodyField(blank=True, max_length=500, verbose_name='reason of that rule')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
            ],
            options={
                'verbose_name': 'visit',
                'verbose_name_plural': 'visits',
                'ordering': ['position', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('title_en', ''), ('title_zh', ''), _negated=True), name='visits_visit_title_in_one_language', violation_error_code='one-language', violation_error_message='Write this in at least one language.'), models.CheckConstraint(condition=models.Q(('capacity__gte', 1), ('least__gte', 1), ('least__lte', models.F('capacity'))), name='visits_visit_sizes', violation_error_message='The fewest people cannot be more than the most.'), models.CheckConstraint(condition=models.Q(('closed_to', []), models.Q(('closed_because', ''), _negated=True), _connector='OR'), name='visits_closed_with_a_reason', violation_error_message='Say why some nationalities may not enter.')],
            },
        ),
        migrations.CreateModel(
            name='VisitRun',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('visit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='runs', to='visits.visit', verbose_name='visit')),
                ('starts_at', models.DateTimeField(verbose_name='begins')),
                ('ends_at', models.DateTimeField(verbose_name='ends')),
                ('capacity', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1)], verbose_name='most people')),
                ('language', models.CharField(blank=True, choices=[('zh', 'Chinese'), ('en', 'English'), ('ja', 'Japanese'), ('ko', 'Korean'), ('de', 'German'), ('fr', 'French'), ('ru', 'Russian'), ('es', 'Spanish')], max_length=2, verbose_name='language of the group')),
                ('is_interpreted', models.BooleanField(default=False, verbose_name='somebody interprets for everyone')),
                ('place', models.ForeignKey(blank=True, help_text='Left empty: as the visit says.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='visit_runs', to='programme.place', verbose_name='place')),
                ('frame', models.ForeignKey(blank=True, help_text='Everybody takes part in one visit of a session.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='visit_runs', to='programme.programmeitem', verbose_name='session of the programme')),
                ('seats_taken', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='places taken')),
            ],
            options={
                'verbose_name': 'run of a visit',
                'verbose_name_plural': 'runs of visits',
                'ordering': ['starts_at', 'id'],
                'indexes': [models.Index(fields=['visit', 'starts_at'], name='visits_run_by_start')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='visits_run_in_order', violation_error_message='A visit ends after it begins.'), models.CheckConstraint(condition=models.Q(('capacity__gte', 1)), name='visits_run_holds_somebody', violation_error_message='A group holds one person at least.'), models.CheckConstraint(condition=models.Q(('seats_taken__lte', models.F('capacity'))), name='visits_run_never_overbooked', violation_error_message='More people are in this group than that.')],
            },
        ),
        migrations.CreateModel(
            name='VisitExclusion',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('visit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='exclusions', to='visits.visit', verbose_name='visit')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='visit_exclusions', to='exchanges.delegationmember', verbose_name='member of a delegation')),
                ('reason', qiao.kit.bilingual.fields.BodyField(max_length=500, verbose_name='reason')),
                ('excluded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='excluded by')),
            ],
            options={
                'verbose_name': 'exclusion from a visit',
                'verbose_name_plural': 'exclusions from visits',
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('visit', 'member'), name='visits_excluded_once')],
            },
        ),
        migrations.CreateModel(
            name='VisitPin',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pins', to='visits.visitrun', verbose_name='run of a visit')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='visit_pins', to='exchanges.delegationmember', verbose_name='member of a delegation')),
                ('forbids', models.BooleanField(default=False, verbose_name='keeps out instead')),
            ],
            options={
                'verbose_name': 'pin of a visit group',
                'verbose_name_plural': 'pins of visit groups',
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('run', 'member'), name='visits_pin_once', violation_error_message='This is set already. Remove it first.')],
            },
        ),
        migrations.CreateModel(
            name='VisitPlan',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('exchange', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='visit_plans', to='exchanges.exchange', verbose_name='exchange')),
                ('number', models.PositiveIntegerField(editable=False, verbose_name='number')),
                ('state', models.CharField(choices=[('draft', 'Being formed'), ('checked', 'Checked'), ('accepted', 'Accepted'), ('superseded', 'Superseded'), ('failed', 'No plan')], default='draft', max_length=10, verbose_name='state')),
                ('base', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='visits.visitplan', verbose_name='changed from')),
                ('job', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='jobs.job', verbose_name='background job')),
                ('asked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='asked by')),
                ('frame', models.JSONField(blank=True, default=dict, verbose_name='instance without people')),
                ('tiers', models.JSONField(blank=True, default=list, verbose_name='aims')),
                ('is_proven', models.BooleanField(default=False, verbose_name='proved best')),
                ('moved', models.PositiveIntegerField(blank=True, null=True, verbose_name='people who change')),
                ('least_moved', models.PositiveIntegerField(blank=True, null=True, verbose_name='fewest changes, proved')),
                ('input_hash', models.CharField(blank=True, max_length=64, verbose_name='digest of the instance')),
                ('seconds', models.FloatField(default=0, verbose_name='seconds')),
                ('checked_at', models.DateTimeField(blank=True, null=True, verbose_name='checked at')),
                ('accepted_at', models.DateTimeField(blank=True, null=True, verbose_name='accepted at')),
                ('released_in', models.PositiveIntegerField(blank=True, null=True, verbose_name='number of the release')),
                ('refusal_zh', qiao.kit.bilingual.fields.BodyField(blank=True, default='', max_length=4000, verbose_name='why there is no plan (Chinese)')),
                ('refusal_en', qiao.kit.bilingual.fields.BodyField(blank=True, default='', max_length=4000, verbose_name='why there is no plan (English)')),
            ],
            options={
                'verbose_name': 'plan of visit groups',
                'verbose_name_plural': 'plans of visit groups',
                'ordering': ['-number'],
                'constraints': [models.UniqueConstraint(fields=('exchange', 'number'), name='visits_plan_number'), models.UniqueConstraint(condition=models.Q(('state', 'draft')), fields=('exchange',), name='visits_one_plan_forming'), models.UniqueConstraint(condition=models.Q(('state', 'accepted')), fields=('exchange',), name='visits_one_plan_accepted'), models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'failed']), ('checked_at__isnull', False), _connector='OR'), name='visits_nothing_unchecked')],
            },
        ),
        migrations.CreateModel(
            name='PlanGuest',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='guests', to='visits.visitplan', verbose_name='plan of visit groups')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='plan_guests', to='exchanges.delegationmember', verbose_name='member of a delegation')),
                ('facts', models.JSONField(blank=True, default=dict, verbose_name='facts')),
                ('account', models.JSONField(blank=True, default=dict, verbose_name='account')),
                ('lacks', models.PositiveSmallIntegerField(default=0, verbose_name='visits lacking')),
            ],
            options={
                'verbose_name': 'visit guest of a plan',
                'verbose_name_plural': 'visit guests of plans',
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('plan', 'member'), name='visits_guest_once')],
            },
        ),
        migrations.CreateModel(
            name='VisitSeat',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='seats', to='visits.visitplan', verbose_name='plan of visit groups')),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='seats', to='visits.visitrun', verbose_name='run of a visit')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='visit_seats', to='exchanges.delegationmember', verbose_name='member of a delegation')),
                ('origin', models.CharField(choices=[('formed', 'Formed'), ('pinned', 'Set by the organiser'), ('signed_up', 'Signed up')], default='formed', max_length=10, verbose_name='how it came')),
            ],
            options={
                'verbose_name': 'place in a visit group',
                'verbose_name_plural': 'places in visit groups',
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('plan', 'run', 'member'), name='visits_seat_once')],
            },
        ),
        migrations.CreateModel(
            name='VisitWaiting',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='waiting', to='visits.visitrun', verbose_name='run of a visit')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='visits_waited_for', to='exchanges.delegationmember', verbose_name='member of a delegation')),
            ],
            options={
                'verbose_name': 'entry of a waiting list',
                'verbose_name_plural': 'waiting lists of visits',
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('run', 'member'), name='visits_waiting_once', violation_error_message='You are on this waiting list already.')],
            },
        ),
        migrations.CreateModel(
            name='VisitCall',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('exchange', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='visit_call', to='exchanges.exchange', verbose_name='exchange')),
                ('wishes_until', models.DateTimeField(blank=True, null=True, verbose_name='wishes until')),
                ('most_visits', models.PositiveSmallIntegerField(blank=True, help_text='Left empty: one in each session of visits.', null=True, verbose_name='most visits of one person')),
            ],
            options={
                'verbose_name': 'call for wishes',
                'verbose_name_plural': 'calls for wishes',
                'constraints': [models.CheckConstraint(condition=models.Q(('most_visits', None), ('most_visits__gte', 1), _connector='OR'), name='visits_call_for_one_visit', violation_error_message='One visit at least.')],
            },
        ),
        migrations.CreateModel(
            name='Visitor',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('member', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='visitor', to='exchanges.delegationmember', verbose_name='member of a delegation')),
                ('languages', models.JSONField(blank=True, default=list, validators=[qiao.rooms.visits.validators.validate_languages], verbose_name='languages followed')),
                ('needs_step_free', models.BooleanField(default=False, verbose_name='needs a way without steps')),
                ('nationality', models.CharField(blank=True, max_length=2, validators=[qiao.rooms.directory.countries.validate_country], verbose_name='nationality')),
            ],
            options={
                'verbose_name': 'visitor',
                'verbose_name_plural': 'visitors',
            },
        ),
        migrations.CreateModel(
            name='VisitWish',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='visit_wishes', to='exchanges.delegationmember', verbose_name='member of a delegation')),
                ('visit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='wishes', to='visits.visit', verbose_name='visit')),
                ('rank', models.PositiveSmallIntegerField(verbose_name='rank')),
            ],
            options={
                'verbose_name': 'wish for a visit',
                'verbose_name_plural': 'wishes for visits',
                'ordering': ['rank', 'id'],
                'constraints': [models.UniqueConstraint(fields=('member', 'visit'), name='visits_wish_once'), models.UniqueConstraint(fields=('member', 'rank'), name='visits_rank_once'), models.CheckConstraint(condition=models.Q(('rank__gte', 1)), name='visits_ranks_count_from_one')],
            },
        ),
        ]),
    ]
