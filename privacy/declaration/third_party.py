"""Declarations for tables we use and did not write."""

from privacy.declaration import facts
from privacy.declaration.activities import STAFF
from privacy.declaration.personal_data import (
    Keep,
    NoPersonalData,
    PersonalData,
    Withhold,
)


_JOBS = NoPersonalData(
    'Job arguments are row numbers, never values; a job that succeeded is '
    'deleted.'
)

DECLARED: dict[str, PersonalData | NoPersonalData] = {
    'admin.LogEntry': PersonalData(
        activity=STAFF,
        subject='user__email',
        fields={
            'action_time': 'when you acted',
            'user': 'your account',
            'content_type': 'the kind of thing you changed',
            'object_id': 'which one you changed',
            'object_repr': 'its label, which names nobody',
            'action_flag': 'whether you added, changed or deleted it',
            'change_message': 'the names of the fields you changed',
        },
        keep=(Keep(facts.STAFF_ACTS, since='action_time'),),
        erasure=Withhold('Article 17(3)(b), accountability for changes'),
        show={'content_type': 'content_type__model'},
    ),
    'auth.Group': NoPersonalData('Names of roles.'),
    'auth.Permission': NoPersonalData('Names of permissions.'),
    'contenttypes.ContentType': NoPersonalData('Names of models.'),
    'sessions.Session': NoPersonalData(
        'A staff member’s account number, deleted when the session ends.'
    ),
    'procrastinate.ProcrastinateEvent': _JOBS,
    'procrastinate.ProcrastinateJob': _JOBS,
    'procrastinate.ProcrastinatePeriodicDefer': _JOBS,
    'procrastinate.ProcrastinateWorker': _JOBS,
}
