"""What the site's own role may do to no table at all."""

from django.conf import settings

from contact.models import Enquiry
from tests.invariants.forbidden import (
    Guard,
    forbidden,
    no_ownership,
    no_right,
    run,
)


ROLE = settings.RUNTIME_ROLE


@forbidden(no_right('truncate', Enquiry))
def emptying_a_table():
    yield
    run('truncate contact_enquiry cascade')


@forbidden(no_ownership(Enquiry))
def switching_a_trigger_off():
    yield
    run('alter table contact_enquiry disable trigger held')


@forbidden(no_ownership(Enquiry))
def dropping_a_trigger():
    yield
    run('drop trigger held on contact_enquiry')


@forbidden(no_ownership(Enquiry))
def dropping_a_table():
    yield
    run('drop table contact_enquiry')


@forbidden(
    Guard(
        'no right to create in the schema',
        f'grant create on schema public to {ROLE}',
    )
)
def making_a_table():
    yield
    run('create table mine ()')


@forbidden(
    Guard(
        'no right to set session_replication_role',
        f'grant set on parameter session_replication_role to {ROLE}',
    )
)
def writing_as_if_triggers_were_asleep():
    yield
    run("set local session_replication_role = 'replica'")
