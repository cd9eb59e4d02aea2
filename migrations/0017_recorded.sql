-- When staff brought in what had reached the city before; null: it was sent at `submitted_at`. Its review is due from then on.
alter table opinions add column recorded_at bigint;

-- The same view: a database keeps the columns that `*` had.
drop view received;
create view received as
    select o.* from opinions o
    where o.import_id is null or o.import_id in (select id from imports where applied_at is not null);

update opinions set recorded_at = (select i.applied_at from imports i where i.id = opinions.import_id) where import_id is not null;

-- The queue is in the order in which opinions began to wait.
drop index opinions_queue;
create index opinions_queue on opinions ((coalesce(recorded_at, submitted_at)), number, import_id) where reviewed_at is null;
