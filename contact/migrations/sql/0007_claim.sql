-- One round trip for each letter of many: the row of its delivery, or nothing
-- where a rule refuses it.
create function contact_claim(a_letter bigint, a_subscription bigint)
returns bigint
language plpgsql set search_path = public, pg_temp as $$
declare
    made bigint;
begin
    insert into contact_delivery
        (letter_id, subscription_id, made_at, tried_at, tries)
    values (a_letter, a_subscription, clock_timestamp(), clock_timestamp(), 1)
    returning id into made;
    return made;
exception when check_violation or unique_violation then
    return null;
end
$$;
