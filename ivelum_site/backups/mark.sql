comment on database {database} is {mark}
