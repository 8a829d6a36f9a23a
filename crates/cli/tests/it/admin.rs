//! The administration of a database, as an operator does it: command by command.

use std::path::Path;

use perennial_store::testing::{TestDatabase, each_database};
use perennial_testkit::TestApp;
use serde_json::Value;

use crate::process::{Done, Program, argument, program};

/// An operator of a database. The key is the one of `TestApp`.
pub(crate) struct Admin<'d> {
    pub(crate) database: &'d TestDatabase,
    name: String,
    key: String,
}

impl<'d> Admin<'d> {
    pub(crate) fn of(database: &'d TestDatabase) -> Self {
        Self { database, name: argument(database.database()), key: "07".repeat(32) }
    }

    /// The arguments that say which database is meant.
    pub(crate) fn place(&self) -> [&str; 4] {
        ["--database", &self.name, "--key", &self.key]
    }

    /// Runs a command. Files are those of the database's folder.
    pub(crate) async fn run(&self, command: &[&str]) -> Done {
        let mut program = program(&[command, &self.place()].concat());
        program.current_dir(self.database.folder());
        Program::start(program).end().await
    }

    /// Runs a command that is done: what it says to a person.
    pub(crate) async fn text(&self, command: &[&str]) -> String {
        let done = self.run(command).await;
        assert_eq!((done.code, done.stderr.as_str()), (Some(0), ""), "{command:?}: {done:?}");
        done.stdout
    }

    /// Runs a command that is done: what it says to a program, which is one line.
    pub(crate) async fn json(&self, command: &[&str]) -> Value {
        let answer = self.text(&[command, &["--output", "json"]].concat()).await;
        assert_eq!(answer.lines().count(), 1, "{answer}");
        serde_json::from_str(&answer).unwrap()
    }

    /// Runs a command that is not done: what it complains of, both to a person and to a program.
    pub(crate) async fn refused(&self, command: &[&str], code: i32) -> String {
        let done = self.run(command).await;
        assert_eq!((done.code, done.stdout.as_str()), (Some(code), ""), "{command:?}: {done:?}");
        let told = self.run(&[command, &["--output", "json"]].concat()).await;
        assert_eq!((told.code, told.stdout.as_str()), (Some(code), ""), "{command:?}: {told:?}");
        // What clap finds, it tells in its own way.
        if code != 2 {
            let told: Value = serde_json::from_str(&told.stderr).unwrap();
            assert_eq!(told["exitCode"], code);
            assert!(done.stderr.contains(told["error"].as_str().unwrap()), "{told}");
        }
        done.stderr
    }

    /// Imports an inventory.
    pub(crate) async fn import(&self, toml: &str) -> String {
        self.write("inventory.toml", toml);
        self.text(&["import", "inventory.toml"]).await
    }

    pub(crate) fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        std::fs::write(self.database.folder().join(name), text).unwrap();
    }
}

/// An account that holds nothing, and an application of it.
pub(crate) async fn create(admin: &Admin<'_>, nichandle: &str) -> Value {
    let command = ["account", "create", nichandle, "--email", "alice@example.com"];
    let money = ["--country", "FR", "--currency", "EUR", "--tax-rate", "20", "--subsidiary", "FR"];
    admin.json(&[&command[..], &money].concat()).await;
    admin.json(&["application", "create", "Renewals", "--account", nichandle]).await
}

/// Numbers as a text, for arguments.
pub(crate) fn number(value: &Value) -> String {
    value.as_i64().unwrap().to_string()
}

#[tokio::test]
async fn accounts_are_made_listed_and_shown() {
    each_database(async |database| {
        let admin = Admin::of(database);
        let command = ["account", "create", "zz9-ovh", "--email", "zoe@example.com"];
        let money = ["--country", "FI", "--currency", "EUR", "--tax-rate", "25.5"];
        let rest = ["--subsidiary", "FI", "--language", "fi_FI", "--legal-form", "corporation"];
        let person = ["--organisation", "Öljy Oy", "--zip", "00100", "--city", "Helsinki"];
        let zoe = [&command[..], &money, &rest, &person].concat();
        assert_eq!(admin.text(&zoe).await, "made: account zz9-ovh\n");
        create(&admin, "ab1-ovh").await;

        let taken = admin.refused(&zoe, 3).await;
        let expected = "error: there is an account zz9-ovh already; choose another name\n";
        assert_eq!(taken, expected);

        let list = admin.json(&["account", "list"]).await;
        let names: Vec<&str> =
            list.as_array().unwrap().iter().map(|one| one["nichandle"].as_str().unwrap()).collect();
        assert_eq!(names, ["ab1-ovh", "zz9-ovh"]);
        let table = admin.text(&["account", "list"]).await;
        assert!(
            table.contains("zz9-ovh  zoe@example.com    FI              0   0.00 €"),
            "{table}"
        );

        let shown = admin.json(&["account", "show", "zz9-ovh"]).await;
        for (field, value) in [
            ("organisation", "Öljy Oy"),
            ("taxRate", "25.5"),
            ("language", "fi_FI"),
            ("legalForm", "corporation"),
            ("prepaid", "0.00"),
        ] {
            assert_eq!(shown[field], value, "{shown}");
        }
        assert_eq!((&shown["services"], &shown["nextExpiry"]), (&0.into(), &Value::Null));
        let shown = admin.text(&["account", "show", "zz9-ovh"]).await;
        assert!(shown.contains("  address       00100 Helsinki\n"), "{shown}");
        assert!(
            shown.contains("  billed        in EUR by FI, 25.5 % tax (agreed with the account)\n"),
            "{shown}"
        );

        let unknown = admin.refused(&["account", "show", "nobody"], 3).await;
        assert!(unknown.contains("there is no account nobody\n  perennial account list"));

        let app = TestApp::on(database.database()).await;
        let name = perennial_core::text::Name::parse("zz9-ovh").unwrap();
        let id = app.engine.store().account_by_nichandle(&name).await.unwrap().unwrap();
        let entries = app.engine.store().journal_after(id, 0, 10).await.unwrap();
        let entry = &entries[0].entry;
        assert_eq!((entries.len(), entry.action.code()), (1, "account.create"));
        assert_eq!(entry.actor, "operator");
        assert!(entry.query_id.starts_with("EU.perennial."), "{}", entry.query_id);
    })
    .await;
}

