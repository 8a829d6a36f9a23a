//! What a mail says, sentence by sentence, before it is laid out.
//!
//! Text and HTML are made from the same content, so that they say the same.

mod facts;
mod made_up;
mod script;

use perennial_core::OrderId;
use perennial_core::automatic::{Notice, NoticeItem, NoticeParties, NoticeRefund, NoticeSubject};
use perennial_core::contact::ContactKind;
use perennial_core::text::Name;
use perennial_core::web::WebAddress;
use serde::Serialize;

use super::{ComposeError, Letterhead, Reader};
use crate::language::Language;
use crate::plain::harmless;
use crate::print;
use crate::words::Words;
use facts::facts;

pub(super) use script::Script;

/// What a mail says.
#[derive(Debug, Serialize)]
pub(super) struct Content {
    /// The tag of its language.
    pub(super) language: &'static str,
    /// The colour that says how bad it is.
    pub(super) colour: &'static str,
    /// What it is about, in one line.
    pub(super) subject: String,
    /// The seller.
    pub(super) provider: String,
    /// How to reach them, line by line.
    pub(super) contact: Vec<String>,
    /// The colour of what can be pressed.
    pub(super) button: String,
    /// To whom.
    pub(super) hello: String,
    /// What happened, or is going to.
    pub(super) opening: String,
    /// To what.
    pub(super) services: Vec<Entry>,
    /// What the services have in common.
    pub(super) totals: Vec<Fact>,
    /// How the dates of services are meant.
    pub(super) note: Option<String>,
    /// The title of the advice.
    pub(super) advice_title: String,
    /// What the reader can do.
    pub(super) advice: Vec<String>,
    /// Where.
    pub(super) place: Option<Place>,
    /// Why the reader is written to.
    pub(super) account: String,
    /// The width of the widest label, in characters.
    pub(super) label_width: usize,
}

/// A service.
#[derive(Debug, Serialize)]
pub(super) struct Entry {
    pub(super) name: String,
    pub(super) facts: Vec<Fact>,
}

/// A line of a table.
#[derive(Debug, Serialize)]
pub(super) struct Fact {
    pub(super) label: String,
    pub(super) value: String,
}

/// Where services are managed.
#[derive(Debug, Serialize)]
pub(super) struct Place {
    pub(super) label: String,
    pub(super) url: String,
    /// Whether it is an address of the web, and nothing that a mail program would run.
    pub(super) is_link: bool,
}

impl Content {
    /// What a notice says to a reader.
    pub(super) fn of(
        notice: &Notice,
        reader: &Reader<'_>,
        head: &Letterhead<'_>,
        token: Option<&str>,
    ) -> Result<Self, ComposeError> {
        let language = Language::of(reader.language);
        let script = Script::of(notice.kind);
        let words = Words::try_new(language, facts(notice, &script, reader, language)?)?;
        let labels = Labels::of(&script, &words)?;
        let services = notice.items.iter().map(|item| labels.entry(item, language));
        let services: Vec<Entry> = services.collect();
        let request = Request::of(notice, token)?;
        let totals = totals(notice, &script, request.as_ref(), &words, language)?;
        let shown = services.iter().flat_map(|service| &service.facts).chain(&totals);
        let label_width = shown.map(|fact| fact.label.chars().count()).max().unwrap_or(0);
        let advice = script.advice.iter().map(|key| words.say(key));
        Ok(Self {
            language: language.tag(),
            colour: script.colour,
            subject: words.say(script.subject)?,
            provider: harmless(head.provider),
            contact: contact(head),
            button: button(head),
            hello: words.say("hello")?,
            opening: words.say(script.opening)?,
            note: (!services.is_empty()).then(|| words.say("expiry-note")).transpose()?,
            advice_title: words.say("advice")?,
            advice: advice.collect::<Result<_, _>>()?,
            place: place_of(notice, head, &script, request.as_ref(), &words)?,
            account: words.say("account")?,
            services,
            totals,
            label_width,
        })
    }
}

