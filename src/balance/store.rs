//! SQL of the balance.

use super::Balance;
use crate::base::calendar::Zone;
use crate::base::db::{Conn, Engine};
use crate::consultations::Consultation;
use crate::opinions::State;
use crate::opinions::filter::Filter;
use crate::statistics;
use crate::system;

/// The balance of each of these consultations, in their order.
pub async fn of_calls(
    conn: &mut Conn,
    engine: Engine,
    calls: &[Consultation],
    zone: &Zone,
) -> sqlx::Result<Vec<Balance>> {
    let counted = system::store::calls(&mut *conn).await?;
    let sql = "select consultation_id, count(*), cast(sum(numbers) as bigint) from imports
               where state in ('running', 'stopping') group by consultation_id";
    let coming: Vec<(String, i64, i64)> = sqlx::query_as(sql).fetch_all(&mut *conn).await?;
    let mut balances = Vec::with_capacity(calls.len());
    for call in calls {
        let mut balance = Balance::default();
        for counted in counted.iter().filter(|counted| counted.slug == call.slug) {
            balance.received = counted.received;
            for (state, sum) in State::BALANCE.iter().zip(&mut balance.states) {
                *sum = counted.count(state.name());
            }
        }
        for (reason, count) in statistics::store::withheld(conn, engine, call, &Filter::default(), zone).await? {
            // Without a reason that we know the sum does not fit: that is what the page is for.
            if let Some(reason) = reason {
                balance.withhold(reason, count);
            }
        }
        for (_, files, numbers) in coming.iter().filter(|(of, ..)| *of == call.id) {
            (balance.files, balance.coming) = (*files, *numbers);
        }
        balances.push(balance);
    }
    Ok(balances)
}
