"""Ways to break a promise, each with the tests that must then turn red.

What the database refuses has its sabotage in `./dev mutants`. Here one line
of the product is changed for another that a tired colleague could write, or
a file is added that nobody asked for. Every check that the register of
promises names needs one (tests/policy/test_ledger_of_promises.py).
"""

from dataclasses import dataclass
from pathlib import Path

from privacy.promises import PROMISES
from privacy.promises.proofs import Clock, Shown


NO_FILE = ''  # as `was`: the sabotage adds a file


@dataclass(frozen=True)
class Sabotage:
    file: str
    was: str
    becomes: str
    tests: tuple[str, ...]

    @property
    def checks(self):
        return tuple(
            f'tests/{file}.py::test_{name}'
            for file, _, name in (test.partition('::') for test in self.tests)
        )

    @property
    def makes_other_tables(self):
        return '/migrations/' in self.file

    def fault(self, root: Path) -> str:
        """Why it breaks nothing in that checkout; empty if it does."""
        file = root / self.file
        if self.was == NO_FILE:
            return f'{self.file} is there already.' * file.exists()
        if not file.exists():
            return f'{self.file} is gone. Break its promise where it went.'
        times = file.read_text().count(self.was)
        line = self.was.strip().partition('\n')[0]
        if times != 1:
            return f'{self.file} has {times} times, not once: {line}'
        return ''


def without_sabotage() -> list[str]:
    """Checks that a promise names, and that nobody has tried."""
    named = {
        check
        for promise in PROMISES.values()
        for proof in promise.proofs
        if isinstance(proof, Shown | Clock)
        for check in proof.checks
    }
    return sorted(named - {check for one in ALL for check in one.checks})


ALL: list[Sabotage] = []


def sabotage(file, was, becomes, *tests):
    ALL.append(Sabotage(file, was, becomes, tests))


POLICY = 'templates/privacy/policy.html'
HOST = (
    "    'Stockholm, Sweden',\n    contract=CONTRACT,\n    lies_in='SE',\n"
    '    hosts=(\n'
)

# --- The policy and its ledger ------------------------------------------------

sabotage(
    'privacy/policy/views.py',
    "    response.headers['X-Robots-Tag'] = 'noindex'\n",
    '',
    'policy/test_policy_page::search_engines_are_shown_the_current_version_only',
)
sabotage(
    POLICY,
    '{% block title %}{{ source.title }}',
    '{% block title %}Privacy',
    'policy/test_policy_page::it_has_the_title_and_description_of_its_version',
)
sabotage(
    'templates/includes/footer.html',
    ' rel="privacy-policy"',
    '',
    'policy/test_policy_page::it_is_one_press_away_from_every_page',
)
sabotage(
    'templates/privacy/policy/complaints.html',
    "mailto:{% fact 'MAILBOX' %}?subject",
    'mailto:privacy@ivelum.com?subject',
    'policy/test_policy_page::its_mailbox_is_the_one_that_the_team_reads',
)
sabotage(
    POLICY,
    '{{ source.html }}',
    '<details>{{ source.html|truncatewords_html:300 }}</details>',
    'policy/test_policy_page::the_whole_text_follows_the_short_version',
)
sabotage(
    'privacy/policy/publishing.py',
    'if fresh and draft.begins < today + NOTICE:',
    'if False:',
    'policy/test_publishing::a_purpose_that_is_new_has_to_be_said_aloud',
)
sabotage(
    'privacy/promises/state.py',
    'if any(not run.passed for run in runs):',
    'if False:',
    'policy/test_ledger_of_promises::one_broken_check_is_said_at_the_top',
)
sabotage(
    'privacy/promises/figures.py',
    'return Suppression.objects.count()',
    "return ' '.join(DataSubjectRequest.objects.values_list("
    "'addresses__email', flat=True))",
    'policy/test_ledger_of_promises::its_figures_name_nobody',
)
sabotage(
    'privacy/policy/telling.py',
    "mail.send_once(OwnershipChange, change.pk, 'people_told_at', write)",
    'write(change)',
    'policy/test_change_of_ownership::everybody_we_know_is_told_once',
)
sabotage(
    POLICY,
    '      {% include "privacy/_ownership.html" %}\n',
    '',
    'policy/test_change_of_ownership::the_notice_stands_above_the_policy',
)
sabotage(
    'privacy/transparency.py',
    'asked=len(found),',
    'asked=1,',
    'policy/test_transparency::nought_is_said_as_nought',
    'policy/test_transparency::the_page_counts_what_the_register_holds',
)

