-- The mark of the city as it goes out, where it is not ours; its name is a setting.
create table city_marks (
    name text not null primary key,            -- hash of what it is, and its kind: 3f2a….png
    body text not null                         -- base64url
);
