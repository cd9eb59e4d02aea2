//! The access matrix: every route of the table, tried by nobody and by each role, on both engines.

use axum::body::Body;
use axum::http::{Method, Request};
use koe::app::access_table;
use koe::http::access::{Access, Role};

use crate::support::{TestApp, Visitor};

/// An address for a route: its blanks filled with what exists.
fn address(path: &str, receipt: &str) -> String {
    path.replace("{slug}", "plan")
        .replace("{receipt}", receipt)
        .replace("{login}", "person1")
        .replace("{lang}", "ja")
        .replace("{field}", "area")
        .replace("{code}", "roads")
        .replace("{token}", "none")
        .replace("{id}", "none")
        .replace("{hash}", "none")
        .replace("{name}", "none")
}

async fn ask(visitor: &Visitor, method: &Method, address: &str) -> u16 {
    match *method {
        Method::GET => visitor.get(address).await.status,
        _ => visitor.post_raw(address, "").await.status,
    }
}

#[test]
fn of_the_staffs_pages_only_those_that_lead_in_are_public() {
    let doors = ["/staff/sign-in", "/staff/set-up/{token}", "/staff/link/{token}"];
    for row in access_table().into_iter().filter(|row| row.path.starts_with("/staff")) {
        assert_eq!(row.access == Access::Public, doors.contains(&row.path), "{} {}", row.method, row.path);
    }
}

#[tokio::test]
async fn every_route_lets_in_whom_its_row_says_and_nobody_else() {
    for site in TestApp::on_each_engine().await {
        site.has_site().await;
        let call = site.has_call().await;
        let receipt = site.has_opinion(&call, "意見").await;
        let nobody = site.visitor();
        let (mut cells, mut wrong) = (0, Vec::new());
        for row in access_table() {
            let address = address(row.path, &receipt);
            let status = ask(&nobody, &row.method, &address).await;
            let refused = status == 401;
            cells += 1;
            if refused != (row.access != Access::Public) || status >= 500 {
                wrong.push(format!("nobody: {} {address} → {status}", row.method));
            }
        }
        for role in Role::ALL {
            for row in access_table() {
                // Signing out in the middle would end the visit.
                let leaves = row.path == "/staff/sign-out";
                let visitor = if leaves {
                    std::sync::Arc::new(site.sign_in(&[*role]).await)
                } else {
                    site.same_visitor(*role).await
                };
                let address = address(row.path, &receipt);
                let status = ask(&visitor, &row.method, &address).await;
                let admitted = match row.access {
                    Access::Public | Access::SignedIn => true,
                    Access::Roles(roles) => roles.contains(role),
                };
                cells += 1;
                if (status == 403) == admitted || status == 401 || status >= 500 {
                    wrong.push(format!("{}: {} {address} → {status}", role.name(), row.method));
                }
            }
        }
        assert!(wrong.is_empty(), "{cells} cells tried\n{}", wrong.join("\n"));
        assert!(cells > 300, "{cells}");
    }
}

#[tokio::test]
async fn whoever_lacks_a_right_learns_whom_to_ask_and_gets_back_to_his_work() {
    for site in TestApp::on_each_engine().await {
        let page = site.sign_in(&[Role::Auditor]).await.get("/en/staff/queue").await;
        assert_eq!(page.status, 403);
        assert!(page.has("ask an administrator") && page.has("href=\"/en/staff\""), "{}", page.html);
    }
}

#[tokio::test]
async fn an_address_that_only_takes_forms_says_so_when_it_is_opened() {
    for site in TestApp::on_each_engine().await {
        let visitor = site.visitor();
        let page = visitor.get("/staff/sign-out").await;
        assert_eq!((page.status, &page.headers["allow"]), (405, &"POST".parse().unwrap()));
        assert!(page.has("直接は開けません") && page.has("href=\"/staff\""), "{}", page.html);
        let page = visitor.post("/guideline", &[]).await;
        assert_eq!(page.status, 405);
        assert!(page.has("直接は開けません") && !page.has("href=\"/staff\""), "{}", page.html);
        let request = Request::post("/status").header("sec-fetch-site", "cross-site");
        let page = visitor.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(page.status, 403);
        assert!(page.has("ほかのサイトから送られた"), "{}", page.html);
    }
}

/// Control characters, what no database takes for a text, and what is not UTF-8.
const NO_NAMES: [&str; 6] = ["%00", "a%00b", "%0A", "%7F", "%C2%80", "%FF"];

#[tokio::test]
async fn an_address_that_nobody_can_have_written_is_not_found() {
    for site in TestApp::on_each_engine().await {
        site.has_site().await;
        let call = site.has_call().await;
        let receipt = site.has_opinion(&call, "意見").await;
        let all = site.sign_in(Role::ALL).await;
        let (mut tried, mut wrong) = (0, Vec::new());
        for row in access_table().iter().filter(|row| row.method == Method::GET) {
            for blank in row.path.split('/').filter(|part| part.starts_with('{')) {
                for bad in NO_NAMES {
                    let address = address(&row.path.replace(blank, bad), &receipt);
                    let answer = all.get(&address).await;
                    tried += 1;
                    if answer.status != 404 || !answer.has("<html lang=\"ja\"") {
                        wrong.push(format!("{address} → {}", answer.status));
                    }
                }
            }
        }
        assert!(wrong.is_empty() && tried > 60, "{tried} tried\n{}", wrong.join("\n"));
    }
}

#[tokio::test]
async fn paths_written_otherwise_do_not_open_a_door() {
    for site in TestApp::on_each_engine().await {
        let nobody = site.visitor();
        for path in [
            "/Staff/queue",
            "/staff//queue",
            "/staff/queue.",
            "/..%2fstaff/queue",
            "/%c0%aestaff",
            "/;/staff/queue",
            "/en/en/staff/queue",
        ] {
            let status = nobody.get(path).await.status;
            assert!(status == 404 || status == 401, "{path} → {status}");
        }
        assert_eq!(nobody.get("/en/staff/queue").await.status, 401);
    }
}

#[tokio::test]
async fn a_slash_at_the_end_leads_to_the_page_and_through_no_door() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let nobody = site.visitor();
        for (path, right, then) in [
            ("/consultations/plan/?utm=a%2F", "/consultations/plan?utm=a%2F", 200),
            ("/en/consultations/plan/", "/en/consultations/plan", 200),
            ("/staff/queue/", "/staff/queue", 401),
        ] {
            let answer = nobody.get(path).await;
            assert_eq!((answer.status, answer.location()), (308, right));
            assert_eq!(nobody.get(right).await.status, then, "{right}");
        }
        for path in ["//evil.example/", "/en//evil.example/", "/\\evil.example/", "/%2F/evil.example//x/"] {
            let answer = nobody.get(path).await;
            assert_eq!((answer.status, answer.location()), (404, ""), "{path}");
        }
        assert_eq!(nobody.post("/status/", &[]).await.status, 404, "a form is not sent on");
    }
}
