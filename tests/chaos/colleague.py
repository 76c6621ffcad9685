"""A colleague at the desk, signed in with both factors, while it all breaks."""

import random
import re
import time
from collections import Counter
from contextlib import suppress

import requests
from django.conf import settings
from django.db import Error, InterfaceError, connection

from contact.models import Enquiry
from privacy.models import DataSubjectRequest, Role, State
from tests import make
from tests.chaos.people import PATIENCE
from tests.colleague import code_of, with_an_app


EMAIL, PASSWORD = 'colleague@ivelum.com', 'sixteen brass wheels and a crank'
ANSWER = 'Thank you for your message. We will call you on Monday.'
HIDDEN = re.compile(r'name="(csrfmiddlewaretoken|seen)" value="([^"]*)"')
DESK = f'{settings.SITE_URL}{settings.STAFF_PREFIX}'


class Colleague:
    """Takes cases and answers messages, and remembers what the desk said."""

    def __init__(self, town):
        self.ends, self.random = town.ends, random.Random()
        self.tried, self.thanked = Counter(), Counter()
        self.line = requests.Session()
        self.line.headers['Origin'] = settings.SITE_URL

    @staticmethod
    def hire():
        member = make.member(EMAIL, role=Role.LEAD)
        member.set_password(PASSWORD)
        member.save()
        with_an_app(member)

    def live(self):
        while not self.ends.is_set():
            # No answer, or no database: a person looks again a bit later.
            with suppress(requests.RequestException, Error, InterfaceError):
                self.work()
            connection.close()
            time.sleep(self.random.uniform(0.5, 2))

    def work(self):
        if not self.is_at_the_desk():
            self.sign_in()
        elif self.random.random() < 0.5:
            self.answer_somebody()
        else:
            self.take_a_case()

    def ask(self, path, **form):
        method = 'POST' if form else 'GET'
        return self.line.request(
            method, f'{DESK}{path}', data=form, timeout=PATIENCE
        )

    def is_at_the_desk(self):
        page = self.ask('contact/enquiry/')
        return page.ok and page.url == f'{DESK}contact/enquiry/'

    def sign_in(self):
        self.tried['sign-in'] += 1
        said = hidden_in(self.ask('login/'))
        self.ask('login/', username=EMAIL, password=PASSWORD, **said)
        self.ask('code/', code=code_of(), **hidden_in(self.ask('code/')))
        self.thanked['sign-in'] += self.is_at_the_desk()

    def answer_somebody(self):
        fresh = Enquiry.objects.usable().filter(restriction=None, replies=None)
        if pk := self.one_of(fresh, 'answer'):
            self.act(f'contact/enquiry/{pk}/', 'answer', pk, body=ANSWER)

    def take_a_case(self):
        free = DataSubjectRequest.objects.filter(
            state=State.OPEN, taken_by=None
        )
        if pk := self.one_of(free, 'take'):
            self.act(f'privacy/datasubjectrequest/{pk}/', 'take', pk)

    def one_of(self, rows, act):
        newest = rows.order_by('-pk').values_list('pk', flat=True)[:20]
        fitting = [pk for pk in newest if not self.tried[act, pk]]
        return self.random.choice(fitting) if fitting else None

    def act(self, page, name, pk, **typed):
        """Look, and press once: whoever gets no answer looks at the page."""
        said = hidden_in(self.ask(f'{page}change/'))
        self.tried[name, pk] += 1
        if typed:
            said = hidden_in(self.ask(f'{page}{name}/', **said, **typed))
        done = self.ask(f'{page}{name}/', **said, **typed, confirm='yes')
        self.thanked[name, pk] += 'Done: ' in done.text


def hidden_in(page):
    return dict(HIDDEN.findall(page.text))
