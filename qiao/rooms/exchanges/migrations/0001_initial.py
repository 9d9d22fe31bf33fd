import datetime
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.text
import qiao.kit.bilingual.fields
import qiao.kit.records
import qiao.kit.text
import qiao.rooms.directory.validators
from django.conf import settings
from django.db import migrations, models

from qiao.kit.migration import CreateModels


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('directory', '0002_partial_index_of_merged'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateModels([
        migrations.CreateModel(
            name='Exchange',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('name_zh', qiao.kit.bilingual.fields.LineField(blank=True, default='', max_length=200, verbose_name='name (Chinese)')),
                ('name_en', qiao.kit.bilingual.fields.LineField(blank=True, default='', max_length=200, verbose_name='name (English)')),
                ('sort_zh', qiao.kit.bilingual.fields.SortKeyField(blank=True, default='', editable=False, max_length=255, verbose_name='sort key (Chinese)')),
                ('sort_en', qiao.kit.bilingual.fields.SortKeyField(blank=True, default='', editable=False, max_length=255, verbose_name='sort key (English)')),
                ('summary_zh', qiao.kit.bilingual.fields.BodyField(blank=True, default='', max_length=2000, verbose_name='summary (Chinese)')),
                ('summary_en', qiao.kit.bilingual.fields.BodyField(blank=True, default='', max_length=2000, verbose_name='summary (English)')),
                ('place_zh', qiao.kit.bilingual.fields.LineField(blank=True, default='', max_length=200, verbose_name='place (Chinese)')),
                ('place_en', qiao.kit.bilingual.fields.LineField(blank=True, default='', max_length=200, verbose_name='place (English)')),
                ('starts_on', models.DateField(verbose_name='first day')),
                ('ends_on', models.DateField(verbose_name='last day')),
                ('time_zone', models.CharField(default='Asia/Shanghai', max_length=64, validators=[qiao.rooms.directory.validators.validate_time_zone], verbose_name='time zone')),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('published', 'Published'), ('concluded', 'Concluded'), ('archived', 'Archived')], default='draft', max_length=10, verbose_name='state')),
                ('seats', models.PositiveIntegerField(default=0, verbose_name='seats in all')),
                ('seats_reserved', models.PositiveIntegerField(default=0, editable=False, verbose_name='seats reserved in quotas')),
                ('seats_held', models.PositiveIntegerField(default=0, editable=False, verbose_name='seats held')),
                ('common_held', models.PositiveIntegerField(default=0, editable=False, verbose_name='common seats held')),
                ('smaller_first', models.BooleanField(default=False, verbose_name='a smaller delegation may go before one that cannot fit')),
                ('offer_hours', models.PositiveSmallIntegerField(default=72, verbose_name='hours to answer an offer of seats')),
                ('release_consents', models.PositiveSmallIntegerField(default=1, verbose_name='consents to a release')),
                ('publish_report_consents', models.PositiveSmallIntegerField(default=1, verbose_name='consents to publish a report')),
                ('conclude_consents', models.PositiveSmallIntegerField(default=1, verbose_name='consents to a conclusion')),
                ('cloned_from', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='exchanges.exchange', verbose_name='cloned from')),
            ],
            options={
                'verbose_name': 'exchange',
                'verbose_name_plural': 'exchanges',
                'indexes': [models.Index(fields=['sort_zh', 'id'], name='exchanges_by_zh'), models.Index(fields=['sort_en', 'id'], name='exchanges_by_en'), models.Index(fields=['starts_on', 'id'], name='exchanges_by_start')],
                'constraints': [models.CheckConstraint(condition=models.Q(('name_en', ''), ('name_zh', ''), _negated=True), name='exchanges_exchange_name_in_one_language', violation_error_code='one-language', violation_error_message='Write this in at least one language.'), models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='exchanges_exchange_in_order', violation_error_message='The last day cannot come before the first.'), models.CheckConstraint(condition=models.Q(('seats_held__lte', models.F('seats'))), name='exchanges_never_overbooked', violation_error_message='More seats are held than that.'), models.CheckConstraint(condition=models.Q(('seats__gte', django.db.models.expressions.CombinedExpression(models.F('seats_reserved'), '+', models.F('common_held')))), name='exchanges_quotas_are_kept', violation_error_message='The quotas and the common seats held need more than that.'), models.CheckConstraint(condition=models.Q(('release_consents__range', (1, 2)), ('publish_report_consents__range', (1, 2)), ('conclude_consents__range', (1, 2))), name='exchanges_one_or_two_consents', violation_error_message='One consent or two.'), models.CheckConstraint(condition=models.Q(('offer_hours__range', (1, 720))), name='exchanges_offer_hours', violation_error_message='An offer stands for an hour at least and thirty days at most.')],
            },
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('kind', models.CharField(choices=[('release', 'Release of the exchange'), ('publish_report', 'Publication of the report'), ('conclude', 'Conclusion of the exchange'), ('admit', 'Admission of another owner'), ('fewer_consents', 'Fewer consents needed')], max_length=20, verbose_name='kind')),
                ('subject_type', models.CharField(max_length=100, verbose_name='kind of subject')),
                ('subject_id', models.UUIDField(verbose_name='subject')),
                ('details', models.JSONField(blank=True, default=dict, verbose_name='details')),
                ('consents_needed', models.PositiveSmallIntegerField(verbose_name='consents needed')),
                ('state', models.CharField(choices=[('proposed', 'Proposed'), ('taken', 'Taken'), ('refused', 'Refused'), ('withdrawn', 'Withdrawn'), ('lapsed', 'Lapsed')], default='proposed', max_length=10, verbose_name='state')),
                ('expires_at', models.DateTimeField(verbose_name='lapses')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='closed at')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.organisation', verbose_name='proposed for')),
                ('proposed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='proposed by')),
                ('exchange', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='decisions', to='exchanges.exchange', verbose_name='exchange')),
            ],
            options={
                'verbose_name': 'joint decision',
                'verbose_name_plural': 'joint decisions',
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['state', 'expires_at'], name='exchanges_decision_due')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'proposed')), fields=('exchange', 'kind', 'subject_id'), name='exchanges_decision_one_open'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at', None), ('state', 'proposed')), models.Q(models.Q(('state', 'proposed'), _negated=True), ('closed_at__isnull', False)), _connector='OR'), name='exchanges_decision_closed_says_when'), models.CheckConstraint(condition=models.Q(('consents_needed__range', (1, 2))), name='exchanges_decision_one_or_two')],
            },
        ),
        migrations.CreateModel(
            name='Deadline',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('kind', models.CharField(choices=[('answer', 'Answer to the invitation'), ('registration', 'Registration of the members')], max_length=12, verbose_name='kind')),
                ('days_before', models.PositiveSmallIntegerField(verbose_name='days before the first day')),
                ('time_of_day', models.TimeField(default=datetime.time(23, 59), verbose_name='time there')),
                ('due_at', models.DateTimeField(editable=False, verbose_name='due')),
                ('exchange', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deadlines', to='exchanges.exchange', verbose_name='exchange')),
            ],
            options={
                'verbose_name': 'deadline of an exchange',
                'verbose_name_plural': 'deadlines of exchanges',
                'ordering': ['due_at', 'id'],
                'constraints': [models.UniqueConstraint(fields=('exchange', 'kind'), name='exchanges_deadline_once')],
            },
        ),
        migrations.CreateModel(
            name='Partner',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('role', models.CharField(choices=[('organiser', 'Organiser'), ('co_organiser', 'Co-organiser'), ('host', 'Host'), ('supporter', 'Supporter')], max_length=12, verbose_name='role')),
                ('position', models.PositiveSmallIntegerField(verbose_name='place among the logos')),
                ('seat_quota', models.PositiveIntegerField(blank=True, help_text='Left empty: shares the common seats.', null=True, verbose_name='seat quota')),
                ('seats_held', models.PositiveIntegerField(default=0, editable=False, verbose_name='seats held')),
                ('approves', models.BooleanField(default=False, verbose_name='approves the delegations that it invited')),
                ('sender_name_zh', qiao.kit.bilingual.fields.LineField(blank=True, default='', max_length=100, verbose_name='sender of its mails (Chinese)')),
                ('sender_name_en', qiao.kit.bilingual.fields.LineField(blank=True, default='', max_length=100, verbose_name='sender of its mails (English)')),
                ('reply_to', models.EmailField(blank=True, max_length=254, validators=[qiao.kit.text.validate_line, qiao.rooms.directory.validators.validate_mail_host], verbose_name='answers go to')),
                ('exchange', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='partners', to='exchanges.exchange', verbose_name='exchange')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='partnerships', to='directory.organisation', verbose_name='organisation')),
            ],
            options={
                'verbose_name': 'partner of an exchange',
                'verbose_name_plural': 'partners of exchanges',
                'ordering': ['position', 'id'],
                'constraints': [models.UniqueConstraint(fields=('exchange', 'organisation'), name='exchanges_partner_once', violation_error_message='This organisation already takes part.'), models.UniqueConstraint(fields=('exchange', 'position'), name='exchanges_logo_order'), models.CheckConstraint(condition=models.Q(('seat_quota', None), ('seats_held__lte', models.F('seat_quota')), _connector='OR'), name='exchanges_partner_within_quota', violation_error_message='More seats are held than that.')],
            },
        ),
        migrations.CreateModel(
            name='Delegation',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('head_email', models.EmailField(max_length=254, validators=[qiao.kit.text.validate_line, qiao.rooms.directory.validators.validate_mail_host], verbose_name='e-mail of the head')),
                ('state', models.CharField(choices=[('invited', 'Invited'), ('opened', 'Invitation opened'), ('accepted', 'Accepted'), ('registering', 'Registering'), ('submitted', 'Submitted'), ('approved', 'Approved'), ('waiting', 'On the waiting list'), ('declined', 'Declined'), ('withdrawn', 'Withdrawn')], default='invited', max_length=12, verbose_name='state')),
                ('seats_asked', models.PositiveSmallIntegerField(verbose_name='seats asked for')),
                ('seats_held', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='seats held')),
                ('seats_filled', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='seats filled')),
                ('waiting_since', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='waiting since')),
                ('head', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='headed_delegations', to=settings.AUTH_USER_MODEL, verbose_name='head of delegation')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='delegations', to='directory.organisation', verbose_name='university')),
                ('exchange', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='delegations', to='exchanges.exchange', verbose_name='exchange')),
                ('partner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='delegations', to='exchanges.partner', verbose_name='invited by')),
            ],
            options={
                'verbose_name': 'delegation',
                'verbose_name_plural': 'delegations',
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['exchange', 'state', 'waiting_since', 'id'], name='exchanges_waiting_line'), models.Index(fields=['head_email'], name='exchanges_head_email')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ('declined', 'withdrawn')), _negated=True), fields=('exchange', 'organisation'), name='exchanges_delegation_once', violation_error_message='This organisation already has a delegation at this exchange.'), models.CheckConstraint(condition=models.Q(('seats_asked__gte', 1)), name='exchanges_delegation_asks_for_a_seat', violation_error_message='A delegation has one seat at least.'), models.CheckConstraint(condition=models.Q(('seats_held', 0), ('seats_held', models.F('seats_asked')), _connector='OR'), name='exchanges_delegation_all_or_nothing'), models.CheckConstraint(condition=models.Q(('seats_filled__lte', models.F('seats_held'))), name='exchanges_delegation_within_its_seats'), models.CheckConstraint(condition=models.Q(models.Q(('seats_held', 0), ('state__in', ['declined', 'withdrawn', 'invited', 'opened'])), models.Q(('seats_held__gte', 1), ('state__in', ('accepted', 'registering', 'submitted', 'approved'))), ('state', 'waiting'), _connector='OR'), name='exchanges_delegation_holds_while_it_takes_part'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'waiting'), _negated=True), ('waiting_since__isnull', False), _connector='OR'), name='exchanges_delegation_waits_since'), models.CheckConstraint(condition=models.Q(('head_email', django.db.models.functions.text.Lower('head_email'))), name='exchanges_delegation_email_lower')],
            },
        ),
        migrations.CreateModel(
            name='PartnerConsent',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('agrees', models.BooleanField(verbose_name='agrees')),
                ('note', qiao.kit.bilingual.fields.BodyField(blank=True, max_length=1000, verbose_name='note')),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='consents', to='exchanges.decision', verbose_name='joint decision')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.organisation', verbose_name='organisation')),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='said by')),
            ],
            options={
                'verbose_name': 'consent of a partner',
                'verbose_name_plural': 'consents of partners',
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('decision', 'organisation'), name='exchanges_consent_once'), models.UniqueConstraint(fields=('decision', 'user'), name='exchanges_consent_by_two_people')],
            },
        ),
        migrations.CreateModel(
            name='SeatOffer',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('seats', models.PositiveSmallIntegerField(verbose_name='seats')),
                ('expires_at', models.DateTimeField(verbose_name='to be answered until')),
                ('state', models.CharField(choices=[('open', 'Waiting for an answer'), ('accepted', 'Accepted'), ('declined', 'Declined'), ('lapsed', 'Lapsed'), ('withdrawn', 'Withdrawn')], default='open', max_length=10, verbose_name='state')),
                ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='answered at')),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='answered by')),
                ('delegation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='offers', to='exchanges.delegation', verbose_name='delegation')),
            ],
            options={
                'verbose_name': 'offer of seats',
                'verbose_name_plural': 'offers of seats',
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['state', 'expires_at'], name='exchanges_offer_due')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('delegation',), name='exchanges_offer_one_open'), models.CheckConstraint(condition=models.Q(('seats__gte', 1)), name='exchanges_offer_of_a_seat'), models.CheckConstraint(condition=models.Q(models.Q(('answered_at', None), ('state', 'open')), models.Q(models.Q(('state', 'open'), _negated=True), ('answered_at__isnull', False)), _connector='OR'), name='exchanges_offer_closed_says_when')],
            },
        ),
        migrations.CreateModel(
            name='DelegationMember',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('seat', models.PositiveSmallIntegerField(verbose_name='number of the seat')),
                ('name_zh', qiao.kit.bilingual.fields.LineField(blank=True, default='', max_length=200, verbose_name='name (Chinese)')),
                ('name_en', qiao.kit.bilingual.fields.LineField(blank=True, default='', max_length=200, verbose_name='name (English)')),
                ('email', models.EmailField(blank=True, max_length=254, validators=[qiao.kit.text.validate_line, qiao.rooms.directory.validators.validate_mail_host], verbose_name='e-mail')),
                ('role', models.CharField(choices=[('head', 'Head of delegation'), ('delegate', 'Delegate'), ('interpreter', 'Interpreter'), ('assistant', 'Assistant')], default='delegate', max_length=12, verbose_name='role in the delegation')),
                ('state', models.CharField(choices=[('named', 'Named'), ('invited', 'Invited'), ('confirmed', 'Confirmed'), ('replaced', 'Replaced'), ('withdrawn', 'Withdrawn')], default='named', max_length=10, verbose_name='state')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='ended at')),
                ('delegation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='members', to='exchanges.delegation', verbose_name='delegation')),
                ('ended_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ended by')),
                ('replaces', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='replaced_by', to='exchanges.delegationmember', verbose_name='instead of')),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='delegation_places', to=settings.AUTH_USER_MODEL, verbose_name='account')),
            ],
            options={
                'verbose_name': 'member of a delegation',
                'verbose_name_plural': 'members of delegations',
                'ordering': ['seat', 'id'],
                'indexes': [models.Index(fields=['email'], name='exchanges_member_email')],
                'constraints': [models.CheckConstraint(condition=models.Q(('name_en', ''), ('name_zh', ''), _negated=True), name='exchanges_member_name_in_one_language', violation_error_code='one-language', violation_error_message='Write this in at least one language.'), models.UniqueConstraint(condition=models.Q(('state__in', ('named', 'invited', 'confirmed'))), fields=('delegation', 'seat'), name='exchanges_seat_never_double'), models.UniqueConstraint(condition=models.Q(('state__in', ('named', 'invited', 'confirmed')), models.Q(('email', ''), _negated=True)), fields=('delegation', 'email'), name='exchanges_member_email_once', violation_error_message='A member with this e-mail address is already in the delegation.'), models.UniqueConstraint(condition=models.Q(('state__in', ('named', 'invited', 'confirmed'))), fields=('delegation', 'user'), name='exchanges_member_account_once'), models.CheckConstraint(condition=models.Q(('seat__gte', 1)), name='exchanges_seats_count_from_one'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('state__in', ('named', 'invited', 'confirmed'))), models.Q(models.Q(('state__in', ('named', 'invited', 'confirmed')), _negated=True), ('ended_at__isnull', False)), _connector='OR'), name='exchanges_member_ended_says_when'), models.CheckConstraint(condition=models.Q(('email', django.db.models.functions.text.Lower('email'))), name='exchanges_member_email_lower')],
            },
        ),
        migrations.CreateModel(
            name='DelegationStep',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('from_state', models.CharField(blank=True, choices=[('invited', 'Invited'), ('opened', 'Invitation opened'), ('accepted', 'Accepted'), ('registering', 'Registering'), ('submitted', 'Submitted'), ('approved', 'Approved'), ('waiting', 'On the waiting list'), ('declined', 'Declined'), ('withdrawn', 'Withdrawn')], max_length=12, verbose_name='from')),
                ('to_state', models.CharField(choices=[('invited', 'Invited'), ('opened', 'Invitation opened'), ('accepted', 'Accepted'), ('registering', 'Registering'), ('submitted', 'Submitted'), ('approved', 'Approved'), ('waiting', 'On the waiting list'), ('declined', 'Declined'), ('withdrawn', 'Withdrawn')], max_length=12, verbose_name='to')),
                ('reason', qiao.kit.bilingual.fields.BodyField(blank=True, max_length=1000, verbose_name='reason')),
                ('is_lapse', models.BooleanField(default=False, verbose_name='because an offer was not answered')),
                ('actor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='who')),
                ('delegation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='exchanges.delegation', verbose_name='delegation')),
            ],
            options={
                'verbose_name': 'step of a delegation',
                'verbose_name_plural': 'steps of delegations',
                'ordering': ['id'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('reason', ''), _negated=True), ('is_lapse', True), models.Q(('to_state__in', ('declined', 'withdrawn')), models.Q(('from_state', 'submitted'), ('to_state', 'registering')), _connector='OR', _negated=True), _connector='OR'), name='exchanges_step_with_reason', violation_error_message='Say why: the reason is kept with the step and told to the others.')],
            },
        ),
        ]),
    ]
