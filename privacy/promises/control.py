"""P41 to P47: what people can do."""

from privacy.promises.proofs import Clock, Refused, Section, Shown, promise


CONTROL = Section(
    'What you can do',
    (
        promise(
            'P41',
            'You can see everything we hold about you.',
            'see',
            'The copy is made from the declarations, while you download it. '
            'Canaries show that it is whole, and that it is only yours.',
            Shown(
                'canary/test_canary.py',
                'a_copy_holds_all_of_one_and_nothing_of_another',
            ),
            Shown(
                'copy/test_about.py', 'every_letter_of_the_article_is_answered'
            ),
            Clock('overdue_now'),
        ),
        promise(
            'P42',
            'You can have it corrected, or locked.',
            'correct pause',
            'A correction shows old and new, and is made everywhere. What is '
            'locked, the database only stores, and no lock opens in silence.',
            Refused(
                'nobody_is_surprised_by_a_lifted_restriction on '
                'privacy_restriction',
                'restricted_data_is_only_stored on contact_enquiry',
            ),
            Shown(
                'privacy/test_rights.py',
                'an_accepted_correction_is_made_everywhere',
            ),
        ),
        promise(
            'P43',
            'The mailbox is a way as good as the form.',
            'way',
            'A mail that speaks of a right is proposed as a request. It, and a '
            'letter that a colleague enters, count from the day they arrived, '
            'and the database lets nobody move that day.',
            Refused(
                'steps_are_allowed on privacy_datasubjectrequest',
                'received_in_the_past on privacy_datasubjectrequest',
                'a_request_keeps_the_day_of_its_message on contact_enquiry',
            ),
            Shown(
                'post/test_proposals.py',
                'from_the_mail_to_the_last_letter',
                'a_mail_that_is_read_after_five_days_counts_from_the_first',
            ),
        ),
        promise(
            'P44',
            'An answer comes within a month, or you know why not.',
            'when',
            'The day is computed by the database itself. More time needs a '
            'reason that was told within the first month.',
            Refused(
                'an_extension_is_told_in_time on privacy_datasubjectrequest',
                'an_extension_is_not_too_long on privacy_datasubjectrequest',
            ),
            Shown('clock/test_twins.py', 'every_day_of_eleven_years'),
            Clock('overdue_now'),
        ),
        promise(
            'P45',
            'You always get a copy that machines can read.',
            'take',
            'The package has JSON with a published schema, CSV and a page. '
            'There is no way to refuse it as too difficult.',
            Shown(
                'copy/test_package.py',
                'the_package_has_every_form',
                'all_that_is_ours_is_in_every_form',
            ),
            Shown('copy/test_data.py', 'it_keeps_to_its_schema'),
        ),
        promise(
            'P46',
            'You can have it deleted.',
            'delete',
            'It is planned, done as planned, then searched for by a scan '
            'that knows no model. What is found keeps the case open. A '
            'restored backup is cleaned before anybody uses it.',
            Refused(
                'no_answer_while_a_hit_is_unexplained on '
                'privacy_datasubjectrequest'
            ),
            Shown('canary/test_canary.py', 'after_an_erasure_no_byte_is_left'),
            Shown(
                'proof/test_restore_drill.py',
                'a_restored_backup_is_put_in_order_before_anybody_sees_it',
            ),
            Shown(
                'proof/test_ledger.py',
                'a_database_that_the_shelf_never_saw_stays_closed_without_it',
            ),
            Shown(
                'proof/test_gate.py',
                'a_database_that_is_new_here_waits_for_the_shelf',
            ),
            Clock('erasures_unfinished'),
        ),
        promise(
            'P47',
            'A deletion is refused only on a ground of Article 17(3).',
            'unless',
            'The grounds are a closed list, two people agree, and the letter '
            'names the ground and where to complain.',
            Refused(
                'a_refusal_has_ground_and_remedies on '
                'privacy_datasubjectrequest',
                'a_hold_has_a_ground on privacy_legalhold',
                'nobody_approves_their_own_hold on privacy_legalhold',
            ),
        ),
    ),
)
