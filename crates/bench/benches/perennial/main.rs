//! Measures Perennial against references in the same run, on the same machine, and prints a table.
//!
//! A figure alone says little: machines differ, and so do minutes of one machine. So each is stated beside a
//! reference that was measured in turns with it, and as a ratio to it.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a bench prints")]

mod bare;
mod batch;
mod http;
mod objects;
mod pages;
mod papers;
mod process;
mod reads;
mod signed;
mod strategies;
mod table;
mod writes;

use table::Table;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> anyhow::Result<()> {
    // `cargo bench` passes --bench; words select what is measured, and on which database.
    let wanted: Vec<String> =
        std::env::args().skip(1).filter(|arg| !arg.starts_with('-')).collect();
    let one_of = |group: &[&str], name: &str| {
        let mut chosen = wanted.iter().filter(|word| group.contains(&word.as_str())).peekable();
        chosen.peek().is_none() || chosen.any(|word| word == name)
    };
    let selected = |name: &str| {
        let groups = [
            "process",
            "strategies",
            "reads",
            "objects",
            "pages",
            "papers",
            "writes",
            "batch",
            "million",
            "year",
        ];
        one_of(&groups, name)
    };
    let on = |database: &str| one_of(&["sqlite", "postgres"], database);
    let mut table = Table::default();
    if selected("process") {
        process::measure(&mut table)?;
    }
    if selected("strategies") {
        strategies::measure(&mut table)?;
    }
    if selected("reads") {
        reads::measure(&mut table, &on)?;
    }
    if selected("objects") {
        objects::measure(&mut table)?;
    }
    if selected("pages") {
        pages::measure(&mut table)?;
    }
    if selected("papers") {
        papers::measure(&mut table)?;
    }
    if selected("writes") {
        writes::measure(&mut table, &on)?;
    }
    if selected("batch") {
        batch::measure(&mut table, &on, &[100_000])?;
    }
    if selected("million") {
        batch::measure(&mut table, &on, &[1_000_000])?;
    }
    if selected("year") {
        batch::measure_year(&mut table)?;
    }
    println!("{table}");
    Ok(())
}
