//! `plan` and `plan_price`: what is sold, and for how much.

use std::collections::BTreeMap;

use perennial_core::Period;
use perennial_core::plan::{Plan, PlanCode, PriceList};
use perennial_core::service::ProductLine;

use crate::codec::{self, Reader, all};
use crate::db::{Query, Row};
use crate::error::StoreError;
use crate::sql::Sql;
use crate::store::Store;
use crate::write::WriteSet;

static LIST: Sql = Sql::new("SELECT plan_code, product, name FROM plan ORDER BY plan_code");
static PRICES: Sql = Sql::new(
    "SELECT plan_code, currency, period_months, amount FROM plan_price \
     ORDER BY plan_code, currency, period_months",
);
static INSERT: Sql = Sql::new("INSERT INTO plan (plan_code, product, name) VALUES ($1, $2, $3)");
static INSERT_PRICE: Sql = Sql::new(
    "INSERT INTO plan_price (plan_code, currency, period_months, amount) VALUES ($1, $2, $3, $4)",
);
static DELETE: Sql = Sql::new("DELETE FROM plan WHERE plan_code = $1");
static DELETE_PRICES: Sql = Sql::new("DELETE FROM plan_price WHERE plan_code = $1");

pub(crate) static STATEMENTS: &[&Sql] =
    &[&LIST, &PRICES, &INSERT, &INSERT_PRICE, &DELETE, &DELETE_PRICES];

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

impl Store {
    /// All plans with their prices.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database cannot be asked or holds something else.
    pub async fn price_list(&self) -> Result<PriceList, StoreError> {
        let mut answers =
            self.db.read(vec![Query::new(&LIST, []), Query::new(&PRICES, [])]).await?.into_iter();
        let plans = all(answers.next().unwrap_or_default(), read)?;
        let mut plans: BTreeMap<PlanCode, Plan> =
            plans.into_iter().map(|plan| (plan.code.clone(), plan)).collect();
        for row in answers.next().unwrap_or_default() {
            read_price(row, &mut plans)?;
        }
        Ok(plans.into_values().collect())
    }
}

impl WriteSet {
    /// Adds a plan with its prices, in place of the one with the same code. The caller also has the prices in
    /// memory forgotten.
    pub fn put_plan(&mut self, plan: &Plan) {
        self.any(&DELETE_PRICES, [(&plan.code).into()]);
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
    }
}
