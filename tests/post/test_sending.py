"""Letters leave through SES, and say where it is told what became of them."""

from email import message_from_string, policy

import pytest
from anymail.exceptions import AnymailAPIError
from django.core.checks import run_checks
from moto.core import DEFAULT_ACCOUNT_ID
from moto.ses.models import ses_backends

from contact import sending
from contact.models import Delivery
from privacy import aws, mail
from tests import make


pytestmark = pytest.mark.django_db

THROUGH_SES = {
    'AMAZON_SES_CLIENT_PARAMS': {
        'region_name': aws.REGION,
        'config': {'retries': {'total_max_attempts': 1}},
    },
    'AMAZON_SES_CONFIGURATION_SET_NAME': 'site',
}


@pytest.fixture
def by_ses(settings):
    settings.EMAIL_BACKEND = 'anymail.backends.amazon_ses.EmailBackend'
    settings.ANYMAIL = THROUGH_SES


@pytest.fixture
def sent(amazon, by_ses):
    """What Amazon was given to send, as the people read it."""
    amazon('sesv2').create_email_identity(EmailIdentity='info@ivelum.com')
    outbox = ses_backends[DEFAULT_ACCOUNT_ID][aws.REGION].sent_messages

    def letters():
        raw = [message.raw_data for message in outbox]
        return [message_from_string(r, policy=policy.default) for r in raw]

    return letters


def test_a_receipt_leaves_through_amazon(sent):
    mail.send('contact/acknowledge', to=make.ADA, about=make.enquiry())

    [letter] = sent()
    assert letter['To'] == make.ADA
    assert letter['Auto-Submitted'] == 'auto-generated'
    assert 'Thank you for writing' in letter.get_content()


def test_a_newsletter_keeps_its_headers(sent, settings):
    settings.LETTERS_PER_SECOND = 100_000
    for name in ('ada', 'bob'):
        make.subscriber(f'{name}@example.org')
    letter = make.letter(started_at=None)

    sending.send(letter.pk)

    letters = sent()
    assert {found['To'] for found in letters} == {make.ADA, 'bob@example.org'}
    for found in letters:
        assert found['List-Unsubscribe-Post'] == 'List-Unsubscribe=One-Click'
        assert 'mailto:info@ivelum.com' in found['List-Unsubscribe']
    assert Delivery.objects.filter(sent_at__isnull=False).count() == 2


def test_when_amazon_is_away_nothing_counts_as_sent(nowhere, by_ses):
    letter = make.letter(started_at=None)
    make.subscriber()

    assert sending.send(letter.pk)

    assert not Delivery.objects.get().sent_at
    with pytest.raises(AnymailAPIError):
        mail.send('contact/acknowledge', to=make.ADA, about=make.enquiry())


def test_the_address_in_the_settings_names_the_configuration_set(settings):
    """Amazon tells of bounces by it; without one nobody would hear of them."""
    settings.EMAIL_BACKEND = 'anymail.backends.amazon_ses.EmailBackend'
    settings.ANYMAIL = {'AMAZON_SES_CONFIGURATION_SET_NAME': None}
    settings.BOUNCES_URL = 'sqs://site-feedback'

    assert 'contact.W002' in warned()
    settings.ANYMAIL = THROUGH_SES
    assert 'contact.W002' not in warned()
    settings.BOUNCES_URL = ''
    assert 'contact.W002' in warned()


def test_what_tells_the_team_may_not_arrive_where_the_site_reads(settings):
    settings.TEAM_EMAIL = 'INFO@ivelum.com'
    settings.INBOUND_URL = 's3://mail/inbound'

    assert 'contact.W001' in warned()
    settings.TEAM_EMAIL = 'team@ivelum.com'
    assert 'contact.W001' not in warned()


def warned():
    found = run_checks(include_deployment_checks=True)
    return {problem.id for problem in found}
