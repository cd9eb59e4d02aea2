//! SQL of the balance.

use std::collections::HashMap;

use super::Balance;
use crate::base::calendar::Zone;
use crate::base::db::{Conn, Engine};
use crate::consultations::Consultation;
use crate::opinions::State;
use crate::opinions::filter::Filter;
use crate::statistics;

/// The balance of each of these consultations, in their order. What came in and where it stands are counted apart: an
/// opinion whose state no program knows is in the one and not in the other.
pub async fn of_calls(
    conn: &mut Conn,
    engine: Engine,
    calls: &[Consultation],
    zone: &Zone,
) -> sqlx::Result<Vec<Balance>> {
    let sql = "select consultation_id, count(*) from received group by consultation_id";
    let received: HashMap<String, i64> = sqlx::query_as(sql).fetch_all(&mut *conn).await?.into_iter().collect();
    let sql = "select consultation_id, state, count(*) from received group by consultation_id, state";
    let states: Vec<(String, String, i64)> = sqlx::query_as(sql).fetch_all(&mut *conn).await?;
    let sql = "select consultation_id, count(*), cast(sum(numbers) as bigint) from imports
               where state in ('running', 'stopping') group by consultation_id";
    let coming: Vec<(String, i64, i64)> = sqlx::query_as(sql).fetch_all(&mut *conn).await?;
    let mut balances = Vec::with_capacity(calls.len());
    for call in calls {
        let mut balance = Balance { received: received.get(&call.id).copied().unwrap_or(0), ..Balance::default() };
        for (_, name, count) in states.iter().filter(|(of, ..)| *of == call.id) {
            let place = State::BALANCE.iter().position(|state| state.name() == name);
            if let Some(sum) = place.and_then(|place| balance.states.get_mut(place)) {
                *sum += count;
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
