//! The import figure: a file of opinions is sent at the page, tried and taken in, while residents go on sending.

use std::cell::{Cell, RefCell};
use std::fmt::Write;
use std::path::Path;
use std::process::Command;
use std::rc::Rc;
use std::time::{Duration, Instant};

use koe::http::access::Role;
use tokio::task::LocalSet;

use crate::Plan;
use crate::client::{Connection, Measured};
use crate::program::{Folder, Program};
use crate::report::{Book, Figures};
use crate::site::{self, Forms, Voices};
use crate::staff::{self, Staff};

/// Residents who send meanwhile, a second.
pub const SENDERS: u32 = 50;
/// Seconds of the trial, of the taking in, and what residents waited meanwhile.
pub const TRIAL: &str = "trial of a file";
pub const IMPORT: &str = "import of a file";
pub const MEANWHILE: &str = "submissions meanwhile";
/// The same of both at the shell, beside the program that serves.
pub const AT_SHELL: &str = "import of a file at the shell";
pub const BESIDE_SHELL: &str = "submissions beside the shell";

const NEWEST: &str = "select id, state from imports order by created_at desc, id desc limit 1";

pub async fn measure(plan: &Plan, folder: &Folder, voices: &Rc<Voices>, book: &mut Book) {
    eprintln!("a file of {} rows", plan.imported);
    let forms = Rc::new(site::prepare(&folder.data("imports"), None, plan.sizes[0], voices).await);
    staff::join(&folder.data("imports"), &[Role::Staff]).await;
    let file = file(plan.imported, voices);
    for _ in 0..plan.rounds {
        let data = folder.copy("imports", "imported");
        let program = Program::start(&data, None).await;
        let mut staff = Staff::sign_in(program.address, &data).await;
        let path = upload(&staff, &file).await;
        let begun = Instant::now();
        let (status, ..) = staff.post(&format!("{path}/trial"), &settled(&staff.get(&path).await.2)).await;
        assert_eq!(status, 303);
        staff.until(NEWEST, "checked").await;
        book.add(TRIAL, Figures::one(begun.elapsed().as_secs_f64()));

        let page = staff.get(&path).await.2;
        let seen = value(&page, "seen");
        program.forget_peak();
        let run = async {
            let begun = Instant::now();
            let (status, _, answer) = staff.post(&format!("{path}/run"), &format!("seen={seen}")).await;
            assert_eq!(status, 303, "{answer}");
            staff.until(NEWEST, "applied").await;
            begun.elapsed()
        };
        let (took, measured) = LocalSet::new().run_until(beside(run, &program, &forms, voices)).await;
        let peak = Figures { resident_mib: program.peak_mib(), ..Figures::one(took.as_secs_f64()) };
        book.add(IMPORT, peak);
        book.add(MEANWHILE, Figures::of(&measured));
        drop(program);
        at_shell(&folder.copy("imports", "imported"), &file, &forms, voices, book).await;
    }
}

