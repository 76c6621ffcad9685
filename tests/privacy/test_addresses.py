"""One address has one form, and the database knows no other."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from contact.models import Enquiry
from privacy.addresses import canonical
from privacy.subjects.search import rows_about
from tests import make


@pytest.mark.parametrize(
    ('typed', 'kept'),
    [
        ('ada@example.org', 'ada@example.org'),
        (' Ada@Example.ORG ', 'ada@example.org'),
        ('a.d.a+news@example.org', 'a.d.a+news@example.org'),
        ('ada@bücher.example.org', 'ada@xn--bcher-kva.example.org'),
        ('ada@EXAMPLE.org.', None),
        # Cyrillic а: a domain of its own, and shown as one.
        ('ada@ex\u0430mple.com', 'ada@xn--exmple-4nf.com'),
    ],
)
def test_what_is_typed_and_what_is_kept(typed, kept):
    if kept is None:
        with pytest.raises(ValidationError):
            canonical(typed)
    else:
        assert canonical(typed) == kept


# The rows that collide under iexact and citext (CVE-2019-19844).
LOOK_ALIKES = [
    'm\u0131ke@example.org',  # dotless i
    'M\u0130KE@example.org',  # dotted capital I
    '\u017fam@example.org',  # long s
    '\u212aim@example.org',  # Kelvin sign
    'm\u0456ke@example.org',  # Cyrillic i
    '\ufb01ona@example.org',  # ligature fi
    'a\u200bda@example.org',  # zero width space
    'ada\u202e@example.org',  # right-to-left override
    'ada@example.org\nbcc: x@y.z',
    'ada@example.org, eve@example.org',
    'Ada <ada@example.org>',
    '"ada"@example.org',
    'ada@[127.0.0.1]',
    'ada@localhost',
    'ada',
    'a' * 65 + '@example.org',
    'a@' + 'b.' * 130 + 'org',
    '\x00ada@example.org',
    '\ud800@example.org',
]


@pytest.mark.parametrize('typed', LOOK_ALIKES)
def test_what_could_be_somebody_else_is_refused(typed):
    with pytest.raises(ValidationError, match='e-mail address'):
        canonical(typed)


@given(st.emails() | st.text())
def test_the_canonical_form_is_its_own_canonical_form(typed):
    try:
        kept = canonical(typed)
    except ValidationError:
        return
    assert canonical(kept) == kept
    assert kept.isascii()
    assert kept == kept.lower()
    assert len(kept) <= 254


@pytest.mark.django_db
@given(st.emails())
def test_the_database_takes_every_canonical_form(typed):
    try:
        kept = canonical(typed)
    except ValidationError:
        return
    with transaction.atomic():
        make.enquiry(email=kept)


@pytest.mark.django_db
@pytest.mark.parametrize(
    'other',
    ['', 'Ada@example.org', 'ada@EXAMPLE.org', 'a b@example.org']
    + [t for t in LOOK_ALIKES if t.isprintable() and len(t) < 254],
)
def test_the_database_refuses_every_other_form(other):
    with pytest.raises(IntegrityError), transaction.atomic():
        Enquiry.objects.create(email=other[:254], message='x')


@pytest.mark.django_db
def test_a_person_is_found_by_exactly_one_address():
    make.enquiry(email='ada+news@example.org')

    assert not found('ada@example.org')
    assert found('ada+news@example.org')


def found(email):
    return any(rows.exists() for _, _, rows in rows_about([email]))


@pytest.mark.parametrize('nobody', [[], ['']])
def test_nobody_is_not_a_person(nobody):
    with pytest.raises(ValueError, match='has an address'):
        list(rows_about(nobody))
