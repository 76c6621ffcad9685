"""The rules of the house that no other tool keeps."""

import ast
import re
from pathlib import Path

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
RUNBOOK = (ROOT / 'docs/runbook.md').read_text()
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


TREES = {path: [*ast.walk(ast.parse(path.read_text()))] for path in PRODUCT}


def names_of(paths):
    return [path.relative_to(ROOT).as_posix() for path in paths]


def calls(path):
    """Every call in the file, as the last part of its name and its inputs."""
    return [
        (getattr(node.func, 'attr', getattr(node.func, 'id', '')), node.args)
        for node in TREES[path]
        if isinstance(node, ast.Call)
    ]


def literals(path):
    return {
        node.value
        for node in TREES[path]
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def test_mail_leaves_by_one_door():
    senders = {
        *('EmailMessage', 'EmailMultiAlternatives', 'send_mail'),
        *('send_mass_mail', 'mail_admins', 'mail_managers', 'email_user'),
    }

    doors = [p for p in PRODUCT if senders & {name for name, _ in calls(p)}]

    assert names_of(doors) == ['privacy/mail.py']


def test_sql_is_in_sql_files():
    broken = [p for p in PRODUCT if any(map(SQL.match, literals(p)))]

    assert not names_of(broken)


def test_what_is_executed_has_a_name():
    literal = ast.Constant | ast.JoinedStr
    broken = [
        path
        for path in PRODUCT
        for name, inputs in calls(path)
        if name in {'execute', 'executemany', 'raw', 'RawSQL', 'RunSQL'}
        if inputs and isinstance(inputs[0], literal)
        # The launcher asks PostgreSQL who it is: nothing about our tables.
        if not path.is_relative_to(ROOT / 'ivelum_site/postgres')
    ]

    assert not names_of(broken)


def test_a_file_is_read_in_one_sitting():
    long = [p for p in PRODUCT if len(p.read_text().splitlines()) > 300]

    assert not names_of(long)


def test_a_function_fits_on_one_screen():
    functions = ast.FunctionDef | ast.AsyncFunctionDef

    long = [
        node.name
        for path in PRODUCT
        for node in TREES[path]
        if isinstance(node, functions) and node.end_lineno - node.lineno >= 50
    ]

    assert not long


def test_every_template_is_used():
    pages = {site_map.template_of(page) for page in site_map.PAGES}
    error_pages = {f'{status}.html' for status in errors.PAGES}
    used = named_in_code() | pages | error_pages

    names = [p.relative_to(ROOT / 'templates').as_posix() for p in TEMPLATES]
    unused = [name for name in names if name not in used]

    assert not [name for name in unused if not replaces_one_of_a_package(name)]


def named_in_code():
    """What Python or a template calls by name; a letter by its short name."""
    named = {text for path in PRODUCT for text in literals(path)}
    letters = {f'emails/{text}.txt' for text in named}
    letters |= {f'desk/texts/{text}.txt' for text in named}
    tag = re.compile(r'{%\s*(?:include|extends)\s+["\']([^"\']+)')
    included = {
        name for path in TEMPLATES for name in tag.findall(path.read_text())
    }
    return named | letters | included


def replaces_one_of_a_package(name):
    packages = DjangoTemplates(
        {'NAME': 'packages', 'DIRS': [], 'APP_DIRS': True, 'OPTIONS': {}}
    )
    try:
        packages.get_template(name)
    except TemplateDoesNotExist:
        return False
    return True


def test_templates_have_no_style_and_no_script_of_their_own():
    # A mail program fetches no style sheet, so a letter brings its own.
    others = ('admin', 'letters')
    ours = [p for p in TEMPLATES if not {*others} & {*p.parts}]

    assert not names_of(p for p in ours if INLINE.search(p.read_text()))


def test_requirements_do_not_say_where_packages_come_from():
    lists = [*ROOT.glob('requirements*.in'), *ROOT.glob('requirements*.txt')]

    assert len(lists) == 4
    assert not names_of(p for p in lists if '://' in p.read_text())


# --- What the documents say -------------------------------------------------


def verbs_of_dev():
    return set(re.findall(r'^([a-z]+)\)$', DEV, re.MULTILINE))


def test_every_verb_that_is_written_about_is_a_verb():
    told = README + RUNBOOK + (ROOT / '.ci/run').read_text() + DEV

    assert set(re.findall(r'\./dev ([a-z]+)', told)) <= verbs_of_dev()


def test_dev_explains_every_verb_it_has():
    explained = re.findall(r'^#   \./dev ([a-z]+)', DEV, re.MULTILINE)

    assert set(explained) == verbs_of_dev()


def test_every_command_that_is_written_about_is_a_command():
    compose = ' '.join(
        ' '.join(service.get('command', []))
        for service in COMPOSE['services'].values()
    ).replace(',', '')
    told = '\n'.join((README, RUNBOOK, DOCKERFILE, compose))

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


def test_the_runbook_leads_nowhere_that_is_not_there():
    quoted = re.findall(
        r'`((?:deploy|docs|tests|ivelum_site|privacy)/[^`]+)`', RUNBOOK
    )
    headings = re.findall(r'^## (.+)', RUNBOOK, re.MULTILINE)
    links = set(re.findall(r'\]\(#([a-z-]+)\)', RUNBOOK))

    assert quoted
    made = (ROOT / '.gitignore').read_text().split()  # by a run of CI
    assert not {
        name
        for name in quoted
        if not (ROOT / name).exists() and f'/{name}' not in made
    }
    assert links <= {name.lower().replace(' ', '-') for name in headings}


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
        if 'MIGRATION_DATABASE_URL' in service.get('environment', ())
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
