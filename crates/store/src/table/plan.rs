//! `plan`, `plan_price`, `plan_restoration`, `plan_engagement` and `plan_detail`: what is sold, for how much, and what it
//! is.

use std::collections::BTreeMap;

use perennial_core::Period;
use perennial_core::plan::{Plan, PlanCode, PriceList};
use perennial_core::service::ProductLine;

use super::engagement::{self, OfferNames};
use crate::codec::{self, Reader, all};
use crate::db::{Query, Row};
use crate::error::StoreError;
use crate::load::Answers;
use crate::sql::Sql;
use crate::store::Store;
use crate::write::WriteSet;

static LIST: Sql = Sql::new("SELECT plan_code, product, name FROM plan ORDER BY plan_code");
static PRICES: Sql = Sql::new(
    "SELECT plan_code, currency, period_months, amount FROM plan_price \
     ORDER BY plan_code, currency, period_months",
);
static RESTORATIONS: Sql = Sql::new(
    "SELECT plan_code, currency, amount FROM plan_restoration ORDER BY plan_code, currency",
);
static DETAILS: Sql =
    Sql::new("SELECT plan_code, field, value FROM plan_detail ORDER BY plan_code, field");
static ENGAGEMENTS: Sql = Sql::new(
    "SELECT plan_code, mode, kind, length_months, period_months, currency, amount, end_rule FROM plan_engagement \
     ORDER BY plan_code, mode, currency",
);
static INSERT: Sql = Sql::new("INSERT INTO plan (plan_code, product, name) VALUES ($1, $2, $3)");
static INSERT_PRICE: Sql = Sql::new(
    "INSERT INTO plan_price (plan_code, currency, period_months, amount) VALUES ($1, $2, $3, $4)",
);
static INSERT_RESTORATION: Sql =
    Sql::new("INSERT INTO plan_restoration (plan_code, currency, amount) VALUES ($1, $2, $3)");
static INSERT_DETAIL: Sql =
    Sql::new("INSERT INTO plan_detail (plan_code, field, value) VALUES ($1, $2, $3)");
static INSERT_ENGAGEMENT: Sql = Sql::new(
    "INSERT INTO plan_engagement (plan_code, mode, kind, length_months, period_months, currency, amount, end_rule) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
);
static DELETE: Sql = Sql::new("DELETE FROM plan WHERE plan_code = $1");
static DELETE_PRICES: Sql = Sql::new("DELETE FROM plan_price WHERE plan_code = $1");
static DELETE_DETAILS: Sql = Sql::new("DELETE FROM plan_detail WHERE plan_code = $1");
static DELETE_RESTORATIONS: Sql = Sql::new("DELETE FROM plan_restoration WHERE plan_code = $1");
static DELETE_ENGAGEMENTS: Sql = Sql::new("DELETE FROM plan_engagement WHERE plan_code = $1");

pub(crate) static STATEMENTS: &[&Sql] = &[
    &LIST,
    &PRICES,
    &RESTORATIONS,
    &DETAILS,
    &ENGAGEMENTS,
    &INSERT,
    &INSERT_PRICE,
    &INSERT_RESTORATION,
    &INSERT_DETAIL,
    &INSERT_ENGAGEMENT,
    &DELETE,
    &DELETE_DETAILS,
    &DELETE_ENGAGEMENTS,
    &DELETE_PRICES,
    &DELETE_RESTORATIONS,
];

static PLAN_NAMES: OfferNames = OfferNames {
    kind: "kind",
    length: "length_months",
    period: "period_months",
    currency: "currency",
    price: "amount",
    end_rule: "end_rule",
};

fn read(row: Row) -> Result<Plan, StoreError> {
    let mut row = Reader::new("plan", row);
    let code = row.name("plan_code")?;
    Ok(Plan::new(code, row.parsed("product", ProductLine::parse)?, row.name("name")?))
}

fn read_price(row: Row, plans: &mut BTreeMap<PlanCode, Plan>) -> Result<(), StoreError> {
    let mut row = Reader::new("plan_price", row);
    let code = row.name("plan_code")?;
    let currency = row.currency("currency")?;
    let months = row.int("period_months")?;
    let period = row.valid("period_months", Period::from_months(months))?;
    let amount = row.money("amount", currency)?;
    let plan = row.present("plan_code", plans.get_mut(&code))?;
    row.valid("amount", plan.set_price(period, amount))
}

