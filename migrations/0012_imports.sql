-- Files of opinions from elsewhere. Rows are written as opinions at once, portion by portion, and are in nobody's lists
-- before `applied_at` is set: one update brings all of them, or none.
create table imports (
    id              text   not null primary key,
    consultation_id text   not null references consultations (id),
    requested_by    text   not null references accounts (id), -- who chose it; from the start on, who sent it in
    asked_from      text   not null,           -- page | shell
    file_name       text   not null,
    sha256          text   not null,           -- of the file: the same one again adds nothing
    bytes           bigint not null,
    source          text   not null,           -- what wrote it, as its headings tell
    state           text   not null,           -- mapping | checking | checked | running | applied | stopping | stopped | failed
    plan            text   not null,           -- what each column means, as JSON
    look            text   not null,           -- what the file is and its first rows, in short, as JSON; '' once it is of no use
    report          text   not null,           -- what the trial found, as JSON; '' before it
    done_rows       bigint not null,
    total_rows      bigint not null,
    first_number    bigint not null,           -- of the numbers taken for it; 0: none yet
    numbers         bigint not null,           -- how many; those that no opinion has got are gone for good
    failure         text,
    created_at      bigint not null,           -- machine time
    applied_at      bigint
);
create index imports_consultation on imports (consultation_id, created_at);

-- What people last took the columns of a heading for.
create table import_columns (
    consultation_id text not null references consultations (id),
    heads           text not null,             -- hash of all headings
    columns         text not null,             -- as JSON
    primary key (consultation_id, heads)
);

alter table opinions add column import_id text references imports (id);
-- How the file called it; with it a row is known again.
alter table opinions add column external_id text;
create unique index opinions_external on opinions (consultation_id, external_id) where external_id is not null;
-- Themes of a file that is not in yet, which nobody may choose before it is; null once it is.
alter table themes add column import_id text references imports (id);
-- Whom a file has brought: counted when it is in.
alter table submitters add column import_id text references imports (id);
create index submitters_import on submitters (import_id) where import_id is not null;

-- What is not in yet is passed over without a look at its row.
drop index opinions_public;
create index opinions_public on opinions (consultation_id, number, import_id) where public_body is not null;
drop index opinions_public_theme;
create index opinions_public_theme on opinions (theme_id, number, import_id) where public_body is not null;
drop index opinions_queue;
create index opinions_queue on opinions (submitted_at, number, import_id) where reviewed_at is null;
drop index opinions_in_order;
create index opinions_in_order on opinions (consultation_id, number, import_id);
drop index opinions_submitter;
create index opinions_submitter on opinions (submitter_id, import_id);

-- Counting never touches the texts, nor does it ask where an opinion is from.
drop index opinions_counts;
create index opinions_counts on opinions (consultation_id, state, theme_id, age_band, area, relation, channel, submitted_at,
    submitter_id, text_key, import_id);

-- What has arrived: whoever reads opinions asks this and not the table.
create view received as
    select o.* from opinions o
    where o.import_id is null or o.import_id in (select id from imports where applied_at is not null);
