//! Rules that the compiler does not check: how long a file may be, how it begins, and what belongs in one place only.

use crate::source::{Source, files};

/// Lines of a file without its tests, and with them.
const LINES_MAX: (usize, usize) = (500, 600);

fn rust() -> Vec<Source> {
    files("crates", &[".rs"])
}

/// The lines before the tests of a file.
fn lines_of_production(source: &Source) -> usize {
    if is_test(&source.path) {
        return 0;
    }
    let tests = source.lines().find(|(_, line)| line.trim_end() == "#[cfg(test)]");
    tests.map_or(source.text.lines().count(), |(number, _)| number - 1)
}

fn is_test(path: &str) -> bool {
    path.contains("/tests/") || path.ends_with("/tests.rs")
}

/// Fails with every place where a line contains one of the words, except in comments and in the files named, each of
/// which must have one.
fn only_in(sources: &[Source], words: &[&str], allowed: &[&str], rule: &str) {
    let here = "crates/testkit/tests/it/tidy.rs";
    let mut found: Vec<(&str, usize, &str)> = Vec::new();
    for source in sources.iter().filter(|source| source.path != here) {
        let code = source.lines().filter(|(_, line)| !line.trim_start().starts_with("//"));
        let hits = code.filter(|(_, line)| words.iter().any(|word| line.contains(word)));
        found.extend(hits.map(|(number, line)| (source.path.as_str(), number, line.trim())));
    }
    let is_allowed = |path: &str| allowed.iter().any(|prefix| path.starts_with(prefix));
    let wrong: Vec<String> = found
        .iter()
        .filter(|(path, ..)| !is_allowed(path))
        .map(|(path, number, line)| format!("{path}:{number}: {line}"))
        .collect();
    assert!(wrong.is_empty(), "{rule}:\n{}", wrong.join("\n"));
    for prefix in allowed {
        let needed = found.iter().any(|(path, ..)| path.starts_with(prefix));
        assert!(needed, "{prefix} need not be an exception any more: {rule}");
    }
}

#[test]
fn files_are_short() {
    let (production, all) = LINES_MAX;
    let long: Vec<String> = rust()
        .iter()
        .filter(|s| lines_of_production(s) > production || s.text.lines().count() > all)
        .map(|source| format!("{}: {} lines", source.path, source.text.lines().count()))
        .collect();
    assert!(long.is_empty(), "split these:\n{}", long.join("\n"));
}

#[test]
fn each_file_says_first_what_it_is() {
    let silent: Vec<String> = rust()
        .into_iter()
        .filter(|source| !source.text.starts_with("//! ") || source.text.starts_with("//! \n"))
        .map(|source| source.path)
        .collect();
    assert!(silent.is_empty(), "no `//!` at the beginning of:\n{}", silent.join("\n"));
}

#[test]
fn sql_stands_in_storage() {
    let words = ["SELECT ", "INSERT INTO ", "DELETE FROM ", "CREATE TABLE ", " SET ", "PRAGMA "];
    let allowed = [
        "crates/store/",
        // What is measured against, and tests that change a database behind the program's back.
        "crates/bench/benches/",
        // The auditor of the simulation believes nobody: it reads tables with queries of its own.
        "crates/sim/src/auditor/books.rs",
        "crates/sim/tests/it/broken.rs",
        "crates/cli/tests/it/audit.rs",
        "crates/cli/tests/it/migrate.rs",
        "crates/cli/tests/it/parked.rs",
        "crates/cli/tests/it/serve.rs",
        "crates/cli/tests/it/why.rs",
        "crates/engine/tests/it/audit",
        "crates/engine/tests/it/damage.rs",
        "crates/engine/tests/it/renewal.rs",
        "crates/server/tests/it/web/parked.rs",
    ];
    only_in(&rust(), &words, &allowed, "SQL stands in crates/store only");
}

#[test]
fn one_file_of_the_server_chooses_a_status() {
    let server = files("crates/server/src", &[".rs"]);
    let allowed = ["crates/server/src/error.rs", "crates/server/src/error/page.rs"];
    only_in(&server, &["StatusCode", ".status_mut("], &allowed, "statuses are chosen in one file");
}

#[test]
fn the_environment_is_read_by_the_program_alone() {
    let words = ["std::env", "use std::{env", "env::var", "env::args"];
    let allowed = ["crates/cli/", "crates/bench/benches/", "crates/store/src/testing.rs"];
    only_in(&rust(), &words, &allowed, "the environment and arguments are read in crates/cli only");
}

#[test]
fn time_and_chance_come_from_the_engine() {
    let words =
        ["Timestamp::now(", "ZonedDateTime::now(", "SystemTime::now(", "getrandom::", "rand::rng("];
    let production: Vec<Source> =
        rust().into_iter().filter(|source| !is_test(&source.path)).collect();
    // The customer's side has no engine: its clock is the client's, its idempotency keys are made where it confirms.
    let allowed = [
        "crates/engine/src/clock.rs",
        "crates/engine/src/ids.rs",
        "crates/client/src/ambient.rs",
        "crates/cli/src/customer/confirm.rs",
    ];
    only_in(
        &production,
        &words,
        &allowed,
        "time and chance come from the clock and the ids of the engine",
    );
}

#[test]
fn nothing_is_left_for_later() {
    // Put together here, so that this file is none of those it looks for.
    let words = [["TO", "DO"].concat(), ["FIX", "ME"].concat(), ["#[ig", "nore"].concat()];
    // In quotes it is a value of the published API.
    let [value, ..] = &words;
    let quoted = [format!("\"{value}\""), format!("`{value}`")];
    let endings = [".rs", ".md", ".toml", ".sql", ".py", ".js", ".mjs", ".sh", ".yml", ".yaml"];
    let mut found = Vec::new();
    for source in files("", &endings) {
        for (number, line) in source.lines() {
            let said = quoted.iter().fold(line.to_owned(), |line, value| line.replace(value, ""));
            if words.iter().any(|word| said.contains(word.as_str())) {
                found.push(format!("{}:{number}: {}", source.path, line.trim()));
            }
        }
    }
    assert!(found.is_empty(), "do these, or write an issue:\n{}", found.join("\n"));
}

#[test]
fn tests_do_not_sleep() {
    let tests: Vec<Source> = rust().into_iter().filter(|source| is_test(&source.path)).collect();
    // How far another process has come can only be looked for, again and again.
    let allowed = ["crates/cli/tests/it/crash.rs"];
    only_in(&tests, &["sleep("], &allowed, "wait for an event, not for a duration");
}