# --- What is declared ---------------------------------------------------------

sabotage(
    'privacy/declaration/activities.py',
    "    interest='knowing who saw or changed other people’s data',\n",
    '',
    'policy/test_tables::every_activity_has_a_legal_basis_and_an_interest_if_'
    'it_needs_one',
)
sabotage(
    'templates/privacy/_what_we_hold.html',
    '{{ processing.activity.purpose }}.',
    '',
    'policy/test_tables::every_activity_is_in_the_policy_with_its_purpose',
)
sabotage(
    'privacy/declaration/parties.py',
    'PROCESSORS = (HOSTING, MAIL, INBOUND, CHAT)',
    'PROCESSORS = (HOSTING, INBOUND, CHAT)',
    'policy/test_tables::every_party_that_gets_data_is_in_the_policy',
)
sabotage(
    'privacy/declaration/parties.py',
    HOST,
    HOST.replace('    contract=CONTRACT,\n', ''),
    'policy/test_tables::every_party_works_for_us_and_not_for_itself',
)
sabotage(
    'privacy/declaration/parties.py',
    HOST,
    HOST.replace('Stockholm, Sweden', 'Ohio, United States'),
    'policy/test_tables::nobody_abroad_gets_data_without_a_safeguard',
    'policy/test_tables::what_hosts_the_data_is_in_stockholm',
)
sabotage(
    'contact/activities.py',
    "purpose='To send you our newsletter'",
    "purpose='To send you our newsletter, and for training'",
    'policy/test_tables::no_activity_is_for_training',
)
sabotage(
    'privacy/declaration/cookies.py',
    "        '__Host-csrftoken',",
    "        '__Host-theme',",
    'policy/test_tables::the_staff_have_the_cookies_of_the_list_and_no_others',
)
sabotage(
    'contact/forms.py',
    "        label='Your name',\n        required=False,",
    "        label='Your name and age',\n        required=True,",
    'policy/test_tables::no_form_asks_for_an_age',
    'contact/test_enquiry::a_name_is_not_needed',
)
sabotage(
    'privacy/declaration/checks.py',
    'for name in sorted(actual ^ set(declared.fields)):',
    'for name in ():',
    'privacy/test_declarations::a_field_nobody_described_is_an_error',
)
sabotage(
    'privacy/declaration/checks.py',
    '    if declared is None:\n        yield Error(',
    '    if declared == 0:\n        yield Error(',
    'privacy/test_declarations::a_silent_model_is_an_error',
)
sabotage(
    'privacy/declaration/checks.py',
    'if not _has_a_clock(_fields(model), declared.keep[-1:]):',
    'if False:',
    'privacy/test_declarations::a_row_that_stays_for_ever_is_an_error',
)
sabotage(
    'privacy/management/commands/recordofprocessing.py',
    "    yield Entry('30(1)(g)', '', 'Security measures', SECURITY)\n",
    '',
    'privacy/test_record::every_letter_of_the_article_is_answered',
)
sabotage(
    'privacy/subjects/package/about.py',
    "    yield point('c', 'Who else handles it', "
    '*map(str, activity.recipients))\n',
    '',
    'copy/test_about::every_letter_of_the_article_is_answered',
)
sabotage(
    'privacy/authorities.py',
    "key=attrgetter('country'))",
    "key=attrgetter('country'))[1:]",
    'privacy/test_authorities::every_country_has_one',
)

# --- The doors ----------------------------------------------------------------

