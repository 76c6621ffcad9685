"""People who use the site while it breaks, and remember what it told them."""

import http.client
import random
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from itertools import count
from urllib.parse import urlencode, urlsplit


PAGES = ('/', '/privacy/', '/contact/', '/newsletter/', '/privacy/request/')
RIGHTS = (
    *('access', 'access', 'erasure', 'erasure', 'portability'),
    *('restriction', 'withdrawal', 'objection', 'complaint'),
)
PATIENCE, TRIES, A_WHILE = 12, 5, 50
NUMBERS = count(10_000)


@dataclass
class Person:
    number: int = field(default_factory=lambda: next(NUMBERS))
    thanked: Counter = field(default_factory=Counter)
    tried: Counter = field(default_factory=Counter)
    right: str = ''
    wants_to_stop: bool = False
    stopped_at: float = 0.0
    pressed_late: bool = False

    @property
    def canary(self):
        return f'q{self.number}z'

    @property
    def email(self):
        return f'{self.canary}@example.org'

    @property
    def network(self):
        return f'10.1.{self.number >> 8 & 255}.{self.number & 255}'


class Town:
    """Everybody, and the answers they got."""

    def __init__(self, site):
        self.address = urlsplit(site).netloc
        self.people, self.answers = {}, Counter()
        self.ends, self.random = threading.Event(), random.Random()

    def newcomer(self):
        person = Person()
        self.people[person.email] = person
        return person

    def live(self):
        """One story after another, until the town goes to sleep."""
        stories = (self.browse, self.write, self.subscribe, self.use_a_right)
        while not self.ends.is_set():
            self.random.choices(stories, [2, 3, 4, 4])[0]()

    def browse(self):
        for path in self.random.sample(PAGES, 3):
            self.ask('GET', path, '10.2.0.1')

    def write(self):
        person = self.newcomer()
        self.send_enquiry(person)

    def send_enquiry(self, person):
        form = {
            'name': person.canary,
            'email': person.email,
            'message': f'Build me an engine, {person.canary}.',
        }
        self.press(person, 'enquiry', '/contact/', form)

    def subscribe(self):
        person = self.newcomer()
        person.wants_to_stop = self.random.random() < 0.4
        form = {'email': person.email}
        self.press(person, 'sign-up', '/newsletter/', form)

    def use_a_right(self):
        person = self.newcomer()
        person.right = self.random.choice(RIGHTS)
        self.send_enquiry(person)
        if self.random.random() < 0.5:
            self.press(
                person, 'sign-up', '/newsletter/', {'email': person.email}
            )
            # They read that mail first.
            time.sleep(self.random.uniform(0, 10))
        form = {
            'email': person.email,
            'right': person.right,
            'details': f'I am {person.canary}.',
        }
        self.press(person, 'request', '/privacy/request/', form)

    def press(self, person, what, path, form, good=(200, 302)):
        """As often as it takes: a person who gets no answer presses again."""
        person.tried[what] += 1
        began = time.monotonic()
        for again in range(TRIES):
            status, place = self.ask('POST', path, person.network, form)
            # Later than this, a second press is a second wish.
            person.pressed_late |= time.monotonic() - began > A_WHILE
            if status in good:
                person.thanked[what] += 1
                return status, place
            if status in (404, 410) and again:
                return status, place  # the first press has worked
            time.sleep(self.random.uniform(0.5, 2))
        return None, ''

    def ask(self, method, path, network, form=None):
        """The status and where it leads; (None, '') if there is no answer."""
        line = http.client.HTTPConnection(self.address, timeout=PATIENCE)
        headers = {'X-Forwarded-For': network}
        body = urlencode(form) if form is not None else None
        if body is not None:
            headers['Content-Type'] = 'application/x-www-form-urlencoded'
        try:
            line.request(method, path, body, headers)
            answer = line.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException):
            self.answers['no answer'] += 1
            return None, ''
        finally:
            line.close()
        self.answers[answer.status] += 1
        return answer.status, answer.headers.get('Location', '')
