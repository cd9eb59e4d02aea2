-- Whether residents may say 共感 to opinions, and from when on their number is seen: off | shown | hidden (until closing).
-- What is there already has never asked for it.
alter table consultations add column reactions text not null default 'off';

-- 共感, one row for a visitor and an opinion. The mark is made of both under the site's key: another one beside each
-- opinion, and of the time only the day is kept, so that nobody can put together what one visitor has said.
create table reactions (
    mark       text   not null primary key,
    opinion_id text   not null references opinions (id),
    given_on   text   not null                 -- ISO, in the site's time zone
);
create index reactions_opinion on reactions (opinion_id, given_on);

-- Their number, written with them. Apart from opinions: those rows hold texts and stay as they are.
create table reaction_counts (
    opinion_id text   not null primary key references opinions (id),
    people     bigint not null
);