sabotage(
    'ivelum_site/urls.py',
    'public(require_safe(sitemap))',
    'public(sitemap)',
    'policy/test_same_for_everybody::there_is_no_other_door_for_data',
)
sabotage(
    'privacy/models/requests.py',
    'received_on=clock.date_of_duty(now)',
    "received_on=clock.date_of_duty(now - __import__('datetime')"
    '.timedelta(days=self.count() % 2))',
    'policy/test_same_for_everybody::wherever_a_request_comes_from_it_is_due_'
    'on_the_same_day',
)
sabotage(
    'ivelum_site/visitors.py',
    '        del response.cookies[name]\n',
    '        pass\n',
    'doors/test_no_cookies::a_cookie_set_by_mistake_is_dropped',
)
sabotage(
    'ivelum_site/visitors.py',
    "        del response.headers['Set-Cookie']\n",
    '',
    'doors/test_no_cookies::a_cookie_written_as_a_header_is_dropped_too',
)
sabotage(
    'ivelum_site/visitors.py',
    "'Cross-Origin-Resource-Policy': 'same-origin',",
    "'Cross-Origin-Resource-Policy': 'cross-origin',",
    'doors/test_headers::every_answer_closes_what_we_do_not_use',
)
sabotage(
    'ivelum_site/visitors.py',
    'listed = LISTED if is_staff_area(request) else frozenset()',
    'listed = {*LISTED, *response.cookies} if is_staff_area(request) else ()',
    'doors/test_no_cookies::the_desk_sets_no_cookie_that_is_in_no_register',
)
sabotage(
    'ivelum_site/egress.py',
    '        if not self.is_open(host):\n',
    "        if host == 'elsewhere.example':\n",
    'doors/test_egress::a_started_process_reaches_no_host_outside_the_register',
    'doors/test_egress::a_name_that_only_looks_like_one_is_closed',
)
sabotage(
    'ivelum_site/apps.py',
    '        egress.close()\n',
    '        egress.hosts()\n',
    'doors/test_egress::a_started_process_reaches_no_host_outside_the_register',
)
sabotage(
    'privacy/declaration/parties.py',
    'party.loads if party.in_use else ():',
    'party.loads:',
    'doors/test_egress::a_company_that_is_not_in_use_opens_nothing',
)
sabotage(
    'privacy/policy/telling.py',
    "mail.send_once(PolicyVersion, row.pk, 'people_told_at', write)",
    'write(row)',
    'desk/test_companies::everybody_we_know_hears_of_a_new_company_once',
)
sabotage(
    'templates/base.html',
    '  {% standing_notices %}\n',
    '',
    'policy/test_change_of_ownership::it_stands_above_every_page_in_few_words',
)
sabotage(
    'ivelum_site/logs.py',
    "    text = EMAIL.sub('[email]', text)\n",
    '',
    'doors/test_logs::a_message_keeps_its_sense_and_loses_the_person',
)
sabotage(
    'ivelum_site/logs.py',
    "                'filters': ['no_paths'],\n",
    '',
    'doors/test_logs::the_settings_put_the_filter_on_every_way_out',
)
sabotage(
    'ivelum_site/settings.py',
    "'__Host-sessionid' if _https",
    "'sessionid' if _https",
    'test_settings::with_https_cookies_are_bound_to_the_host_and_hsts_is_on',
)
sabotage(
    'privacy/views.py',
    "    return render(request, 'privacy/request_sent.html')\n",
    "    return render(request, 'privacy/request_sent.html')\n\n\n"
    'def leak() -> None:\n    EmailMessage().send()\n',
    'test_architecture::mail_leaves_by_one_door',
)

sabotage(
    'privacy/proof/ledger.py',
    'return UNREADABLE if _is_familiar() else UNKNOWN',
    'return UNREADABLE',
    'proof/test_ledger::a_database_that_the_shelf_never_saw_stays_closed_'
    'without_it',
    'proof/test_gate::a_database_that_is_new_here_waits_for_the_shelf',
)

# --- Letters and consents -----------------------------------------------------

