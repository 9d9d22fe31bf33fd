import django.core.validators
import django.db.models.deletion
import qiao.kit.bilingual.fields
import qiao.kit.records
import qiao.kit.text
import qiao.rooms.directory.countries
import qiao.rooms.directory.validators
import qiao.rooms.letters.models.passport
import qiao.rooms.letters.sealing.fields
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
            name='Letter',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('exchange', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='letters', to='exchanges.exchange', verbose_name='exchange')),
                ('delegation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='letters', to='exchanges.delegation', verbose_name='delegation')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='letters', to='exchanges.delegationmember', verbose_name='for')),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='letters', to=settings.AUTH_USER_MODEL, verbose_name='account')),
                ('asked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='asked by')),
                ('reviewer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='reviewer')),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('submitted', 'Submitted'), ('under_review', 'Under review'), ('sent_back', 'Sent back'), ('issued', 'Issued'), ('refused', 'Refused'), ('revoked', 'Revoked')], default='draft', max_length=12, verbose_name='state')),
                ('stay_from', models.DateField(blank=True, null=True, verbose_name='first day of the stay')),
                ('stay_to', models.DateField(blank=True, null=True, verbose_name='last day of the stay')),
                ('submitted_at', models.DateTimeField(blank=True, null=True, verbose_name='submitted at')),
                ('year', models.PositiveSmallIntegerField(blank=True, editable=False, null=True, verbose_name='year')),
                ('running', models.PositiveIntegerField(blank=True, editable=False, null=True, verbose_name='running number')),
                ('number', models.CharField(blank=True, editable=False, max_length=30, null=True, unique=True, verbose_name='number')),
                ('issued_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='issued at')),
                ('code_hash', models.CharField(blank=True, editable=False, max_length=64, null=True, unique=True, verbose_name='fingerprint of the code')),
                ('code', qiao.rooms.letters.sealing.fields.SealedLineField(blank=True, editable=False, max_length=40, null=True, verbose_name='code')),
                ('digest', models.CharField(blank=True, editable=False, max_length=64, verbose_name='digest of the document')),
                ('wiped_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='data wiped at')),
                ('wiped_because', models.CharField(blank=True, choices=[('time', 'the visit is over'), ('asked', 'the person asked for it')], editable=False, max_length=10, verbose_name='data wiped because')),
            ],
            options={
                'verbose_name': 'letter of invitation',
                'verbose_name_plural': 'letters of invitation',
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['exchange', 'state', 'submitted_at', 'id'], name='letters_queue'), models.Index(fields=['exchange', 'wiped_at', 'stay_to'], name='letters_to_wipe')],
                'constraints': [models.UniqueConstraint(condition=models.Q(models.Q(('state__in', ('refused', 'revoked')), _negated=True), models.Q(('wiped_at', None), ('state', 'issued'), _connector='OR')), fields=('member',), name='letters_one_at_a_time'), models.UniqueConstraint(fields=('exchange', 'year', 'running'), name='letters_number_once'), models.CheckConstraint(condition=models.Q(models.Q(('issued_at__isnull', False), ('number__isnull', False), ('running__gte', 1), ('state__in', ('issued', 'revoked'))), models.Q(models.Q(('state__in', ('issued', 'revoked')), _negated=True), ('issued_at', None), ('number', None), ('running', None)), _connector='OR'), name='letters_issued_with_a_number'), models.CheckConstraint(condition=models.Q(models.Q(('stay_from', None), ('stay_to', None)), ('stay_to__gte', models.F('stay_from')), _connector='OR'), name='letters_stay_in_order'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('submitted', 'under_review', 'sent_back', 'issued', 'refused', 'revoked')), _negated=True), ('submitted_at__isnull', False), _connector='OR'), name='letters_submitted_says_when'), models.CheckConstraint(condition=models.Q(models.Q(('wiped_at', None), ('wiped_because', '')), models.Q(('code__isnull', True), ('stay_from', None), ('stay_to', None), ('wiped_at__isnull', False), models.Q(('wiped_because', ''), _negated=True)), _connector='OR'), name='letters_wiped_says_why')],
            },
        ),
        migrations.CreateModel(
            name='LetterStep',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('letter', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='letters.letter', verbose_name='letter')),
                ('from_state', models.CharField(blank=True, choices=[('draft', 'Draft'), ('submitted', 'Submitted'), ('under_review', 'Under review'), ('sent_back', 'Sent back'), ('issued', 'Issued'), ('refused', 'Refused'), ('revoked', 'Revoked')], max_length=12, verbose_name='from')),
                ('to_state', models.CharField(choices=[('draft', 'Draft'), ('submitted', 'Submitted'), ('under_review', 'Under review'), ('sent_back', 'Sent back'), ('issued', 'Issued'), ('refused', 'Refused'), ('revoked', 'Revoked')], max_length=12, verbose_name='to')),
                ('actor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='who')),
                ('reason', qiao.kit.bilingual.fields.BodyField(blank=True, max_length=1000, verbose_name='reason')),
            ],
            options={
                'verbose_name': 'step of a letter',
                'verbose_name_plural': 'steps of letters',
                'ordering': ['id'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('reason', ''), _negated=True), models.Q(('to_state__in', ('sent_back', 'refused', 'revoked')), _negated=True), _connector='OR'), name='letters_step_with_reason')],
            },
        ),
        migrations.CreateModel(
            name='LetterPaper',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('letter', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='paper', to='letters.letter', verbose_name='letter')),
                ('content', qiao.rooms.letters.sealing.fields.SealedBytesField(verbose_name='document')),
            ],
            options={
                'verbose_name': 'document of a letter',
                'verbose_name_plural': 'documents of letters',
            },
        ),
        migrations.CreateModel(
            name='Passport',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('letter', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='passport', to='letters.letter', verbose_name='letter')),
                ('name_latin', qiao.rooms.letters.sealing.fields.SealedLineField(max_length=100, validators=[django.core.validators.RegexValidator("\\A[A-Za-z][A-Za-z ,.'-]*\\Z", 'Latin letters, as the passport prints the name: ZHANG SAN.', 'latin')], verbose_name='name as in the passport')),
                ('name_native', qiao.rooms.letters.sealing.fields.SealedLineField(blank=True, default='', max_length=50, verbose_name='name in Chinese')),
                ('nationality', qiao.rooms.letters.sealing.fields.SealedLineField(max_length=2, validators=[qiao.rooms.directory.countries.validate_country], verbose_name='nationality')),
                ('number', qiao.rooms.letters.sealing.fields.SealedLineField(max_length=20, validators=[django.core.validators.RegexValidator('\\A(?=.*[0-9])[A-Z0-9]{5,20}\\Z', 'Capital letters and digits, without spaces.', 'number')], verbose_name='number of the passport')),
                ('born_on', qiao.rooms.letters.sealing.fields.SealedLineField(max_length=10, validators=[qiao.rooms.letters.models.passport.validate_day], verbose_name='date of birth')),
                ('sex', qiao.rooms.letters.sealing.fields.SealedLineField(blank=True, default='', max_length=1, validators=[qiao.rooms.letters.models.passport.validate_sex], verbose_name='sex')),
                ('expires_on', qiao.rooms.letters.sealing.fields.SealedLineField(max_length=10, validators=[qiao.rooms.letters.models.passport.validate_day], verbose_name='passport expires')),
                ('applies_at', qiao.rooms.letters.sealing.fields.SealedLineField(max_length=150, verbose_name='embassy or consulate')),
            ],
            options={
                'verbose_name': 'passport data',
                'verbose_name_plural': 'passport data',
            },
        ),
        migrations.CreateModel(
            name='LetterSettings',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('exchange', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='letter_settings', to='exchanges.exchange', verbose_name='exchange')),
                ('code', models.CharField(error_messages={'unique': 'Another exchange numbers its letters with this code.'}, help_text='Begins every number: QIAO gives QIAO-2026-0007. It stays once a letter is issued.', max_length=12, unique=True, validators=[django.core.validators.RegexValidator('\\A[A-Z][A-Z0-9]{1,11}\\Z', 'Two to twelve capital letters and digits, a letter first: QIAO.', 'code'), qiao.kit.text.validate_line], verbose_name='short code')),
                ('inviter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='exchanges.partner', verbose_name='inviting organisation')),
                ('signatory_zh', qiao.kit.bilingual.fields.LineField(blank=True, default='', max_length=100, verbose_name='who signs (Chinese)')),
                ('signatory_en', qiao.kit.bilingual.fields.LineField(blank=True, default='', max_length=100, verbose_name='who signs (English)')),
                ('office_zh', qiao.kit.bilingual.fields.LineField(blank=True, default='', max_length=150, verbose_name='office of who signs (Chinese)')),
                ('office_en', qiao.kit.bilingual.fields.LineField(blank=True, default='', max_length=150, verbose_name='office of who signs (English)')),
                ('costs_zh', qiao.kit.bilingual.fields.LineField(blank=True, default='', max_length=500, verbose_name='who bears the costs (Chinese)')),
                ('costs_en', qiao.kit.bilingual.fields.LineField(blank=True, default='', max_length=500, verbose_name='who bears the costs (English)')),
                ('purpose_zh', qiao.kit.bilingual.fields.LineField(blank=True, default='', max_length=500, verbose_name='purpose of the visit (Chinese)')),
                ('purpose_en', qiao.kit.bilingual.fields.LineField(blank=True, default='', max_length=500, verbose_name='purpose of the visit (English)')),
                ('remarks_zh', qiao.kit.bilingual.fields.BodyField(blank=True, default='', max_length=2000, verbose_name='further paragraph (Chinese)')),
                ('remarks_en', qiao.kit.bilingual.fields.BodyField(blank=True, default='', max_length=2000, verbose_name='further paragraph (English)')),
                ('address_zh', qiao.kit.bilingual.fields.LineField(blank=True, default='', max_length=200, verbose_name='address of the inviting organisation (Chinese)')),
                ('address_en', qiao.kit.bilingual.fields.LineField(blank=True, default='', max_length=200, verbose_name='address of the inviting organisation (English)')),
                ('contact', qiao.kit.bilingual.fields.LineField(max_length=100, verbose_name='contact person')),
                ('phone', qiao.kit.bilingual.fields.LineField(blank=True, max_length=40, verbose_name='telephone')),
                ('email', models.EmailField(max_length=254, validators=[qiao.kit.text.validate_line, qiao.rooms.directory.validators.validate_mail_host], verbose_name='e-mail')),
                ('margin_days', models.PositiveSmallIntegerField(default=7, validators=[django.core.validators.MaxValueValidator(90)], verbose_name='days before and after the exchange')),
                ('kept_days', models.PositiveSmallIntegerField(default=30, help_text='Counted from the last day of each person’s stay.', validators=[django.core.validators.MaxValueValidator(365)], verbose_name='days until passport data are wiped')),
            ],
            options={
                'verbose_name': 'settings of letters',
                'verbose_name_plural': 'settings of letters',
                'constraints': [models.CheckConstraint(condition=models.Q(('signatory_en', ''), ('signatory_zh', ''), _negated=True), name='letters_settings_signatory_in_one_language', violation_error_code='one-language', violation_error_message='Write this in at least one language.'), models.CheckConstraint(condition=models.Q(('purpose_en', ''), ('purpose_zh', ''), _negated=True), name='letters_settings_purpose_in_one_language', violation_error_code='one-language', violation_error_message='Write this in at least one language.'), models.CheckConstraint(condition=models.Q(('costs_en', ''), ('costs_zh', ''), _negated=True), name='letters_settings_costs_in_one_language', violation_error_code='one-language', violation_error_message='Write this in at least one language.'), models.CheckConstraint(condition=models.Q(('margin_days__lte', 90)), name='letters_margin_days'), models.CheckConstraint(condition=models.Q(('kept_days__lte', 365)), name='letters_kept_days')],
            },
        ),
        ]),
    ]
