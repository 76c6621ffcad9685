-- Article 17(3): what is held is neither deleted nor emptied.
create trigger held after delete on contact_enquiry
referencing old table as gone
for each statement execute function privacy_refuse_deletion_under_hold();

create trigger held after delete on contact_subscription
referencing old table as gone
for each statement execute function privacy_refuse_deletion_under_hold();

create trigger held_from_emptying before update on contact_subscription
for each row when (old.email is not null and new.email is null)
execute function privacy_refuse_emptying_under_hold();
