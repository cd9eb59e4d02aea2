-- The clock of the queue: by when the city means to have decided; of what is on hold, the end of its day.
alter table opinions add column decide_by bigint;
-- Rules that found something in the current text, a bit each (`flags::Rule`); null: nobody has looked yet, a worker will.
alter table opinions add column flags bigint;

update opinions set decide_by = case
        when state = 'on_hold' and due_at is not null then due_at + 86400000
        else coalesce(recorded_at, submitted_at)
            + (select c.target_hours from consultations c where c.id = opinions.consultation_id) * 3600000 end
    where reviewed_at is null;

-- The same view: a database keeps the columns that `*` had.
drop view received;
create view received as
    select o.* from opinions o
    where o.import_id is null or o.import_id in (select id from imports where applied_at is not null);

-- Whatever the queue is narrowed by stands in its index: a rare flag among 200,000 is found without a look at the rows.
drop index opinions_queue;
create index opinions_queue on opinions (decide_by, number, consultation_id, state, held_for, flags, theme_id, channel, lang,
    published_at, import_id) where reviewed_at is null;
create index opinions_unmarked on opinions (number) where flags is null and reviewed_at is null;
