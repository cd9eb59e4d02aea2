-- One decision on many opinions at once; each of them has its own row in `decisions`.
create table batches (
    id        text   not null primary key,
    act       text   not null,
    reason    text,
    made_by   text   not null references accounts (id),
    made_at   bigint not null,
    undone_at bigint
);
create table batch_items (
    batch_id   text   not null references batches (id),
    opinion_id text   not null references opinions (id),
    version    bigint not null,
    seen       bigint not null,       -- decisions that it had; the batch's own is the next
    from_state text   not null,
    message    text   not null,       -- what the author is told, in his language
    primary key (batch_id, opinion_id)
);
