"""Every letter that leaves the site, whoever it goes to."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings as site
from django.core import mail as outbox
from django.urls import resolve
from django.utils import timezone

from contact import emails as contact
from contact.models import Enquiry
from privacy import alarms, mail, passwords
from privacy.authorities import HOME
from privacy.cases import disclosing
from privacy.cases import emails as cases
from privacy.models import Right, Told
from privacy.policy import telling
from privacy.policy.versions import Version
from tests import make


pytestmark = pytest.mark.django_db

TEMPLATES = Path(site.BASE_DIR, 'templates', 'emails')
NAME = "Zoë O'Canary & <Söhne>"
PERSON = "o'canary+secret@canary.example"
RECIPIENT = 'data@printer.example'
SECRET = 'canary: my secret is "17 < 18" & more'


def enquiry():
    return make.enquiry(name=NAME, email=PERSON, message=SECRET)


def consent():
    return make.consent(subscription=make.subscription(email=PERSON))


def dsr():
    return make.dsr(email=PERSON, details=SECRET, right=Right.OBJECTION)


def erased():
    made = dsr()
    made.erasure_lines.create(kind='enquiries', action='delete', planned=3)
    ground = "Article 17(3)(e), it's proof & law"
    made.erasure_lines.create(
        kind='steps', action='delete', planned=0, kept=2, ground=ground
    )
    cases.erased(made)


def notice(**changes):
    given = {
        'recipient': 'A printer',
        'mailbox': RECIPIENT,
        'about': Told.ERASED,
        'made_at': timezone.now(),
    }
    return dsr().notices.create(**(given | changes))


def newcomer():
    member = make.member(make.SECOND, 'handler')
    member.password_is_one_time = True
    member.save()
    return member


def account_changed():
    """By Ada, who is the only lead."""
    about = {'kind': 'privacy.StaffMember', 'row_id': newcomer().pk}
    return make.audit_event(action='account_changed', purpose='role', **about)


def due(days):
    made = dsr()
    made.days_left = days
    return made


def answered(right):
    made = make.dsr(email=PERSON, details=SECRET, right=right)
    return lambda: cases.answer(made)


LETTERS = {
    'contact/acknowledge': lambda: contact.acknowledge(enquiry()),
    'contact/tell_team': lambda: contact.tell_team(enquiry()),
    'contact/preferences': lambda: contact.send_preferences(
        make.subscription(email=PERSON)
    ),
    'contact/answer': lambda: contact.answer(make.reply(email=PERSON)),
    'contact/ask_to_confirm': lambda: contact.ask_to_confirm(consent()),
    'contact/receipt': lambda: contact.send_receipt(consent()),
    'privacy/ask_for_proof': lambda: cases.ask_for_proof(dsr().addresses.get()),
    'privacy/acknowledge': lambda: cases.acknowledge(dsr()),
    'privacy/access': lambda: answered(Right.ACCESS)(),
    'privacy/portability': lambda: answered(Right.PORTABILITY)(),
    'privacy/restriction': lambda: answered(Right.RESTRICTION)(),
    'privacy/withdrawal': lambda: answered(Right.WITHDRAWAL)(),
    'privacy/corrected': lambda: answered(Right.RECTIFICATION)(),
    'privacy/erased_here': lambda: cases.erased_here(dsr()),
    'privacy/erased': erased,
    'privacy/new_message': lambda: cases.new_message(
        make.message(dsr=dsr(), body=SECRET)
    ),
    'privacy/fresh_link': lambda: cases.fresh_link(dsr().addresses.get()),
    'privacy/tell_team': lambda: cases.tell_team(dsr()),
    'privacy/tell_team_of_message': lambda: cases.tell_team_of_message(
        make.message(dsr=dsr(), body=SECRET)
    ),
    'privacy/ownership': lambda: (
        enquiry()
        and telling.tell(
            make.ownership_change(), template='privacy/ownership', context={}
        )
    ),
    'privacy/new_policy': lambda: (
        enquiry()
        and telling.tell(
            make.policy_version(),
            template='privacy/new_policy',
            context={
                'version': Version(
                    '2027-01-15', '', '', 'A chat.', news=('Crisp',)
                )
            },
        )
    ),
}
LETTERS |= {
    'privacy/tell_team_due': lambda: cases.tell_team_what_is_due(
        [due(5)], [('Holds to review', [make.hold()])], timezone.now()
    ),
    'privacy/tell_team_overdue': lambda: cases.tell_team_what_is_overdue(
        [due(-1)], timezone.now()
    ),
    'privacy/disclosed': lambda: disclosing.tell(
        make.disclosure(email=PERSON).pk
    ),
    'privacy/recipient': lambda: cases.tell_recipient(notice(), []),
    'privacy/one_time_password': lambda: passwords.send(newcomer().pk),
    'privacy/tell_leads_of_account': lambda: passwords.tell_leads(
        account_changed().pk
    ),
    'privacy/new_device': lambda: alarms.tell_of_device(
        make.known_device(member=newcomer()).pk
    ),
    'privacy/guessing': lambda: alarms.tell_of_guessing(newcomer().pk),
}
TO_OTHERS = {
    'privacy/recipient': RECIPIENT,
    'privacy/one_time_password': make.SECOND,
    'privacy/tell_leads_of_account': make.ADA,
    'privacy/new_device': make.SECOND,
    'privacy/guessing': make.SECOND,
}
TO_COLLEAGUES = {
    *('privacy/one_time_password', 'privacy/tell_leads_of_account'),
    *('privacy/new_device', 'privacy/guessing'),
}
# Whoever typed the address may have typed somebody else's.
TO_UNPROVEN = {
    'contact/acknowledge',
    'contact/ask_to_confirm',
    'contact/preferences',
    'privacy/ask_for_proof',
}
TO_TEAM = {name for name in LETTERS if '/tell_team' in name} | TO_COLLEAGUES


@pytest.fixture(autouse=True)
def elsewhere(settings):
    settings.SITE_URL = 'https://site.example'


@pytest.fixture(params=LETTERS)
def letter(request):
    LETTERS[request.param]()
    (message,) = outbox.outbox
    message.template = request.param
    return message


def written(write, *args):
    write(*args)
    return outbox.outbox[-1].extra_headers['Message-ID']


def test_no_letter_is_forgotten_here():
    files = TEMPLATES.rglob('[a-z]*.txt')
    names = {f.relative_to(TEMPLATES).with_suffix('').as_posix() for f in files}

    assert names == set(LETTERS)


def test_it_goes_to_one_address_from_ours(letter):
    to = site.TEAM_EMAIL if letter.template in TO_TEAM else PERSON
    to = TO_OTHERS.get(letter.template, to)

    assert letter.recipients() == [to]
    assert letter.from_email == site.DEFAULT_FROM_EMAIL


def test_the_subject_names_nobody(letter):
    assert letter.subject
    assert 'canary' not in letter.subject.lower()
    assert 'zoë' not in letter.subject.lower()


def test_the_subject_is_no_template():
    for file in TEMPLATES.rglob('[a-z]*.txt'):
        subject, blank, *_ = file.read_text().splitlines()

        assert re.fullmatch(r'Subject: [^{}]+', subject), file
        assert blank == '', file


def test_the_team_reads_no_personal_data_in_its_mailbox(letter):
    if letter.template in TO_TEAM:
        assert 'canary' not in letter.message().as_string().lower()


def test_a_stranger_writes_to_nobody_through_us(letter):
    if letter.template in TO_UNPROVEN:
        assert 'canary' not in letter.body.lower()


def test_no_machine_answers_it_unless_a_person_wrote_it(letter):
    """RFC 3834: an answer of ours may meet somebody who is away."""
    said = {'contact/answer': 'no', 'contact/acknowledge': 'auto-replied'}

    submitted = letter.message()['Auto-Submitted']

    assert submitted == said.get(letter.template, 'auto-generated')


def test_its_number_is_of_our_own_domain(letter):
    number = letter.message()['Message-ID']

    assert re.fullmatch(r'<[0-9a-f]{40}@site\.example>', number)


def test_it_is_plain_text_and_nothing_else(letter):
    message = letter.message()

    assert message.get_content_type() == 'text/plain'
    assert not re.search(r'&(#\w+|[a-z]+);', letter.body)
    assert '<a ' not in letter.body


def test_its_lines_are_short_enough_for_any_server(letter):
    lines = letter.message().as_bytes().splitlines()

    assert max(map(len, lines)) <= 998  # RFC 5322, 2.1.1


def test_its_links_lead_to_pages_of_ours(letter):
    body = letter.body.replace(HOME.website, '')
    links = re.findall(r'https?:[^\s,)]+(?<!\.)', body)

    for link in links:
        assert f'{link}/'.startswith('https://site.example/')
        assert resolve(urlsplit(link).path or '/')
    assert not re.search(r'(?<!\S)/[a-z]', letter.body)


def test_it_tells_people_where_to_turn(letter):
    """A page about their data, or an address where somebody answers."""
    if letter.template not in TO_TEAM:
        assert re.search(
            rf'https://site\.example/privacy/|{site.DEFAULT_FROM_EMAIL}',
            letter.body,
        )


def test_nothing_typed_comes_back_to_a_person(letter):
    assert SECRET not in letter.body


def test_a_number_follows_from_the_letter_and_the_row():
    about = enquiry()

    first = written(contact.acknowledge, about)

    assert written(contact.acknowledge, about) == first
    assert written(contact.tell_team, about) != first
    assert written(contact.acknowledge, enquiry()) != first


def test_a_number_tells_nobody_how_many_rows_we_have(settings):
    about = enquiry()
    number = mail.message_id('contact/acknowledge', about)

    settings.SECRET_KEY = 'another'

    assert mail.message_id('contact/acknowledge', about) != number


def test_nobody_else_writes_letters_to_the_forgotten(mailoutbox):
    cases.ask_for_proof(make.claim(email=None))

    assert not mailoutbox


def test_critical_mail_out_of_nowhere_is_refused():
    with pytest.raises(mail.AnswersNothingError):
        mail.send('contact/acknowledge', to=PERSON, about=Enquiry())

    assert not outbox.outbox


def test_an_opt_out_does_not_reach_what_answers(worker):
    gone = make.subscriber(PERSON)
    gone.withdraw('stop_link')

    contact.acknowledge(enquiry())

    assert len(outbox.outbox) == 1
