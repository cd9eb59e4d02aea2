-- What an author adds to an opinion that can no longer be changed (補足): shown under it once somebody has looked at it.
create table additions (
    id         text   not null primary key,
    opinion_id text   not null references opinions (id),
    number     bigint not null check (number >= 1),  -- of the opinion's, in the order in which they came
    body       text   not null,                      -- as sent; never updated
    lang       text   not null,
    state      text   not null,                      -- pending | published | withheld
    reason     text,                                 -- why it is not published
    message    text   not null,                      -- to the author
    decisions  bigint not null check (decisions >= 0),
    decided_by text   references accounts (id),
    sent_at    bigint not null,
    decided_at bigint,
    unique (opinion_id, number)
);
create index additions_waiting on additions (sent_at) where state = 'pending';
