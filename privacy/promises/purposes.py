"""P20 to P30: what it is used for, and children."""

from privacy.promises.proofs import Refused, Section, Shown, Word, promise


PURPOSES = Section(
    'What we use it for',
    (
        promise(
            'P20',
            'Data is used to know who asks, and to answer.',
            'answer',
            'A request is answered to an address that was proven, and a '
            'colleague writes only within a case.',
            Shown(
                'privacy/test_rights.py',
                'the_answer_of_a_colleague_reaches_her',
            ),
            Shown(
                'defects/test_defects_of_proof.py',
                'a_request_without_a_proven_address_reaches_nobody',
            ),
        ),
        promise(
            'P21',
            'An e-mail address is used for what its owner said yes to.',
            'agreed',
            'A sign-up counts after a press in a letter to that very '
            'address. Each step is kept with its words and cannot be '
            'rewritten.',
            Refused(
                'never_rewritten on contact_consentevent',
                'never_rewritten on contact_wording',
            ),
            Shown(
                'contact/test_newsletter.py',
                'the_link_shows_the_words_and_changes_nothing',
                'the_button_starts_it_and_keeps_the_proof',
                'who_was_erased_comes_back_only_by_their_own_yes',
            ),
        ),
        promise(
            'P22',
            'Technical data serves the security of the site.',
            'guard',
            'Attempts are counted for no other end, and forgotten within '
            'hours.',
            Shown(
                'privacy/test_throttle.py',
                'when_the_hour_is_over_the_count_begins_again',
            ),
        ),
        promise(
            'P23',
            'The acts of staff are recorded, for security.',
            'desk',
            'Each act is an event in a chain that nobody can rewrite, with '
            'numbers in it and no names.',
            Refused(
                'never_rewritten on privacy_auditevent',
                'an_event_holds_no_address on privacy_auditevent',
            ),
            Shown(
                'proof/test_audit.py',
                'an_event_says_who_what_and_why_by_number',
            ),
        ),
        promise(
            'P24',
            'Nothing is used for training.',
            'training',
            'No activity has that purpose, and the site can reach no service '
            'that would train on anything.',
            Shown('policy/test_tables.py', 'no_activity_is_for_training'),
            Word('No text of visitors was given to a machine to learn from.'),
        ),
        promise(
            'P25',
            'Proof of legal duties is kept, and ends.',
            'legal',
            'Every kind of row has a last day, and the nightly sweep finds it.',
            Shown(
                'privacy/test_declarations.py',
                'a_row_that_stays_for_ever_is_an_error',
                'every_row_expires',
            ),
        ),
        promise(
            'P26',
            'The list of purposes is closed.',
            'limit',
            'A table without a declared purpose stops the build, and every '
            'purpose is printed in the policy.',
            Refused('a_purpose_is_promised on privacy_purpose'),
            Shown(
                'policy/test_tables.py',
                'every_activity_is_in_the_policy_with_its_purpose',
            ),
        ),
        promise(
            'P27',
            'Before anything new, we ask.',
            'first',
            'A consent names its words and the version in force, so that an '
            'old yes is none to new words. A published version cannot be '
            'changed.',
            Refused(
                'published_as_it_is on privacy_policyversion',
                'consents_are_in_order on contact_consentevent',
            ),
            Shown(
                'policy/test_publishing.py',
                'a_purpose_that_is_new_has_to_be_said_aloud',
            ),
            Shown(
                'contact/test_notices.py',
                'from_the_form_to_a_yes_of_its_own',
            ),
        ),
    ),
)

CHILDREN = Section(
    'Children',
    (
        promise(
            'P28',
            'The site is not for people under 16.',
            'grown',
            'It is said in the policy, and no form asks for an age.',
            Shown('policy/test_tables.py', 'no_form_asks_for_an_age'),
        ),
        promise(
            'P29',
            'We do not knowingly hold data of children.',
            'no-child',
            'A request of its own kind ends the use of what a child wrote.',
            Shown('privacy/test_rights.py', 'there_are_nine'),
            Word('Letters that show a child wrote them are treated as such.'),
        ),
        promise(
            'P30',
            'Anybody may have a child’s data removed.',
            'child-gone',
            'One of the nine requests is for it, open to everybody.',
            Shown(
                'privacy/test_rights.py',
                'there_are_nine',
                'what_needs_a_human_goes_to_one_without_names',
            ),
        ),
    ),
)
