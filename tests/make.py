"""Makes one of anything, complete and ordinary. Say only what matters."""

# ruff: noqa: F403, F405
from tests.makers.letters import *
from tests.makers.people import *
from tests.makers.registers import *
from tests.makers.team import *


# Of all that is personal; a kind without a maker turns the canaries red.
EVERY_KIND = [
    *(enquiry, wish, subscription, consent, dsr, claim, message, correction),
    *(refusal, colleague, audit_event, old_disclosure),
    *(second_factor, recovery_code, known_device),
    *(attestation_of_ada, ended_hold_of_ada),
    *(past_delivery, reply, export_of_ada),
]
