"""P75 to P81: complaints and questions."""

from privacy.promises.proofs import (
    Clock,
    Refused,
    Section,
    Shown,
    Word,
    promise,
)


COMPLAINTS = Section(
    'If you are not content',
    (
        promise(
            'P75',
            'A complaint may come by mail, under any subject.',
            'tell-us',
            'The subject that the policy names is seen however it is written, '
            'and every message can be taken in as a complaint. Its time runs '
            'from the day it reached us.',
            Shown(
                'post/test_sorting.py',
                'a_subject_of_the_policy_is_seen_however_it_is_written',
            ),
            Shown(
                'post/test_proposals.py',
                'a_message_that_nobody_took_for_one_may_be_one',
            ),
            Shown(
                'privacy/test_rights.py',
                'a_complaint_is_due_in_thirty_days_at_most',
            ),
            Word('The mailbox is read on every working day.'),
        ),
        promise(
            'P76',
            'It is answered within 30 days.',
            'thirty',
            'The database computes the day, and takes no extension of it.',
            Refused(
                'no_extension_of_a_complaint on privacy_datasubjectrequest'
            ),
            Shown(
                'clock/test_properties.py',
                'a_complaint_is_never_due_later_than_promised',
            ),
            Clock('overdue_now'),
        ),
        promise(
            'P77',
            'We do our best to settle it.',
            'settle',
            'No complaint can be closed without an answer in words.',
            Refused(
                'a_complaint_is_answered_in_words on privacy_datasubjectrequest'
            ),
            Word('No complaint was closed because nobody had time.'),
        ),
        promise(
            'P78',
            'We work with the authorities.',
            'cooperate',
            'The record of processing can be handed over at any hour.',
            Shown(
                'privacy/test_record.py',
                'every_letter_of_the_article_is_answered',
            ),
            Word('We answered every letter of an authority.'),
        ),
        promise(
            'P79',
            'We show you which authority is yours.',
            'point',
            'The list has every country of the EEA and Switzerland, and a '
            'line that nobody looked up for a year is warned of.',
            Shown(
                'privacy/test_authorities.py',
                'every_country_has_one',
                'one_can_be_reached',
            ),
            Clock('authorities_unchecked'),
        ),
        promise(
            'P80',
            'Everybody may complain to an authority.',
            'authority',
            'It is said in the policy and at the foot of every letter about '
            'a right; a refusal that does not say it is none.',
            Refused(
                'a_refusal_has_ground_and_remedies on '
                'privacy_datasubjectrequest'
            ),
            Shown('privacy/test_mail.py', 'it_tells_people_where_to_turn'),
        ),
    ),
)

CONTACT = Section(
    'Questions',
    (
        promise(
            'P81',
            'Questions go to one mailbox.',
            'questions',
            'The address in the policy is the one that the site uses.',
            Shown(
                'policy/test_policy_page.py',
                'its_mailbox_is_the_one_that_the_team_reads',
            ),
            Word('Somebody answered the last test letter to the mailbox.'),
        ),
    ),
)
