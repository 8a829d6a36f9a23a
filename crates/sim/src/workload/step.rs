//! A step: one thing that happens, with its numbers. Each kind has a form, in which it is printed and read.

use std::fmt;

/// The most numbers that a step has.
const ARGS: usize = 7;

/// The kinds of steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A customer appears.
    Join,
    /// A customer holds one service more.
    Give,
    /// The same, as an option of one that is there.
    GiveOption,
    /// The same: a domain with its hosting.
    GiveSite,
    /// A payment method is registered.
    Register,
    /// Money is put on the prepaid account.
    Credit,
    /// Fidelity points are given.
    Reward,
    /// Time passes, and the background work is done each day.
    Days,
    /// Time passes, and nothing runs.
    Outage,
    /// Some hours pass.
    Hours,
    /// The background work is done once.
    Pass,
    /// An order is placed.
    Order,
    /// What an order would be is asked.
    DryRun,
    /// An order is paid.
    Pay,
    /// The last request is sent once more, under its key.
    Again,
    /// Another request is sent under the key of the last one.
    Reuse,
    /// Settings of a service are changed.
    Arrange,
    /// A renew day is chosen.
    RenewDay,
    /// A method is made the default.
    Prefer,
    /// A method is given another end.
    MethodEnds,
    /// A price changes.
    Price,
    /// What is to happen is looked at in advance.
    Forecast,
    /// The gateway is told how to answer the next charge of a method.
    Gateway,
    /// Letters are not taken for a while.
    MailDown,
    /// The process is to die at a write.
    Crash,
    /// Another process goes on.
    Switch,
    /// While the next payment is with the gateway, something else happens.
    Meanwhile,
    /// A run that waits for a person is cancelled once before it is approved.
    Doubt,
}

/// Words for numbers, where a form has a name in its braces.
const WORDS: [(&str, &[&str]); 8] = [
    ("mode", &["automatic", "manual", "forced", "one-shot", "automatic-2014", "automatic-2016"]),
    ("wish", &["as-it-is", "automatic", "manual"]),
    ("stop", &["as-it-is", "never", "at-expiry", "at-engagement-end"]),
    ("kind", &["bank", "card", "deferred", "paypal"]),
    ("means", &["prepaid", "points", "method-0", "method-1", "method-2", "default"]),
    (
        "answer",
        &[
            "yes",
            "no-for-now",
            "never",
            "late-yes",
            "late-no",
            "lost",
            "yes-twice",
            "yes-then-no",
            "no-then-yes",
        ],
    ),
    ("point", &["before", "after"]),
    ("deed", &["pays-again", "orders-again", "a-pass", "arranges", "other-pays"]),
];

/// What each kind is written as. Braces are numbers, in the order of the step's numbers.
const FORMS: [(Kind, &str); 28] = [
    (Kind::Join, "a customer of country {} joins"),
    (
        Kind::Give,
        "customer {} gets {} of plan {}, until {} days from now with anchor {}, {mode} for {} months",
    ),
    (
        Kind::GiveOption,
        "customer {} gets option {} of service {}, until {} days from now, for {} months",
    ),
    (Kind::GiveSite, "customer {} gets a domain with hosting, until {} days from now, {mode}"),
    (Kind::Register, "customer {} registers a {kind}, default {}, usable for {} days"),
    (Kind::Credit, "customer {} puts {} on the prepaid account"),
    (Kind::Reward, "customer {} is given {} points"),
    (Kind::Days, "{} days pass, one by one"),
    (Kind::Outage, "{} days pass, and nothing runs"),
    (Kind::Hours, "{} hours pass"),
    (Kind::Pass, "the background work is done"),
    (Kind::Order, "customer {} orders service {} for {} months, with linked {}, key {}"),
    (Kind::DryRun, "customer {} asks what service {} costs for {} months, with linked {}"),
    (Kind::Pay, "customer {} pays order {} with {means}, key {}"),
    (Kind::Again, "customer {} sends the last request again"),
    (Kind::Reuse, "customer {} sends another request under the last key"),
    (Kind::Arrange, "customer {} has service {} renewed {wish} for {} months, ending {stop}"),
    (Kind::RenewDay, "customer {} chooses renew day {}, in force {}"),
    (Kind::Prefer, "customer {} prefers method {}"),
    (Kind::MethodEnds, "customer {} has method {} end in {} days"),
    (Kind::Price, "plan {} costs {} per mille of what it did"),
    (Kind::Forecast, "customer {} looks {} days ahead"),
    (Kind::Gateway, "customer {} with method {} is answered {answer} after {} asks"),
    (Kind::MailDown, "{} letters are not taken"),
    (Kind::Crash, "the process dies {point} write {}"),
    (Kind::Switch, "process {} goes on"),
    (Kind::Meanwhile, "while the next payment is at the gateway, {deed}"),
    (Kind::Doubt, "the next run that waits is cancelled once"),
];

