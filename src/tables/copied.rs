//! Cells as they are pasted from a spreadsheet.

/// Cells as spreadsheets copy them: a tab between two, a line for each row that is not blank. In quotes stands only what holds a
/// tab, a line break or a quote, which is doubled then; any other quote is somebody's. `sheet.js` reads the same.
pub fn rows(copied: &str) -> Vec<Vec<String>> {
    let text = copied.replace("\r\n", "\n").replace('\r', "\n");
    let (mut rows, mut rest) = (vec![Vec::new()], text.as_str());
    loop {
        let (cell, after) = quoted(rest).unwrap_or_else(|| {
            let end = rest.find(['\t', '\n']).unwrap_or(rest.len());
            (rest[..end].to_owned(), &rest[end..])
        });
        if let Some(row) = rows.last_mut() {
            row.push(cell);
        }
        if after.starts_with('\n') {
            rows.push(Vec::new());
        }
        let Some(next) = after.get(1..) else { break };
        rest = next;
    }
    rows.retain(|cells| cells.iter().any(|cell| !cell.trim().is_empty()));
    rows
}

/// The cell in quotes with which a text begins, and what follows it. `None`: its quote is one of the words.
fn quoted(text: &str) -> Option<(String, &str)> {
    let inner = text.strip_prefix('"')?;
    let mut end = 0;
    loop {
        end += inner[end..].find('"')?;
        match inner[end + 1..].chars().next() {
            Some('"') => end += 2,
            None | Some('\t' | '\n') => break,
            Some(_) => return None,
        }
    }
    let cell = &inner[..end];
    cell.contains(['\t', '\n', '"']).then(|| (cell.replace("\"\"", "\""), &inner[end + 1..]))
}

#[cfg(test)]
mod tests {
    /// Read by the script's test, too.
    #[derive(serde::Deserialize)]
    struct Case {
        case: String,
        copied: String,
        rows: Vec<Vec<String>>,
    }

    #[test]
    fn cells_are_read_as_spreadsheets_copy_them() {
        let cases: Vec<Case> = serde_json::from_str(include_str!("../../tests/pasted.json")).unwrap();
        for Case { case, copied, rows } in cases {
            assert_eq!(super::rows(&copied), rows, "{case}");
        }
    }
}
