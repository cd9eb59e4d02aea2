//! The program under load: the release binary as its own process, seen from outside alone.

use std::fs::{self, File};
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use koe::base::crypto::random_token;

use crate::client::Connection;

/// A running `koe serve`. Killed, never asked, when it is dropped.
pub struct Program {
    child: Child,
    pub address: SocketAddr,
}

impl Program {
    /// Starts it and waits until it answers. Limits are off: all load comes from one address.
    pub async fn start(data: &Path, database: Option<&str>) -> Self {
        let mut program = Self::spawn(data, database);
        program.until_ready("/healthz").await;
        program
    }

    /// Starts it and does not wait.
    pub fn spawn(data: &Path, database: Option<&str>) -> Self {
        let address = free_address();
        let log = File::options().create(true).append(true).open(data.with_extension("log")).expect("a log file");
        let mut command = Command::new(env!("CARGO_BIN_EXE_koe"));
        for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("KOE_") || name == "DATABASE_URL") {
            command.env_remove(name);
        }
        command.arg("serve").arg("--data").arg(data).args(["--listen", &address.to_string()]);
        command.args(["--hold-after", "0", "--refuse-after", "0", "--wrong-codes", "0", "--reactions", "0"]);
        if let Some(url) = database {
            command.args(["--database-url", url, "--db-connections", "16"]);
        }
        let child = command.stdout(Stdio::null()).stderr(log).spawn().expect("the program starts");
        Self { child, address }
    }

    /// Waits for the first 200 at this path.
    pub async fn until_ready(&mut self, path: &str) {
        let begun = Instant::now();
        let request = get(self.address, path);
        while begun.elapsed() < Duration::from_secs(30) {
            if let Some(status) = self.child.try_wait().expect("our child can be waited for") {
                panic!("the program ended at its start: {status}; its log is beside its data");
            }
            if let Ok(mut connection) = Connection::open(self.address).await
                && matches!(connection.ask(&request).await, Ok(answer) if answer.status == 200)
            {
                return;
            }
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        panic!("the program does not answer {path}");
    }

    /// Resident memory in MiB.
    pub fn resident_mib(&self) -> f64 {
        self.memory_mib("VmRSS:")
    }

    /// The most of it since the peak was forgotten.
    pub fn peak_mib(&self) -> f64 {
        self.memory_mib("VmHWM:")
    }

    /// The peak begins anew at what is resident now.
    pub fn forget_peak(&self) {
        fs::write(format!("/proc/{}/clear_refs", self.child.id()), "5").expect("our child's peak can be forgotten");
    }

    fn memory_mib(&self, key: &str) -> f64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix(key));
        let kib = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<f64>().ok());
        kib.map_or(f64::NAN, |kib| kib / 1024.0)
    }

    /// Processor time used so far, user and system: unlike rates it hardly depends on what else the machine does.
    pub fn processor_time(&self) -> Duration {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.child.id())).unwrap_or_default();
        let fields = stat.rsplit_once(')').map_or("", |(_, fields)| fields).split_whitespace();
        // Fields 14 and 15 of proc(5), in ticks of 10 ms on every Linux.
        let ticks: u64 = fields.skip(11).take(2).filter_map(|field| field.parse::<u64>().ok()).sum();
        Duration::from_millis(ticks * 10)
    }

    /// `kill -9`, as a crash would.
    pub fn kill(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        self.kill();
    }
}

/// A GET as a browser sends it, without Accept-Encoding.
pub fn get(address: SocketAddr, path: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nhost: {address}\r\naccept: text/html\r\n\r\n").into_bytes()
}

/// A form as the program's own pages send it. `body`: already escaped.
pub fn post(address: SocketAddr, path: &str, body: &str) -> Vec<u8> {
    post_with(address, path, "", body)
}

/// The same with more headers, each with its end of line.
pub fn post_with(address: SocketAddr, path: &str, headers: &str, body: &str) -> Vec<u8> {
    format!(
        "POST {path} HTTP/1.1\r\nhost: {address}\r\nsec-fetch-site: same-origin\r\naccept: text/html\r\n{headers}\
         content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}

/// A loopback address nobody listens on. Another program could take it before ours does; then the run fails loudly.
pub fn free_address() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a free port")
}

/// A folder that goes when this does. On the disk of `target`, not in a memory file system: commits must cost
/// what they cost.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new() -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("load-{}", random_token()));
        fs::create_dir_all(&folder).expect("a folder under target/tmp");
        Self(folder)
    }

    /// A data folder inside, not made yet.
    pub fn data(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// A copy of a data folder nobody has open.
    pub fn copy(&self, from: &str, to: &str) -> PathBuf {
        let (from, to) = (self.data(from), self.data(to));
        let _ = fs::remove_dir_all(&to);
        fs::create_dir_all(&to).expect("a data folder");
        for entry in fs::read_dir(from).expect("the folder to copy").flatten() {
            fs::copy(entry.path(), to.join(entry.file_name())).expect("a copy");
        }
        to
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
