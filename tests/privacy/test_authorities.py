"""Everybody in the EEA and in Switzerland is told whom to complain to."""

import csv
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.template.loader import render_to_string

from privacy import authorities
from privacy.authorities import HOME, authority_for
from privacy.declaration.checks import every_authority_was_looked_up


EVERYBODY = authorities.authorities()
EU = {
    *('AT', 'BE', 'BG', 'CY', 'CZ', 'DE', 'DK', 'EE', 'ES', 'FI', 'FR', 'GR'),
    *('HR', 'HU', 'IE', 'IT', 'LT', 'LU', 'LV', 'MT', 'NL', 'PL', 'PT', 'RO'),
    *('SE', 'SI', 'SK'),
}
EFTA = {'CH', 'IS', 'LI', 'NO'}


def test_every_country_has_one():
    codes = [authority.country_code for authority in EVERYBODY]

    assert len(EU | EFTA) == 31
    assert sorted(codes) == sorted(EU | EFTA)


def test_no_line_of_the_file_hides_another():
    with authorities.LINES.open(newline='') as lines:
        assert len(list(csv.DictReader(lines))) == len(EVERYBODY)


def test_they_stand_in_the_order_of_their_countries():
    countries = [authority.country for authority in EVERYBODY]

    assert countries == sorted(set(countries))


def test_ours_is_the_lithuanian_one():
    assert HOME is authority_for('LT') is authority_for('lt')
    assert HOME.name == 'State Data Protection Inspectorate'
    assert HOME.address == 'L. Sapiegos g. 17, LT-10312 Vilnius'
    assert urlsplit(HOME.website).hostname == 'vdai.lrv.lt'


def test_elsewhere_there_is_none():
    assert authority_for('US') is None
    assert authority_for('') is None


@pytest.mark.parametrize('authority', EVERYBODY, ids=lambda a: a.country)
def test_one_can_be_reached(authority):
    site = urlsplit(authority.website)

    assert site.scheme == 'https'
    assert '.' in site.hostname
    assert not site.query
    assert authority.name
    assert authority.address
    assert authority.source


def test_an_old_look_is_warned_about_at_deployment(monkeypatch):
    monkeypatch.setattr(
        authorities, 'unchecked', lambda today: [authorities.HOME]
    )

    (warning,) = every_authority_was_looked_up(None)

    assert warning.id == 'privacy.W002'
    assert 'Lithuania' in warning.msg


def test_a_line_grows_old_after_a_year():
    day = HOME.checked_on + timedelta(days=365)

    assert HOME not in authorities.unchecked(day)
    assert HOME in authorities.unchecked(day + timedelta(days=1))


def test_the_page_lists_them_all():
    page = render_to_string(
        'privacy/_authorities.html', {'authorities': EVERYBODY, 'home': HOME}
    )

    assert all(f'href="{a.website}"' in page for a in EVERYBODY)
    assert page.count('<dt>') == 31
    assert page.index(HOME.name) < page.index('<details>')
