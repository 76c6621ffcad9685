"""sitemap.xml, from the same list that the addresses come from."""

from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from pages.site_map import PAGES, name_of


class PageSitemap(Sitemap):
    def items(self) -> list[str]:
        names = [name_of(page) for page in PAGES]
        ours = ['contact:contact', 'contact:newsletter', 'contact:letters']
        return [*names, *ours, 'privacy:policy', 'privacy:request']

    def location(self, item: str) -> str:
        return reverse(item)


SITEMAPS = {'pages': PageSitemap}
