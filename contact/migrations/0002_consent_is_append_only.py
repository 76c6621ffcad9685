from django.db import migrations

from privacy import sql


class Migration(migrations.Migration):
    dependencies = [('contact', '0001_initial')]

    operations = [
        sql.from_file(
            __file__,
            '0002_consent_is_append_only',
            undo='drop function contact_refuse_rewriting cascade; '
            'drop function contact_refuse_early_deletion cascade;',
        ),
    ]