/// How to reach the seller: where they are, and where they answer.
fn contact(head: &Letterhead<'_>) -> Vec<String> {
    let Some(seller) = head.seller else { return Vec::new() };
    let address = seller.address().join(", ");
    let answers: Vec<&str> =
        [&seller.email, &seller.phone].into_iter().flatten().map(String::as_str).collect();
    let lines = [address, answers.join(" · ")];
    lines.iter().filter(|line| !line.is_empty()).map(|line| harmless(line)).collect()
}

/// White can be read on it.
fn button(head: &Letterhead<'_>) -> String {
    let colour = head.seller.and_then(|seller| seller.look.colour());
    colour.map_or_else(|| "#2563c4".to_owned(), |colour| colour.to_string())
}

/// What the facts of a service are called: said once, however many services there are.
struct Labels {
    service: String,
    plan: String,
    display_name: String,
    expiry: String,
    event: String,
    net: String,
}

impl Labels {
    fn of(script: &Script, words: &Words<'_>) -> Result<Self, ComposeError> {
        Ok(Self {
            service: words.say("service-label")?,
            plan: words.say("plan-label")?,
            display_name: words.say("display-name-label")?,
            expiry: words.say(script.expiry)?,
            event: words.say(script.event)?,
            net: words.say(script.net)?,
        })
    }

    fn entry(&self, item: &NoticeItem, language: Language) -> Entry {
        let fact = |label: &String, value| Fact { label: label.clone(), value };
        let name = |label, name: &Option<Name>| {
            name.as_ref().map(|name| fact(label, harmless(name.as_str())))
        };
        let mut facts = vec![fact(&self.service, item.service.to_string())];
        facts.extend(name(&self.display_name, &item.display_name));
        facts.extend(name(&self.plan, &item.plan_name));
        facts.push(fact(&self.expiry, print::date(item.expires_on, language)));
        let event = item.on.map(|on| fact(&self.event, print::date(on, language)));
        let net = item.amount.map(|net| fact(&self.net, print::amount(net, language)));
        facts.extend(event.into_iter().chain(net));
        Entry { name: harmless(item.name.as_str()), facts }
    }
}

/// What is to be confirmed, and with what.
struct Request<'a> {
    id: i64,
    token: &'a str,
}

impl<'a> Request<'a> {
    fn of(notice: &Notice, token: Option<&'a str>) -> Result<Option<Self>, ComposeError> {
        let Some(request) = notice.request else { return Ok(None) };
        let token = token.ok_or(ComposeError::NoToken)?;
        Ok(Some(Self { id: request.id, token }))
    }
}

fn totals(
    notice: &Notice,
    script: &Script,
    request: Option<&Request<'_>>,
    words: &Words<'_>,
    language: Language,
) -> Result<Vec<Fact>, ComposeError> {
    let order = notice.order.map(|id: OrderId| fact("order-label", id.to_string(), words));
    let amount =
        notice.amount.map(|gross| fact(script.gross, print::amount(gross, language), words));
    let (label, key) = match notice.refund {
        Some(_) => ("refunded-to-label", "refunded-to"),
        None => ("means-label", "means"),
    };
    let means = notice.means.map(|_| fact(label, words.say(key)?, words));
    let subject = notice.subject.as_ref().map(|subject| about(subject, words, language));
    let subject = subject.transpose()?.into_iter().flatten().map(Ok);
    let refund = notice.refund.as_ref().map(|refund| given_back(refund, words)).transpose()?;
    let refund = refund.into_iter().flatten().map(Ok);
    // What opens a file, or lets a password be set, stands in an address, and nowhere else.
    let is_link = link_of(notice).is_some();
    let request = request.filter(|_| !is_link).into_iter().flat_map(|request| {
        let token = request.token.to_owned();
        [("request-label", request.id.to_string()), ("token-label", token)]
    });
    let request = request.map(|(label, value)| fact(label, value, words));
    let parties = notice.parties.as_ref().map(|parties| change(parties, words)).transpose()?;
    let parties = parties.into_iter().flatten().map(Ok);
    let money = order.into_iter().chain(amount).chain(means).chain(subject).chain(refund);
    money.chain(parties).chain(request).collect()
}

