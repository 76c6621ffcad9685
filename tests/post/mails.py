"""Mails as people and machines write them."""

from email.message import EmailMessage
from itertools import count


NUMBERS = count(1)
PASSED = 'amazonses.com; spf=pass; dkim=pass header.i=@example.org; dmarc=pass'


def message(text='Hello.', **headers):
    """From Ada to our mailbox; a header is named reply_to for Reply-To."""
    made = EmailMessage()
    usual = {
        'Return-Path': '<ada@example.org>',
        'Authentication-Results': PASSED,
        'From': 'Ada Lovelace <Ada@Example.org>',
        'To': 'info@ivelum.com',
        'Subject': 'An engine',
        'Message-ID': f'<{next(NUMBERS)}@mail.example.org>',
    }
    named = {
        '-'.join(w.capitalize() for w in name.strip('_').split('_')): value
        for name, value in headers.items()
    }
    if 'Message-Id' in named:
        named['Message-ID'] = named.pop('Message-Id')
    for name, value in (usual | named).items():
        if value is not None:
            made[name] = value
    made.set_content(text)
    return made


def mail(text='Hello.', **headers):
    return message(text, **headers).as_bytes()


def with_file(name='photo.jpg', size=1_000, text='Hello.', **headers):
    made = message(text, **headers)
    made.add_attachment(
        b'\xff' * size, maintype='image', subtype='jpeg', filename=name
    )
    return made.as_bytes()


def raw(body, content_type='text/plain', headers=''):
    """For what no library would write."""
    return (
        f'From: ada@example.org\r\nSubject: Odd\r\n{headers}'
        f'Content-Type: {content_type}\r\n\r\n'
    ).encode() + body


def nested(levels):
    """A multipart in a multipart in a multipart."""
    opening = b''.join(
        b'--b%d\r\nContent-Type: multipart/mixed; boundary="b%d"\r\n\r\n'
        % (n, n + 1)
        for n in range(levels)
    )
    inside = b'--b%d\r\nContent-Type: text/plain\r\n\r\nBoom' % levels
    return raw(opening + inside, 'multipart/mixed; boundary="b0"')


def in_envelopes(levels):
    """A message in a message in a message."""
    return b'From: ada@example.org\r\n' + (
        b'Content-Type: message/rfc822\r\n\r\n' * levels
    )
