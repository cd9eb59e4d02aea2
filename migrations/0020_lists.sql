-- Two lists from elsewhere may both number their rows from 1: an id is one of its list. '' is the list that nobody has named.
alter table opinions add column external_list text not null default '';
drop index opinions_external;
create unique index opinions_external on opinions (consultation_id, external_id, external_list) where external_id is not null;

-- The same view: a database keeps the columns that `*` had.
drop view received;
create view received as
    select o.* from opinions o
    where o.import_id is null or o.import_id in (select id from imports where applied_at is not null);

-- Whose numbers stood under these headings.
alter table import_columns add column list text not null default '';