/// Which bill money is given back of, and why.
fn given_back(refund: &NoticeRefund, words: &Words<'_>) -> Result<[Fact; 2], ComposeError> {
    Ok([
        fact("bill-label", refund.bill.to_string(), words)?,
        fact("reason-label", harmless(refund.reason.as_str()), words)?,
    ])
}

/// What is known of a payment method that ends, or of a balance that is low.
fn about(
    subject: &NoticeSubject,
    words: &Words<'_>,
    language: Language,
) -> Result<Vec<Fact>, ComposeError> {
    match subject {
        NoticeSubject::Method { label, ends_on, .. } => {
            let mut method = words.say("means")?;
            if let Some(label) = label {
                method = format!("{method} {}", harmless(label.as_str()));
            }
            let ends_on = print::date(*ends_on, language);
            Ok(vec![fact("method-label", method, words)?, fact("last-day-label", ends_on, words)?])
        }
        NoticeSubject::Balance { amount, threshold, .. } => Ok(vec![
            fact("balance-label", print::amount(*amount, language), words)?,
            fact("threshold-label", print::amount(*threshold, language), words)?,
        ]),
        NoticeSubject::Papers { count, archive, .. } => Ok(vec![
            fact("papers-label", count.to_string(), words)?,
            fact("archive-label", archive.code().to_uppercase(), words)?,
        ]),
        NoticeSubject::Password { .. } => Ok(Vec::new()),
    }
}

/// Who is to be what instead of whom.
fn change(parties: &NoticeParties, words: &Words<'_>) -> Result<[Fact; 3], ComposeError> {
    let kind = |kind: &ContactKind| {
        words.say(match kind {
            ContactKind::Admin => "contact-admin",
            ContactKind::Billing => "contact-billing",
            ContactKind::Tech => "contact-tech",
        })
    };
    let kinds = parties.kinds.iter().map(kind).collect::<Result<Vec<_>, _>>()?;
    Ok([
        fact("contact-label", kinds.join(", "), words)?,
        fact("from-label", harmless(parties.from.as_str()), words)?,
        fact("to-label", harmless(parties.to.as_str()), words)?,
    ])
}

fn fact(label: &'static str, value: String, words: &Words<'_>) -> Result<Fact, ComposeError> {
    Ok(Fact { label: words.say(label)?, value })
}

/// The address that ends with the token, if the notice has one of its own.
fn link_of(notice: &Notice) -> Option<&WebAddress> {
    match notice.subject.as_ref()? {
        NoticeSubject::Papers { link, .. } | NoticeSubject::Password { link } => Some(link),
        NoticeSubject::Method { .. } | NoticeSubject::Balance { .. } => None,
    }
}

/// Where the reader finds what the mail is about: a file that was made, or the page of the seller.
fn place_of(
    notice: &Notice,
    head: &Letterhead<'_>,
    script: &Script,
    request: Option<&Request<'_>>,
    words: &Words<'_>,
) -> Result<Option<Place>, ComposeError> {
    if let (Some(link), Some(request)) = (link_of(notice), request) {
        let url = format!("{}{}", link.as_str(), request.token);
        return Ok(Some(Place { label: words.say(script.place)?, url, is_link: true }));
    }
    head.url.map(|url| place(url, script, request, words)).transpose()
}

/// Where the reader manages services; for what is to be confirmed, the page where that is done.
fn place(
    url: &str,
    script: &Script,
    request: Option<&Request<'_>>,
    words: &Words<'_>,
) -> Result<Place, ComposeError> {
    let mut url = harmless(url);
    if let (Some(page), Some(Request { id, token })) = (script.page, request) {
        url = format!("{}/{page}?id={id}&token={token}", url.trim_end_matches('/'));
    }
    let is_link = url.starts_with("https://") || url.starts_with("http://");
    Ok(Place { label: words.say(script.place)?, url, is_link })
}
