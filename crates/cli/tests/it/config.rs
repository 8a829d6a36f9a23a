//! The configuration: what is printed, what is checked, every mistake with its place, and that commands work by it.

use expect_test::expect;
use perennial_store::testing::{TestDatabase, each_database};
use serde_json::json;
use tokio::process::Command;

use crate::admin::Admin;
use crate::play::{INVENTORY, begin};
use crate::process::{Program, program};

#[tokio::test]
async fn the_default_is_printed_and_can_be_used() {
    let database = TestDatabase::sqlite();
    let admin = Admin::of(&database);
    let run = async |arguments: &[&str]| {
        let mut command = program(arguments);
        command.current_dir(database.folder());
        let done = Program::start(command).end().await;
        assert_eq!((done.code, done.stderr.as_str()), (Some(0), ""), "{done:?}");
        done.stdout
    };
    let printed = run(&["config"]).await;
    admin.write("perennial.toml", &printed);
    expect![[r#"
        good: perennial.toml
          seller    Perennial
          mail      none: letters are kept, not sent
          tax       standard rates of 27 countries
          renew day 1

          Calendar, in days
          PRODUCT LINE      AUTOMATIC             BY HAND      RETRIES  UNPAID  RETENTION  REDEMPTION
          dedicated/server  40 15, from 2 months  30 15 7 3 1  1 3 5         7          5           0
          domain            40 15, from 2 months  30 15 7 3 1  1 3 5         7          7          30
          vps               40 15, from 2 months  30 15 7 3 1  1 3 5         7          5           0
          all others        40 15, from 2 months  30 15 7 3 1  1 3 5         7         30           0

          Budget of a run
             AT MOST
              100000  renewals
                1000  suspensions
                 500  deletions
                   0  services renewed twice on one day
          any amount  to charge, tax included
               300 %  of the largest run of the last 40 days, from 100 renewals on
    "#]]
    .assert_eq(&run(&["config", "--check", "perennial.toml"]).await);
    let mut checked: serde_json::Value = serde_json::from_str(
        &run(&["config", "--check", "perennial.toml", "--output", "json"]).await,
    )
    .unwrap();
    assert_eq!(checked["file"], "perennial.toml");
    checked.as_object_mut().unwrap().remove("file");
    let default: serde_json::Value =
        serde_json::from_str(&run(&["config", "--output", "json"]).await).unwrap();
    assert_eq!(checked, default);
    assert_eq!(default["calendar"]["products"]["domain"]["redemptionDays"], 30);
}

#[tokio::test]
async fn what_a_file_comes_to_is_told() {
    let database = TestDatabase::sqlite();
    let admin = Admin::of(&database);
    admin.write(
        "c.toml",
        r#"
            seller = { name = "Öljy Oy", url = "https://renew.example.fi" }
            budget.amounts = { EUR = "1000.50", USD = "0" }
            calendar.renewDay = 31
            [mail]
            host = "127.0.0.1"
            tls = "none"
            user = "u"
            passwordFile = "secret"
            from = "Öljy <o@example.fi>"
        "#,
    );
    let mut command = program(&["config", "--check", "c.toml"]);
    command.current_dir(database.folder());
    let done = Program::start(command).end().await;
    let head: Vec<&str> = done.stdout.lines().take(5).collect();
    assert_eq!(
        head,
        [
            "good: c.toml",
            "  seller    Öljy Oy, https://renew.example.fi",
            "  mail      from Öljy <o@example.fi>, by 127.0.0.1:25 as u, TLS: none",
            "  tax       standard rates of 27 countries",
            "  renew day 31",
        ]
    );
    assert!(
        done.stdout.contains("1000.50 €, $0.00 USD  to charge, tax included"),
        "{}",
        done.stdout
    );
}

/// What is said of a file, line by line.
async fn told(text: &str) -> String {
    let database = TestDatabase::sqlite();
    let admin = Admin::of(&database);
    admin.write("c.toml", text);
    let mut command = program(&["config", "--check", "c.toml"]);
    command.current_dir(database.folder());
    let done = Program::start(command).end().await;
    assert_eq!((done.code, done.stdout.as_str()), (Some(3), ""), "{done:?}");
    done.stderr
}

#[tokio::test]
async fn mistakes_of_the_calendar() {
    let file = r#"[calendar]
renewDay = 32
noticesAutomatic = [15, 40]
noticesAutomaticFromMonths = 121
noticesManual = 3
retries = [1, 3, "x", 900]
unpaidDays = 3.5
redemption = 4

[calendar.products."domain"]
renewDay = 3
retentionDays = 367

[calendar.products."VPS X"]
retentionDays = -1

[calendar.products]
vps = 5
"hosting/web" = { unpaidDays = 5, noticesManual = [3, 3] }
"#;
    expect![[r#"
        error: c.toml: 13 problems, so nothing was done
          c.toml:2:12: `renewDay`: 32 is not a renew day: a day of the month is from 1 to 31
          c.toml:3:20: `noticesAutomatic`: 40 stands out of order: write the earliest notice (the largest number) first, each day once
          c.toml:4:30: `noticesAutomaticFromMonths`: 121 is not a number of months: write 0 to 120
          c.toml:5:17: `noticesManual`: this must be a list such as [15, 7], not the number 3
          c.toml:6:18: `retries`: this must be a whole number, not the text "x"
          c.toml:6:23: `retries`: 900 is not a number of days: write 0 to 366
          c.toml:7:14: `unpaidDays`: 3.5 is not a whole number, or is too large
          c.toml:8:1: [calendar] has no `redemption`; it has renewDay, noticesAutomatic, noticesAutomaticFromMonths, noticesManual, retries, unpaidDays, retentionDays, redemptionDays, products
          c.toml:11:1: a product line of the calendar has no `renewDay`; it has noticesAutomatic, noticesAutomaticFromMonths, noticesManual, retries, unpaidDays, retentionDays, redemptionDays
          c.toml:12:17: `retentionDays`: 367 is not a number of days: write 0 to 366
          c.toml:14:20: `VPS X` is not a product line: write it as in the API's paths, such as vps or dedicated/server
          c.toml:18:7: a product line of the calendar is a table, not the number 5
          c.toml:19:51: `noticesManual`: 3 stands out of order: write the earliest notice (the largest number) first, each day once
    "#]].assert_eq(&told(file).await);
}

#[tokio::test]
async fn mistakes_of_everything_else() {
    let file = r#"
calender = {}
[seller]
name = ""
url = "renew.example.com"
[budget]
renewals = -1
growthPercent = 50
amounts = { EUR = 100, XXX = "1", USD = "-3" }
deletions = "all"
[mail]
host = "smtp.example.com:587"
tls = "ssl"
port = 70000
user = "u"
from = "nobody"
"#;
    expect![[r#"
        error: c.toml: 14 problems, so nothing was done
          c.toml:2:1: a configuration has no `calender`; it has seller, calendar, budget, tax, mail, templates
          c.toml:4:8: `name`: the text is empty
          c.toml:5:7: `url`: `renew.example.com` is not a URL; write one such as https://renew.example.com
          c.toml:7:12: `renewals`: -1 is too small: write 0 or more
          c.toml:8:17: `growthPercent`: 50 % is too small: write 100 or more, in percent of the largest recent run
          c.toml:9:19: this must be a text; write it in quotes: "100"
          c.toml:9:24: `XXX` is not a known currency; known are AUD, CAD, CZK, EUR, GBP, INR, LTL, MAD, PLN, SGD, TND, USD, XOF, points
          c.toml:9:41: $-3.00 USD is too small: write 0 or more
          c.toml:10:13: `deletions`: this must be a whole number, not the text "all"
          c.toml:12:8: `host`: `smtp.example.com:587` is not a host; write a name such as smtp.example.com, or an address
          c.toml:13:7: `tls`: `ssl` is not a protection; there are startTls, implicit, none
          c.toml:14:8: `port`: 70000 is not a port: write 1 to 65535
          c.toml:15:8: `user`: a user has a password: give the file that holds it as `passwordFile`
          c.toml:16:8: `from`: `nobody` is not an e-mail address; write one such as alice@example.com
    "#]].assert_eq(&told(file).await);
    expect![[r#"
        error: c.toml: 1 problem, so nothing was done
          c.toml:3:7: `tls`: the password would be sent for everybody to read: use startTls or implicit
    "#]].assert_eq(&told("[mail]\nhost = \"a\"\ntls = \"none\"\nuser = \"u\"\npasswordFile = \"p\"\nfrom = \"a@b\"\n").await);
    expect![[r#"
        error: c.toml: 1 problem, so nothing was done
          c.toml:3:16: `passwordFile`: a password has a user: give it as `user`
    "#]]
    .assert_eq(&told("[mail]\nhost = \"a\"\npasswordFile = \"p\"\nfrom = \"a@b\"\n").await);
    expect![[r#"
        error: c.toml: 5 problems, so nothing was done
          c.toml:3:1: not TOML: missing comma between array elements, expected `,`
          c.toml:3:2: not TOML: string values must be quoted, expected literal string
          c.toml:4:1: not TOML: missing comma between array elements, expected `,`
          c.toml:4:1: not TOML: string values must be quoted, expected literal string
          c.toml:4:11: not TOML: unclosed array, expected `]`
    "#]]
    .assert_eq(&told("[calendar]\nretries = [1, 2, 3\n[budget]\nrenewals 5\n").await);
    // A last try after the suspension would come too late, wherever either was said.
    expect![[r#"
        error: c.toml: 1 problem, so nothing was done
          c.toml:2:14: `unpaidDays`: the last retry is 5 days after the first debit, but the service is suspended after 5: retry earlier, or suspend later
    "#]].assert_eq(&told("[calendar]\nunpaidDays = 5\n").await);
    expect![[r#"
        error: c.toml: 1 problem, so nothing was done
          c.toml:2:11: `retries`: the last retry is 7 days after the first debit, but the service is suspended after 7: retry earlier, or suspend later
    "#]].assert_eq(&told("[calendar.products.\"domain\"]\nretries = [1, 7]\n").await);
}

#[tokio::test]
async fn a_file_that_cannot_be_used_stops_a_command_before_it_does_anything() {
    each_database(async |database| {
        let admin = Admin::of(database);
        admin.write("c.toml", "[calendar]\nrenewDay = 0\n");
        admin.write("inventory.toml", INVENTORY);
        let import = ["import", "inventory.toml", "--config", "c.toml"];
        expect![[r#"
            error: c.toml: 1 problem, so nothing was done
              c.toml:2:12: `renewDay`: 0 is not a renew day: a day of the month is from 1 to 31
        "#]]
        .assert_eq(&admin.refused(&import, 3).await);
        assert_eq!(admin.json(&["migrate", "--check"]).await["version"], 0, "nothing was made");
        let missing = ["import", "inventory.toml", "--config", "d.toml"];
        let told = admin.refused(&missing, 1).await;
        assert!(told.starts_with("error: d.toml: No such file"), "{told}");
    })
    .await;
}

#[tokio::test]
async fn commands_work_by_the_calendar_of_the_file() {
    each_database(async |database| {
        let admin = Admin::of(database);
        admin.write("c.toml", "[calendar]\nrenewDay = 20\n");
        begin(&admin, INVENTORY).await;
        let debits = async |config: &[&str]| {
            let forecast = ["forecast", "ab1-ovh", "--months", "1", "--output", "json"];
            let done = admin.run(&[&forecast, config].concat()).await;
            let told: serde_json::Value = serde_json::from_str(&done.stdout).unwrap();
            (told["debits"][0]["on"].clone(), done.stderr)
        };
        assert_eq!(debits(&[]).await, (json!("2030-01-01"), String::new()));
        let note = "services of this database are scheduled by another calendar than this command has: give the same \
                    --config (or PERENNIAL_CONFIG) as to the server";
        let note = json!({ "note": note }).to_string() + "\n";
        assert_eq!(debits(&["--config", "c.toml"]).await, (json!("2030-01-20"), note));
        // Whoever moves on by it has everything scheduled by it.
        let advance = ["clock", "advance", "P1D", "--config", "c.toml"];
        assert_eq!(admin.run(&advance).await.code, Some(0));
        assert_eq!(debits(&["--config", "c.toml"]).await, (json!("2030-01-20"), String::new()));
        let mut by_variable = program(&[&["account", "show", "ab1-ovh"], &admin.place()[..]].concat());
        by_variable.current_dir(database.folder()).env("PERENNIAL_CONFIG", "c.toml");
        let done = Program::start(by_variable).end().await;
        assert!(done.stdout.contains("renew day     20, that of the calendar\n"), "{done:?}");
        assert!(done.stdout.contains("agenda        the calendar looks at it on 2030-01-20\n"), "{done:?}");
    })
    .await;
}

#[tokio::test]
async fn a_server_says_where_letters_go() {
    let database = TestDatabase::sqlite();
    let admin = Admin::of(&database);
    admin.write("c.toml", "[mail]\nhost = \"smtp.example.com\"\nfrom = \"a@example.com\"\n");
    for (sandbox, text) in [
        (false, "letters go out by SMTP"),
        (true, "a sandbox sends no mail: letters are kept in the database"),
    ] {
        let mut server = Program::start(serve(&database, sandbox));
        server.read_until("Serving").await;
        server.signal().await;
        let done = server.end().await;
        assert!(done.stderr.contains(text) && done.stderr.contains("smtp.example.com"), "{done:?}");
    }
}

#[tokio::test]
async fn a_server_without_its_mail_password_does_not_start() {
    let database = TestDatabase::sqlite();
    let admin = Admin::of(&database);
    let mail = "[mail]\nhost = \"smtp.example.com\"\nfrom = \"a@example.com\"\nuser = \"u\"\npasswordFile = \"p\"\n";
    admin.write("c.toml", mail);
    let done = Program::start(serve(&database, false)).end().await;
    assert!(
        done.stderr.contains("[mail] passwordFile ") && done.stderr.contains("No such file"),
        "{done:?}"
    );
    for password in ["", "\n", "one\ntwo\n"] {
        admin.write("p", password);
        let done = Program::start(serve(&database, false)).end().await;
        assert!(done.stderr.contains("write the password there, in one line"), "{done:?}");
    }
    admin.write("p", "correct horse\n");
    let mut server = Program::start(serve(&database, false));
    server.read_until("Serving").await;
    server.signal().await;
    let done = server.end().await;
    assert!(!done.stderr.contains("horse"), "{done:?}");
}

/// A server by `c.toml`.
fn serve(database: &TestDatabase, sandbox: bool) -> Command {
    let (file, key) = (if sandbox { "b.db" } else { "a.db" }, "07".repeat(32));
    let mut arguments = vec!["serve", "--listen", "127.0.0.1:0", "--database", file];
    arguments.extend(["--key", &key, "--config", "c.toml"]);
    if sandbox {
        arguments.push("--sandbox");
    }
    let mut command = program(&arguments);
    command.current_dir(database.folder());
    command
}

const PAGES: [&str; 2] = [
    include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/calendar.md")),
    include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/operating.md")),
];

#[tokio::test]
async fn the_configurations_in_the_documentation_can_be_used() {
    let database = TestDatabase::sqlite();
    let admin = Admin::of(&database);
    let blocks: Vec<&str> = PAGES
        .iter()
        .flat_map(|page| page.split("```toml\n").skip(1))
        .map(|block| block.split_once("```").unwrap().0)
        .collect();
    assert!(blocks.len() >= 2, "both pages have one");
    // What they name is there.
    let shapes = "<rect width='20' height='10'/>";
    admin.write("logo.svg", format!("<svg xmlns='http://www.w3.org/2000/svg'>{shapes}</svg>"));
    let font = concat!(env!("CARGO_MANIFEST_DIR"), "/../documents/fonts/Inter-Regular.otf");
    std::fs::copy(font, database.folder().join("Brand.otf")).unwrap();
    std::fs::create_dir(database.folder().join("templates")).unwrap();
    for block in blocks {
        admin.write("c.toml", block);
        let mut command = program(&["config", "--check", "c.toml"]);
        command.current_dir(database.folder());
        let done = Program::start(command).end().await;
        assert_eq!(done.code, Some(0), "{block}\n{done:?}");
    }
}
