import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from privacy import sql


class Migration(migrations.Migration):
    dependencies = [('privacy', '0003_cases')]

    operations = [
        migrations.CreateModel(
            name='RestoreEvent',
            fields=[
                (
                    'id',
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name='ID',
                    ),
                ),
                ('at', models.DateTimeField()),
                ('lines', models.PositiveIntegerField()),
                ('erased', models.PositiveIntegerField()),
                ('withheld', models.PositiveIntegerField()),
                ('stopped', models.PositiveIntegerField()),
                ('by_hand', models.PositiveIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='LedgerLine',
            fields=[
                ('seq', models.BigAutoField(primary_key=True, serialize=False)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                (
                    'kind',
                    models.CharField(
                        choices=[
                            ('erased', 'data erased'),
                            ('withdrawn', 'consents withdrawn'),
                            ('restricted', 'use restricted'),
                            ('lifted', 'restriction lifted'),
                        ],
                        max_length=16,
                    ),
                ),
                ('mac', models.CharField(max_length=64)),
                ('dsr_reference', models.CharField(blank=True, max_length=9)),
                ('prev_hash', models.CharField(max_length=64)),
                ('hash', models.CharField(max_length=64)),
            ],
            options={
                'ordering': ['seq'],
                'constraints': [
                    models.UniqueConstraint(
                        fields=('mac', 'kind', 'dsr_reference'),
                        name='one_line_however_often_it_is_tried',
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                'kind__in',
                                ['erased', 'withdrawn', 'restricted', 'lifted'],
                            )
                        ),
                        name='a_line_is_of_a_kind_we_know',
                    ),
                    models.CheckConstraint(
                        condition=models.Q(('mac__regex', '^[0-9a-f]{64}$')),
                        name='a_line_holds_no_address',
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name='Suppression',
            fields=[
                (
                    'mac',
                    models.CharField(
                        max_length=64, primary_key=True, serialize=False
                    ),
                ),
                (
                    'since',
                    models.DateTimeField(default=django.utils.timezone.now),
                ),
                (
                    'reason',
                    models.CharField(
                        choices=[
                            ('erased', 'the person had their data erased'),
                            ('withdrawn', 'the person withdrew a consent'),
                            ('objected', 'the person objected'),
                        ],
                        max_length=16,
                    ),
                ),
            ],
            options={
                'constraints': [
                    models.CheckConstraint(
                        condition=models.Q(
                            ('reason__in', ['erased', 'withdrawn', 'objected'])
                        ),
                        name='a_suppression_has_a_reason',
                    ),
                    models.CheckConstraint(
                        condition=models.Q(('mac__regex', '^[0-9a-f]{64}$')),
                        name='a_suppression_holds_no_address',
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name='AuditEvent',
            fields=[
                ('seq', models.BigAutoField(primary_key=True, serialize=False)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                (
                    'actor',
                    models.CharField(
                        choices=[
                            ('person', 'the person'),
                            ('staff', 'our team'),
                            ('system', 'the site'),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    'action',
                    models.CharField(
                        choices=[
                            ('opened', 'request opened'),
                            ('address_proven', 'address proven'),
                            ('link_reissued', 'fresh link sent'),
                            ('letter_sent', 'letter sent'),
                            ('message_in', 'message from the person'),
                            ('message_out', 'message to the person'),
                            ('consulted', 'data looked at'),
                            ('downloaded', 'copy downloaded'),
                            ('identity_asked', 'asked who the person is'),
                            ('identity_accepted', 'no more doubt who it is'),
                            ('extended', 'time extended'),
                            ('corrected', 'data corrected'),
                            ('restricted', 'use restricted'),
                            ('lifted', 'restriction lifted'),
                            ('objected', 'objection'),
                            ('withdrawn', 'request withdrawn'),
                            ('consent_ended', 'consent ended'),
                            ('planned', 'erasure planned'),
                            ('erased', 'data erased'),
                            ('scanned', 'searched for what may be left'),
                            ('held', 'held for a legal claim'),
                            ('released', 'no longer held'),
                            ('answered', 'request answered'),
                            ('refused', 'request refused'),
                            ('lapsed', 'request lapsed'),
                            ('retention_run', 'old data deleted'),
                            ('restored', 'restored backup put in order'),
                            ('replayed', 'repeated on a restored backup'),
                        ],
                        max_length=32,
                    ),
                ),
                ('kind', models.CharField(blank=True, max_length=100)),
                ('row_id', models.BigIntegerField(null=True)),
                ('count', models.PositiveIntegerField(null=True)),
                ('purpose', models.CharField(blank=True, max_length=100)),
                ('prev_hash', models.CharField(max_length=64)),
                ('hash', models.CharField(max_length=64)),
                (
                    'by',
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name='+',
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    'dsr',
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name='events',
                        to='privacy.datasubjectrequest',
                    ),
                ),
            ],
            options={
                'verbose_name': 'step of the audit',
                'verbose_name_plural': 'steps of the audit',
                'ordering': ['seq'],
                'constraints': [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                'action__in',
                                [
                                    'opened',
                                    'address_proven',
                                    'link_reissued',
                                    'letter_sent',
                                    'message_in',
                                    'message_out',
                                    'consulted',
                                    'downloaded',
                                    'identity_asked',
                                    'identity_accepted',
                                    'extended',
                                    'corrected',
                                    'restricted',
                                    'lifted',
                                    'objected',
                                    'withdrawn',
                                    'consent_ended',
                                    'planned',
                                    'erased',
                                    'scanned',
                                    'held',
                                    'released',
                                    'answered',
                                    'refused',
                                    'lapsed',
                                    'retention_run',
                                    'restored',
                                    'replayed',
                                ],
                            )
                        ),
                        name='an_action_is_one_of_those_we_know',
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(('actor', 'staff'), ('by__isnull', False)),
                            models.Q(
                                ('actor__in', ['person', 'system']),
                                ('by__isnull', True),
                            ),
                            _connector='OR',
                        ),
                        name='a_colleague_acts_under_their_number',
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(('kind__contains', '@'), _negated=True),
                            models.Q(('purpose__contains', '@'), _negated=True),
                        ),
                        name='an_event_holds_no_address',
                    ),
                ],
            },
        ),
        sql.from_file(
            __file__,
            '0004_chains',
            undo='drop function privacy_chain_event cascade; '
            'drop function privacy_chain_line cascade; '
            'drop function privacy_link; drop function privacy_utc;',
        ),
        sql.from_file(
            __file__,
            '0004_append_only',
            undo='drop function privacy_refuse_rewriting_proof cascade; '
            'drop function privacy_let_old_events_go cascade; '
            'drop function privacy_let_old_lines_go cascade;',
        ),
    ]
