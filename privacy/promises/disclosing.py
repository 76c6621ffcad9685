"""P57 to P61: when an authority asks."""

from privacy.promises.proofs import Clock, Refused, Section, Shown, promise


DISCLOSING = Section(
    'When an authority asks',
    (
        promise(
            'P57',
            'Data goes to an authority that shows a valid order.',
            'order',
            'Two people decide, and what was given is written down. An order '
            'from abroad needs a note on why it counts.',
            Refused(
                'an_authority_shows_something on privacy_disclosure',
                'nobody_approves_their_own_assessment on privacy_disclosure',
                'a_disclosure_says_what_was_given on privacy_disclosure',
                'an_order_from_abroad_has_a_note on privacy_disclosure',
            ),
        ),
        promise(
            'P58',
            'Without an order only to protect, weighed in writing by two.',
            'danger',
            'The database wants a written balance and a second person.',
            Refused(
                'good_faith_is_weighed_in_writing on privacy_disclosure',
                'two_people_decide_to_disclose on privacy_disclosure',
            ),
        ),
        promise(
            'P59',
            'We are open about how often it happens.',
            'open',
            'The page counts the rows of the register, year by year.',
            Shown(
                'policy/test_transparency.py',
                'the_page_counts_what_the_register_holds',
                'nought_is_said_as_nought',
            ),
        ),
        promise(
            'P60',
            'The person is told, if we may.',
            'told',
            'A disclosure without a notice needs a reason.',
            Refused(
                'the_person_is_told_or_there_is_a_reason on privacy_disclosure'
            ),
            Clock('silences_overdue'),
        ),
        promise(
            'P61',
            'Silence has one of four reasons, and a day to look again.',
            'not-told',
            'The reasons are a closed list, and each has its day.',
            Refused(
                'silence_is_looked_at_again on privacy_disclosure',
                'a_forbidden_notice_names_nobody on privacy_disclosure',
            ),
            Clock('silences_overdue'),
        ),
    ),
)
