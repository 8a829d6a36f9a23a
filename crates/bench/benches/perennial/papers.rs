//! Bills as PDF, with the e-invoice in them: one at a time, many at once, and long ones; and the same bill from its HTML page by
//! WeasyPrint, where there is a Python with it (`WEASYPRINT_PYTHON`).

use std::hint::black_box;
use std::io::Write;
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, ensure};
use perennial_core::account::CountryCode;
use perennial_core::order::{Line, Totals};
use perennial_core::seller::Seller as Identity;
use perennial_core::text::Name;
use perennial_core::{Currency, OrderId};
use perennial_documents::paper::Document;
use perennial_engine::Seller;
use perennial_testkit::{Holding, TestApp, TestDatabase, card};

use crate::table::{Row, Table, median};

/// Bills of a batch, and the threads that write them.
const BATCH: usize = 1000;
const THREADS: usize = 2;

pub(crate) fn measure(table: &mut Table) -> anyhow::Result<()> {
    let bill = bill()?;
    let bytes = pdf(&bill)?;
    ensure!(bytes.windows(12).any(|part| part == b"factur-x.xml"), "it has no e-invoice in it");
    let one = median_of(200, || pdf(&bill))?;
    let weasyprint = weasyprint(&bill)?;
    table.add(Row {
        what: format!(
            "a bill of {} lines as PDF/A-3 with its e-invoice, {} bytes",
            bill.lines.len(),
            bytes.len()
        ),
        measured: format!("{:.2} ms", one * 1e3),
        reference: weasyprint.map_or_else(
            || "–".to_owned(),
            |seconds| format!("the same page by WeasyPrint: {:.0} ms", seconds * 1e3),
        ),
        ratio: weasyprint
            .map_or_else(|| "–".to_owned(), |seconds| format!("1 : {:.0}", seconds / one)),
        target: "< 5 ms".to_owned(),
    });
    let (start, worked) = (Instant::now(), worked()?);
    batch(&bill)?;
    let rate = BATCH as f64 / start.elapsed().as_secs_f64();
    let each = (self::worked()? - worked) * 1e3 / BATCH as f64;
    table.add(Row {
        what: format!("{BATCH} of them, {THREADS} threads"),
        measured: format!("{rate:.0} /s"),
        reference: format!(
            "one after the other: {:.0} /s; {each:.2} ms of a core for each",
            1.0 / one
        ),
        ratio: format!("{:.2}", rate * one),
        target: "≥ 400 /s".to_owned(),
    });
    for count in [50, 500, 5000] {
        let long = of_lines(&bill, count)?;
        let seconds = median_of(if count < 5000 { 20 } else { 5 }, || pdf(&long))?;
        table.add(Row {
            what: format!("a bill of {count} lines, {} bytes", pdf(&long)?.len()),
            measured: format!("{:.1} ms", seconds * 1e3),
            reference: "–".to_owned(),
            ratio: format!("{:.0} µs a line", seconds * 1e6 / count as f64),
            target: "linear".to_owned(),
        });
    }
    Ok(())
}

/// A bill that the engine has made, of a seller of whom everything is known.
fn bill() -> anyhow::Result<Document> {
    let name = |text: &str| Name::parse(text);
    let identity = Identity {
        street: vec![name("Kalevankatu 12 B")?],
        zip: Some(name("00100")?),
        city: Some(name("Helsinki")?),
        country: CountryCode::parse("FI").ok(),
        vat: Some(name("FI12345671")?),
        register: Some(name("1234567-1")?),
        ..Identity::named(name("Example Hosting")?)
    };
    let runtime = tokio::runtime::Runtime::new()?;
    let database = TestDatabase::sqlite();
    runtime.block_on(async {
        let app = TestApp::with(database.database(), |settings| {
            settings.seller = Seller { identity, ..Seller::default() };
        });
        let app = app.await;
        let alice = app.customer("alice", &Holding::guide()).await;
        let order: OrderId = alice.order(12345, "P1Y", &[67890, 12345]).await?.id;
        alice.pay(order, card()).await?;
        let password = app.engine.vault().order_password(alice.account, order);
        let bill = app.engine.bill_of_order(alice.account, order).await?.context("a bill")?;
        let number = bill.issue.context("an issued bill")?.number;
        app.engine.open_bill(&number, &password).await?.context("its document")
    })
}

/// Seconds that this process has had a core for, whatever else the machine does.
fn worked() -> anyhow::Result<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat")?;
    let (_, fields) = stat.rsplit_once(')').context("/proc/self/stat")?;
    let ticks = fields.split_whitespace().skip(11).take(2).map(str::parse::<f64>);
    Ok(ticks.sum::<Result<f64, _>>()? / 100.0)
}

/// The same bill with so many lines.
fn of_lines(bill: &Document, count: usize) -> anyhow::Result<Document> {
    let first = bill.lines.first().context("a line")?;
    let line = |number: usize| {
        Ok(Line { name: Name::parse(&format!("vps{number}.example"))?, ..first.clone() })
    };
    let lines = (0..count).map(line).collect::<anyhow::Result<Vec<_>>>()?;
    let totals = Totals::of(&lines, Currency::Eur)?;
    Ok(Document { lines, totals, ..bill.clone() })
}

fn pdf(bill: &Document) -> anyhow::Result<Vec<u8>> {
    Ok(black_box(bill.to_pdf()?))
}

fn median_of(times: usize, work: impl Fn() -> anyhow::Result<Vec<u8>>) -> anyhow::Result<f64> {
    work()?;
    let time = |_| {
        let start = Instant::now();
        work()?;
        Ok(start.elapsed().as_secs_f64())
    };
    Ok(median((0..times).map(time).collect::<anyhow::Result<Vec<_>>>()?))
}

fn batch(bill: &Document) -> anyhow::Result<()> {
    let share = || (0..BATCH / THREADS).try_for_each(|_| pdf(bill).map(|_| ()));
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..THREADS).map(|_| scope.spawn(share)).collect();
        threads.into_iter().try_for_each(|thread| {
            thread.join().map_err(|_| anyhow::anyhow!("a thread has panicked"))?
        })
    })
}

/// Reads a page from its input, makes a PDF of it some times, and prints the median of the seconds.
const SCRIPT: &str = "import sys, time, statistics, weasyprint
page, seconds = sys.stdin.read(), []
for _ in range(9):
    start = time.perf_counter()
    weasyprint.HTML(string=page).write_pdf(pdf_variant='pdf/a-3b')
    seconds.append(time.perf_counter() - start)
print(statistics.median(seconds))";

#[expect(
    clippy::disallowed_methods,
    reason = "where a Python with WeasyPrint is differs by machine"
)]
fn weasyprint(bill: &Document) -> anyhow::Result<Option<f64>> {
    let Ok(python) = std::env::var("WEASYPRINT_PYTHON") else { return Ok(None) };
    let page = bill.to_page(&[])?.html;
    let mut command = Command::new(python);
    command.args(["-c", SCRIPT]).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn()?;
    child.stdin.take().context("its input")?.write_all(page.as_bytes())?;
    let done = child.wait_with_output()?;
    ensure!(done.status.success(), "WeasyPrint has failed");
    Ok(Some(String::from_utf8(done.stdout)?.trim().parse()?))
}
