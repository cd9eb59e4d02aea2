//! What makes the pages those of one city: the key colour and the mark.

use std::io::Cursor;

use axum::http::header;
use koe::http::access::Role;

use crate::support::{Answer, TestApp};
use crate::uploads::upload_to;

const PAGE: &str = "/staff/identity";
const COLOUR: &str = "/staff/identity/colour";
const MARK: &str = "/staff/identity/mark";
const STAR: &[u8] =
    b"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 8 8\"><polygon fill=\"#a6192e\" points=\"4,0 8,8 0,4 8,4 0,8\"/></svg>";

/// A PNG of one grey.
fn png(side: u32) -> Vec<u8> {
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(Cursor::new(&mut out), side, side);
    encoder.set_color(png::ColorType::Grayscale);
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(&vec![0x40; (side * side) as usize]).unwrap();
    writer.finish().unwrap();
    out
}

/// The address below `/city/` that a page names with this ending; '' where there is none.
fn city(page: &Answer, ending: &str) -> String {
    let addresses = page.html.split("\"/city/").skip(1).map(|rest| rest.split('"').next().unwrap());
    addresses.filter(|name| name.ends_with(ending)).map(|name| format!("/city/{name}")).next().unwrap_or_default()
}

fn said(answer: &Answer, name: header::HeaderName) -> &str {
    answer.headers.get(name).map_or("", |value| value.to_str().unwrap())
}

#[tokio::test]
async fn a_colour_that_can_be_read_is_on_every_page_at_once_and_goes_again() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let me = site.sign_in(&[Role::Administrator]).await;
        let visitor = site.visitor();
        assert_eq!(city(&visitor.get("/").await, ".css"), "", "ours is in our own style sheet");
        assert_eq!(me.get(PAGE).await.value("colour"), "#0017c1");
        assert_eq!(me.post(COLOUR, &[("colour", " #7A0019 ")]).await.location(), "/staff/identity?saved=1");
        let saved = me.get("/staff/identity?saved=1").await;
        assert!(saved.has("保存しました") && saved.value("colour") == "#7a0019", "{}", saved.html);
        let address = city(&saved, ".css");
        for path in ["/", "/en/consultations/plan", "/status", "/no-such-page"] {
            let page = visitor.get(path).await;
            assert_eq!(city(&page, ".css"), address, "{path}");
            assert!(page.html.find("/app.css").unwrap() < page.html.find(&address).unwrap(), "{path}: after ours");
        }
        let sheet = visitor.get(&address).await;
        assert_eq!((sheet.status, said(&sheet, header::CONTENT_TYPE)), (200, "text/css; charset=utf-8"));
        assert_eq!(said(&sheet, header::CACHE_CONTROL), "public, max-age=31536000, immutable");
        assert!(sheet.has("--key:#7a0019;--key-dark:#5a0013;"), "{}", sheet.html);
        assert_eq!(me.post(COLOUR, &[("colour", "")]).await.status, 303);
        assert_eq!(city(&visitor.get("/").await, ".css"), "");
        assert_eq!(me.post(COLOUR, &[("colour", "#0017c1")]).await.status, 303, "ours, by its number");
        assert_eq!(
            site.text("select cast(count(*) as text) from audit where act = 'site_changed'").await,
            "2",
            "what changes nothing is no act"
        );
        let detail = "select min(detail) from audit where act = 'site_changed'";
        assert_eq!(site.text(detail).await, "colour #0017c1 → #7a0019");
        assert!(me.get("/staff/log").await.has("「#7a0019」から「#0017c1」へ"));
    }
}

#[tokio::test]
async fn a_colour_that_some_cannot_read_is_refused_and_a_darker_one_is_offered() {
    for site in TestApp::on_each_engine().await {
        let me = site.sign_in(&[Role::Administrator]).await;
        let refused = me.post(COLOUR, &[("colour", "#00A0E9")]).await;
        assert_eq!(refused.status, 422);
        assert!(refused.has("id=\"colour-error\"") && refused.has("2.6しかなく、4.5以上"), "{}", refused.html);
        assert_eq!(refused.value("colour"), "#00A0E9", "nothing typed is lost");
        let offered = refused.html.split("type=\"hidden\" name=\"colour\" value=\"").nth(1).unwrap();
        let offered = offered.split('"').next().unwrap().to_owned();
        assert_eq!(me.post(COLOUR, &[("colour", &offered)]).await.status, 303, "{offered}");
        assert!(city(&me.get(PAGE).await, ".css").ends_with(".css"));
    }
}

