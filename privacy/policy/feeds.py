"""Versions of the policy for feed readers: to be told without an address."""

from __future__ import annotations

from datetime import datetime, time

from django.contrib.syndication.views import Feed
from django.urls import reverse, reverse_lazy
from django.utils.feedgenerator import Atom1Feed

from privacy import clock
from privacy.policy import versions
from privacy.policy.versions import Version


class Versions(Feed):
    feed_type = Atom1Feed
    title = 'ivelum: versions of the privacy policy'
    link = reverse_lazy('privacy:versions')
    subtitle = 'Each is here when it is announced, before it begins.'
    language = 'en-gb'

    def items(self) -> list[Version]:
        return versions.published()

    def item_title(self, item: Version) -> str:
        return f'From {item.begins:%-d %B %Y}'

    def item_description(self, item: Version) -> str:
        new = ', '.join(item.news)
        return f'{item.changes} New: {new}.' if new else item.changes

    def item_link(self, item: Version) -> str:
        return reverse('privacy:version', args=[item.label])

    def item_updateddate(self, item: Version) -> datetime:
        return datetime.combine(item.begins, time(), clock.VILNIUS)
