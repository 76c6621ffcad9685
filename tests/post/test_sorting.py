"""What a mail is, by its headers and by its words."""

import pytest

from contact.models import Sender, What
from contact.post import sorting
from contact.post.reading import read
from contact.post.words import right_in
from privacy.models import Right
from tests.post import mails


AUTOMATIC = {
    'an absence': {'auto_submitted': 'auto-replied'},
    'a notice': {'auto_submitted': 'auto-generated; kind=report'},
    'bulk': {'precedence': 'Bulk'},
    'an old absence': {'precedence': 'auto_reply'},
    'a mailing list': {'list_id': '<news.example.org>'},
    'a bounce': {'return_path': '<>'},
    'no answer wanted': {'x_auto_response_suppress': 'DR, AutoReply'},
    'a mail server': {'from_': 'MAILER-DAEMON@example.org'},
    'our own letter': {'from_': 'info@ivelum.com'},
    'our own number': {'message_id': '<abc@localhost>'},
}


def what(**headers):
    return sorting.what(read(mails.mail(**headers)))


@pytest.mark.parametrize('headers', AUTOMATIC.values(), ids=AUTOMATIC)
def test_what_a_machine_wrote_is_noticed(headers):
    assert what(**headers) == What.AUTOMATIC


def test_what_a_person_wrote_is_a_message():
    assert what() == What.MESSAGE
    assert what(auto_submitted='no') == What.MESSAGE
    assert what(precedence='normal') == What.MESSAGE


def test_without_a_sender_it_is_unreadable():
    assert what(from_='nobody') == What.UNREADABLE


@pytest.mark.parametrize(
    ('results', 'sender'),
    [
        (mails.PASSED, Sender.CONFIRMED),
        ('amazonses.com; spf=pass; dkim=pass; dmarc=none', Sender.UNKNOWN),
        ('amazonses.com; spf=fail; dmarc=fail', Sender.DOUBTFUL),
        ('evil.example; dmarc=pass', Sender.UNKNOWN),
        (None, Sender.UNKNOWN),
    ],
)
def test_amazon_says_what_it_thinks_of_the_address(results, sender):
    mail = read(mails.mail(authentication_results=results))

    assert sorting.sender(mail) == sender


def test_the_first_verdict_is_amazons_and_a_second_one_anybodys():
    failed = b'Authentication-Results: amazonses.com; dmarc=fail\r\n'

    mail = read(failed + mails.mail(authentication_results=mails.PASSED))

    assert sorting.sender(mail) == Sender.DOUBTFUL


# --- Words of the rights ------------------------------------------------------

CONCERNS = [
    'Privacy Concerns',
    'privacy concerns',
    'PRIVACY CONCERNS',
    'Privacy Concern',
    'Re: Privacy Concerns',
    'RE: Fwd: Privacy Concerns',
    'FW: Privacy Concerns',
    'Ats: Privacy Concerns',
    'Privacy  Concerns',
    'Privacy-Concerns',
    'privacy_concerns',
    'PrivacyConcerns',
    '[Privacy Concerns]',
    '"Privacy Concerns"',
    'Privacy Concerns!!!',
    'Privacy Concerns: your newsletter',
    'My Privacy Concerns about your site',
    'Privacy\u00a0Concerns',
    'Ｐｒｉｖａｃｙ Ｃｏｎｃｅｒｎｓ',
    'Pri\u00advacy Con\u200bcerns',
    'Skundas dėl duomenų',
]
SAID = {
    'Please delete my data.': Right.ERASURE,
    'I want you to erase all personal information about me': Right.ERASURE,
    'Under Art. 17 GDPR': Right.ERASURE,
    'Prašau ištrinti mano duomenis.': Right.ERASURE,
    'Please send me a copy of my data': Right.ACCESS,
    'What personal data do you hold?': Right.ACCESS,
    'Noriu susipažinti su savo asmens duomenimis': Right.ACCESS,
    'I ask for data portability': Right.PORTABILITY,
    'Please correct my personal details': Right.RECTIFICATION,
    'Prašau ištaisyti mano duomenis': Right.RECTIFICATION,
    'please restrict the processing': Right.RESTRICTION,
    'I object to the processing': Right.OBJECTION,
    'Nesutinku, kad tvarkytumėte mano duomenis': Right.OBJECTION,
    'I withdraw my consent': Right.WITHDRAWAL,
    'Atsisakau naujienlaiškio': Right.WITHDRAWAL,
    'delete the data of my son': Right.CHILD,
    'I will turn to the data protection authority': Right.COMPLAINT,
}
ABOUT_WORK = [
    'We need an app for restaurants.',
    'Can you delete duplicate rows from a database?',
    'We restrict access by role; can you build it?',
    'Our data team wants a dashboard.',
    'What does a week of work cost?',
]


@pytest.mark.parametrize('subject', CONCERNS)
def test_a_subject_of_the_policy_is_seen_however_it_is_written(subject):
    mail = read(mails.mail(subject=subject))

    assert right_in(mail.subject, mail.text) == Right.COMPLAINT


@pytest.mark.parametrize(('said', 'right'), SAID.items())
def test_words_of_a_right_are_seen_in_both_languages(said, right):
    assert right_in('Hello', said) == right


@pytest.mark.parametrize('said', ABOUT_WORK)
def test_words_about_work_are_no_right(said):
    assert right_in('Hello', said) is None


@pytest.mark.parametrize(
    'quoted',
    [
        '> Please delete my data.',
        '-----Original Message-----\nplease delete my data',
        'From: info@ivelum.com\nTo: Ada\n\nYou may delete your data, my data',
    ],
)
def test_what_is_quoted_is_not_what_they_say(quoted):
    text = f'Thank you!\n\nOn Monday ivelum wrote:\n{quoted}\n'

    assert right_in('Re: We have your message', text) is None
