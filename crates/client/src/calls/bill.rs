//! `/me/bill`: bills, their lines, and how they were paid.

use perennial_api::model::{Bill, BillDetail, Category, ExportRequest, Payment};

use crate::{Call, Client, DateRange, Error};

/// Which bills to list. The default is all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BillFilter {
    /// Only of this time.
    pub range: DateRange,
    /// Only of this category.
    pub category: Option<Category>,
    /// Only of this order.
    pub order_id: Option<i64>,
}

impl Client {
    /// The ids of the bills.
    pub async fn bills(&self, filter: &BillFilter) -> Result<Vec<String>, Error> {
        let call = Call::get("/me/bill")
            .optional_query("category", filter.category.as_ref())
            .optional_query("orderId", filter.order_id);
        self.send(&filter.range.narrow(call)).await
    }

    /// Exports bills as one file. A letter brings its address, which opens without a signature.
    pub async fn export_bills(&self, request: &ExportRequest) -> Result<(), Error> {
        self.send_void(&Call::post("/me/bill/export").json(request)).await
    }

    /// A bill.
    pub async fn bill(&self, id: &str) -> Result<Bill, Error> {
        self.send(&Call::get("/me/bill/{billId}").segment(id)).await
    }

    /// The ids of the lines of a bill.
    pub async fn bill_details(&self, id: &str) -> Result<Vec<String>, Error> {
        self.send(&Call::get("/me/bill/{billId}/details").segment(id)).await
    }

    /// A line of a bill.
    pub async fn bill_detail(&self, id: &str, detail_id: &str) -> Result<BillDetail, Error> {
        let call = Call::get("/me/bill/{billId}/details/{billDetailId}");
        self.send(&call.segment(id).segment(detail_id)).await
    }

    /// How a bill was paid.
    pub async fn bill_payment(&self, id: &str) -> Result<Payment, Error> {
        self.send(&Call::get("/me/bill/{billId}/payment").segment(id)).await
    }
}