sabotage(
    'privacy/mail.py',
    '        to=[to],\n',
    "        to=[to, 'archive@ivelum.com'],\n",
    'privacy/test_mail::it_goes_to_one_address_from_ours',
)
sabotage(
    'templates/emails/contact/ask_to_confirm.txt',
    "{{ site_url }}{% url 'privacy:policy' %}",
    'with care',
    'privacy/test_mail::it_tells_people_where_to_turn',
)
sabotage(
    'contact/services.py',
    '    if newsletter:\n',
    '    if True:\n',
    'contact/test_enquiry::an_unticked_box_is_no_consent',
)
sabotage(
    'contact/wishes.py',
    'if subscription.restriction or subscription.is_living:',
    'if subscription.restriction:',
    'contact/test_newsletter::a_second_sign_up_leaves_a_living_subscription_'
    'alone',
)
sabotage(
    'contact/subscribing.py',
    'yes = subscription.confirm(Method.CONFIRM_LINK, event.wording)',
    'yes = event',
    'contact/test_newsletter::the_button_starts_it_and_keeps_the_proof',
)
sabotage(
    'contact/subscribing.py',
    '    # They came back by themselves, and read the mail that asked them.\n'
    "    suppression.lift(subscription.email or '')\n",
    '',
    'contact/test_newsletter::who_was_erased_comes_back_only_by_their_own_yes',
)
sabotage(
    'contact/views.py',
    "    elif request.method == 'POST':\n        found = subscribing.confirm",
    '    elif True:\n        found = subscribing.confirm',
    'contact/test_newsletter::the_link_shows_the_words_and_changes_nothing',
)
sabotage(
    'contact/views.py',
    "    if request.method == 'POST':\n        everything",
    '    if True:\n        everything',
    'contact/test_newsletter::a_mail_scanner_does_not_stop_it',
)
sabotage(
    'contact/sending.py',
    '    return everybody_else(before=letter.written_at)',
    '    return set()',
    'contact/test_notices::who_is_known_otherwise_hears_of_it_once',
)
sabotage(
    'contact/forms.py',
    '    Purpose.COMPANIES: (\n',
    '    Purpose.COMPANIES: CONSENT_WORDING or (\n',
    'contact/test_notices::from_the_form_to_a_yes_of_its_own',
)
sabotage(
    'contact/refused.py',
    '    return KINDS.get(whole) or KINDS.get(first, ',
    '    return line or KINDS.get(first, ',
    'post/test_refused::kind_and_number_in_words_of_ours',
)
sabotage(
    'contact/views.py',
    '        subscribing.stop_by_link(token, everything=everything)\n',
    '',
    'contact/test_newsletter::one_click_stops_it',
)

# --- Rights and clocks --------------------------------------------------------

sabotage(
    'privacy/clock.py',
    'return min(month, received + timedelta(days=30))',
    'return month',
    'clock/test_properties::a_complaint_is_never_due_later_than_promised',
    'clock/test_twins::every_day_of_eleven_years',
)
sabotage(
    'privacy/cases/services.py',
    'PROFILE_GOOD_FOR = timedelta(days=7)',
    'PROFILE_GOOD_FOR = timedelta(days=70)',
    'privacy/test_rights::a_profile_closes_after_a_week',
)
sabotage(
    'privacy/cases/correcting.py',
    '    return wrong.update(**{correction.field: correction.new_value})',
    '    return wrong.count()',
    'privacy/test_rights::an_accepted_correction_is_made_everywhere',
)
sabotage(
    'privacy/subjects/stopping.py',
    '        if declared.stopping\n',
    '        if False\n',
    'privacy/test_rights::withdrawal_ends_every_consent',
    'privacy/test_rights::objection_stops_letters_and_locks_the_rest',
)
sabotage(
    'privacy/throttle.py',
    '    ).hexdigest()\n',
    '    ).hexdigest()\n    key = who\n',
    'privacy/test_throttle::nobody_can_be_read_out_of_the_table',
)
sabotage(
    'privacy/throttle.py',
    "'ends_at': now + limit.per}",
    "'ends_at': now + 9 * limit.per}",
    'privacy/test_throttle::when_the_hour_is_over_the_count_begins_again',
)

# --- Whoever is somebody else -------------------------------------------------

