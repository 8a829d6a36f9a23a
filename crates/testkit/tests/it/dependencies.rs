//! Which crate may depend on which: the arrows of the architecture, held against what Cargo says.
//!
//! ```text
//! core ← store ← engine ← server ← cli      api ← server      api ← client ← cli
//! core ← documents ← engine                  testkit, bench, sim → all of them
//! ```

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use serde_json::Value;

use crate::source::{files, root};

/// Each crate, and what it builds on directly. What that builds on, it may use too.
const ARROWS: [(&str, &[&str]); 11] = [
    ("core", &[]),
    ("api", &[]),
    ("store", &["core"]),
    ("documents", &["core"]),
    ("engine", &["store", "documents"]),
    ("server", &["engine", "api"]),
    ("client", &["api"]),
    ("cli", &["server", "client"]),
    ("testkit", &["server", "client"]),
    ("bench", &["testkit"]),
    ("sim", &["testkit"]),
];

fn packages() -> Vec<Value> {
    let manifest = root().join("Cargo.toml");
    let arguments =
        ["metadata", "--offline", "--no-deps", "--format-version", "1", "--manifest-path"];
    let output = Command::new(env!("CARGO")).args(arguments).arg(manifest).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    metadata["packages"].as_array().unwrap().clone()
}

/// The dependencies of a package that are built into it; with those of its tests if that is asked for.
fn dependencies(package: &Value, with_tests: bool) -> BTreeSet<String> {
    let all = package["dependencies"].as_array().unwrap().iter();
    let wanted = all.filter(|one| with_tests || one["kind"] != "dev");
    wanted.map(|one| one["name"].as_str().unwrap().to_owned()).collect()
}

fn name(package: &Value) -> String {
    let name = package["name"].as_str().unwrap();
    name.strip_prefix("perennial-")
        .unwrap_or_else(|| panic!("{name} is not called perennial-…"))
        .to_owned()
}

/// Everything that can be reached from a crate.
fn below(arrows: &BTreeMap<&str, &[&'static str]>, from: &str) -> BTreeSet<&'static str> {
    let mut below = BTreeSet::new();
    let mut next = arrows[from].to_vec();
    while let Some(one) = next.pop() {
        if below.insert(one) {
            next.extend(arrows[one]);
        }
    }
    below
}

#[test]
fn crates_depend_on_those_below_them_and_on_no_others() {
    let arrows: BTreeMap<&str, &[&str]> = ARROWS.into_iter().collect();
    let packages = packages();
    let known: BTreeSet<String> = packages
        .iter()
        .map(
            |package| if package["name"] == "perennial" { "cli".to_owned() } else { name(package) },
        )
        .collect();
    let named: BTreeSet<String> = arrows.keys().map(|&name| name.to_owned()).collect();
    assert_eq!(known, named, "a crate is missing in, or from, the arrows of this test");
    for package in &packages {
        let from = if package["name"] == "perennial" { "cli".to_owned() } else { name(package) };
        let below = below(&arrows, &from);
        for dependency in dependencies(package, false) {
            if let Some(ours) = dependency.strip_prefix("perennial-") {
                assert!(below.contains(ours), "{from} must not depend on {ours}");
            }
        }
    }
}

#[test]
fn the_domain_stands_alone() {
    let packages = packages();
    let core = packages.iter().find(|package| package["name"] == "perennial-core").unwrap();
    let expected = ["jiff", "thiserror"].map(str::to_owned);
    assert_eq!(dependencies(core, false), BTreeSet::from(expected));
    // The wire is a contract of its own: those who speak it never see the domain, not even in their tests.
    for package in packages
        .iter()
        .filter(|p| ["perennial-api", "perennial-client"].contains(&p["name"].as_str().unwrap()))
    {
        assert!(!dependencies(package, true).contains("perennial-core"), "{}", package["name"]);
    }
    // Only storage knows databases, and only the server knows HTTP's routes. The auditor of the simulation reads the file
    // by itself: if it asked storage what is stored, a mistake of storage would be believed.
    for (library, user) in [("rusqlite", "store"), ("tokio-postgres", "store"), ("axum", "server")]
    {
        for package in &packages {
            let uses = dependencies(package, false).contains(library);
            let name = package["name"].as_str().unwrap().trim_start_matches("perennial-");
            let audits = (library, name) == ("rusqlite", "sim");
            let may = [user, "testkit", "bench"].contains(&name) || audits;
            assert!(!uses || may, "{name} must not depend on {library}");
        }
    }
}

#[test]
fn each_dependency_stands_once_with_its_reason_and_is_used() {
    let manifest = std::fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let (_, table) = manifest.split_once("[workspace.dependencies]\n").unwrap();
    let (table, _) = table.split_once("\n[").unwrap();
    let packages = packages();
    let used: BTreeSet<String> = packages.iter().flat_map(|one| dependencies(one, true)).collect();
    for line in table.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let (name, rest) =
            line.split_once(" = ").unwrap_or_else(|| panic!("one line each: {line}"));
        if !name.starts_with("perennial-") {
            let reason = rest.rsplit_once(" # ").map_or("", |(_, reason)| reason);
            assert!(reason.len() > 3, "{name} stands without its reason");
        }
        assert!(used.contains(name), "nobody uses {name}");
    }
    for manifest in files("crates", &["Cargo.toml"]) {
        let mut in_dependencies = false;
        for (number, line) in manifest.lines() {
            if line.starts_with('[') {
                in_dependencies = line.ends_with("dependencies]");
            } else if in_dependencies && line.contains(" = ") && !line.contains("path = \".\"") {
                let inherited = line.contains("workspace = true");
                assert!(inherited, "{}:{number}: its version belongs into the root", manifest.path);
            }
        }
    }
}
