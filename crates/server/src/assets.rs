//! The stylesheet and the scripts of the pages.
//!
//! They are part of the program. Each is named after a hash of its content, so that a browser may keep it for ever; it is
//! compressed once, when somebody first asks for it.

use std::borrow::Cow;
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
    plain: Cow<'static, [u8]>,
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

/// The script of the console, from its parts.
pub(crate) static CONSOLE: LazyLock<Asset> = LazyLock::new(|| {
    const PARTS: &str = concat!(
        include_str!("../assets/console/code.js"),
        include_str!("../assets/console/model.js"),
        include_str!("../assets/console/view.js"),
        include_str!("../assets/console/form.js"),
        include_str!("../assets/console/answer.js"),
        include_str!("../assets/console/main.js"),
    );
    Asset::new("console", "js", SCRIPT, PARTS.as_bytes())
});
/// Its stylesheet, beside that of all pages.
pub(crate) static CONSOLE_STYLE: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new("console", "css", CSS, include_bytes!("../assets/console/console.css"))
});
/// What the console shows of the API.
pub(crate) static CATALOGUE: LazyLock<Asset> = LazyLock::new(|| {
    let described = perennial_api::schema::compact().to_string().into_bytes();
    Asset::new("catalogue", "json", "application/json", described)
});

/// All of them.
static ALL: [&LazyLock<Asset>; 6] = [&STYLE, &HTMX, &ICON, &CONSOLE, &CONSOLE_STYLE, &CATALOGUE];

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
    fn new(
        stem: &str,
        ending: &str,
        kind: &'static str,
        plain: impl Into<Cow<'static, [u8]>>,
    ) -> Self {
        let plain = plain.into();
        let hash = Sha256::digest(&plain);
        let hash: String = hash.iter().take(6).map(|byte| format!("{byte:02x}")).collect();
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        let compressed = encoder.write_all(&plain).and_then(|()| encoder.finish());
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
            _ => (headers, Bytes::from_owner(self.plain.clone())).into_response(),
        }
    }
}
