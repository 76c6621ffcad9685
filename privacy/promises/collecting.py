"""P11 to P19: what is collected."""

from privacy.promises.proofs import (
    Refused,
    Section,
    Seen,
    Shown,
    Word,
    promise,
)


COLLECTING = Section(
    'What we collect',
    (
        promise(
            'P11',
            'Your data is what can be tied to you; most of it you gave us.',
            'yours',
            'Every text column carries a canary in a test, and the copy for '
            'a person holds all of hers.',
            Shown(
                'canary/test_canary.py',
                'every_kind_of_data_has_a_maker',
                'a_copy_holds_all_of_one_and_nothing_of_another',
            ),
        ),
        promise(
            'P12',
            'It reaches us where you write to us or sign up, and there it '
            'says why.',
            'places',
            'The doors that take a form are counted, and under each form '
            'stands a notice made from the declaration of what it fills.',
            Shown(
                'policy/test_same_for_everybody.py',
                'there_is_no_other_door_for_data',
            ),
            Shown(
                'contact/test_enquiry.py',
                'the_notice_under_the_form_comes_from_the_declaration',
            ),
        ),
        promise(
            'P13',
            'Technical data is what browsers say to every server.',
            'technical',
            'Our own log has one line for each request, of a closed form. '
            'What the servers in front of it write is listed by hand in the '
            'policy.',
            Shown(
                'doors/test_request_log.py',
                'a_line_has_these_fields_and_room_for_no_other',
                'whatever_happens_the_visitor_is_not_in_the_line',
            ),
            Shown(
                'doors/test_logs.py',
                'a_message_keeps_its_sense_and_loses_the_person',
                'the_settings_put_the_filter_on_every_way_out',
                'the_web_server_keeps_no_log_of_its_own',
            ),
        ),
        promise(
            'P14',
            'Technical data is not tied to a person.',
            'tie',
            'A log line has no number of a person or a message, and no '
            'address that one could be found by.',
            Shown('defects/test_defects_of_traces.py', 'no_log_line_names_her'),
        ),
        promise(
            'P15',
            'Numbers from which nobody can be picked out are about nobody.',
            'numbers',
            'The figures on public pages are counts of cases and days. Those '
            'of visits have no column for a person, and the database takes '
            'no group of fewer than five into a day that is over.',
            Refused('no_small_group_in_a_closed_day on agg_visits'),
            Shown(
                'policy/test_ledger_of_promises.py', 'its_figures_name_nobody'
            ),
            Shown(
                'privacy/test_visits.py',
                'the_tables_have_room_for_counts_and_for_nobody',
                'a_small_group_is_no_group_when_its_day_is_over',
            ),
        ),
        promise(
            'P16',
            'Such numbers may help to run and better the site; looks at pages '
            'are counted, and visitors are not told apart.',
            'better',
            'The server counts by itself, a number for each day. No page '
            'carries a script, a pixel or a beacon.',
            Shown(
                'privacy/test_visits.py',
                'a_page_is_counted_under_four_names',
                'old_days_are_forgotten',
            ),
            Seen('walk/test_crawl.py', 'no_page_runs_a_script'),
        ),
        promise(
            'P17',
            'Who only looks around leaves a line in a log, and nothing else.',
            'browsing',
            'A browser walks over every public page and leaves with empty '
            'pockets.',
            Seen(
                'walk/test_crawl.py',
                'no_page_leaves_anything_in_the_browser',
                'no_page_asks_anybody_else',
            ),
            Shown(
                'doors/test_request_log.py',
                'a_page_from_memory_is_noted_like_any_other',
            ),
        ),
        promise(
            'P18',
            'That line holds the kind of browser, its language, where it came '
            'from, what it asked for, and when.',
            'log',
            'The line is written by one class with these fields and room for '
            'no other. Paths lose their query, and tokens their place.',
            Shown(
                'doors/test_request_log.py',
                'a_line_has_these_fields_and_room_for_no_other',
                'what_is_kept_of_her_is_a_network_and_three_words',
                'of_the_page_before_only_the_host_is_kept',
            ),
            Shown(
                'doors/test_logs.py',
                'a_token_in_the_path_of_a_broken_page_is_gone',
                'a_form_is_never_logged',
            ),
            Word('The logs of the load balancer are off, or hold these only.'),
        ),
        promise(
            'P19',
            'Network addresses count as personal data, and the site keeps '
            'none whole.',
            'network',
            'The log has it without its end. No table has a column for one. '
            'Attempts are counted under a '
            'keyed hash, whose key changes daily.',
            Shown('doors/test_request_log.py', 'an_address_loses_its_end'),
            Shown(
                'privacy/test_throttle.py',
                'nobody_can_be_read_out_of_the_table',
            ),
            Shown(
                'policy/test_tables.py',
                'no_table_has_a_column_for_a_network_address',
            ),
        ),
    ),
)
