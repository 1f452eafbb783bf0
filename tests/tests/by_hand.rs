//! The derives without the generator: Asavie's types written by hand, against the page's two samples.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    missing_docs,
    reason = "a test fails by panicking, and describes its types in one place"
)]

use gatewright_tests::c14n;
use indexmap::IndexMap;

const JSON: &str = include_str!("../cases/samples/asavie/get-batch.json");
const XML: &str = include_str!("../cases/samples/asavie/get-batch.xml");
const FAILURE_JSON: &str = include_str!("../cases/samples/asavie/failure.json");
const FAILURE_XML: &str = include_str!("../cases/samples/asavie/failure.xml");

#[derive(Debug, Clone, PartialEq, gatewright::Schema)]
#[schema(
    name = "PBPRReturnOfBatch",
    xml(
        name = "PBPRReturnOfBatch7NMnQmOk",
        namespace = "http://schemas.datacontract.org/2004/07/AS.Models.API",
        declare("i" = "http://www.w3.org/2001/XMLSchema-instance"),
        order(
            "Code",
            "ContinuationToken",
            "ErrorCode",
            "ErrorDescription",
            "ErrorSubCode",
            "Meta",
            "StatusUrl",
            "Success",
            "Data"
        ),
        qualified
    )
)]
struct Envelope {
    #[schema(rename = "Success")]
    success: bool,
    #[schema(
        rename = "Meta",
        xml(entry(
            name = "KeyValueOfstringstring",
            key = "Key",
            value = "Value",
            namespace = "http://schemas.microsoft.com/2003/10/Serialization/Arrays",
            prefix = "d{depth}p1"
        ))
    )]
    meta: Option<IndexMap<String, String>>,
    #[schema(rename = "Code")]
    code: Option<i64>,
    #[schema(rename = "ErrorCode")]
    error_code: Option<i64>,
    #[schema(rename = "Data")]
    data: Option<Batch>,
    #[schema(rename = "ErrorSubCode")]
    error_sub_code: Option<i64>,
    #[schema(rename = "ErrorDescription")]
    error_description: Option<String>,
    #[schema(rename = "StatusUrl")]
    status_url: Option<String>,
    #[schema(rename = "ContinuationToken")]
    continuation_token: Option<String>,
}

#[derive(Debug, Clone, PartialEq, gatewright::Schema)]
#[schema(xml(
    namespace = "http://schemas.datacontract.org/2004/07/AS.Models.API",
    order("AppTag", "Description", "ID", "Name", "Parameters", "Status", "TimeoutMinutes"),
    qualified
))]
struct Batch {
    #[schema(rename = "Name")]
    name: Option<String>,
    #[schema(rename = "AppTag")]
    app_tag: Option<String>,
    #[schema(rename = "Description")]
    description: Option<String>,
    #[schema(
        rename = "Parameters",
        xml(entry(
            name = "KeyValueOfstringstring",
            key = "Key",
            value = "Value",
            namespace = "http://schemas.microsoft.com/2003/10/Serialization/Arrays",
            prefix = "d{depth}p1"
        ))
    )]
    parameters: Option<IndexMap<String, String>>,
    #[schema(rename = "ID")]
    id: Option<String>,
    #[schema(rename = "Status")]
    status: Option<i64>,
    #[schema(rename = "TimeoutMinutes")]
    timeout_minutes: Option<i64>,
}

#[track_caller]
fn same_xml(expected: &str, actual: &str) {
    if let Err(difference) = c14n::compare(expected, actual) {
        panic!("{difference}");
    }
}

#[test]
fn either_sample_reads_as_the_same_value() {
    let from_json: Envelope = serde_json::from_str(JSON).unwrap();
    let from_xml: Envelope = gatewright::xml::from_slice(XML.as_bytes()).unwrap();
    assert_eq!(from_json, from_xml);
    assert_eq!(from_xml.data.unwrap().timeout_minutes, Some(6));
}

#[test]
fn writing_gives_both_samples() {
    let value: Envelope = serde_json::from_str(JSON).unwrap();
    let written = serde_json::to_value(&value).unwrap();
    assert_eq!(written, serde_json::from_str::<serde_json::Value>(JSON).unwrap());
    same_xml(XML, &gatewright::xml::to_string(&value).unwrap());
}

#[test]
fn nil_elements_and_absent_members_are_both_nothing() {
    let from_json: Envelope = serde_json::from_str(FAILURE_JSON).unwrap();
    let from_xml: Envelope = gatewright::xml::from_slice(FAILURE_XML.as_bytes()).unwrap();
    assert_eq!(from_json, from_xml);
    assert!(!from_xml.success && from_xml.data.is_none());
}

#[test]
fn what_is_written_is_read_back() {
    let mut value: Envelope = serde_json::from_str(JSON).unwrap();
    let awkward = "a < b & \"c\" ]]> \u{1F980} é\ttab";
    value.error_description = Some(awkward.to_owned());
    value.meta = Some(IndexMap::from([(awkward.to_owned(), String::new()), ("  ".to_owned(), " x ".to_owned())]));
    let written = gatewright::xml::to_string(&value).unwrap();
    assert_eq!(gatewright::xml::from_slice::<Envelope>(written.as_bytes()).unwrap(), value);
    same_xml(&written, &written);
}