sabotage(
    'privacy/subjects/search.py',
    "**{f'{declared.subject}__in': emails}, **declared.provided",
    '**declared.provided',
    'canary/test_canary::a_copy_holds_all_of_one_and_nothing_of_another',
)
sabotage(
    'privacy/cases/services.py',
    'request__reference=reference, email=email',
    'request__reference=reference',
    'privacy/test_proof_of_address::renewing_for_a_stranger_looks_the_same',
)
sabotage(
    'contact/services.py',
    'Enquiry.objects.create(**said, received_at=now)',
    'Enquiry.objects.create(**said, received_at=now, acknowledged_at=now)',
    'contact/test_enquiry::only_the_fields_of_the_form_are_kept',
)
sabotage(
    'contact/answering.py',
    'received_on=clock.date_of_duty(enquiry.received_at)',
    'received_on=clock.date_of_duty(timezone.now())',
    'post/test_proposals::a_mail_that_is_read_after_five_days_counts_from_'
    'the_first',
)
sabotage(
    'contact/answering.py',
    'right=Right(right),',
    'right=Right.ACCESS,',
    'post/test_proposals::from_the_mail_to_the_last_letter',
    'post/test_proposals::a_message_that_nobody_took_for_one_may_be_one',
)
sabotage(
    'contact/post/words.py',
    r'privacy[\W_]*concern',
    'privacy concerns',
    'post/test_sorting::a_subject_of_the_policy_is_seen_however_it_is_written',
)
sabotage(
    'templates/privacy/_notice.html',
    '{{ activity.purpose }}.',
    'What you should know.',
    'contact/test_enquiry::the_notice_under_the_form_comes_from_the_'
    'declaration',
)
sabotage(
    'ivelum_site/logs.py',
    '    text = PATH.sub(lambda found: route_of(found[0]), text)\n',
    '',
    'doors/test_logs::a_token_in_the_path_of_a_broken_page_is_gone',
)
sabotage(
    'privacy/authorities.py',
    'yield Authority(checked_on=day, **line)',
    "yield Authority(checked_on=day, **(line | {'website': 'here'}))",
    'privacy/test_authorities::one_can_be_reached',
)
sabotage(
    'privacy/subjects/retention.py',
    'yield declared.at_the_end.left_in(rows).exclude(pk__in=keys)',
    'yield rows.none()',
    'privacy/test_declarations::every_row_expires',
)
sabotage(
    'privacy/cases/profile_views.py',
    '    profile.stop_letters(known)\n',
    '',
    'privacy/test_rights::from_her_profile_she_stops_the_newsletter',
)
sabotage(
    'templates/emails/privacy/tell_team.txt',
    'It is on the staff desk.',
    '{{ about.details }}',
    'privacy/test_rights::what_needs_a_human_goes_to_one_without_names',
)
sabotage(
    'templates/emails/privacy/new_message.txt',
    'We wrote something about your request',
    '{{ about.body }}',
    'privacy/test_mail::nothing_typed_comes_back_to_a_person',
)
sabotage(
    'privacy/proof/audit.py',
    '        by=by,\n        dsr=dsr,',
    '        by=by,\n        dsr=None,',
    'proof/test_audit::an_event_says_who_what_and_why_by_number',
)

# --- What a browser sees ------------------------------------------------------

sabotage(
    'templates/base.html',
    '  {% include "includes/footer.html" %}\n',
    '  {% include "includes/footer.html" %}\n'
    '  <iframe src="/contact/"></iframe><script src="/static/x.js"></script>\n',
    'walk/test_crawl::no_page_embeds_anything',
    'walk/test_crawl::no_page_runs_a_script',
)
sabotage(
    'ivelum_site/visitors.py',
    '        for name in _drop_cookies(response, listed):\n',
    "        response.set_cookie('visits', '1')\n        for name in ():\n",
    'walk/test_crawl::no_page_leaves_anything_in_the_browser',
    'doors/test_no_cookies::no_page_sets_a_cookie_or_looks_at_one',
)

# --- What is copied, and what is gone -----------------------------------------