#[tokio::test]
async fn an_account_is_not_made_of_nonsense() {
    let database = TestDatabase::sqlite();
    let admin = Admin::of(&database);
    let good = [
        ("--email", "alice@example.com"),
        ("--country", "FR"),
        ("--currency", "EUR"),
        ("--tax-rate", "20"),
        ("--subsidiary", "FR"),
    ];
    let cases = [
        ("--email", "alice", "is not an e-mail address"),
        ("--country", "fr", "two upper-case letters"),
        ("--currency", "points", "nobody is billed in fidelity points"),
        ("--currency", "XXX", "known are AUD"),
        ("--tax-rate", "101", "a percentage from 0 to 100"),
        ("--subsidiary", "fr", "two to four upper-case letters"),
        ("--language", "french", "such as fr_FR"),
        ("--legal-form", "ltd", "there are administration"),
        ("--first-name", " ", "the text is empty"),
    ];
    for (option, value, text) in cases {
        let mut command = vec!["account", "create", "ab1-ovh"];
        let others = good.iter().filter(|(name, _)| *name != option);
        command.extend(others.flat_map(|(name, value)| [*name, *value]));
        command.extend([option, value]);
        let told = admin.refused(&command, 2).await;
        assert!(told.contains(text), "{told}");
    }
    assert!(!Path::new(&argument(database.database())).exists(), "nothing was made");
}

#[tokio::test]
async fn applications_show_their_secret_once() {
    each_database(async |database| {
        let admin = Admin::of(database);
        create(&admin, "ab1-ovh").await;
        let named = ["application", "create", "Second", "--account", "ab1-ovh"];
        let told = admin.text(&[&named[..], &["--description", "renews"]].concat()).await;
        let word = |name: &str| {
            let line = told.lines().find(|line| line.trim_start().starts_with(name)).unwrap();
            line.rsplit(' ').next().unwrap().to_owned()
        };
        let (key, secret) = (word("application key"), word("application secret"));
        assert_eq!((key.len(), secret.len()), (16, 32), "{told}");
        assert!(told.ends_with("The secret is not shown again.\n"));

        let list = admin.json(&["application", "list", "--account", "ab1-ovh"]).await;
        let second = &list[1];
        assert_eq!(second["applicationKey"], key.as_str());
        assert_eq!((&second["name"], &second["description"]), (&"Second".into(), &"renews".into()));
        assert_eq!(
            (&second["nichandle"], &second["status"]),
            (&"ab1-ovh".into(), &"active".into())
        );
        let texts = [list.to_string(), admin.text(&["application", "list"]).await];
        for text in texts {
            assert!(text.contains(&key) && !text.contains(&secret), "{text}");
        }

        let id = number(&second["applicationId"]);
        let revoked = admin.text(&["application", "revoke", &key]).await;
        assert_eq!(revoked, format!("revoked: application {id} (Second)\n"));
        let again = admin.text(&["application", "revoke", &id]).await;
        assert_eq!(
            again,
            format!("application {id} (Second) was revoked before, nothing was done\n")
        );
        let list = admin.json(&["application", "list"]).await;
        assert_eq!(
            (&list[0]["status"], &list[1]["status"]),
            (&"active".into(), &"inactive".into())
        );

        let told = admin.refused(&["application", "revoke", "1"], 3).await;
        assert!(told.contains("there is no application 1\n"), "{told}");
        let nobody = ["application", "create", "Third", "--account", "nobody"];
        assert!(admin.refused(&nobody, 3).await.contains("there is no account nobody\n"));
        assert!(admin.json(&["audit"]).await["violations"].as_array().unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn what_is_not_there_is_not_made_by_looking_at_it() {
    each_database(async |database| {
        let admin = Admin::of(database);
        let commands: [&[&str]; 9] = [
            &["account", "list"],
            &["account", "show", "ab1-ovh"],
            &["application", "list"],
            &["application", "create", "x", "--account", "ab1-ovh"],
            &["application", "revoke", "1"],
            &["credential", "list"],
            &["credential", "show", "1"],
            &["credential", "revoke", "1"],
            &["audit"],
        ];
        for command in commands {
            let told = admin.refused(command, 1).await;
            assert!(told.contains("there is no database of perennial\n"), "{told}");
        }
        let status = admin.json(&["migrate", "--check"]).await;
        assert_eq!(status["version"], 0);
        assert_eq!(std::fs::read_dir(database.folder()).unwrap().count(), 0);
    })
    .await;
}
