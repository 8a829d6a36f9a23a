//! The seller and the templates of a configuration: what is refused with its place, and what comes of the rest.

use expect_test::expect;
use perennial_store::testing::TestDatabase;

use crate::admin::Admin;
use crate::process::{Program, program};

const LOGO: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"><rect width="20" height="10" fill="#0b6b57"/></svg>"##;

/// Runs the program in the folder of a database; answers its exit code and what it told.
async fn run(database: &TestDatabase, arguments: &[&str]) -> (Option<i32>, String) {
    let mut command = program(arguments);
    command.current_dir(database.folder());
    let done = Program::start(command).end().await;
    (done.code, done.stdout + &done.stderr)
}

#[tokio::test]
async fn a_seller_is_told_and_works() {
    let database = TestDatabase::sqlite();
    let admin = Admin::of(&database);
    admin.write("logo.svg", LOGO);
    admin.write(
        "c.toml",
        r##"
        [seller]
        name = "Hosting Oy"
        street = ["Kalevankatu 12 B"]
        zip = "00100"
        city = "Helsinki"
        country = "FI"
        vatNumber = "fi 12345671"
        registerNumber = "1234567-1"
        email = "billing@example.com"
        phone = "+358 9 123 4567"
        iban = "FI21 1234 5600 0007 85"
        bic = "NDEAFIHH"
        logo = "logo.svg"
        colour = "#0b6b57"
        [seller.texts.fr]
        before = "Merci."
        "##,
    );
    let (code, told) = run(&database, &["config", "--check", "c.toml"]).await;
    assert_eq!(code, Some(0), "{told}");
    let head: Vec<&str> = told.lines().skip(1).take(4).map(str::trim_start).collect();
    let expected = [
        "seller    Hosting Oy",
        "Kalevankatu 12 B, 00100 Helsinki, FI",
        "VAT FI12345671, register 1234567-1",
        "a logo of 20 by 10; #0b6b57, #4f9486 on dark pages",
    ];
    assert_eq!(head, expected);
    let arguments = ["audit", "--config", "c.toml", "--database", "perennial.db"];
    run(&database, &["migrate", "--config", "c.toml"]).await;
    let (code, told) = run(&database, &arguments).await;
    assert_eq!(code, Some(0), "{told}");
}

#[tokio::test]
async fn mistakes_of_the_seller() {
    let database = TestDatabase::sqlite();
    let admin = Admin::of(&database);
    admin.write("logo.gif", "GIF89a");
    let file = r##"[seller]
street = ["a", "b", "c", "d"]
country = "Finland"
vatNumber = "FI1"
email = "nobody"
logo = "logo.gif"
colour = "#ffcc00"
font = "none.ttf"
telephone = "1"
[seller.texts.de]
before = "Danke."
"##;
    admin.write("c.toml", file);
    let (code, told) = run(&database, &["config", "--check", "c.toml"]).await;
    assert_eq!(code, Some(3));
    let told = told.replace(&database.folder().display().to_string(), "");
    expect![[r#"
        error: c.toml: 7 problems, so nothing was done
          c.toml:2:10: `street`: 4 lines; at most 3 are allowed
          c.toml:3:11: `country`: `Finland` is not a code of a country: write two upper-case letters, such as FR
          c.toml:5:9: `email`: `nobody` is not an e-mail address; write one such as alice@example.com
          c.toml:6:8: `logo`: logo.gif: this is neither a PNG nor an SVG file
          c.toml:7:10: `colour`: #ffcc00 on white has a contrast of 1.51:1, and links in it could not be read by everybody: take a darker one, with at least 4.5:1 (WCAG 2.2, AA), such as #8e7200
          c.toml:8:8: `font`: none.ttf cannot be read: No such file or directory (os error 2)
          c.toml:9:1: [seller] has no `telephone`; it has name, street, zip, city, country, vatNumber, registerNumber, url, email, phone, iban, bic, logo, colour, font, texts
    "#]].assert_eq(&told);
    for (line, expected) in [
        ("vatNumber = \"FI12345671\"", "a number is one of a country: give `country` as well"),
        ("country = \"FI\"\nvatNumber = \"SE123\"", "is not a number of FI: 9 is a digit"),
        ("iban = \"FI21 1234 5600 0007 86\"", "its check digits do not fit the rest"),
        ("bic = \"NDEAFIHH\"", "a bank alone is no account: give `iban` as well"),
    ] {
        admin.write("c.toml", format!("[seller]\n{line}\n"));
        let (code, told) = run(&database, &["config", "--check", "c.toml"]).await;
        assert!(code == Some(3) && told.contains(expected), "{told}");
    }
}

#[tokio::test]
async fn templates_are_written_out_and_take_the_place_of_what_is_built_in() {
    let database = TestDatabase::sqlite();
    let admin = Admin::of(&database);
    let (code, told) = run(&database, &["templates", "--to", "own"]).await;
    assert_eq!((code, told.lines().count()), (Some(0), 7), "{told}");
    let (_, told) = run(&database, &["templates", "--to", "own"]).await;
    assert!(
        told.lines().all(|line| line.starts_with("is there already, and stays: own")),
        "{told}"
    );
    admin.write("c.toml", "[templates]\nfolder = \"own\"\n");
    let (code, told) = run(&database, &["config", "--check", "c.toml"]).await;
    assert_eq!(code, Some(0), "{told}");
    assert!(told.contains("  templates of your own: closed.html, form.css, form.html, "), "{told}");
    let (code, told) = run(&database, &["migrate"]).await;
    assert_eq!(code, Some(0), "{told}");
    let used = ["account", "list", "--config", "c.toml"];
    assert_eq!(run(&database, &used).await.0, Some(0));
    admin.write("own/paper.html", "<p>\n{{ sheet.titel }}\n");
    let (code, told) = run(&database, &used).await;
    assert_eq!(code, Some(3), "{told}");
    expect![[r#"
        error: c.toml: 1 problem, so nothing was done
          c.toml:2:10: `folder`: own/paper.html, line 2: it names something that there is not; `perennial templates` writes out the template that is built in, where everything that there is can be seen
    "#]].assert_eq(&told);
    let (code, told) = run(&database, &["templates", "--to", "c.toml"]).await;
    assert_eq!(code, Some(1), "{told}");
}
