-- What staff wrote down for somebody: from paper, a telephone call, a counter.
create table transcriptions (
    opinion_id text   not null primary key references opinions (id),
    place      text   not null,                -- where it came in; '' where nobody said
    checking   text   not null,                -- none | waiting | done: whether a second person compares it with the paper
    checked_by text   references accounts (id),
    checked_at bigint
);
create index transcriptions_waiting on transcriptions (opinion_id) where checking = 'waiting';
