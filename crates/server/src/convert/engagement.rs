//! Engagements: until when a customer is bound, what can be asked for, and what comes after.

use perennial_api::model::{
    self as wire, EndRuleUpdate, EndStrategy, EngagementConfiguration, EngagementPeriod,
    EngagementType, OrderDetailKind, OrderPrices, Pricing, PricingCapacity, PricingType,
    ServiceOrder, ServiceOrderDetail,
};
use perennial_core::engagement::{EndRule, Engagement, Kind, LIST_MODE, Offer};
use perennial_core::order::{Line, OrderTerms};
use perennial_core::service::Service;
use perennial_core::{Money, OrderId, Period};
use perennial_engine::RequestedEngagement;

use super::expanded::duration;
use super::{Wire, price_with_ucents};
use crate::error::ApiError;

/// `GET /services/{serviceId}/billing/engagement`.
pub(crate) fn engagement(service: &Service, engagement: Engagement) -> wire::Engagement {
    wire::Engagement {
        current_period: EngagementPeriod {
            end_date: Some(engagement.ends_on),
            start_date: engagement.starts_on,
        },
        end_rule: Some(end_rule(service, engagement.end_rule)),
    }
}

/// What was chosen, and what can be.
pub(crate) fn end_rule(service: &Service, rule: EndRule) -> wire::EndRule {
    let possible = EndRule::possible(service).iter();
    wire::EndRule {
        possible_strategies: possible.map(|rule| strategy(*rule)).collect(),
        strategy: strategy(rule),
    }
}

const fn strategy(rule: EndRule) -> EndStrategy {
    match rule {
        EndRule::Cancel => EndStrategy::CancelService,
        EndRule::GoOn => EndStrategy::FallbackDefaultPrice,
        EndRule::KeepPrice => EndStrategy::KeepPrice,
        EndRule::Reactivate => EndStrategy::ReactivateEngagement,
    }
}

/// What is to come.
pub(crate) fn wanted_rule(update: &EndRuleUpdate) -> Result<EndRule, ApiError> {
    let found = EndRule::ALL.into_iter().find(|rule| strategy(*rule) == update.strategy);
    found.ok_or_else(|| {
        let possible = EndRule::ALL.map(|rule| strategy(rule).to_string()).join(", ");
        let problem = format!("`{}` cannot be chosen; it can be {possible}", update.strategy);
        ApiError::bad_parameter("strategy", problem)
    })
}

/// What a unit costs for a period, by the list or by what was agreed.
pub(crate) fn pricing(period: Period, price: Money, offer: Option<&Offer>) -> Option<Pricing> {
    let configuration = match offer {
        Some(offer) => Some(EngagementConfiguration {
            default_end_action: strategy(offer.end_rule),
            duration: duration(offer.length)?,
            kind: match offer.kind {
                Kind::Periodic => EngagementType::Periodic,
                Kind::Upfront => EngagementType::Upfront,
            },
        }),
        None => None,
    };
    let times = offer.and_then(|offer| offer.length.months().checked_div(period.months()));
    let bound = offer.map(|offer| format!(", engagement for {}", offer.length.in_words()));
    let mode = offer.map_or(LIST_MODE, |offer| offer.mode.as_str());
    Some(Pricing {
        capacities: vec![PricingCapacity::Renew],
        description: format!("renewal for {}{}", period.in_words(), bound.unwrap_or_default()),
        duration: duration(period)?,
        engagement_configuration: configuration,
        interval: period.months().into(),
        maximum_quantity: None,
        maximum_repeat: None,
        minimum_quantity: 1,
        minimum_repeat: times.unwrap_or(1).into(),
        price: price_with_ucents(price),
        price_in_ucents: price.ucents(),
        pricing_mode: mode.to_owned(),
        pricing_type: PricingType::Rental,
    })
}

/// An engagement that can be asked for.
pub(crate) fn offered(offer: &Offer) -> Option<Pricing> {
    pricing(offer.period, offer.price, Some(offer))
}

/// `GET /services/{serviceId}/billing/engagement/request`.
pub(crate) fn engagement_request(
    wire: Wire<'_>,
    requested: &RequestedEngagement,
) -> Option<wire::EngagementRequest> {
    let order = requested.order.as_ref();
    Some(wire::EngagementRequest {
        options: Vec::new(),
        order: order.map(|order| service_order(wire, Some(order.id), &order.terms)),
        pricing: offered(&requested.request.offer)?,
        request_date: requested.request.requested_on,
    })
}

/// An order in the words of `/services`, or with no id what it would be.
pub(crate) fn service_order(
    wire: Wire<'_>,
    order: Option<OrderId>,
    terms: &OrderTerms,
) -> ServiceOrder {
    let totals = &terms.totals;
    ServiceOrder {
        contracts: Vec::new(),
        details: terms.lines.iter().map(detail).collect(),
        order_id: order.map(OrderId::get),
        prices: OrderPrices {
            original_without_tax: None,
            reduction: None,
            tax: price_with_ucents(totals.tax),
            with_tax: price_with_ucents(totals.gross),
            without_tax: price_with_ucents(totals.net),
        },
        url: order.map(|order| wire.documents(order).url),
    }
}

fn detail(line: &Line) -> ServiceOrderDetail {
    let nothing = Money::from_ucents(0, line.amount.currency());
    ServiceOrderDetail {
        cart_item_id: None,
        description: line.description.to_string(),
        detail_type: Some(OrderDetailKind::Renew),
        domain: line.name.to_string(),
        original_total_price: price_with_ucents(line.amount),
        quantity: line.quantity.get().into(),
        reduction_total_price: price_with_ucents(nothing),
        reductions: Vec::new(),
        total_price: price_with_ucents(line.amount),
        unit_price: price_with_ucents(line.unit_price),
    }
}