/// 38 of the list of bad inputs, and its kin.
#[tokio::test]
async fn what_is_no_colour_never_reaches_a_style_sheet() {
    for site in TestApp::on_each_engine().await {
        let me = site.sign_in(&[Role::Administrator]).await;
        for bad in [
            "#0017c1;background:url(//evil.example)",
            "#0017c1}body{display:none",
            "url(javascript:alert(1))",
            "expression(alert(1))",
            "var(--x)",
            "red",
            "#fff",
            "#0017c1ff",
            "＃０017c1",
            "#0017c1\n",
            "</style><script>alert(1)</script>",
            "\u{202E}#0017c1",
            "0",
        ] {
            let refused = me.post(COLOUR, &[("colour", bad)]).await;
            if bad.trim() == "#0017c1" {
                assert_eq!(refused.status, 303, "a space around it is passed over");
                continue;
            }
            assert_eq!(refused.status, 422, "{bad}");
            assert!(refused.has("半角で書いてください") && !refused.has("<script>alert"), "{bad}: {}", refused.html);
            assert_eq!(refused.value("colour"), bad);
        }
        for form in [&[("colour", "#7a0019"), ("colour", "#000000")][..], &[("colour", "#7a0019"), ("mark", "x")]] {
            assert_eq!(me.post(COLOUR, form).await.status, 400);
        }
        assert_eq!(city(&me.get(PAGE).await, ".css"), "");
        assert_eq!(site.number("select count(*) from audit where act = 'site_changed'").await, 0);
    }
}

#[tokio::test]
async fn a_mark_stands_on_every_page_and_in_the_windows_title_and_goes_again() {
    for site in TestApp::on_each_engine().await {
        let me = site.sign_in(&[Role::Administrator]).await;
        let visitor = site.visitor();
        assert!(
            visitor.get("/").await.has("/mark.svg\"")
                && visitor.get("/").await.has("<a class=\"brand\" href=\"/\"><svg")
        );
        for (file, ending, kind) in [(STAR.to_vec(), ".svg", "image/svg+xml"), (png(300), ".png", "image/png")] {
            let saved = upload_to(&me, MARK, "市章", &file).await;
            assert_eq!(saved.location(), "/staff/identity?saved=1", "{}", saved.html);
            for page in [visitor.get("/").await, me.get(PAGE).await, visitor.get("/no-such-page").await] {
                let address = city(&page, ending);
                assert!(
                    page.has(&format!("<img src=\"{address}\" alt=\"\" width=\"40\" height=\"40\">")),
                    "{}",
                    page.html
                );
                assert!(page.has(&format!("<link rel=\"icon\" href=\"{address}\">")) && !page.has("/mark.svg\""));
            }
            let address = city(&visitor.get("/").await, ending);
            let mark = visitor.get(&address).await;
            assert_eq!((mark.status, said(&mark, header::CONTENT_TYPE)), (200, kind));
            assert_eq!(said(&mark, header::CACHE_CONTROL), "public, max-age=31536000, immutable");
            assert_eq!(said(&mark, header::X_CONTENT_TYPE_OPTIONS), "nosniff");
            let policy = said(&mark, header::CONTENT_SECURITY_POLICY);
            assert_eq!(policy, "default-src 'none'; frame-ancestors 'none'; sandbox");
        }
        assert_eq!(site.number("select count(*) from city_marks").await, 1, "the one in use");
        assert_eq!(me.post("/staff/identity/mark/removal", &[]).await.status, 303);
        assert!(visitor.get("/").await.has("/mark.svg\""));
        assert_eq!(site.number("select count(*) from city_marks").await, 0);
        assert_eq!(site.number("select count(*) from audit where act = 'site_changed'").await, 3);
        assert!(me.get("/staff/log").await.has("市のしるし：「"));
    }
}

#[tokio::test]
async fn a_page_that_somebody_kept_finds_colour_and_mark_of_today() {
    for site in TestApp::on_each_engine().await {
        let me = site.sign_in(&[Role::Administrator]).await;
        let visitor = site.visitor();
        assert_eq!(me.post(COLOUR, &[("colour", "#7a0019")]).await.status, 303);
        assert_eq!(upload_to(&me, MARK, "a.png", &png(64)).await.status, 303);
        let kept = visitor.get("/").await;
        let (sheet, mark) = (city(&kept, ".css"), city(&kept, ".png"));
        assert_eq!(visitor.get(&mark).await.status, 200);
        assert_eq!(me.post(COLOUR, &[("colour", "#1b5e20")]).await.status, 303);
        assert_eq!(upload_to(&me, MARK, "a.svg", STAR).await.status, 303);
        let now = visitor.get(&sheet).await;
        assert_eq!((now.status, said(&now, header::CACHE_CONTROL)), (200, "no-store"));
        assert!(now.has("--key:#1b5e20") && said(&now, header::CONTENT_TYPE).starts_with("text/css"), "{}", now.html);
        let moved = visitor.get(&mark).await;
        assert_eq!((moved.status, said(&moved, header::CACHE_CONTROL)), (307, "no-store"));
        assert_eq!(moved.location(), city(&visitor.get("/").await, ".svg"));

        // Without a mark of its own the city's colour is in ours.
        assert_eq!(me.post("/staff/identity/mark/removal", &[]).await.status, 303);
        let icon = visitor.get(&mark).await.location().to_owned();
        assert!(visitor.get("/").await.has(&format!("<link rel=\"icon\" href=\"{icon}\">")));
        let drawn = visitor.get(&icon).await;
        assert_eq!((drawn.status, said(&drawn, header::CONTENT_TYPE)), (200, "image/svg+xml"));
        assert!(drawn.has("fill=\"#1b5e20\"") && !drawn.has("#0017c1"), "{}", drawn.html);
        assert_eq!(me.post(COLOUR, &[("colour", "")]).await.status, 303);
        let ours = visitor.get(&icon).await;
        assert!(ours.location().ends_with("/mark.svg") && visitor.get(ours.location()).await.status == 200);
        assert_eq!(visitor.get(&sheet).await.html, "");
        for wrong in ["0123456789abcdef.js", "0123456789abcde.css", "0123456789abcdeg.css", "0123456789abcdef", "x.svg"]
        {
            assert_eq!(visitor.get(&format!("/city/{wrong}")).await.status, 404, "{wrong}");
        }
    }
}

