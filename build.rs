//! Words and migrations are compiled in by macros that do not tell cargo which files they read.

fn main() {
    println!("cargo:rerun-if-changed=web/locales");
    println!("cargo:rerun-if-changed=web/static");
    println!("cargo:rerun-if-changed=migrations");
}
