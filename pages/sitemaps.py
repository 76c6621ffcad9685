"""sitemap.xml, from the same list that the addresses come from."""

from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from pages.site_map import PAGES, name_of


class PageSitemap(Sitemap):
    def items(self) -> list[str]:
        names = [name_of(page) for page in PAGES]
        return [*names, 'contact:contact', 'privacy:policy', 'privacy:request']

    def location(self, item: str) -> str:
        return reverse(item)


SITEMAPS = {'pages': PageSitemap}
