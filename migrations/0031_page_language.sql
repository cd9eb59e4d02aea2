-- The language of the page on which an opinion was sent: in it its author is spoken to where he wants no letters. '' for what
-- came in another way, and for what was there before: of that the words tell.
alter table opinions add column page_lang text not null default '';

-- The same view: a database keeps the columns that `*` had.
drop view received;
create view received as
    select o.* from opinions o
    where o.import_id is null or o.import_id in (select id from imports where applied_at is not null);
