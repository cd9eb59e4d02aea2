-- What staff tell each other about an opinion, and to whom it is handed over with it.
create table remarks (
    id         text   not null primary key,
    opinion_id text   not null references opinions (id),
    body       text   not null,                      -- '' where it is only handed over
    handed_to  text   references accounts (id),
    written_by text   not null references accounts (id),
    written_at bigint not null
);
create index remarks_opinion on remarks (opinion_id, written_at);

-- Whose it is to decide on; null: anybody's.
alter table opinions add column assigned_to text references accounts (id);

-- The same view: a database keeps the columns that `*` had.
drop view received;
create view received as
    select o.* from opinions o
    where o.import_id is null or o.import_id in (select id from imports where applied_at is not null);

drop index opinions_queue;
create index opinions_queue on opinions (decide_by, number, consultation_id, state, held_for, flags, theme_id, channel, lang,
    assigned_to, published_at, import_id) where reviewed_at is null;
