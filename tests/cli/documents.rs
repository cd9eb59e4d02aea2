//! Files beside a consultation, once they are in the database: what is wrong with one is found before somebody needs it.

use koe::base::crypto::hash;
use koe::base::text::Lang;
use koe::documents::store::{self, PIECE};
use koe::documents::{Document, Kind};

use crate::support::{NOW, TestApp};
use crate::{on, out, run};

/// Two files of three pieces each.
async fn filled(site: &TestApp) {
    let call = site.has_call().await;
    for (id, name) in [("first", "案.csv"), ("second", "人口.csv")] {
        let file = id.repeat(PIECE * 5 / 2 / id.len());
        store::put_bytes(&site.app.db, id, file.as_bytes()).await.unwrap();
        let document = Document {
            id: id.to_owned(),
            kind: Kind::Csv,
            address: String::new(),
            file_name: name.to_owned(),
            bytes: i64::try_from(file.len()).unwrap(),
            sha256: hash(&file),
            added_at: NOW,
            titles: vec![(Lang::JA, "資料".to_owned())],
        };
        let mut tx = site.app.db.begin().await.unwrap();
        store::insert(&mut tx, &call.id, &document).await.unwrap();
        tx.commit().await.unwrap();
    }
}

#[tokio::test]
async fn a_document_that_is_not_what_was_added_is_named_by_the_check() {
    for site in TestApp::on_each_engine().await {
        filled(&site).await;
        let sound = on(&site, &["check"]);
        assert!(sound.status.success() && out(&sound).contains("ok   資料のファイルは"), "{}", out(&sound));
        let first = "update document_pieces set bytes = (select p.bytes from document_pieces p
            where p.document_id = 'first' and p.place = 0) where document_id = 'second' and place = 0";
        let beyond = "insert into document_pieces (document_id, place, bytes) select document_id, 3, bytes
            from document_pieces where document_id = 'second' and place = 2";
        for (sql, mend) in [
            (beyond, "delete from document_pieces where place = 3"),
            (
                "update documents set bytes = bytes + 1 where id = 'second'",
                "update documents set bytes = bytes - 1 where id = 'second'",
            ),
            (
                "update document_pieces set place = 9 where document_id = 'second' and place = 2",
                "update document_pieces set place = 2 where place = 9",
            ),
            (first, "select 1"),
        ] {
            run(&site, sql).await;
            let report = on(&site, &["check"]);
            let text = out(&report);
            assert_eq!(report.status.code(), Some(1), "{sql}: {text}");
            let failures: Vec<&str> = text.lines().filter(|line| line.starts_with("FAIL ")).collect();
            let named = matches!(&failures[..], [line] if line.ends_with(": plan: 人口.csv"));
            assert!(named, "{sql}: {text}");
            run(&site, mend).await;
        }
        let scratch = tempfile::tempdir().unwrap();
        let target = scratch.path().join("archive");
        let all = on(&site, &["export", "--consultation", "plan", "--all", target.to_str().unwrap()]);
        assert!(!all.status.success() && !target.exists(), "{}", out(&all));
    }
}
