"""What the login of the site may do with the proof: add, and no more.

The triggers would refuse the rest as well. One of the two may be forgotten.
"""

import pytest

from tests.proof.conftest import run


ADD = {'SELECT', 'INSERT'}
LET_GO = {'DELETE'}
ALL = ADD | LET_GO | {'UPDATE', 'TRUNCATE', 'TRIGGER', 'REFERENCES'}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ('table', 'rights'),
    [
        ('privacy_auditevent', ADD | LET_GO),
        ('privacy_ledgerline', ADD | LET_GO),
        ('privacy_restoreevent', ADD),
        ('privacy_suppression', ADD | LET_GO),
    ],
)
def test_the_site_has_these_rights_and_no_others(table, rights):
    ask = 'select has_table_privilege(current_user, %s, %s)'

    assert {right for right in ALL if run(ask, table, right)[0][0]} == rights
