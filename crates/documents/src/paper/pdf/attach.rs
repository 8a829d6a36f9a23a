//! Factur-X: the e-invoice within the PDF, and what the file says of itself because of it.
//!
//! The library that writes the file has attachments, but no place for more metadata (XMP). So what Factur-X wants said is put
//! into the finished file, and every offset behind it is moved by as much. It is done to files of our own making only, whose
//! form is known: one table of references, one stream of metadata, in plain text.

use krilla::Document as Pdf;
use krilla::embed::{AssociationKind, EmbeddedFile, MimeType};
use krilla::metadata::DateTime;

use crate::paper::PaperError;

/// What the file is called: Factur-X wants it so.
const NAME: &str = "factur-x.xml";

/// A schema that PDF/A does not know is described where it is used.
const SCHEMA: &str = "<rdf:li rdf:parseType=\"Resource\"><pdfaSchema:schema>Factur-X PDFA Extension Schema</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>fx</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq>{properties}</rdf:Seq></pdfaSchema:property></rdf:li>";
/// The properties of the schema: name, value, and what it is.
const PROPERTIES: [[&str; 3]; 4] = [
    ["DocumentFileName", NAME, "name of the embedded XML invoice file"],
    ["DocumentType", "INVOICE", "what the embedded XML is"],
    ["Version", "1.0", "version of the Factur-X data"],
    ["ConformanceLevel", "EN 16931", "conformance level of the Factur-X data"],
];

/// Puts an e-invoice into a document that is being written.
pub(super) fn embed(pdf: &mut Pdf, xml: String, dated: DateTime) -> Result<(), PaperError> {
    let file = EmbeddedFile {
        path: NAME.to_owned(),
        mime_type: MimeType::new("text/xml"),
        description: Some("Factur-X invoice".to_owned()),
        association_kind: AssociationKind::Alternative,
        data: xml.into_bytes().into(),
        modification_date: Some(dated),
        compress: Some(true),
        location: None,
    };
    pdf.embed_file(file).ok_or_else(|| unfit("the e-invoice is there already"))
}

/// Has a file say that there is an e-invoice in it.
pub(super) fn announce(pdf: &[u8]) -> Result<Vec<u8>, PaperError> {
    let start = last(pdf, b"/Type/Metadata/Subtype/XML>>").ok_or_else(|| unfit("metadata"))?;
    let object = last(pdf.get(..start).unwrap_or_default(), b"<</Length ");
    let object = object.ok_or_else(|| unfit("its length"))?;
    let end = first(pdf, start, b"\nendstream").ok_or_else(|| unfit("its end"))?;
    let begin = first(pdf, start, b"stream\n").ok_or_else(|| unfit("its beginning"))?;
    let begin = begin.saturating_add(b"stream\n".len());
    let xmp = pdf.get(begin..end).and_then(|xmp| std::str::from_utf8(xmp).ok());
    let xmp = extended(xmp.ok_or_else(|| unfit("its text"))?)?;
    let head = format!("<</Length {}/Type/Metadata/Subtype/XML>>\nstream\n", xmp.len());
    let (before, rest) = (pdf.get(..object), pdf.get(end..));
    let (before, rest) = before.zip(rest).ok_or_else(|| unfit("its place"))?;
    let mut whole = Vec::with_capacity(pdf.len().saturating_add(2048));
    whole.extend_from_slice(before);
    whole.extend_from_slice(head.as_bytes());
    whole.extend_from_slice(xmp.as_bytes());
    let moved = whole.len().checked_sub(end).ok_or_else(|| unfit("a file that shrinks"))?;
    let table = last(rest, b"\nxref\n").ok_or_else(|| unfit("references"))?.saturating_add(1);
    let (between, table) = rest.split_at_checked(table).ok_or_else(|| unfit("references"))?;
    whole.extend_from_slice(between);
    let table = std::str::from_utf8(table);
    let table = table.map_err(|_| unfit("references in plain text"))?;
    whole.extend_from_slice(shifted(table, object, moved)?.as_bytes());
    Ok(whole)
}

/// The metadata with what Factur-X wants said.
fn extended(xmp: &str) -> Result<String, PaperError> {
    let described: String = PROPERTIES
        .iter()
        .map(|[name, _, what]| {
            format!(
                "<rdf:li rdf:parseType=\"Resource\"><pdfaProperty:name>{name}</pdfaProperty:name>\
                 <pdfaProperty:valueType>Text</pdfaProperty:valueType><pdfaProperty:category>external</pdfaProperty:category>\
                 <pdfaProperty:description>{what}</pdfaProperty:description></rdf:li>"
            )
        })
        .collect();
    let values: String = PROPERTIES
        .iter()
        .map(|[name, value, _]| format!("<fx:{name}>{value}</fx:{name}>"))
        .collect();
    let schema = SCHEMA.replace("{properties}", &described);
    let said = format!(
        "<rdf:Description rdf:about=\"\" xmlns:fx=\"urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#\">{values}\
         </rdf:Description>"
    );
    let xmp = before(xmp, "</rdf:Bag></pdfaExtension:schemas>", &schema)?;
    before(&xmp, "</rdf:RDF>", &said)
}

fn before(text: &str, mark: &str, more: &str) -> Result<String, PaperError> {
    let (start, end) = text.rsplit_once(mark).ok_or_else(|| unfit(mark))?;
    Ok([start, more, mark, end].concat())
}

/// The table of references and what follows it, with every offset behind `object` moved.
fn shifted(table: &str, object: usize, moved: usize) -> Result<String, PaperError> {
    let mut text = String::with_capacity(table.len());
    let mut is_start = false;
    for line in table.split_inclusive('\n') {
        let number = line.get(..10).filter(|_| line.len() == 20).and_then(|n| n.parse().ok());
        match number {
            Some(offset) if line.ends_with(" n\r\n") || line.ends_with(" n \n") => {
                let offset: usize = offset;
                let offset = if offset > object { offset.saturating_add(moved) } else { offset };
                text.push_str(&format!("{offset:010}"));
                text.push_str(line.get(10..).unwrap_or_default());
            }
            _ if is_start => {
                let offset: usize = line.trim().parse().map_err(|_| unfit("the last offset"))?;
                text.push_str(&format!("{}\n", offset.saturating_add(moved)));
            }
            _ => text.push_str(line),
        }
        is_start = line == "startxref\n";
    }
    Ok(text)
}

fn last(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).rposition(|window| window == what)
}

fn first(bytes: &[u8], from: usize, what: &[u8]) -> Option<usize> {
    let found = bytes.get(from..)?.windows(what.len()).position(|window| window == what);
    found.and_then(|found| found.checked_add(from))
}

fn unfit(what: &str) -> PaperError {
    PaperError::Layout(format!("the PDF has no place for an e-invoice: {what}"))
}
