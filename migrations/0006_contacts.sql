-- A contact dies with the closing day of its consultation, which may move: it has no date of its own. Letters keep the
-- language of the page on which the address was left, whatever language the opinion is in.
drop index contacts_dies;
alter table contacts drop column dies_at;
alter table contacts add column lang text not null default 'ja';
