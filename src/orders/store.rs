//! SQL of the columns that people ask for.

use super::{ExportForm, Order, column_lines, column_names, parse_columns, profiles};
use crate::base::calendar::Zone;
use crate::base::db::{Conn, Tx};
use crate::consultations::Consultation;

/// Keeps the columns a person asked for, to be offered the next time; none: all again.
pub async fn keep_columns(tx: &mut Tx, order: &Order, by: &str) -> sqlx::Result<()> {
    let sql = "insert into column_orders (account_id, consultation_id, profile, columns) values ($1, $2, $3, $4)
               on conflict (account_id, consultation_id, profile) do update set columns = excluded.columns";
    let asked = sqlx::query(sql).bind(by).bind(&order.call.id).bind(order.profile.name());
    asked.bind(column_names(&order.columns)).execute(&mut **tx).await.map(|_| ())
}

/// What a person asked for the last time, as (profile, columns).
async fn kept_columns(conn: &mut Conn, call: &str, by: &str) -> sqlx::Result<Vec<(String, String)>> {
    let sql = "select profile, columns from column_orders where consultation_id = $1 and account_id = $2";
    sqlx::query_as(sql).bind(call).bind(by).fetch_all(conn).await
}

/// Puts the columns into the form as this person, who may read contacts or not, had them the last time, else all.
pub async fn offer(
    conn: &mut Conn,
    zone: &Zone,
    call: &Consultation,
    (by, reads_contacts): (&str, bool),
    form: &mut ExportForm,
) -> sqlx::Result<()> {
    let kept = kept_columns(conn, &call.id, by).await?;
    for profile in profiles(reads_contacts) {
        let names = kept.iter().find(|(name, _)| name == profile.name()).map_or("", |(_, names)| names);
        form.offer(profile, column_lines(call, zone, profile, &parse_columns(names).unwrap_or_default()));
    }
    call.slug.clone_into(&mut form.columns_of);
    Ok(())
}