/// Takes the file in by the command, in a process beside the one that residents send to.
async fn at_shell(data: &Path, file: &[u8], forms: &Rc<Forms>, voices: &Rc<Voices>, book: &mut Book) {
    let program = Program::start(data, None).await;
    let path = data.join("a.csv");
    std::fs::write(&path, file).expect("a file");
    let mut command = Command::new(env!("CARGO_BIN_EXE_koe"));
    command.args(["import", "--consultation", "plan", "--as", "staff", "--data"]).arg(data).arg(&path);
    let run = async {
        let begun = Instant::now();
        let output = tokio::task::spawn_blocking(move || command.output()).await.expect("a thread");
        let output = output.expect("the command runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        begun.elapsed()
    };
    let (took, measured) = LocalSet::new().run_until(beside(run, &program, forms, voices)).await;
    book.add(AT_SHELL, Figures::one(took.as_secs_f64()));
    book.add(BESIDE_SHELL, Figures::of(&measured));
}

/// Numbers, days, themes by name, age bands, areas and words, as a spreadsheet would have them.
fn file(rows: usize, voices: &Voices) -> Vec<u8> {
    let mut text = "番号,受付日,テーマ,年代,地区,意見\n".to_owned();
    for row in 0..rows {
        let (theme, age) = (row % 12 + 1, ["20", "30", "40"][row % 3]);
        // Numbers that no resident of this run has.
        let words = voices.nth(10_000_000 + row).replace('"', "\"\"");
        writeln!(text, "A{row},2024-10-01,第{theme}の分野,{age},santo,\"{words}\"").expect("a line");
    }
    text.into_bytes()
}

/// Sends the file; answers the address of its import.
async fn upload(staff: &Staff, file: &[u8]) -> String {
    let part = |head: &str| format!("--koe\r\nContent-Disposition: form-data; {head}\r\n\r\n");
    let before = format!("{}plan\r\n{}", part("name=\"call\""), part("name=\"file\"; filename=\"a.csv\""));
    let body = [before.as_bytes(), file, b"\r\n--koe--\r\n"].concat();
    let (status, head, page) = staff.send("/staff/imports", "multipart/form-data; boundary=koe", &body).await;
    assert_eq!(status, 303, "{page}");
    head.lines().find_map(|line| line.strip_prefix("location: ")).expect("an address").to_owned()
}

/// The value of an input; '' where it has none.
fn value<'p>(page: &'p str, name: &str) -> &'p str {
    let input = page.split("<input").find(|input| input.contains(&format!("name=\"{name}\""))).expect("an input");
    let value = input.split('>').next().unwrap_or_default().split(" value=\"").nth(1);
    value.and_then(|rest| rest.split('"').next()).unwrap_or_default()
}

/// The form of the plan as the page offers it.
fn settled(page: &str) -> String {
    let form = page.split("/trial\">").nth(1).and_then(|rest| rest.split("</form>").next()).expect("a form");
    let mut body = format!("review=queue&reason=&day={}&seen={}", value(form, "day"), value(form, "seen"));
    for select in form.split("<select ").skip(1) {
        let name = select.split("name=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a name");
        let select = select.split("</select>").next().unwrap_or_default();
        let chosen = select.split("\" selected").next().filter(|_| select.contains(" selected"));
        let value = chosen.and_then(|before| before.rsplit("value=\"").next()).unwrap_or_default();
        write!(body, "&{name}={value}").expect("a field");
    }
    body
}

/// Runs the work while residents send at their own pace, whether or not others are answered yet.
async fn beside<T>(
    work: impl Future<Output = T>,
    program: &Program,
    forms: &Rc<Forms>,
    voices: &Rc<Voices>,
) -> (T, Measured) {
    let (sent, measured) = (Rc::new(Cell::new(0)), Rc::new(RefCell::new(Measured::default())));
    let begun = Instant::now();
    let pace = async {
        loop {
            let number = sent.replace(sent.get() + 1);
            let due = begun + Duration::from_secs(1) / SENDERS * u32::try_from(number).unwrap_or(u32::MAX);
            tokio::time::sleep_until(due.into()).await;
            let request = forms.requests(program.address, voices, 5_000_000 + number, 1).remove(0);
            let (measured, address) = (measured.clone(), program.address);
            tokio::task::spawn_local(async move {
                let begun = Instant::now();
                let mut connection = Connection::open(address).await.expect("a connection");
                let status = connection.ask(&request).await.map(|answer| answer.status);
                let mut measured = measured.borrow_mut();
                match status {
                    Ok(201) => measured.times.push(begun.elapsed()),
                    _ => measured.failures += 1,
                }
            });
        }
    };
    let done = tokio::select! {
        done = work => done,
        () = pace => unreachable!("it goes on"),
    };
    let mut measured = measured.take();
    measured.elapsed = begun.elapsed();
    measured.times.sort_unstable();
    (done, measured)
}
