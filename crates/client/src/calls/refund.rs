//! `/me/refund`: credit notes, their lines, and where the money went.

use perennial_api::model::{ExportRequest, Payment, Refund, RefundDetail};

use crate::{Call, Client, Error, PaperFilter};

impl Client {
    /// The ids of the refunds.
    pub async fn refunds(&self, filter: PaperFilter) -> Result<Vec<String>, Error> {
        self.send(&filter.narrow(Call::get("/me/refund"))).await
    }

    /// Exports credit notes as one file. A letter brings its address, which opens without a signature.
    pub async fn export_refunds(&self, request: &ExportRequest) -> Result<(), Error> {
        self.send_void(&Call::post("/me/refund/export").json(request)).await
    }

    /// A refund.
    pub async fn refund(&self, id: &str) -> Result<Refund, Error> {
        self.send(&Call::get("/me/refund/{refundId}").segment(id)).await
    }

    /// The ids of the lines of a refund.
    pub async fn refund_details(&self, id: &str) -> Result<Vec<String>, Error> {
        self.send(&Call::get("/me/refund/{refundId}/details").segment(id)).await
    }

    /// A line of a refund.
    pub async fn refund_detail(&self, id: &str, detail_id: &str) -> Result<RefundDetail, Error> {
        let call = Call::get("/me/refund/{refundId}/details/{refundDetailId}");
        self.send(&call.segment(id).segment(detail_id)).await
    }

    /// Where the money of a refund went.
    pub async fn refund_payment(&self, id: &str) -> Result<Payment, Error> {
        self.send(&Call::get("/me/refund/{refundId}/payment").segment(id)).await
    }
}
