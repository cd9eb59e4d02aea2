//! Pure writers: rows in, bytes out. No database, no clock.
