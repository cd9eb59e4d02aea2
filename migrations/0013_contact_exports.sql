-- How far in the log an administrator has been told of files with contacts.
alter table accounts add column told bigint not null default 0;
create index audit_contacts on audit (number) where act = 'contacts_exported';
