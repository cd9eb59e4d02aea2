-- When staff brought in what had reached the city before; null: it was sent at `submitted_at`. Its review is due from then on.
alter table opinions add column recorded_at bigint;

-- The same view: a database keeps the columns that `*` had.
drop view received;
create view received as
    select o.* from opinions o
    where o.import_id is null or o.import_id in (select id from imports where applied_at is not null);
