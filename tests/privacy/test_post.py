"""A letter to many is made once, and filled in for each."""

import pytest

from privacy import mail, post
from tests.post_office import PostOffice, Session


GAP = '\ue000gap\ue000'
HERS = 'https://site.example/stop/' + 'a=b' * 60
WORDS = 'Žodžiai = words. ' * 20


def sheet(text):
    stencil = post.Stencil('Naujienos', text, f'<p>{text}</p>', {}, (GAP,))
    return stencil.fill('ada@example.org', {'Message-ID': '<1@x>'}, {GAP: HERS})


@pytest.mark.parametrize('before', range(60, 80))
def test_what_is_cut_in_reads_as_if_it_had_been_written(before):
    text = 'x' * before + GAP + WORDS + GAP + '\n'

    letter = sheet(text).message()

    plain, html = letter.iter_parts()
    read = text.replace(GAP, HERS)
    assert plain.get_content().replace('\r\n', '\n') == read
    assert f'<p>{read}</p>' in html.get_content().replace('\r\n', '\n')


def test_no_line_is_longer_than_mail_allows():
    body = sheet('x' * 70 + GAP + WORDS).raw.partition(b'\r\n\r\n')[2]

    assert max(map(len, body.split(b'\r\n'))) <= 76


def test_a_header_is_one_line():
    stencil = post.Stencil('News', 'a', 'b', {}, (GAP,))

    with pytest.raises(ValueError, match='one line'):
        stencil.fill('ada@example.org\r\nBcc: eve@example.org', {}, {GAP: ''})


@pytest.fixture
def office(settings):
    with PostOffice() as office:
        settings.EMAIL_BACKEND = 'privacy.post.SmtpBackend'
        settings.EMAIL_HOST, settings.EMAIL_PORT = office.server_address
        yield office


def breaks(_):
    raise ConnectionError


def test_a_line_that_breaks_behind_a_letter_leaves_us_unsure(db, office):
    office.take = breaks

    with mail.many() as put_through:
        with pytest.raises(post.LostSightError):
            put_through(sheet('Hello.'))
        with pytest.raises(mail.AwayError):
            put_through(sheet('Hello again.'))


def test_what_is_taken_is_what_was_made(db, office):
    letter = sheet(WORDS)

    with mail.many() as put_through:
        put_through(letter)

    [taken] = office.letters
    assert taken['To'] == 'ada@example.org'
    assert taken.get_content_type() == 'multipart/alternative'


class ClosedDoor(Session):
    """Too busy for anybody (RFC 5321, 4.2.1)."""

    def handle(self):
        self.say(421)


def test_who_is_refused_at_the_door_is_not_refused_a_letter(db, settings):
    with PostOffice(ClosedDoor) as office:
        settings.EMAIL_BACKEND = 'privacy.post.SmtpBackend'
        settings.EMAIL_HOST, settings.EMAIL_PORT = office.server_address

        with pytest.raises(mail.AwayError), mail.many():
            pass
