"""Counts requests in memory, and adds them up in the database once a minute.

A page costs no query that way, and needs no database. What a process has not
added up yet is lost when it is killed: a minute of counts, and nothing else.
"""

import atexit
import logging
import threading
from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from django.db import Error, connection
from django.utils import timezone

from ivelum_site.traffic.request_log import Line
from ivelum_site.traffic.said import OTHER, ROBOT
from pages.site_map import NAMES
from privacy import visits
from privacy.visits import Kind


logger = logging.getLogger(__name__)

EVERY = 60
# A stranger may come from as many sites as they can invent.
MAX_KINDS = 5_000
MAX_SITES = 50
PAGES = {f'/{address}' for address in NAMES}


class Key(NamedTuple):
    visit: bool
    path: str
    status: int
    took: str
    browser: str
    language: str
    site_before: str


class Counts:
    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.seen: dict[Key, list[float]] = {}
        self.thread: threading.Thread | None = None

    def add(self, line: Line, took: float) -> None:
        key = key_of(line)
        with self.lock:
            if len(self.seen) >= MAX_KINDS and key not in self.seen:
                key = key._replace(language=OTHER, site_before=OTHER)
            sums = self.seen.setdefault(key, [0, 0.0])
            sums[0] += 1
            sums[1] += took
            if self.thread is None:
                self.begin()

    def begin(self) -> None:
        """With the first request, because a server forks before that."""
        self.thread = threading.Thread(target=self.go_on, daemon=True)
        self.thread.start()
        atexit.register(self.add_up)

    def go_on(self) -> None:
        while True:
            threading.Event().wait(EVERY)
            self.add_up()

    def add_up(self) -> None:
        """Into today, whichever day a count of the last minute is from."""
        with self.lock:
            seen, self.seen = self.seen, {}
        if not seen:
            return
        try:
            visits.add(timezone.localdate(), visits_in(seen), answers_in(seen))
        except Error as error:
            logger.warning('Counts have to wait: %s', type(error).__name__)
            self.put_back(seen)
        finally:
            connection.close()

    def put_back(self, seen: Mapping[Key, list[float]]) -> None:
        with self.lock:
            for key, (count, took) in seen.items():
                sums = self.seen.setdefault(key, [0, 0.0])
                sums[0] += count
                sums[1] += took


def key_of(line: Line) -> Key:
    return Key(
        visit=is_visit(line),
        path=line.path,
        status=line.status // 100,
        took=line.took,
        browser=line.browser,
        language=line.language,
        site_before=line.site_before,
    )


def is_visit(line: Line) -> bool:
    """Somebody looked at a page: no robot, no picture, no form sent."""
    return (
        line.method == 'GET'
        and line.status in (200, 304)
        and line.browser != ROBOT
        and is_page(line.path)
    )


def is_page(path: str) -> bool:
    is_post = path.startswith('/blog/') and path.endswith('/')
    return is_post or path in PAGES


def visits_in(seen: Mapping[Key, list[float]]) -> Counter[visits.Group]:
    counts: Counter[visits.Group] = Counter()
    for key, (count, _) in seen.items():
        if key.visit:
            counts[Kind.PAGE, key.path] += int(count)
            counts[Kind.BROWSER, key.browser] += int(count)
            counts[Kind.LANGUAGE, key.language or OTHER] += int(count)
            if key.site_before:
                counts[Kind.SITE_BEFORE, key.site_before] += int(count)
    return with_few_sites(counts)


def with_few_sites(counts: Counter[visits.Group]) -> Counter[visits.Group]:
    """Of a minute with very many sites, the largest keep their names."""
    sites = Counter(
        {
            group: n
            for group, n in counts.items()
            if group[0] == Kind.SITE_BEFORE
        }
    )
    for group, number in sites.most_common()[MAX_SITES:]:
        counts[Kind.SITE_BEFORE, OTHER] += number
        del counts[group]
    return counts


def answers_in(
    seen: Mapping[Key, list[float]],
) -> dict[visits.Answer, tuple[int, int]]:
    sums: dict[visits.Answer, list[float]] = defaultdict(lambda: [0, 0.0])
    for key, (count, took) in seen.items():
        answer = sums[visits.Answer(key.path, key.status, key.took)]
        answer[0] += count
        answer[1] += took
    return {
        answer: (int(count), round(took * 1000))
        for answer, (count, took) in sums.items()
    }
