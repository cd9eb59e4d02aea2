-- Which contacts are one address: a hash under the site's key, so that nobody else can tell whose. A contact of before gets
-- its own with its next letter.
alter table contacts add column address_key text;
create index contacts_address on contacts (address_key);

-- Letters of the last day, so that no address gets more than three in one. Forgotten daily.
create table letters (
    id          text   not null primary key,   -- the letter's own: tried again it is the same
    address_key text   not null,
    sent_at     bigint not null
);
create index letters_address on letters (address_key, sent_at);
