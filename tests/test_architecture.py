"""The rules of the house that no other tool keeps."""

import ast
import re
from pathlib import Path

import pytest
import yaml
from django.core.management import get_commands
from django.template import TemplateDoesNotExist
from django.template.backends.django import DjangoTemplates

from ivelum_site import errors
from pages import site_map
from tests.test_settings import NAMES


ROOT = Path(__file__).resolve().parent.parent
APPS = ('ivelum_site', 'pages', 'contact', 'privacy')
PRODUCT = sorted(
    path
    for app in APPS
    for path in (ROOT / app).rglob('*.py')
    if 'migrations' not in path.parts
)
TEMPLATES = sorted(
    path for path in (ROOT / 'templates').rglob('*') if path.is_file()
)
README = (ROOT / 'README.md').read_text()
DEV = (ROOT / 'dev').read_text()
DOCKERFILE = (ROOT / 'Dockerfile').read_text()
COMPOSE = yaml.safe_load((ROOT / 'compose.yaml').read_text())

SQL = re.compile(
    r'\s*(select\s.+\sfrom\s|insert\s+into\s|update\s.+\sset\s|delete\s+from\s'
    r'|truncate\s|grant\s.+\sto\s|(alter|create|drop)\s+(table|index|role'
    r'|function|trigger|view|schema|database|or\s+replace)\s)',
    re.IGNORECASE | re.DOTALL,
)
INLINE = re.compile(
    r'<style|\sstyle\s*=|\son[a-z]+\s*=|javascript:'
    r'|<script(?![^>]*\ssrc=)(?![^>]*application/ld\+json)',
    re.IGNORECASE,
)


def name_of(path):
    return path.relative_to(ROOT).as_posix()


def walk(path):
    return ast.walk(ast.parse(path.read_text()))


def literals(path):
    """Every string in the code, with the first part of an f-string."""
    return [
        node.value
        for node in walk(path)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]


def every(paths):
    """One test for each file, named after it."""
    return pytest.mark.parametrize('path', list(paths), ids=name_of)


def test_mail_leaves_by_one_door():
    doors = {
        name_of(path)
        for path in PRODUCT
        for node in walk(path)
        if {
            getattr(node, 'id', None),
            getattr(node, 'attr', None),
            *([node.name] if isinstance(node, ast.alias) else []),
        }
        & {'EmailMessage', 'EmailMultiAlternatives', 'send_mail', 'mail_admins'}
    }

    assert doors == {'privacy/mail.py'}


@every(PRODUCT)
def test_sql_is_in_sql_files(path):
    assert not [text for text in literals(path) if SQL.match(text)]


@every(PRODUCT)
def test_what_is_executed_has_a_name(path):
    # The launcher of PostgreSQL asks it who we are: that is no statement
    # about our tables.
    if path.is_relative_to(ROOT / 'ivelum_site/postgres'):
        pytest.skip('talks to PostgreSQL itself')

    executed = [
        node.args[0]
        for node in walk(path)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {'execute', 'executemany', 'raw'}
        and node.args
    ]

    assert not [
        n for n in executed if isinstance(n, ast.Constant | ast.JoinedStr)
    ]


@every(PRODUCT)
def test_a_file_is_read_in_one_sitting(path):
    assert len(path.read_text().splitlines()) <= 300


@every(PRODUCT)
def test_a_function_fits_on_one_screen(path):
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)

    assert not [
        node.name
        for node in walk(path)
        if isinstance(node, functions) and node.end_lineno - node.lineno >= 50
    ]


@every(TEMPLATES)
def test_every_template_is_used(path):
    name = path.relative_to(ROOT / 'templates').as_posix()

    assert (
        name in named_in_code()
        or name in {f'{status}.html' for status in errors.PAGES}
        or name in {site_map.template_of(page) for page in site_map.PAGES}
        or replaces_one_of_a_package(name)
    )


def named_in_code():
    """What Python or a template calls by name; a letter by its short name."""
    named = {text for path in PRODUCT for text in literals(path)}
    letters = {f'emails/{text}.txt' for text in named}
    tags = re.compile(r'{%\s*(?:include|extends)\s+["\']([^"\']+)')
    included = {
        name for path in TEMPLATES for name in tags.findall(path.read_text())
    }
    return named | letters | included


