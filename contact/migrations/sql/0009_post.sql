-- P43: a mail that is a request counts from the day on which it reached us,
-- not from the day on which a colleague read it.
create function contact_guard_day_of_request() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
    if not exists (
        select from privacy_datasubjectrequest
        where id = new.became_id
        and received_on = privacy_date_of_duty(new.received_at)
    ) then
        raise exception 'a request counts from the day of its message'
            using errcode = 'check_violation',
            constraint = 'a_request_keeps_the_day_of_its_message';
    end if;
    return new;
end
$$;
create trigger a_request_keeps_the_day_of_its_message
before insert or update of became_id, received_at on contact_enquiry
for each row when (new.became_id is not null)
execute function contact_guard_day_of_request();

-- What another row was is forgotten with that row, restricted or not.
drop trigger restricted_data_is_only_stored on contact_enquiry;
create trigger restricted_data_is_only_stored
before update on contact_enquiry
for each row execute function
    privacy_refuse_change_of_restricted('follows_id', 'became_id');
