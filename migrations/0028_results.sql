-- Since when everybody is told that the results of a closed consultation are out.
alter table consultations add column results_at bigint;
