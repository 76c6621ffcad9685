"""What can be done with data, and who does it."""

from __future__ import annotations

from django.db import models


class Actor(models.TextChoices):
    PERSON = 'person', 'the person'
    STAFF = 'staff', 'our team'
    SYSTEM = 'system', 'the site'


class Action(models.TextChoices):
    OPENED = 'opened', 'request opened'
    TAKEN_IN = 'taken_in', 'request written down by a colleague'
    TAKEN = 'taken', 'a colleague looks after it'
    GIVEN_BACK = 'given_back', 'the colleague gave it back'
    VOUCHED = 'vouched', 'a colleague vouched for the person'
    VOUCH_APPROVED = 'vouch_approved', 'a second colleague agreed'
    VOUCH_DECLINED = 'vouch_declined', 'a second colleague did not agree'
    ADDRESS_PROVEN = 'address_proven', 'address proven'
    LINK_REISSUED = 'link_reissued', 'fresh link sent'
    LETTER_SENT = 'letter_sent', 'letter sent'
    MESSAGE_IN = 'message_in', 'message from the person'
    MESSAGE_OUT = 'message_out', 'message to the person'
    CONSULTED = 'consulted', 'data looked at'
    DOWNLOADED = 'downloaded', 'copy downloaded'
    IDENTITY_ASKED = 'identity_asked', 'asked who the person is'
    IDENTITY_ACCEPTED = 'identity_accepted', 'no more doubt who it is'
    EXTENDED = 'extended', 'time extended'
    CORRECTED = 'corrected', 'data corrected'
    RESTRICTED = 'restricted', 'use restricted'
    LIFTED = 'lifted', 'restriction lifted'
    OBJECTED = 'objected', 'objection'
    WITHDRAWN = 'withdrawn', 'request withdrawn'
    CONSENT_ENDED = 'consent_ended', 'consent ended'
    ERASURE_DECIDED = 'erasure_decided', 'deletion decided'
    PLANNED = 'planned', 'erasure planned'
    ERASED = 'erased', 'data erased'
    SCANNED = 'scanned', 'searched for what may be left'
    HOLD_PROPOSED = 'hold_proposed', 'hold proposed'
    HOLD_DECLINED = 'hold_declined', 'hold not agreed to'
    HELD = 'held', 'held for a legal claim'
    RELEASED = 'released', 'no longer held'
    RECIPIENT_TOLD = 'recipient_told', 'recipient told'
    RECIPIENT_ANSWERED = 'recipient_answered', 'recipient has done it'
    RECIPIENT_EXCUSED = 'recipient_excused', 'recipient not told, with a reason'
    REFUSAL_PROPOSED = 'refusal_proposed', 'refusal proposed'
    REFUSAL_DECLINED = 'refusal_declined', 'refusal not agreed to'
    ANSWERED = 'answered', 'request answered'
    REFUSED = 'refused', 'request refused'
    LAPSED = 'lapsed', 'request lapsed'
    REMINDED = 'reminded', 'the team was reminded'
    ASSESSED = 'assessed', 'order of an authority assessed'
    AGREED = 'agreed', 'a second colleague agreed to disclose'
    DISCLOSED = 'disclosed', 'disclosed to an authority'
    PERSON_TOLD = 'person_told', 'the person was told of a disclosure'
    BREACH_NOTED = 'breach_noted', 'breach noted'
    BREACH_STEP = 'breach_step', 'step taken about a breach'
    COMPANY_ENTERED = 'company_entered', 'company entered in the register'
    COMPANY_ENDED = 'company_ended', 'company works for us no more'
    SALE_PROPOSED = 'sale_proposed', 'change of ownership written down'
    SALE_AGREED = 'sale_agreed', 'a second colleague agreed to the notice'
    SALE_STEP = 'sale_step', 'step taken in a change of ownership'
    STRAY_SETTLED = 'stray_settled', 'stray cookie looked into'
    WORD_GIVEN = 'word_given', 'a colleague gave their word'
    ACCOUNT_MADE = 'account_made', 'account of a colleague made'
    ACCOUNT_CHANGED = 'account_changed', 'account of a colleague changed'
    SIGN_IN = 'sign_in', 'how a colleague signs in'
    RETENTION_RUN = 'retention_run', 'old data deleted'
    RESTORED = 'restored', 'restored backup put in order'
    REPLAYED = 'replayed', 'repeated on a restored backup'


# What the team only considers: not told on the page of a request.
CONSIDERED = (
    *(Action.TAKEN, Action.GIVEN_BACK, Action.REMINDED),
    *(Action.REFUSAL_PROPOSED, Action.REFUSAL_DECLINED),
    *(Action.VOUCH_DECLINED, Action.HOLD_PROPOSED, Action.HOLD_DECLINED),
)
