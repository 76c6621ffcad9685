-- A letter comes at most once. What a mail server refused is tried again; what
-- may have arrived is not, and nobody can know which of those did (RFC 1047).
create trigger never_tried_blindly before update of tried_at on contact_delivery
for each row when (old.code is null)
execute function contact_refuse_rewriting();

create function contact_note_left(a_delivery bigint) returns bigint
language sql set search_path = public, pg_temp as $$
    update contact_delivery set sent_at = clock_timestamp()
    where id = a_delivery returning id
$$;

-- One round trip and one commit for each letter of many: the last one left,
-- and the next one may, unless a rule refuses it.
drop function contact_claim(bigint, bigint);
create function contact_claim(
    a_letter bigint, a_subscription bigint, the_last bigint
) returns bigint
language plpgsql set search_path = public, pg_temp as $$
declare
    made bigint;
begin
    if the_last is not null then
        perform contact_note_left(the_last);
    end if;
    begin
        insert into contact_delivery
            (letter_id, subscription_id, made_at, tried_at, tries)
        values
            (a_letter, a_subscription, clock_timestamp(), clock_timestamp(), 1)
        returning id into made;
    exception when check_violation or unique_violation then
        return null;
    end;
    return made;
end
$$;

-- Article 17(3): an answer and a delivery that are held stay, like the message
-- and the subscription that they belong to.
create trigger held after delete on contact_reply
referencing old table as gone
for each statement execute function privacy_refuse_deletion_under_hold();

create trigger held after delete on contact_delivery
referencing old table as gone
for each statement execute function privacy_refuse_deletion_under_hold();