#[tokio::test]
async fn what_is_no_mark_is_refused_in_words_with_a_cure_and_changes_nothing() {
    let site = TestApp::on_each_engine().await.remove(0);
    let me = site.sign_in(&[Role::Administrator]).await;
    assert_eq!(upload_to(&me, MARK, "a.svg", STAR).await.status, 303);
    let before = city(&me.get(PAGE).await, ".svg");
    let polyglot = [b"GIF89a".as_slice(), &png(64)].concat();
    let svg = |inside: &str| {
        format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 8 8\">{inside}</svg>").into_bytes()
    };
    let cases: [(&str, Vec<u8>, &str); 14] = [
        ("空.png", Vec::new(), "PNGでもSVGでもない"),
        ("写真.jpg", b"\xFF\xD8\xFF\xE0".to_vec(), "PNGでもSVGでもない"),
        ("名前だけ.png", b"<!doctype html><script>alert(1)</script>".to_vec(), "図形ではない文字や指示"),
        ("二つ.png", polyglot, "PNGでもSVGでもない"),
        ("半分.png", png(64)[..40].to_vec(), "途中で壊れています"),
        ("小さい.png", png(16), "横16、縦16ピクセル"),
        ("大きい.png", png(2_049), "横2049、縦2049ピクセル"),
        ("a.svg", svg("<script>alert(1)</script>"), "「script」があります"),
        ("a.svg", svg("<path onload=\"alert(1)\"/>"), "「onload」という指定"),
        ("a.svg", svg("<rect fill=\"url(//evil.example)\"/>"), "「fill」の値"),
        ("a.svg", svg("<foreignObject/>"), "「foreignObject」があります"),
        (
            "a.svg",
            b"<!DOCTYPE svg [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><svg>&a;</svg>".to_vec(),
            "図形ではない文字や指示",
        ),
        ("a.svg", b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>".to_vec(), "viewBox"),
        ("a.svg", svg(&"<g/>".repeat(600)), "図が細かすぎます"),
    ];
    for (name, file, words) in cases {
        let refused = upload_to(&me, MARK, name, &file).await;
        assert_eq!(refused.status, 422, "{name}: {words}: {}", refused.html);
        assert!(refused.has("id=\"file-error\"") && refused.has(words), "{words}: {}", refused.html);
        assert!(!refused.has("<script>alert"));
    }
    let large = upload_to(&me, MARK, "a.png", &vec![0; (1 << 20) + 1]).await;
    assert!(large.status == 413 && large.has("1 MBより大きい"), "{}", large.html);
    let nothing = upload_to(&me, MARK, "", b"").await;
    assert!(nothing.status == 422 && nothing.has("ファイルを選んでください"), "{}", nothing.html);
    assert_eq!(me.post(MARK, &[("file", "x")]).await.status, 415);
    assert_eq!(city(&me.get(PAGE).await, ".svg"), before, "the one before stands");
    assert_eq!(site.number("select count(*) from audit where act = 'site_changed'").await, 1);
    let folder = koe::imports::jobs::folder(&site.app);
    assert_eq!(std::fs::read_dir(folder).unwrap().count(), 0, "no file is left behind");
}

#[tokio::test]
async fn nobody_but_an_administrator_changes_how_the_city_looks() {
    for site in TestApp::on_each_engine().await {
        let others = [Role::Moderator, Role::Staff, Role::Auditor, Role::Viewer, Role::Department, Role::Contacts];
        let other = site.sign_in(&others).await;
        for path in [COLOUR, "/staff/identity/mark/removal"] {
            assert_eq!(other.post(path, &[("colour", "#7a0019")]).await.status, 403, "{path}");
            assert_eq!(site.visitor().post(path, &[("colour", "#7a0019")]).await.status, 401, "{path}");
        }
        assert_eq!(upload_to(&other, MARK, "a.svg", STAR).await.status, 403);
        assert_eq!(site.number("select count(*) from city_marks").await, 0);
    }
}