sabotage(
    'privacy/declaration/registry.py',
    'for model in apps.get_models():',
    "for model in apps.get_app_config('privacy').get_models():",
    'canary/test_canary::every_kind_of_data_has_a_maker',
)
sabotage(
    'privacy/models/requests.py',
    "    *('details', 'identity_doubt', 'extension_reason'),\n",
    "    *('details', 'extension_reason'),\n",
    'canary/test_canary::after_an_erasure_no_byte_is_left',
)
sabotage(
    'privacy/subjects/package/data.py',
    'values = {name: plain(value) for name, value in row.items()}',
    'values = {name: str(value) for name, value in row.items()}',
    'copy/test_data::it_keeps_to_its_schema',
)
sabotage(
    'privacy/subjects/package/__init__.py',
    "    yield 'schema.json', _document(data_schema)\n",
    '',
    'copy/test_package::the_package_has_every_form',
)
sabotage(
    'privacy/subjects/package/page.py',
    'for row in kind.rows():',
    'for row in ():',
    'copy/test_package::all_that_is_ours_is_in_every_form',
)
sabotage(
    'privacy/proof/restoration.py',
    'erasure.erase([email], before=line.at)',
    'erasure.erase([email])',
    'proof/test_restore_drill::a_restored_backup_is_put_in_order_before_'
    'anybody_sees_it',
)

# --- Who asks, and who answers ------------------------------------------------

sabotage(
    'privacy/subjects/search.py',
    'if not emails or not all(emails):',
    'if not all(emails):',
    'defects/test_defects_of_proof::a_request_without_a_proven_address_'
    'reaches_nobody',
)
sabotage(
    'privacy/models/choices.py',
    "    CHILD = 'child', 'the removal of a child’s data'\n",
    "    CHILD = 'child', 'the removal of a child’s data'\n"
    "    GUESS = 'guess', 'a guess at my age'\n",
    'privacy/test_rights::there_are_nine',
)
sabotage(
    'privacy/cases/handling.py',
    "    say(dsr, '\\n\\n'.join(filter(None, [outcome, what_next])))\n",
    '',
    'privacy/test_rights::the_answer_of_a_colleague_reaches_her',
)
sabotage(
    'privacy/migrations/sql/0001_clock.sql',
    'then received + 30 end',
    'then received + 31 end',
    'privacy/test_rights::a_complaint_is_due_in_thirty_days_at_most',
)

# --- What nobody may write down -----------------------------------------------

sabotage(
    'privacy/migrations/sql/0002_attempts_are_unlogged.sql',
    'alter table privacy_attempts set unlogged;\n',
    'alter table privacy_attempts set unlogged;\n'
    'alter table privacy_attempts add column visitor inet;\n',
    'policy/test_tables::no_table_has_a_column_for_a_network_address',
)
sabotage(
    'ivelum_site/logs.py',
    '        return record.getMessage()\n',
    "        form = getattr(record, 'request', None)\n"
    "        return f'{record.getMessage()} {form and dict(form.POST)}'\n",
    'doors/test_logs::a_form_is_never_logged',
)
sabotage(
    'privacy/mail.py',
    "    subject, _, body = text.partition('\\n')\n",
    "    subject, _, body = text.partition('\\n')\n"
    "    __import__('logging').getLogger(__name__).info('written to %s', to)\n",
    'defects/test_defects_of_traces::no_log_line_names_her',
)
sabotage(
    'templates/emails/privacy/birthday.txt',
    NO_FILE,
    'Subject: A good year to you\n\nAnd have a look at what we built.\n',
    'privacy/test_mail::no_letter_is_forgotten_here',
)
sabotage(
    'templates/base.html',
    '  {% include "includes/footer.html" %}\n',
    '  {% include "includes/footer.html" %}\n'
    '  <img src="https://pixel.example/x.gif" alt="">\n',
    'walk/test_crawl::no_page_asks_anybody_else',
)

# --- Live figures -------------------------------------------------------------