def replaces_one_of_a_package(name):
    engine = DjangoTemplates(
        {
            'NAME': 'packages',
            'DIRS': [],
            'APP_DIRS': True,
            'OPTIONS': {},
        }
    )
    try:
        engine.get_template(name)
    except TemplateDoesNotExist:
        return False
    return True


@every(path for path in TEMPLATES if 'admin' not in path.parts)
def test_a_template_has_no_style_and_no_script_of_its_own(path):
    assert not INLINE.findall(path.read_text())


@pytest.mark.parametrize('name', ['requirements', 'requirements-dev'])
def test_requirements_come_from_wherever_the_machine_gets_packages(name):
    for suffix in ('in', 'txt'):
        assert '://' not in (ROOT / f'{name}.{suffix}').read_text()


# --- What the documents say -------------------------------------------------


def verbs_of_dev():
    return set(re.findall(r'^([a-z]+)\)$', DEV, re.MULTILINE))


def test_every_verb_that_is_written_about_is_a_verb():
    told = README + (ROOT / '.ci/run').read_text() + DEV

    assert set(re.findall(r'\./dev ([a-z]+)', told)) <= verbs_of_dev()


def test_dev_explains_every_verb_it_has():
    explained = re.findall(r'^#   \./dev ([a-z]+)', DEV, re.MULTILINE)

    assert set(explained) == verbs_of_dev()


def test_every_command_that_is_written_about_is_a_command():
    compose = ' '.join(
        ' '.join(service.get('command', []))
        for service in COMPOSE['services'].values()
    ).replace(',', '')
    told = '\n'.join((README, DOCKERFILE, compose))

    named = re.findall(r'(?:manage\.py|\./dev manage) ([a-z]+)', told)

    assert {'migrate', 'procrastinate', 'collectstatic'} <= set(named)
    assert set(named) <= set(get_commands()) | {'help'}


def test_every_path_in_the_readme_is_there():
    quoted = re.findall(r'`([\w./-]+)`', README)
    paths = {
        text
        for text in quoted
        if not text.startswith('/') and re.search(r'/|\.\w+$', text)
    }

    assert len(paths) > 10
    assert not {text for text in paths if not (ROOT / text).exists()}


def test_the_image_gets_what_it_needs_and_no_secret():
    ignored = (ROOT / '.dockerignore').read_text().splitlines()
    let_in = {line[1:] for line in ignored if line.startswith('!')}

    assert '*' in ignored
    assert {*APPS, 'manage.py', 'requirements.txt'} <= let_in
    assert all((ROOT / name).exists() for name in let_in)
    assert '.env' not in let_in


def test_the_image_does_not_run_as_root():
    last_stage = DOCKERFILE.rpartition('\nFROM ')[2]

    assert re.findall(r'^USER (\w+)', last_stage, re.MULTILINE) == ['site']


def test_no_image_moves_under_us():
    images = re.findall(r'^ARG PYTHON=(\S+)', DOCKERFILE, re.MULTILINE)
    images += [
        service['image']
        for service in COMPOSE['services'].values()
        if 'build' not in service
    ]

    assert len(images) == 3
    assert all(re.search(r':v?\d+\.\d+', image) for image in images)


def test_compose_sets_variables_that_the_site_reads():
    for service in COMPOSE['services'].values():
        if 'build' in service:
            assert set(service['environment']) <= NAMES


def test_only_the_migrations_know_the_owner_of_the_tables():
    knowing = [
        name
        for name, service in COMPOSE['services'].items()
        if 'MIGRATION_DATABASE_URL' in service['environment']
        if 'build' in service
    ]

    assert knowing == ['migrate']


def test_compose_mounts_files_that_are_there():
    for service in COMPOSE['services'].values():
        for volume in service.get('volumes', []):
            source = volume.split(':')[0]
            if source.startswith('.'):
                assert (ROOT / source).is_file()
            else:
                assert source in COMPOSE['volumes']
