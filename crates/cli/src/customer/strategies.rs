//! `perennial strategies`: every way to renew a service, and what each costs.

use jiff::Span;
use perennial_api::model::{IsoDuration, RenewDescription, RenewStrategy};

use super::connect::{ConnectArgs, KEYS};
use super::find;
use super::words::list;
use crate::failure::{Exit, Failure};
use crate::output::{Align, BOLD, DIM, Output, plain};

/// What `strategies` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = help())]
pub(crate) struct StrategiesArgs {
    /// The service: its id, its name, or its product line and its name, such as domain/example.com
    #[arg(value_name = "SERVICE")]
    service: String,
    /// Also list sets with options of the services
    #[arg(long)]
    options: bool,
    /// Only for this period, such as P1M or P1Y
    #[arg(long, value_name = "PERIOD")]
    period: Option<IsoDuration>,
    #[command(flatten)]
    connect: ConnectArgs,
}

fn help() -> String {
    format!(
        "\
A strategy is a set of services that can be renewed together. Prices are without tax.

Examples:
  perennial strategies vps112233.ovh.net --period P3M
  perennial renew 12345 67890 --period P1Y --dry-run    # one of them, with tax

With --output json, what GET /service/{{serviceId}}/renew answers.

{KEYS}"
    )
}

/// Lists strategies.
pub(super) async fn run(args: &StrategiesArgs, output: &Output) -> Result<(), Failure> {
    let client = args.connect.connect()?.client;
    let id = match find::ids(&client, output, std::slice::from_ref(&args.service)).await?.as_slice()
    {
        [id] => *id,
        _ => return Err(Failure::failed("the service was not found")),
    };
    let mut descriptions = client.strategies(id, args.options).await?;
    if let Some(period) = &args.period {
        descriptions = of_period(descriptions, period, id)?;
    }
    match title(id, &descriptions) {
        Some(title) => {
            output.text(format!("{BOLD}Renewing {title}{BOLD:#}, prices without tax"));
            output.table(0, COLUMNS, descriptions.iter().flat_map(rows));
            output.text(format!(
                "{DIM}The same with tax: perennial renew ID… --period PERIOD --dry-run{DIM:#}"
            ));
        }
        None => output.text(format!("Service {id} cannot be renewed.")),
    }
    output.json(&descriptions);
    Ok(())
}

/// The ways for one period.
fn of_period(
    mut descriptions: Vec<RenewDescription>,
    period: &IsoDuration,
    service: i64,
) -> Result<Vec<RenewDescription>, Failure> {
    let periods = list(descriptions.iter().map(|description| &description.renew_period));
    descriptions.retain(|description| is_same(&description.renew_period, period));
    if descriptions.is_empty() {
        let failure = Failure::new(
            Exit::Refused,
            format!("service {service} cannot be renewed for {period}"),
        );
        let hint = if periods.is_empty() {
            "it cannot be renewed for any period".to_owned()
        } else {
            format!("it can be renewed for {periods}")
        };
        return Err(failure.with_hint(plain(&hint)));
    }
    Ok(descriptions)
}

/// Whether two periods are equally long, however they are spelt: P12M is P1Y.
fn is_same(left: &IsoDuration, right: &IsoDuration) -> bool {
    let months = |period: &IsoDuration| {
        let span: Span = period.as_str().parse().ok()?;
        let months = i64::from(span.get_years()) * 12 + i64::from(span.get_months());
        (span.fieldwise()
            == Span::new().years(span.get_years()).months(span.get_months()).fieldwise())
        .then_some(months)
    };
    left == right || months(left).is_some_and(|left| Some(left) == months(right))
}

/// What the service is, as its own strategies tell it.
fn title(id: i64, descriptions: &[RenewDescription]) -> Option<String> {
    let mut members = descriptions
        .iter()
        .flat_map(|description| &description.strategies)
        .flat_map(|strategy| &strategy.services_details);
    let service = members.find(|member| member.service_id == id)?;
    Some(plain(&format!("{id} {} ({})", service.service_name, service.service_type)))
}

const COLUMNS: [(&str, Align); 5] = [
    ("period", Align::Left),
    ("id", Align::Right),
    ("service", Align::Left),
    ("product", Align::Left),
    ("net", Align::Right),
];

/// A row for each strategy, with a line for each of its services.
fn rows(description: &RenewDescription) -> impl Iterator<Item = [String; 5]> {
    description.strategies.iter().map(|strategy| row(&description.renew_period, strategy))
}

fn row(period: &IsoDuration, strategy: &RenewStrategy) -> [String; 5] {
    let lines = |cells: Vec<String>| cells.join("\n");
    let details = &strategy.services_details;
    [
        period.to_string(),
        lines(strategy.services.iter().map(ToString::to_string).collect()),
        lines(details.iter().map(|service| service.service_name.clone()).collect()),
        lines(details.iter().map(|service| service.service_type.clone()).collect()),
        strategy.price.text.clone(),
    ]
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn descriptions() -> Vec<RenewDescription> {
        let price = |text: &str| json!({"currencyCode": "EUR", "text": text, "value": 0});
        let service =
            |id, name, kind| json!({"serviceId": id, "serviceName": name, "serviceType": kind});
        let domain = service(1, "example.com", "Domain .com");
        let hosting = service(2, "example.com", "Hosting");
        let json = json!([
            {"renewPeriod": "P1Y", "strategies": [
                {"price": price("1.99 €"), "priceInUcents": 0, "services": [1], "servicesDetails": [domain]},
                {"price": price("37.87 €"), "priceInUcents": 0, "services": [2, 1],
                 "servicesDetails": [hosting, domain]},
            ]},
            {"renewPeriod": "P2Y", "strategies": []},
        ]);
        serde_json::from_value(json).unwrap()
    }

    #[test]
    fn a_set_is_one_row_with_a_line_for_each_service() {
        let rows: Vec<_> = descriptions().iter().flat_map(rows).collect::<Vec<_>>();
        let expected = [
            ["P1Y", "1", "example.com", "Domain .com", "1.99 €"],
            ["P1Y", "2\n1", "example.com\nexample.com", "Hosting\nDomain .com", "37.87 €"],
        ];
        assert_eq!(rows, expected);
        assert_eq!(title(1, &descriptions()).unwrap(), "1 example.com (Domain .com)");
        assert_eq!(title(3, &descriptions()), None);
    }

    #[test]
    fn a_period_is_found_however_it_is_spelt() {
        let found = |period: &str| of_period(descriptions(), &period.parse().unwrap(), 1);
        assert_eq!(found("P12M").unwrap(), found("P1Y").unwrap());
        let failure = found("P3M").unwrap_err();
        assert_eq!(failure.message, "service 1 cannot be renewed for P3M");
        assert_eq!(failure.hint.unwrap(), "it can be renewed for P1Y, P2Y");
        let none = of_period(vec![], &"P1Y".parse().unwrap(), 1).unwrap_err();
        assert_eq!(none.hint.unwrap(), "it cannot be renewed for any period");
        let is_same = |a: &str, b: &str| is_same(&a.parse().unwrap(), &b.parse().unwrap());
        assert!(is_same("P1Y6M", "P18M") && is_same("P4W", "P4W"));
        assert!(!is_same("P1Y", "P365D") && !is_same("P4W", "P28D") && !is_same("P1M", "PT1M"));
    }
}
