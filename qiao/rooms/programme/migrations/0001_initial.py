import django.core.validators
import django.db.models.deletion
import qiao.kit.bilingual.fields
import qiao.kit.records
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('directory', '0002_partial_index_of_merged'),
        ('exchanges', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Place',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('kind', models.CharField(choices=[('venue', 'Venue'), ('room', 'Room'), ('laboratory', 'Laboratory'), ('dining', 'Dining room'), ('outdoors', 'Outdoors'), ('stop', 'Stop or station')], default='room', max_length=12, verbose_name='kind')),
                ('name_zh', qiao.kit.bilingual.fields.LineField(blank=True, default='', max_length=200, verbose_name='name (Chinese)')),
                ('name_en', qiao.kit.bilingual.fields.LineField(blank=True, default='', max_length=200, verbose_name='name (English)')),
                ('address_zh', qiao.kit.bilingual.fields.LineField(blank=True, default='', max_length=300, verbose_name='address (Chinese)')),
                ('address_en', qiao.kit.bilingual.fields.LineField(blank=True, default='', max_length=300, verbose_name='address (English)')),
                ('latitude', models.FloatField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(-90), django.core.validators.MaxValueValidator(90)], verbose_name='latitude')),
                ('longitude', models.FloatField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(-180), django.core.validators.MaxValueValidator(180)], verbose_name='longitude')),
                ('capacity', models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='capacity')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('exchange', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='places', to='exchanges.exchange', verbose_name='exchange')),
                ('host', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.organisation', verbose_name='host')),
                ('within', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='rooms', to='programme.place', verbose_name='within')),
            ],
            options={
                'verbose_name': 'place of an exchange',
                'verbose_name_plural': 'places of an exchange',
                'ordering': ['position', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('name_en', ''), ('name_zh', ''), _negated=True), name='programme_place_name_in_one_language', violation_error_code='one-language', violation_error_message='Write this in at least one language.'), models.CheckConstraint(condition=models.Q(('capacity', None), ('capacity__gte', 1), _connector='OR'), name='programme_place_holds_somebody', violation_error_message='A place holds one person at least. Leave it empty if unknown.'), models.CheckConstraint(condition=models.Q(('within', None), models.Q(('within', models.F('id')), _negated=True), _connector='OR'), name='programme_place_not_within_itself')],
            },
        ),
        migrations.CreateModel(
            name='Track',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('name_zh', qiao.kit.bilingual.fields.LineField(blank=True, default='', max_length=100, verbose_name='name (Chinese)')),
                ('name_en', qiao.kit.bilingual.fields.LineField(blank=True, default='', max_length=100, verbose_name='name (English)')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('exchange', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tracks', to='exchanges.exchange', verbose_name='exchange')),
            ],
            options={
                'verbose_name': 'track',
                'verbose_name_plural': 'tracks',
                'ordering': ['position', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('name_en', ''), ('name_zh', ''), _negated=True), name='programme_track_name_in_one_language', violation_error_code='one-language', violation_error_message='Write this in at least one language.')],
            },
        ),
        migrations.CreateModel(
            name='ProgrammeItem',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('kind', models.CharField(choices=[('welcome', 'Welcome'), ('film', 'Film'), ('introduction', 'Introduction'), ('panel', 'Panel'), ('questions', 'Questions and answers'), ('visit', 'Visit'), ('meal', 'Meal'), ('transfer', 'Transfer'), ('meeting_block', 'Block of meetings'), ('break', 'Break')], max_length=15, verbose_name='kind')),
                ('title_zh', qiao.kit.bilingual.fields.LineField(blank=True, default='', max_length=200, verbose_name='title (Chinese)')),
                ('title_en', qiao.kit.bilingual.fields.LineField(blank=True, default='', max_length=200, verbose_name='title (English)')),
                ('summary_zh', qiao.kit.bilingual.fields.BodyField(blank=True, default='', max_length=3000, verbose_name='summary (Chinese)')),
                ('summary_en', qiao.kit.bilingual.fields.BodyField(blank=True, default='', max_length=3000, verbose_name='summary (English)')),
                ('starts_at', models.DateTimeField(verbose_name='begins')),
                ('ends_at', models.DateTimeField(verbose_name='ends')),
                ('audience', models.CharField(choices=[('everyone', 'Everyone'), ('delegations', 'All delegations'), ('chosen', 'Those who are named')], default='everyone', max_length=12, verbose_name='for whom')),
                ('languages', models.JSONField(blank=True, default=list, verbose_name='languages')),
                ('interpretation', models.JSONField(blank=True, default=list, verbose_name='interpreted into')),
                ('capacity', models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='capacity')),
                ('vehicle', models.CharField(blank=True, max_length=60, verbose_name='bus or car')),
                ('is_public', models.BooleanField(default=True, verbose_name='shown on the public page')),
                ('state', models.CharField(choices=[('planned', 'Planned'), ('confirmed', 'Confirmed'), ('cancelled', 'Cancelled')], default='planned', max_length=10, verbose_name='state')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('delegations', models.ManyToManyField(blank=True, related_name='items', to='exchanges.delegation', verbose_name='delegations')),
                ('destination', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='arrivals', to='programme.place', verbose_name='where a transfer leads')),
                ('exchange', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='exchanges.exchange', verbose_name='exchange')),
                ('host', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='items', to='exchanges.partner', verbose_name='host')),
                ('partners', models.ManyToManyField(blank=True, related_name='attended_items', to='exchanges.partner', verbose_name='hosts and partners')),
                ('place', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='items', to='programme.place', verbose_name='place')),
                ('track', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='items', to='programme.track', verbose_name='track')),
            ],
            options={
                'verbose_name': 'session',
                'verbose_name_plural': 'sessions',
                'ordering': ['starts_at', 'id'],
                'indexes': [models.Index(fields=['exchange', 'starts_at'], name='programme_item_by_start')],
                'constraints': [models.CheckConstraint(condition=models.Q(('title_en', ''), ('title_zh', ''), _negated=True), name='programme_item_title_in_one_language', violation_error_code='one-language', violation_error_message='Write this in at least one language.'), models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='programme_item_in_order', violation_error_message='A session ends after it begins.'), models.CheckConstraint(condition=models.Q(('capacity', None), ('capacity__gte', 1), _connector='OR'), name='programme_item_holds_somebody', violation_error_message='A session holds one person at least.')],
            },
        ),
        migrations.CreateModel(
            name='TransferTime',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('minutes', models.PositiveSmallIntegerField(verbose_name='minutes')),
                ('exchange', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='transfer_times', to='exchanges.exchange', verbose_name='exchange')),
                ('one', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='transfers_out', to='programme.place', verbose_name='from')),
                ('other', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='transfers_in', to='programme.place', verbose_name='to')),
            ],
            options={
                'verbose_name': 'transfer time',
                'verbose_name_plural': 'transfer times',
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('one', 'other'), name='programme_transfer_once'), models.CheckConstraint(condition=models.Q(('one__lt', models.F('other'))), name='programme_transfer_either_way')],
            },
        ),
    ]
