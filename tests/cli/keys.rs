//! The key and the folder it lies in.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use crate::support::TestApp;
use crate::{Folder, koe, on, out};

#[tokio::test]
async fn a_key_that_was_lost_is_missed_and_not_replaced() {
    for site in TestApp::on_each_engine().await {
        let key = site.app.config.key_file();
        assert!(on(&site, &["migrate"]).status.success());
        fs::remove_file(&key).unwrap();
        let refused = on(&site, &["migrate"]);
        assert!(!refused.status.success() && out(&refused).contains("the key file"), "{}", out(&refused));
        assert!(out(&refused).contains("where backups are kept") && !key.exists(), "{}", out(&refused));
    }
}

#[test]
fn a_key_of_the_wrong_kind_is_refused_before_anything_is_made() {
    let Folder(data) = &Folder::new();
    let refused = koe(data).env("KOE_KEY", "short").arg("migrate").output().unwrap();
    assert!(!refused.status.success() && out(&refused).contains("KOE_KEY"), "{}", out(&refused));
    assert!(!data.join("koe.db").exists());
}

#[test]
fn a_data_folder_is_made_for_its_owner_alone_and_an_open_one_is_spoken_of() {
    let above = Folder::new();
    let data = above.0.join("new");
    let made = koe(&data).arg("migrate").output().unwrap();
    assert!(made.status.success(), "{}", out(&made));
    assert_eq!(fs::metadata(&data).unwrap().permissions().mode() & 0o777, 0o700);
    let report = out(&koe(&data).arg("check").output().unwrap());
    assert!(report.contains("ok   データフォルダ"), "{report}");

    fs::set_permissions(&data, fs::Permissions::from_mode(0o750)).unwrap();
    let again = koe(&data).arg("migrate").output().unwrap();
    assert!(again.status.success(), "{}", out(&again));
    assert_eq!(fs::metadata(&data).unwrap().permissions().mode() & 0o777, 0o750, "the operator's own choice");
    let report = koe(&data).arg("check").output().unwrap();
    assert!(report.status.success() && out(&report).contains("note データフォルダ"), "{}", out(&report));
    assert!(out(&report).contains("（750）"), "{}", out(&report));
}

#[test]
fn a_key_that_is_missing_unreadable_or_no_key_is_called_so() {
    let data = Folder::new();
    let key = data.0.join("key");
    assert!(koe(&data.0).arg("migrate").output().unwrap().status.success());
    let right = fs::read_to_string(&key).unwrap();
    let says = |words: &str| {
        let report = koe(&data.0).arg("check").output().unwrap();
        let text = out(&report);
        let named = text.lines().any(|line| line.starts_with("FAIL ") && line.contains(words));
        assert!(named && report.status.code() == Some(1), "{words}: {text}");
    };
    fs::write(&key, &right[..20]).unwrap();
    says("20文字で、長さが違います");
    fs::write(&key, "鍵").unwrap();
    says("鍵ではありません");
    fs::set_permissions(&key, fs::Permissions::from_mode(0o640)).unwrap();
    says("ほかの利用者も読めます（640）");
    fs::remove_file(&key).unwrap();
    says("がありません");
    // A folder in its place: nobody can read that as a file.
    fs::create_dir(&key).unwrap();
    fs::set_permissions(&key, fs::Permissions::from_mode(0o700)).unwrap();
    says("はありますが、読めません");
}

#[tokio::test]
async fn with_the_wrong_key_the_schema_is_not_raised() {
    for site in TestApp::on_each_engine().await {
        let mut tx = site.app.db.begin().await.unwrap();
        sqlx::query("alter table consultation_texts drop column background").execute(&mut *tx).await.unwrap();
        sqlx::query("delete from _sqlx_migrations where version >= 8").execute(&mut *tx).await.unwrap();
        tx.commit().await.unwrap();
        fs::write(site.app.config.key_file(), "A".repeat(43)).unwrap();
        let refused = on(&site, &["migrate"]);
        assert!(
            !refused.status.success() && out(&refused).contains("not the key of this database"),
            "{}",
            out(&refused)
        );
        assert_eq!(site.number("select max(version) from _sqlx_migrations").await, 7);
    }
}

#[test]
fn a_command_that_begins_nothing_makes_nothing_where_nothing_is() {
    let export = ["export", "--consultation", "plan", "--profile", "public", "--format", "csv", "-"];
    for command in [&["check"][..], &["account", "list"], &["account", "reset", "anna"], &export] {
        let folder = Folder::new();
        let report = koe(&folder.0).args(command).output().unwrap();
        assert_eq!(report.status.code(), Some(1), "{command:?}");
        assert!(out(&report).contains("there is no database"), "{command:?}: {}", out(&report));
        assert_eq!(fs::read_dir(&folder.0).unwrap().count(), 0, "{command:?}");
    }
}
