"""A mail server that refuses letters for Ada, and says so with her name."""

from smtplib import SMTPRecipientsRefused

from django.core.mail.backends.locmem import EmailBackend

from tests.make import ADA


class RefusesAda(EmailBackend):
    def send_messages(self, messages):
        for message in messages:
            if ADA in message.recipients():
                why = f'550 no such user: Ada <{ADA}>'.encode()
                raise SMTPRecipientsRefused({ADA: (550, why)})
        return super().send_messages(messages)


REFUSES_ADA = f'{__name__}.{RefusesAda.__name__}'
