import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import qiao.kit.records
import qiao.kit.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AddressTrouble',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('address', models.EmailField(max_length=254, unique=True, validators=[qiao.kit.text.validate_line], verbose_name='e-mail')),
                ('kind', models.CharField(choices=[('refused', 'the mail server refuses this address'), ('bounced', 'mail to this address came back'), ('full', 'the mailbox is full')], max_length=10, verbose_name='trouble')),
                ('since', models.DateTimeField(verbose_name='since')),
                ('last_at', models.DateTimeField(verbose_name='last time')),
                ('last_answer', models.TextField(blank=True, verbose_name='answer of the server')),
            ],
            options={
                'verbose_name': 'failing address',
                'verbose_name_plural': 'failing addresses',
                'ordering': ['-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('address', django.db.models.functions.text.Lower('address'))), name='mail_trouble_address_lower')],
            },
        ),
        migrations.CreateModel(
            name='OutboxMail',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('key', models.CharField(editable=False, max_length=200, unique=True, verbose_name='send-once key')),
                ('message_id', models.CharField(editable=False, max_length=255, unique=True, verbose_name='message id')),
                ('template', models.CharField(max_length=100, verbose_name='kind of mail')),
                ('recipient', models.EmailField(max_length=254, validators=[qiao.kit.text.validate_line], verbose_name='recipient')),
                ('reply_to', models.EmailField(blank=True, max_length=254, validators=[qiao.kit.text.validate_line], verbose_name='answers go to')),
                ('language', models.CharField(choices=[('zh-hans', 'Chinese'), ('en', 'English')], max_length=10, verbose_name='language')),
                ('context', models.JSONField(blank=True, default=dict, verbose_name='values')),
                ('subject', models.CharField(max_length=200, validators=[qiao.kit.text.validate_line], verbose_name='subject')),
                ('text', models.TextField(blank=True, validators=[qiao.kit.text.validate_utf8], verbose_name='text')),
                ('html', models.TextField(blank=True, validators=[qiao.kit.text.validate_utf8], verbose_name='HTML')),
                ('is_optional', models.BooleanField(default=False, verbose_name='can be unsubscribed')),
                ('is_secret', models.BooleanField(default=False, verbose_name='holds a secret')),
                ('state', models.CharField(choices=[('waiting', 'waiting'), ('sending', 'being sent'), ('sent', 'sent'), ('failed', 'failed'), ('bounced', 'came back'), ('cancelled', 'cancelled')], default='waiting', max_length=10, verbose_name='state')),
                ('tries', models.PositiveIntegerField(default=0, verbose_name='tries')),
                ('next_try_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='next try')),
                ('lease_holder', models.UUIDField(blank=True, editable=False, null=True, verbose_name='being sent by')),
                ('lease_expires_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='being sent until')),
                ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='sent at')),
                ('actor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='caused by')),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='account of the recipient')),
            ],
            options={
                'verbose_name': 'mail',
                'verbose_name_plural': 'mails',
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['state', '-id'], name='mail_state'), models.Index(fields=['state', 'next_try_at'], name='mail_due'), models.Index(fields=['recipient'], name='mail_recipient'), models.Index(fields=['template', '-id'], name='mail_template')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('lease_expires_at__isnull', False), ('lease_holder__isnull', False), ('state', 'sending')), models.Q(models.Q(('state', 'sending'), _negated=True), ('lease_expires_at', None), ('lease_holder', None)), _connector='OR'), name='mail_sending_has_a_lease'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'sent'), _negated=True), ('sent_at__isnull', False), _connector='OR'), name='mail_sent_says_when')],
            },
        ),
        migrations.CreateModel(
            name='MailAttempt',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('number', models.PositiveIntegerField(verbose_name='number')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='ended')),
                ('outcome', models.CharField(choices=[('running', 'in progress'), ('accepted', 'accepted'), ('deferred', 'put off'), ('refused', 'refused'), ('lost', 'interrupted')], default='running', max_length=10, verbose_name='result')),
                ('smtp_code', models.PositiveIntegerField(blank=True, null=True, verbose_name='code')),
                ('answer', models.TextField(blank=True, verbose_name='answer of the server')),
                ('mail', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attempts', to='mail.outboxmail', verbose_name='mail')),
            ],
            options={
                'verbose_name': 'attempt to send',
                'verbose_name_plural': 'attempts to send',
                'ordering': ['number', 'id'],
                'constraints': [models.UniqueConstraint(fields=('mail', 'number'), name='mail_attempt_once')],
            },
        ),
        migrations.CreateModel(
            name='MailAttachment',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('name', models.CharField(max_length=150, validators=[qiao.kit.text.validate_line], verbose_name='file name')),
                ('content_type', models.CharField(max_length=100, validators=[qiao.kit.text.validate_line], verbose_name='type')),
                ('content', models.BinaryField(verbose_name='content')),
                ('size', models.PositiveIntegerField(verbose_name='size')),
                ('mail', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attachments', to='mail.outboxmail', verbose_name='mail')),
            ],
            options={
                'verbose_name': 'attachment',
                'verbose_name_plural': 'attachments',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Unsubscription',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('address', models.EmailField(max_length=254, validators=[qiao.kit.text.validate_line], verbose_name='e-mail')),
                ('template', models.CharField(max_length=100, verbose_name='kind of mail')),
            ],
            options={
                'verbose_name': 'unsubscription',
                'verbose_name_plural': 'unsubscriptions',
                'ordering': ['-id'],
                'constraints': [models.UniqueConstraint(fields=('address', 'template'), name='mail_unsubscribed_once'), models.CheckConstraint(condition=models.Q(('address', django.db.models.functions.text.Lower('address'))), name='mail_unsubscribed_address_lower')],
            },
        ),
    ]
