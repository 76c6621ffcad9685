create trigger restricted_data_is_only_stored
before update on contact_enquiry
for each row execute function privacy_refuse_change_of_restricted();

-- A consent can be withdrawn at any time, restricted or not (Article 7(3)).
create trigger restricted_data_is_only_stored
before update on contact_subscription
for each row execute function
    privacy_refuse_change_of_restricted('stopped_at');
