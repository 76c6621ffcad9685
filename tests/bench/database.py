"""A database with many people in it, made by PostgreSQL itself."""

from django.core.management import call_command
from django.db import connection

from ivelum_site.postgres.roles import as_owner
from tests import make
from tests.database import reset_database


# One row about each person in every table that knows people by address.
PEOPLE = (
    """
    insert into contact_enquiry (name, email, message, notes, received_at,
        sender, message_id, refused, proposed)
    select 'Ada ' || n, 'person' || n || '@example.org',
        repeat('Build me an engine. ', 10), '',
        now() - n * '1 second'::interval, '', '', '', ''
    from generate_series(1, {many}) n
    """,
    """
    insert into contact_subscription (email, purpose, asked_at,
        confirmed_at)
    select 'person' || n || '@example.org', 'newsletter',
        now() - n * '1 second'::interval, now()
    from generate_series(1, {many}) n
    """,
    """
    insert into contact_consentevent (subscription_id, number, kind, at,
        wording_id, policy_version, method, proof_ends_on, language, form, mac)
    select id, 1, 'requested', now(), {wording}, 'draft', 'web_form',
        current_date + 1000, 'en', 'newsletter/1',
        encode(sha256(email::bytea), 'hex')
    from contact_subscription
    """,
    """
    insert into contact_consentevent (subscription_id, number, kind, at,
        wording_id, policy_version, method, proof_ends_on, language, form, mac)
    select id, 2, 'confirmed', now(), {wording}, 'draft', 'confirm_link',
        current_date + 1000, 'en', 'newsletter/1',
        encode(sha256(email::bytea), 'hex')
    from contact_subscription
    """,
    """
    with made as (
        insert into privacy_datasubjectrequest (reference, "right", channel,
            details, state, received_at, received_on, opened_at,
            extension_reason, identity_doubt, outcome, what_next,
            refusal_ground, remedies_told, plan_hash)
        select to_char(n, 'FM0000"-"0000'), 'access', 'web', '', 'open', now(),
            current_date, now(), '', '', '', '', '', false, ''
        from generate_series(1, {many}) n
        returning id, reference
    )
    insert into privacy_claimedaddress (request_id, email, claimed_at,
        proven_at, vouched_how)
    select id, 'person' || replace(reference, '-', '')::int
        || '@example.org', now(), now(), ''
    from made
    """,
    """
    update privacy_datasubjectrequest set state = 'answered', closed_at = now()
    """,
)


def ready():
    """Empty, with every table."""
    with as_owner():
        call_command('migrate', verbosity=0)
    reset_database()


def fill(many):
    ready()
    wording = make.wording().pk
    with as_owner():
        for sql in PEOPLE:
            run(sql.format(many=many, wording=wording))
        run('vacuum analyze')


def run(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