fn read_restoration(row: Row, plans: &mut BTreeMap<PlanCode, Plan>) -> Result<(), StoreError> {
    let mut row = Reader::new("plan_restoration", row);
    let code = row.name("plan_code")?;
    let currency = row.currency("currency")?;
    let amount = row.money("amount", currency)?;
    let plan = row.present("plan_code", plans.get_mut(&code))?;
    row.valid("amount", plan.set_restoration(amount))
}

fn read_detail(row: Row, plans: &mut BTreeMap<PlanCode, Plan>) -> Result<(), StoreError> {
    let mut row = Reader::new("plan_detail", row);
    let code = row.name("plan_code")?;
    let (field, value) = (row.name("field")?, row.text("value")?);
    let plan = row.present("plan_code", plans.get_mut(&code))?;
    row.valid("value", plan.details.set(field, value))
}

fn read_engagement(row: Row, plans: &mut BTreeMap<PlanCode, Plan>) -> Result<(), StoreError> {
    let mut row = Reader::new("plan_engagement", row);
    let code = row.name("plan_code")?;
    let mode = row.opt_name("mode")?;
    let offer = engagement::read_offer(&mut row, &PLAN_NAMES, mode)?;
    let offer = row.present("mode", offer)?;
    let plan = row.present("plan_code", plans.get_mut(&code))?;
    row.valid("mode", plan.set_engagement(offer))
}

impl Store {
    /// All plans with their prices.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database cannot be asked or holds something else.
    pub async fn price_list(&self) -> Result<PriceList, StoreError> {
        let queries = [&LIST, &PRICES, &RESTORATIONS, &DETAILS, &ENGAGEMENTS];
        let queries = queries.map(|sql| Query::new(sql, []));
        let mut answers = Answers::new(self.db.read(queries.into()).await?);
        let plans = all(answers.next(), read)?;
        let mut plans: BTreeMap<PlanCode, Plan> =
            plans.into_iter().map(|plan| (plan.code.clone(), plan)).collect();
        for row in answers.next() {
            read_price(row, &mut plans)?;
        }
        for row in answers.next() {
            read_restoration(row, &mut plans)?;
        }
        for row in answers.next() {
            read_detail(row, &mut plans)?;
        }
        for row in answers.next() {
            read_engagement(row, &mut plans)?;
        }
        Ok(plans.into_values().collect())
    }
}

impl WriteSet {
    /// Adds a plan with its prices, in place of the one with the same code. The caller also has the prices in
    /// memory forgotten.
    pub fn put_plan(&mut self, plan: &Plan) {
        self.any(&DELETE_PRICES, [(&plan.code).into()]);
        self.any(&DELETE_DETAILS, [(&plan.code).into()]);
        self.any(&DELETE_RESTORATIONS, [(&plan.code).into()]);
        self.any(&DELETE_ENGAGEMENTS, [(&plan.code).into()]);
        self.any(&DELETE, [(&plan.code).into()]);
        let product = plan.product.as_str().into();
        self.insert(&INSERT, [(&plan.code).into(), product, (&plan.name).into()]);
        for (period, amount) in plan.prices() {
            let months = i64::from(period.months()).into();
            let currency = codec::currency(amount.currency());
            self.insert(
                &INSERT_PRICE,
                [(&plan.code).into(), currency, months, codec::money(amount)],
            );
        }
        for (field, value) in plan.details.iter() {
            self.insert(&INSERT_DETAIL, [(&plan.code).into(), field.into(), value.into()]);
        }
        for amount in plan.restorations() {
            let currency = codec::currency(amount.currency());
            let args = [(&plan.code).into(), currency, codec::money(amount)];
            self.insert(&INSERT_RESTORATION, args);
        }
        for offer in plan.engagements() {
            let args = std::iter::once((&plan.code).into()).chain(engagement::offer(Some(offer)));
            self.insert(&INSERT_ENGAGEMENT, args.collect::<Vec<_>>());
        }
    }
}
