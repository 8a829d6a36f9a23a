//! `/services/{serviceId}/billing/engagement`: engagements of services.

use perennial_api::model::{
    EndRuleUpdate, EndStrategy, Engagement, EngagementFlushOrder, EngagementFlushRequest,
    EngagementRequest, EngagementRequestCreation, Pricing,
};

use crate::{Call, Client, Error};

impl Client {
    /// Until when the customer is bound, and what comes after.
    pub async fn engagement(&self, id: i64) -> Result<Engagement, Error> {
        self.send(&Call::get("/services/{serviceId}/billing/engagement").segment(id)).await
    }

    /// Says what comes after an engagement.
    pub async fn set_end_rule(&self, id: i64, strategy: &EndStrategy) -> Result<(), Error> {
        let call = Call::put("/services/{serviceId}/billing/engagement/endRule").segment(id);
        self.send_void(&call.json(&EndRuleUpdate { strategy: strategy.clone() })).await
    }

    /// The engagements that can be asked for.
    pub async fn available_engagements(&self, id: i64) -> Result<Vec<Pricing>, Error> {
        self.send(&Call::get("/services/{serviceId}/billing/engagement/available").segment(id))
            .await
    }

    /// The engagement that was asked for.
    pub async fn engagement_request(&self, id: i64) -> Result<EngagementRequest, Error> {
        self.send(&Call::get("/services/{serviceId}/billing/engagement/request").segment(id)).await
    }

    /// Asks for an engagement, by the name of its pricing.
    pub async fn request_engagement(
        &self,
        id: i64,
        pricing_mode: &str,
    ) -> Result<EngagementRequest, Error> {
        let call = Call::post("/services/{serviceId}/billing/engagement/request").segment(id);
        let wanted = EngagementRequestCreation { pricing_mode: pricing_mode.to_owned() };
        self.send(&call.json(&wanted)).await
    }

    /// Withdraws the engagement that was asked for.
    pub async fn withdraw_engagement_request(&self, id: i64) -> Result<(), Error> {
        let call = Call::delete("/services/{serviceId}/billing/engagement/request").segment(id);
        self.send_void(&call).await
    }

    /// Orders all that remains of an engagement.
    pub async fn flush_engagement(
        &self,
        id: i64,
        wanted: &EngagementFlushRequest,
    ) -> Result<EngagementFlushOrder, Error> {
        let call = Call::post("/services/{serviceId}/billing/engagement/flush").segment(id);
        self.send(&call.json(wanted)).await
    }
}
