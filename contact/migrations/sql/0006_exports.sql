-- Asked for once, agreed to once, taken once: nothing of it changes later.
create trigger asked_as_it_is before update on contact_export
for each row execute function privacy_refuse_change_of(
    'reason', 'asked_by_id', 'asked_at'
);
create trigger agreed_once before update on contact_export
for each row when (
    old.approved_by_id is not null
        and old.approved_by_id is distinct from new.approved_by_id
    or old.taken_at is not null
        and old.taken_at is distinct from new.taken_at
) execute function privacy_refuse_change();
create trigger agreed_by_an_approver
before insert or update of approved_by_id on contact_export
for each row when (new.approved_by_id is not null)
execute function privacy_guard_second_person();
