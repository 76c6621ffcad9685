from django.db import migrations

from privacy import sql


class Migration(migrations.Migration):
    dependencies = [
        ('contact', '0002_consent_is_append_only'),
        ('privacy', '0005_registers'),
    ]

    operations = [
        sql.from_file(
            __file__,
            '0003_holds',
            undo='drop trigger held on contact_enquiry; '
            'drop trigger held on contact_subscription; '
            'drop trigger held_from_emptying on contact_subscription;',
        ),
    ]