sabotage(
    'privacy/promises/figures.py',
    'return at_work.filter(answer_by__lt=timezone.localdate()).count()',
    'return at_work.filter(due_on__isnull=True).count()',
    'policy/test_clocks::overdue_now',
)
sabotage(
    'privacy/promises/figures.py',
    'found = DataSubjectRequest.objects.filter(erased_at__lt=a_day_ago)',
    'found = DataSubjectRequest.objects.at_work()',
    'policy/test_clocks::erasures_unfinished',
)
sabotage(
    'privacy/promises/figures.py',
    'silent.filter(recheck_on__lt=timezone.localdate())',
    'silent.filter(recheck_on=None)',
    'policy/test_clocks::silences_overdue',
)
sabotage(
    'privacy/promises/figures.py',
    'StrayCookie.objects.filter(settled_at=None).count()',
    'StrayCookie.objects.exclude(settled_at=None).count()',
    'policy/test_clocks::strays_unsettled',
)
sabotage(
    'privacy/promises/figures.py',
    'return len(following.apart()) if published else 0',
    'return 0',
    'policy/test_clocks::companies_apart',
)
sabotage(
    'templates/includes/outside.html',
    '<p class="small">{{ outside.what_happens }}</p>\n',
    '',
    'pages/test_outside::what_a_click_means_is_said_beside_it',
)
sabotage(
    'privacy/models/visits.py',
    "        db_table = 'agg_visits'",
    "        db_table = 'visits'",
    'privacy/test_visits::the_tables_have_room_for_counts_and_for_nobody',
)
sabotage(
    'privacy/policy/versions.py',
    'if not v.is_as_published}',
    'if not v.body}',
    'policy/test_clocks::versions_damaged',
)
sabotage(
    'privacy/authorities.py',
    'if today - a.checked_on > A_YEAR]',
    'if a.checked_on > today + A_YEAR]',
    'policy/test_clocks::authorities_unchecked',
)

# --- Technical information ----------------------------------------------------

sabotage(
    'ivelum_site/traffic/request_log.py',
    '        network=said.network(environ),',
    "        network=environ.get('REMOTE_ADDR', ''),",
    'doors/test_request_log::whatever_happens_the_visitor_is_not_in_the_line',
    'doors/test_request_log::what_is_kept_of_her_is_a_network_and_three_words',
)
sabotage(
    'ivelum_site/traffic/request_log.py',
    '    network: str\n',
    "    network: str\n    agent: str = ''\n",
    'doors/test_request_log::a_line_has_these_fields_and_room_for_no_other',
)
sabotage(
    'ivelum_site/traffic/said.py',
    'KEPT_OF_V4 = 0xFFFFFF00',
    'KEPT_OF_V4 = 0xFFFFFFFF',
    'doors/test_request_log::an_address_loses_its_end',
)
sabotage(
    'ivelum_site/traffic/said.py',
    "    host = found[1].lower() if found else ''",
    "    host = str(said) if found else ''",
    'doors/test_request_log::of_the_page_before_only_the_host_is_kept',
)
sabotage(
    'ivelum_site/traffic/request_log.py',
    '        read(line, took)',
    "        line.path == '/probe/window/' or read(line, took)",
    'doors/test_request_log::a_page_from_memory_is_noted_like_any_other',
)
sabotage(
    'ivelum_site/supervise.py',
    "    *('--log-level', 'warning'),",
    "    *('--log-level', 'warning', '--access-logfile', '-'),",
    'doors/test_logs::the_web_server_keeps_no_log_of_its_own',
)
sabotage(
    'privacy/sql/close_days.sql',
    'and count < %(smallest)s',
    'and count < 2',
    'privacy/test_visits::a_small_group_is_no_group_when_its_day_is_over',
)
sabotage(
    'privacy/visits.py',
    'VisitsOfADay.objects.filter(day__lt=kept_since).delete()',
    'kept_since.today()',
    'privacy/test_visits::old_days_are_forgotten',
)
sabotage(
    'ivelum_site/traffic/counts.py',
    '            counts[Kind.BROWSER, key.browser] += int(count)',
    '            counts[Kind.BROWSER, str(key)[:250]] += int(count)',
    'privacy/test_visits::a_page_is_counted_under_four_names',
)
