//! `koe import` at the shell.

use koe::http::access::Role;

use crate::on;
use crate::support::TestApp;

#[tokio::test]
async fn a_file_is_tried_taken_in_once_and_a_fault_is_named() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        site.has_account("keiko", &[Role::Staff]).await;
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("意見.csv");
        let path = file.to_str().unwrap();
        let import = |more: &[&str]| {
            let args = [&["import", "--consultation", "plan", "--as", "keiko"], more, &[path]].concat();
            let output = on(&site, &args);
            (output.status.success(), String::from_utf8(output.stderr).unwrap())
        };
        std::fs::write(&file, "番号,テーマ,受付日,内容\n1,鉄道,2024-10-01,駅を\n2,,2024-02-30,橋を\n").unwrap();
        let (done, said) = import(&[]);
        assert!(!done && said.contains("unknown   theme:鉄道 in 1 rows: --word theme:鉄道=CODE"), "{said}");
        assert!(said.contains("row 3 column C") && said.contains("2024-02-30"), "{said}");
        let (done, said) = import(&["--word", "theme:鉄道=nowhere"]);
        assert!(!done && said.contains("--word 鉄道: plan does not have that code"), "{said}");
        let (done, said) = import(&["--new-themes", "--skip-wrong", "--dry-run"]);
        assert!(done && said.contains("ready     1"), "{said}");
        assert_eq!(site.number("select count(*) from opinions").await, 0);
        let (done, said) = import(&["--new-themes", "--skip-wrong"]);
        assert!(done && said.contains("taken in  1"), "{said}");
        let sql = "select o.original || ' ' || t.name || ' ' || a.login from received o
                   join theme_texts t on t.theme_id = o.theme_id join accounts a on a.id = o.recorded_by";
        assert_eq!(site.text(sql).await, "駅を 鉄道 keiko");
        let (done, said) = import(&["--skip-wrong"]);
        assert!(done && said.contains("nothing new"), "{said}");
        assert_eq!(site.number("select count(*) from opinions").await, 1);
        let (done, said) = import(&["--as", "nobody"]);
        assert!(!done, "{said}");
        assert!(std::fs::read_dir(site.app.config.data.join("imports")).unwrap().next().is_none(), "no copy stays");
    }
}
