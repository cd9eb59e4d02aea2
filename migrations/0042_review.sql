-- Whether somebody else must agree before an opinion is kept from the public: 0 or 1.
alter table consultations add column second_person bigint not null default 0;

-- Who moderates which theme: whoever is named here finds its opinions among his own.
create table theme_moderators (
    theme_id   text not null references themes (id),
    account_id text not null references accounts (id),
    primary key (theme_id, account_id)
);
create index theme_moderators_account on theme_moderators (account_id);

-- Somebody means to withhold an opinion and waits for somebody else to agree; one of an opinion at a time.
create table proposals (
    opinion_id  text   not null primary key references opinions (id),
    version     bigint not null,
    reason      text   not null,
    message     text   not null,
    proposed_by text   not null references accounts (id),
    proposed_at bigint not null
);
-- Who had proposed what somebody else then decided.
alter table decisions add column proposed_by text references accounts (id);
