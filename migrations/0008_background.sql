-- Why the city asks, per language.
alter table consultation_texts add column background text not null default '';
