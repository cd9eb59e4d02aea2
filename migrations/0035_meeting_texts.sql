-- What a meeting is called in other languages than Japanese.
create table meeting_texts (
    meeting_id text not null references meetings (id) on delete cascade,
    lang       text not null,
    name       text not null,
    primary key (meeting_id, lang)
);
