-- An author asks that somebody else looks again at an opinion that was withheld (異議申立て): once for each time that it was.
create table appeals (
    id          text   not null primary key,
    opinion_id  text   not null references opinions (id),
    decision    bigint not null,                     -- number of the decision that withheld it
    body        text   not null,                     -- as sent; never updated
    lang        text   not null,
    sent_at     bigint not null,
    outcome     text,                                -- upheld | changed; null: nobody has answered yet
    answer      text   not null,                     -- to the author
    answered_by text   references accounts (id),     -- nobody who had decided on the opinion before
    answered_at bigint,
    unique (opinion_id, decision)
);
create index appeals_open on appeals (sent_at) where answered_at is null;
