//! The stylesheet and the scripts of the pages.
//!
//! They are part of the program. Each is named after a hash of its content, so that a browser may keep it for ever; it is
//! compressed once, when somebody first asks for it.

use std::io::Write;
use std::sync::{Arc, LazyLock};

use axum::Router;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use hyper::HeaderMap;
use hyper::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, VARY, X_CONTENT_TYPE_OPTIONS,
};
use sha2::{Digest, Sha256};

use crate::App;
use crate::error::ApiError;
use crate::gate::header_text;

const CSS: &str = "text/css; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";

/// A file of the pages.
#[derive(Debug)]
pub(crate) struct Asset {
    /// Where it is.
    pub(crate) url: String,
    kind: &'static str,
    plain: &'static [u8],
    compressed: Option<Bytes>,
}

/// The stylesheet.
pub(crate) static STYLE: LazyLock<Asset> =
    LazyLock::new(|| Asset::new("site", "css", CSS, include_bytes!("../assets/site.css")));
/// htmx: what has a page ask for a part of itself again.
pub(crate) static HTMX: LazyLock<Asset> =
    LazyLock::new(|| Asset::new("htmx", "js", SCRIPT, include_bytes!("../assets/htmx.min.js")));

/// The icon.
pub(crate) static ICON: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new("icon", "svg", "image/svg+xml", include_bytes!("../assets/icon.svg"))
});

/// All of them.
static ALL: [&LazyLock<Asset>; 3] = [&STYLE, &HTMX, &ICON];

pub(crate) fn routes(router: Router<Arc<App>>) -> Router<Arc<App>> {
    router.route("/assets/{file}", get(fetch))
}

/// `GET /assets/{file}`.
async fn fetch(Path(file): Path<String>, headers: HeaderMap) -> Result<Response, ApiError> {
    let is_it = |asset: &&&LazyLock<Asset>| asset.url.strip_prefix("/assets/") == Some(&file);
    let asset = ALL.iter().find(is_it).ok_or_else(ApiError::unknown_url)?;
    Ok(asset.answer(header_text(&headers, ACCEPT_ENCODING.as_str()).unwrap_or_default()))
}

impl Asset {
    fn new(stem: &str, ending: &str, kind: &'static str, plain: &'static [u8]) -> Self {
        let hash = Sha256::digest(plain);
        let hash: String = hash.iter().take(6).map(|byte| format!("{byte:02x}")).collect();
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        let compressed = encoder.write_all(plain).and_then(|()| encoder.finish());
        let compressed = compressed.ok().map(Bytes::from);
        Self { url: format!("/assets/{stem}-{hash}.{ending}"), kind, plain, compressed }
    }

    fn answer(&self, accepted: &str) -> Response {
        let headers = [
            (CONTENT_TYPE, self.kind),
            (CACHE_CONTROL, "public, max-age=31536000, immutable"),
            (VARY, "accept-encoding"),
            (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        ];
        match &self.compressed {
            Some(compressed) if accepted.contains("gzip") => {
                (headers, [(CONTENT_ENCODING, "gzip")], compressed.clone()).into_response()
            }
            _ => (headers, self.plain).into_response(),
        }
    }
}
