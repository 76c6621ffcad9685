-- The two logins of the site, and its database. Run once, by whoever
-- administers the PostgreSQL server:
--
--   OWNER_PASSWORD=... WEB_PASSWORD=... psql -d postgres -f deploy/roles.sql
--
-- The owner makes the tables (MIGRATION_DATABASE_URL). The site itself uses
-- them as site_web (DATABASE_URL), and so cannot change what it must not.
-- Each migration tells the database what site_web may do.
\set ON_ERROR_STOP on
\getenv owner_password OWNER_PASSWORD
\getenv web_password WEB_PASSWORD

create role site_owner login password :'owner_password';
create role site_web login password :'web_password';

-- On a managed server the administrator is no superuser, and may give away
-- a database only to a role it belongs to.
grant site_owner to current_user;
create database site owner site_owner;
revoke connect, temporary on database site from public;
grant connect on database site to site_web;
