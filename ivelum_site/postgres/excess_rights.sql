-- What our login may do and must not.
select 'is a superuser' from pg_roles
where rolname = current_user and rolsuper
union all
select 'passes by row security' from pg_roles
where rolname = current_user and rolbypassrls
union all
select 'may make logins' from pg_roles
where rolname = current_user and rolcreaterole
union all
select 'may make databases' from pg_roles
where rolname = current_user and rolcreatedb
union all
select 'may make tables' where has_schema_privilege('public', 'create')
union all
select 'owns ' || count(*) || ' tables' from pg_class
where relowner = current_user::regrole
having count(*) > 0
union all
select 'belongs to ' || roleid::regrole from pg_auth_members
where member = current_user::regrole
