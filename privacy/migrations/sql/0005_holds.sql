-- Article 17(3): what is held is not erased. The hold names a row by table and
-- number, so that an ended hold, unlike a foreign key, lets it go.

-- For a table whose rows may be held:
--   create trigger held after delete on <table> referencing old table as gone
--   for each statement execute function privacy_refuse_deletion_under_hold();
-- One look for all rows of a statement: a nightly sweep deletes thousands.
create function privacy_refuse_deletion_under_hold() returns trigger
language plpgsql set search_path = public, pg_temp as $$
declare
    held text;
begin
    select h.row_id into held
    from privacy_legalhold as h join gone on gone.id::text = h.row_id
    where h.kind = tg_table_name
    and (h.ended_on is null or h.ended_on > current_date)
    limit 1;
    if found then
        raise exception '% % is under a legal hold', tg_table_name, held
            using errcode = 'check_violation';
    end if;
    return null;
end
$$;

-- For a table whose rows are erased by emptying them. The trigger says when
-- that is: the WHEN of an ordinary update is false, and costs nothing.
create function privacy_refuse_emptying_under_hold() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
    if exists (
        select from privacy_legalhold
        where kind = tg_table_name and row_id = old.id::text
        and (ended_on is null or ended_on > current_date)
    ) then
        raise exception '% % is under a legal hold', tg_table_name, old.id
            using errcode = 'check_violation';
    end if;
    return new;
end
$$;

-- A hold on nothing would hold nothing: the row must be there, in a table that
-- asks about holds. It is locked, so that it cannot be deleted meanwhile, and
-- its number is kept as the table writes it, never as '07'.
create function privacy_guard_new_hold() returns trigger
language plpgsql set search_path = public, pg_temp as $$
declare
    found_id text;
begin
    if not exists (
        select from pg_trigger
        where tgrelid = to_regclass(quote_ident(new.kind))
        and tgfoid = 'privacy_refuse_deletion_under_hold'::regproc
    ) then
        raise exception 'rows of % cannot be held', new.kind
            using errcode = 'check_violation';
    end if;
    execute format(
        'select id from %I where id = %L for key share', new.kind, new.row_id
    ) into found_id;
    if found_id is null then
        raise exception 'there is no such row to hold'
            using errcode = 'check_violation';
    end if;
    new.row_id = found_id;
    return new;
end
$$;

create trigger holds_something before insert on privacy_legalhold
for each row execute function privacy_guard_new_hold();

-- A hold may only end. Holding on is a new hold, of two people again.
create trigger set_as_it_is before update on privacy_legalhold
for each row execute function privacy_refuse_change_of(
    'kind', 'row_id', 'ground', 'reason', 'set_by_id', 'approved_by_id',
    'started_on', 'review_on'
);

create trigger ends_once before update on privacy_legalhold
for each row when (
    old.ended_on is not null and old.ended_on is distinct from new.ended_on
) execute function privacy_refuse_change();

create trigger never_deleted_while_it_holds before delete on privacy_legalhold
for each row when (old.ended_on is null or old.ended_on > current_date)
execute function privacy_refuse_change();

create trigger held after delete on privacy_datasubjectrequest
referencing old table as gone
for each statement execute function privacy_refuse_deletion_under_hold();

create trigger held_from_emptying before update on privacy_datasubjectrequest
for each row when (
    (old.details <> '' and new.details = '')
    or (old.identity_doubt <> '' and new.identity_doubt = '')
    or (old.extension_reason <> '' and new.extension_reason = '')
    or (old.outcome <> '' and new.outcome = '')
) execute function privacy_refuse_emptying_under_hold();

create trigger held after delete on privacy_claimedaddress
referencing old table as gone
for each statement execute function privacy_refuse_deletion_under_hold();

create trigger held_from_emptying before update on privacy_claimedaddress
for each row when (old.email is not null and new.email is null)
execute function privacy_refuse_emptying_under_hold();

create trigger held after delete on privacy_casemessage
referencing old table as gone
for each statement execute function privacy_refuse_deletion_under_hold();

create trigger held_from_emptying before update on privacy_casemessage
for each row when (old.body <> '' and new.body = '')
execute function privacy_refuse_emptying_under_hold();

create trigger held after delete on privacy_correction
referencing old table as gone
for each statement execute function privacy_refuse_deletion_under_hold();

create trigger held_from_emptying before update on privacy_correction
for each row when (
    (old.old_value <> '' and new.old_value = '')
    or (old.new_value <> '' and new.new_value = '')
    or (old.reason <> '' and new.reason = '')
) execute function privacy_refuse_emptying_under_hold();