/// Something that happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Step {
    /// What.
    pub kind: Kind,
    args: [i64; ARGS],
}

impl Step {
    /// A step with its numbers; what is left out is 0.
    #[must_use]
    pub fn new(kind: Kind, some: &[i64]) -> Self {
        let mut args = [0; ARGS];
        args.iter_mut().zip(some).for_each(|(arg, given)| *arg = *given);
        Self { kind, args }
    }

    /// The numbers of the step, the first `N` of them.
    ///
    /// # Panics
    ///
    /// When more are asked for than a step can have.
    #[must_use]
    pub fn args<const N: usize>(&self) -> [i64; N] {
        self.args.first_chunk().copied().expect("a step has at most seven numbers")
    }

    /// Reads a step in the form it is printed in.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        FORMS.iter().find_map(|(kind, form)| {
            let args = read(form, text.trim())?;
            Some(Self::new(*kind, &args))
        })
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let form = FORMS.iter().find(|(kind, _)| *kind == self.kind).map_or("", |(_, form)| form);
        let mut args = self.args.iter();
        let mut rest = form;
        while let Some((before, name, after)) = split(rest) {
            f.write_str(before)?;
            let arg = args.next().copied().unwrap_or(0);
            match words(name) {
                Some(words) => {
                    let index = usize::try_from(arg).unwrap_or(0) % words.len();
                    f.write_str(words.get(index).copied().unwrap_or_default())?;
                }
                None => write!(f, "{arg}")?,
            }
            rest = after;
        }
        f.write_str(rest)
    }
}

/// The next pair of braces of a form: what is before it, in it, and after it.
fn split(form: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = form.split_once('{')?;
    let (name, after) = rest.split_once('}')?;
    Some((before, name, after))
}

fn words(name: &str) -> Option<&'static [&'static str]> {
    WORDS.iter().find(|(known, _)| *known == name).map(|(_, words)| *words)
}

fn read(form: &str, text: &str) -> Option<Vec<i64>> {
    let Some((before, name, after)) = split(form) else {
        return (form == text).then(Vec::new);
    };
    let text = text.strip_prefix(before)?;
    let end = text.find(|c: char| c.is_whitespace() || c == ',').unwrap_or(text.len());
    let (word, rest) = text.split_at_checked(end)?;
    let arg = match words(name) {
        Some(words) => i64::try_from(words.iter().position(|known| *known == word)?).ok()?,
        None => word.parse().ok()?,
    };
    let mut args = vec![arg];
    args.extend(read(after, rest)?);
    Some(args)
}

/// Reads steps, one in each line; empty lines and those that begin with `#` say nothing.
///
/// # Errors
///
/// The first line that is no step.
pub fn parse_steps(text: &str) -> Result<Vec<Step>, String> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let lines = lines.filter(|line| !line.starts_with('#'));
    lines.map(|line| Step::parse(line).ok_or_else(|| format!("`{line}` is not a step"))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_is_read_as_it_is_printed() {
        for (number, (kind, form)) in FORMS.iter().enumerate() {
            let count = form.matches('{').count();
            let args: Vec<i64> = (0..count).map(|at| i64::from((at + number) % 2 == 0)).collect();
            let step = Step::new(*kind, &args);
            assert_eq!(Step::parse(&step.to_string()), Some(step), "{step}");
        }
        assert_eq!(Step::parse("customer 1 prefers method x"), None);
        assert_eq!(
            parse_steps("# nothing\n\n3 hours pass\n"),
            Ok(vec![Step::new(Kind::Hours, &[3])])
        );
    }
}
