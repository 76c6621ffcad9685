create role site_owner login createdb;
create role site_web login;
create database site owner site_owner;
