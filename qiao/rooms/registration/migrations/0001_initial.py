import django.core.validators
import django.db.models.deletion
import qiao.kit.bilingual.fields
import qiao.kit.records
import qiao.rooms.directory.validators
import qiao.rooms.registration.models.share
from django.conf import settings
from django.db import migrations, models

from qiao.kit.migration import CreateModels


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('exchanges', '0002_release_programme'),
    ]

    operations = [
        CreateModels([
        migrations.CreateModel(
            name='RegistrationForm',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('exchange', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='registration_form', to='exchanges.exchange', verbose_name='exchange')),
                ('asks_needs', models.BooleanField(default=True, verbose_name='ask for diet, allergies, access, prayer, interpreter')),
                ('asks_travel', models.BooleanField(default=True, verbose_name='ask for arrival and departure')),
                ('asks_beds', models.BooleanField(default=True, verbose_name='ask for nights and rooms')),
                ('needs_days', models.PositiveSmallIntegerField(default=14, validators=[django.core.validators.MaxValueValidator(3650)], verbose_name='days that needs are kept after the exchange')),
                ('travel_days', models.PositiveSmallIntegerField(default=60, validators=[django.core.validators.MaxValueValidator(3650)], verbose_name='days that travel and nights are kept after the exchange')),
            ],
            options={
                'verbose_name': 'registration form',
                'verbose_name_plural': 'registration forms',
            },
        ),
        migrations.CreateModel(
            name='FormPage',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('exchange', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='form_pages', to='exchanges.exchange', verbose_name='exchange')),
                ('title_zh', qiao.kit.bilingual.fields.LineField(blank=True, default='', max_length=120, verbose_name='title (Chinese)')),
                ('title_en', qiao.kit.bilingual.fields.LineField(blank=True, default='', max_length=120, verbose_name='title (English)')),
                ('intro_zh', qiao.kit.bilingual.fields.BodyField(blank=True, default='', max_length=1000, verbose_name='introduction (Chinese)')),
                ('intro_en', qiao.kit.bilingual.fields.BodyField(blank=True, default='', max_length=1000, verbose_name='introduction (English)')),
                ('position', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='order')),
            ],
            options={
                'verbose_name': 'page of a form',
                'verbose_name_plural': 'pages of forms',
                'ordering': ['position', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('title_en', ''), ('title_zh', ''), _negated=True), name='registration_page_title_in_one_language', violation_error_code='one-language', violation_error_message='Write this in at least one language.')],
            },
        ),
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='registration.formpage', verbose_name='page')),
                ('kind', models.CharField(choices=[('line', 'One line of text'), ('body', 'Text of several lines'), ('number', 'Number'), ('date', 'Date'), ('time', 'Time of day'), ('one', 'One of several options'), ('several', 'Any of several options'), ('yes_no', 'Yes or no'), ('country', 'Country or region'), ('language', 'Language'), ('phone', 'Phone'), ('email', 'E-mail'), ('url', 'Web address')], max_length=10, verbose_name='kind')),
                ('scope', models.CharField(choices=[('delegation', 'Once for each delegation'), ('person', 'For each member')], default='person', max_length=10, verbose_name='asked')),
                ('label_zh', qiao.kit.bilingual.fields.LineField(blank=True, default='', max_length=300, verbose_name='question (Chinese)')),
                ('label_en', qiao.kit.bilingual.fields.LineField(blank=True, default='', max_length=300, verbose_name='question (English)')),
                ('help_zh', qiao.kit.bilingual.fields.BodyField(blank=True, default='', max_length=500, verbose_name='help (Chinese)')),
                ('help_en', qiao.kit.bilingual.fields.BodyField(blank=True, default='', max_length=500, verbose_name='help (English)')),
                ('required', models.CharField(choices=[('never', 'Optional'), ('submission', 'Before the delegation is submitted'), ('approval', 'Before the delegation is approved')], default='never', max_length=10, verbose_name='required')),
                ('is_for_organisers', models.BooleanField(default=False, verbose_name='answered and seen by the organisers alone')),
                ('asks_again', models.BooleanField(default=False, verbose_name='a change after the approval waits for the organisers')),
                ('keep_days', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(3650)], verbose_name='days that answers are kept after the exchange')),
                ('shown_if', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='dependents', to='registration.question', verbose_name='asked only after')),
                ('shown_for', models.JSONField(blank=True, default=list, verbose_name='for the answers')),
                ('position', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='order')),
                ('is_archived', models.BooleanField(default=False, verbose_name='no longer asked')),
            ],
            options={
                'verbose_name': 'question of a form',
                'verbose_name_plural': 'questions of forms',
                'ordering': ['position', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('label_en', ''), ('label_zh', ''), _negated=True), name='registration_question_label_in_one_language', violation_error_code='one-language', violation_error_message='Write this in at least one language.'), models.CheckConstraint(condition=models.Q(('shown_if', None), models.Q(('shown_if', models.F('id')), _negated=True), _connector='OR'), name='registration_question_not_after_itself')],
            },
        ),
        migrations.CreateModel(
            name='Option',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='options', to='registration.question', verbose_name='question')),
                ('label_zh', qiao.kit.bilingual.fields.LineField(blank=True, default='', max_length=200, verbose_name='answer (Chinese)')),
                ('label_en', qiao.kit.bilingual.fields.LineField(blank=True, default='', max_length=200, verbose_name='answer (English)')),
                ('position', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='order')),
                ('is_archived', models.BooleanField(default=False, verbose_name='no longer offered')),
            ],
            options={
                'verbose_name': 'option of a question',
                'verbose_name_plural': 'options of questions',
                'ordering': ['position', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('label_en', ''), ('label_zh', ''), _negated=True), name='registration_option_label_in_one_language', violation_error_code='one-language', violation_error_message='Write this in at least one language.')],
            },
        ),
        migrations.CreateModel(
            name='Registration',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('delegation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='registrations', to='exchanges.delegation', verbose_name='delegation')),
                ('member', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='registration', to='exchanges.delegationmember', verbose_name='member')),
                ('version', models.PositiveIntegerField(default=0, editable=False, verbose_name='version')),
                ('needs_version', models.PositiveIntegerField(default=0, editable=False, verbose_name='version of the needs')),
                ('travel_version', models.PositiveIntegerField(default=0, editable=False, verbose_name='version of the travel')),
                ('stay_version', models.PositiveIntegerField(default=0, editable=False, verbose_name='version of the nights')),
                ('missing', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='answers missing')),
            ],
            options={
                'verbose_name': 'registration',
                'verbose_name_plural': 'registrations',
                'ordering': ['-id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('member', None)), fields=('delegation',), name='registration_once_for_a_delegation')],
            },
        ),
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('registration', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='registration.registration', verbose_name='registration')),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='registration.question', verbose_name='question')),
                ('value', models.JSONField(blank=True, null=True, verbose_name='answer')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
            ],
            options={
                'verbose_name': 'answer',
                'verbose_name_plural': 'answers',
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('registration', 'question'), name='registration_answer_once')],
            },
        ),
        migrations.CreateModel(
            name='Review',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('registration', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reviews', to='registration.registration', verbose_name='registration')),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='registration.question', verbose_name='question')),
                ('old', models.JSONField(blank=True, null=True, verbose_name='answer before')),
                ('new', models.JSONField(blank=True, null=True, verbose_name='new answer')),
                ('state', models.CharField(choices=[('open', 'Waiting for a decision'), ('accepted', 'Accepted'), ('sent_back', 'Sent back'), ('taken_back', 'Taken back')], default='open', max_length=10, verbose_name='state')),
                ('reason', qiao.kit.bilingual.fields.BodyField(blank=True, max_length=1000, verbose_name='reason')),
                ('asked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='changed by')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided at')),
            ],
            options={
                'verbose_name': 'change to be reviewed',
                'verbose_name_plural': 'changes to be reviewed',
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('registration', 'question'), name='registration_review_one_open'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'sent_back'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='registration_review_with_reason', violation_error_message='Say why: the head of delegation reads it.')],
            },
        ),
        migrations.CreateModel(
            name='Wiping',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('exchange', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='wipings', to='exchanges.exchange', verbose_name='exchange')),
                ('what', models.CharField(choices=[('answers', 'Answers to a question'), ('needs', 'Needs'), ('travel', 'Arrivals and departures'), ('beds', 'Nights and rooms')], max_length=10, verbose_name='what was wiped')),
                ('question', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='registration.question', verbose_name='question')),
                ('number', models.PositiveIntegerField(verbose_name='how many')),
            ],
            options={
                'verbose_name': 'record of a wiping',
                'verbose_name_plural': 'records of wipings',
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='Hotel',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('exchange', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='hotels', to='exchanges.exchange', verbose_name='exchange')),
                ('name_zh', qiao.kit.bilingual.fields.LineField(blank=True, default='', max_length=200, verbose_name='name (Chinese)')),
                ('name_en', qiao.kit.bilingual.fields.LineField(blank=True, default='', max_length=200, verbose_name='name (English)')),
                ('address_zh', qiao.kit.bilingual.fields.LineField(blank=True, default='', max_length=300, verbose_name='address (Chinese)')),
                ('address_en', qiao.kit.bilingual.fields.LineField(blank=True, default='', max_length=300, verbose_name='address (English)')),
            ],
            options={
                'verbose_name': 'hotel',
                'verbose_name_plural': 'hotels',
                'ordering': ['id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('name_en', ''), ('name_zh', ''), _negated=True), name='registration_hotel_name_in_one_language', violation_error_code='one-language', violation_error_message='Write this in at least one language.')],
            },
        ),
        migrations.CreateModel(
            name='HotelRooms',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('hotel', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rooms', to='registration.hotel', verbose_name='hotel')),
                ('kind', models.CharField(choices=[('single', 'Single room'), ('double', 'Double room'), ('twin', 'Twin room')], max_length=8, verbose_name='kind of room')),
                ('number', models.PositiveSmallIntegerField(verbose_name='how many')),
            ],
            options={
                'verbose_name': 'rooms of a hotel',
                'verbose_name_plural': 'rooms of hotels',
                'ordering': ['kind'],
                'constraints': [models.UniqueConstraint(fields=('hotel', 'kind'), name='registration_rooms_once')],
            },
        ),
        migrations.CreateModel(
            name='Stay',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('registration', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='stay', to='registration.registration', verbose_name='registration')),
                ('first_night', models.DateField(verbose_name='first night')),
                ('nights', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(60)], verbose_name='nights')),
                ('room_kind', models.CharField(choices=[('single', 'Single room'), ('double', 'Double room'), ('twin', 'Twin room')], default='single', max_length=8, verbose_name='kind of room')),
                ('shares_with', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='exchanges.delegationmember', verbose_name='shares the room with')),
                ('hotel', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='stays', to='registration.hotel', verbose_name='hotel')),
                ('note', qiao.kit.bilingual.fields.LineField(blank=True, max_length=300, verbose_name='note')),
            ],
            options={
                'verbose_name': 'stay at a hotel',
                'verbose_name_plural': 'stays at hotels',
                'ordering': ['first_night', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('nights__range', (1, 60))), name='registration_stay_has_nights', violation_error_message='A stay has one night at least and sixty at most.')],
            },
        ),
        migrations.CreateModel(
            name='Need',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('registration', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='needs', to='registration.registration', verbose_name='registration')),
                ('kind', models.CharField(choices=[('diet', 'Diet'), ('allergy', 'Allergy or intolerance'), ('access', 'Access'), ('prayer', 'Prayer'), ('interpreter', 'Interpreter')], max_length=12, verbose_name='kind')),
                ('code', models.CharField(max_length=20, verbose_name='need')),
                ('note', qiao.kit.bilingual.fields.LineField(blank=True, max_length=300, verbose_name='note')),
            ],
            options={
                'verbose_name': 'need',
                'verbose_name_plural': 'needs',
                'ordering': ['kind', 'id'],
                'indexes': [models.Index(fields=['kind', 'code'], name='registration_need_by_code')],
                'constraints': [models.UniqueConstraint(fields=('registration', 'kind', 'code'), name='registration_need_once')],
            },
        ),
        migrations.CreateModel(
            name='TravelLeg',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('registration', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='legs', to='registration.registration', verbose_name='registration')),
                ('direction', models.CharField(choices=[('arrival', 'Arrival'), ('departure', 'Departure')], max_length=10, verbose_name='direction')),
                ('at', models.DateTimeField(verbose_name='when')),
                ('time_zone', models.CharField(max_length=64, validators=[qiao.rooms.directory.validators.validate_time_zone], verbose_name='time zone')),
                ('transport', models.CharField(choices=[('flight', 'Flight'), ('train', 'Train'), ('coach', 'Coach'), ('car', 'Own car'), ('other', 'Something else')], default='flight', max_length=8, verbose_name='by')),
                ('number', qiao.kit.bilingual.fields.LineField(blank=True, max_length=20, verbose_name='flight or train number')),
                ('port', qiao.kit.bilingual.fields.LineField(blank=True, max_length=120, verbose_name='airport or station')),
                ('wants_pickup', models.BooleanField(default=False, verbose_name='wishes to be taken there or fetched')),
            ],
            options={
                'verbose_name': 'arrival or departure',
                'verbose_name_plural': 'arrivals and departures',
                'ordering': ['at', 'id'],
                'constraints': [models.UniqueConstraint(fields=('registration', 'direction'), name='registration_leg_once')],
            },
        ),
        migrations.CreateModel(
            name='SharedTotals',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('exchange', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='shared_totals', to='exchanges.exchange', verbose_name='exchange')),
                ('kind', models.CharField(choices=[('meals', 'Meals'), ('buses', 'Buses and pick-ups'), ('beds', 'Hotels and nights')], max_length=8, verbose_name='what is shown')),
                ('recipient', qiao.kit.bilingual.fields.LineField(max_length=120, verbose_name='for whom')),
                ('token', models.CharField(default=qiao.rooms.registration.models.share.new_token, editable=False, max_length=60, unique=True, verbose_name='token')),
                ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='made by')),
                ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='taken back at')),
                ('revoked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='taken back by')),
            ],
            options={
                'verbose_name': 'shared totals',
                'verbose_name_plural': 'shared totals',
                'ordering': ['-id'],
            },
        ),
        ]),
    ]
