-- What a choice is called in other languages than Japanese: a row for each, as themes have them.
create table choice_texts (
    consultation_id text not null,
    field           text not null,
    code            text not null,
    lang            text not null,
    label           text not null,
    primary key (consultation_id, field, code, lang),
    foreign key (consultation_id, field, code) references field_choices (consultation_id, field, code)
        on delete cascade
);
insert into choice_texts (consultation_id, field, code, lang, label)
    select consultation_id, field, code, 'en', label_en from field_choices where label_en <> '';
-- `label_en` stays: a program of before may still read it beside this one. Nobody writes it any more.
