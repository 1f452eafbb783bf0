//! The XML that .NET's DataContractSerializer writes, as the Asavie page shows it.

use indexmap::IndexMap;

use super::super::{from_slice, from_str, to_string, to_string_pretty};
use crate::Schema;

const NAMESPACE: &str = "http://schemas.datacontract.org/2004/07/AS.Models.API";

/// An answer.
#[derive(Debug, Clone, PartialEq, Default, Schema)]
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
pub(super) struct Answer {
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
    #[schema(rename = "ErrorSubCode")]
    error_sub_code: Option<i64>,
    #[schema(rename = "ErrorDescription")]
    error_description: Option<String>,
    #[schema(rename = "StatusUrl")]
    status_url: Option<String>,
    #[schema(rename = "ContinuationToken")]
    continuation_token: Option<Option<String>>,
    #[schema(rename = "Data")]
    data: Option<Batch>,
}

/// A batch.
#[derive(Debug, Clone, PartialEq, Default, Schema)]
#[schema(xml(
    name = "Batch",
    namespace = "http://schemas.datacontract.org/2004/07/AS.Models.API",
    declare("i" = "http://www.w3.org/2001/XMLSchema-instance"),
    order("AppTag", "Description", "ID", "Name", "Parameters", "Status", "TimeoutMinutes"),
    qualified
))]
pub(super) struct Batch {
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

/// The page's JSON sample.
pub(super) const JSON: &str = r#"{
  "Success": true,
  "Meta": { "sample string 1": "sample string 2", "sample string 3": "sample string 4" },
  "Code": 2,
  "ErrorCode": 3,
  "Data": {
    "Name": "sample string 1",
    "AppTag": "sample string 2",
    "Description": "sample string 3",
    "Parameters": { "sample string 1": "sample string 2", "sample string 3": "sample string 4" },
    "ID": "sample string 4",
    "Status": 5,
    "TimeoutMinutes": 6
  },
  "ErrorSubCode": 4,
  "ErrorDescription": "sample string 5",
  "StatusUrl": "sample string 6",
  "ContinuationToken": "sample string 7"
}"#;

/// The page's XML sample.
pub(super) const XML: &str = r#"<PBPRReturnOfBatch7NMnQmOk xmlns:i="http://www.w3.org/2001/XMLSchema-instance" xmlns="http://schemas.datacontract.org/2004/07/AS.Models.API">
  <Code>2</Code>
  <ContinuationToken>sample string 7</ContinuationToken>
  <ErrorCode>3</ErrorCode>
  <ErrorDescription>sample string 5</ErrorDescription>
  <ErrorSubCode>4</ErrorSubCode>
  <Meta xmlns:d2p1="http://schemas.microsoft.com/2003/10/Serialization/Arrays">
    <d2p1:KeyValueOfstringstring>
      <d2p1:Key>sample string 1</d2p1:Key>
      <d2p1:Value>sample string 2</d2p1:Value>
    </d2p1:KeyValueOfstringstring>
    <d2p1:KeyValueOfstringstring>
      <d2p1:Key>sample string 3</d2p1:Key>
      <d2p1:Value>sample string 4</d2p1:Value>
    </d2p1:KeyValueOfstringstring>
  </Meta>
  <StatusUrl>sample string 6</StatusUrl>
  <Success>true</Success>
  <Data>
    <AppTag>sample string 2</AppTag>
    <Description>sample string 3</Description>
    <ID>sample string 4</ID>
    <Name>sample string 1</Name>
    <Parameters xmlns:d3p1="http://schemas.microsoft.com/2003/10/Serialization/Arrays">
      <d3p1:KeyValueOfstringstring>
        <d3p1:Key>sample string 1</d3p1:Key>
        <d3p1:Value>sample string 2</d3p1:Value>
      </d3p1:KeyValueOfstringstring>
      <d3p1:KeyValueOfstringstring>
        <d3p1:Key>sample string 3</d3p1:Key>
        <d3p1:Value>sample string 4</d3p1:Value>
      </d3p1:KeyValueOfstringstring>
    </Parameters>
    <Status>5</Status>
    <TimeoutMinutes>6</TimeoutMinutes>
  </Data>
</PBPRReturnOfBatch7NMnQmOk>"#;

fn sample() -> Answer {
    serde_json::from_str(JSON).unwrap()
}

#[test]
fn the_value_of_the_page_is_written_as_the_page_has_it() {
    assert_eq!(to_string_pretty(&sample()).unwrap(), XML);
    let compact: String = XML.lines().map(str::trim_start).collect();
    assert_eq!(to_string(&sample()).unwrap(), compact);
}

#[test]
fn the_document_of_the_page_is_the_value_of_the_page() {
    assert_eq!(from_str::<Answer>(XML).unwrap(), sample());
    assert_eq!(from_slice::<Answer>(XML.as_bytes()).unwrap(), sample());
}

#[test]
fn prefixes_order_and_what_stands_between_do_not_matter() {
    let document = format!(
        "\u{feff}<?xml version='1.0' encoding='utf-8'?><!-- a --><?b c?>\n\
         <x:PBPRReturnOfBatch7NMnQmOk xmlns:x='{NAMESPACE}'><!-- d --><y:Success xmlns:y='{NAMESPACE}'> 1 </y:Success>\
         <x:Unknown><x:Code>7</x:Code></x:Unknown><Code>8</Code><x:ErrorDescription>a&amp;<![CDATA[<b>]]><!-- --> c\
         </x:ErrorDescription><x:Code>9</x:Code></x:PBPRReturnOfBatch7NMnQmOk>\n<!-- e -->"
    );
    let answer = from_slice::<Answer>(document.as_bytes()).unwrap();
    let description = Some("a&<b> c".to_owned());
    assert_eq!(answer, Answer { success: true, code: Some(9), error_description: description, ..Answer::default() });
}

#[test]
fn null_is_nil() {
    let answer = Answer { continuation_token: Some(None), ..Answer::default() };
    super::check(
        &answer,
        &format!(
            "<PBPRReturnOfBatch7NMnQmOk xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns=\"{NAMESPACE}\">\
             <ContinuationToken i:nil=\"true\"/><Success>false</Success></PBPRReturnOfBatch7NMnQmOk>"
        ),
    );
}

#[test]
fn empty_dictionaries_stay() {
    let data = Batch { parameters: Some(IndexMap::new()), ..Batch::default() };
    let answer = Answer { data: Some(data), ..Answer::default() };
    let document = to_string(&answer).unwrap();
    assert_eq!(from_str::<Answer>(&document).unwrap(), answer);
}

#[test]
fn another_root_is_refused() {
    let problem = super::refused::<Answer>("<PBPRReturnOfBatch7NMnQmOk/>");
    assert_eq!(
        problem,
        format!(
            "line 1, column 1: /PBPRReturnOfBatch7NMnQmOk: \
             the root element must be \"PBPRReturnOfBatch7NMnQmOk\" of the namespace \"{NAMESPACE}\""
        )
    );
}

#[test]
fn errors_name_their_place() {
    let document = XML.replace("<Status>5", "<Status>five");
    let error = from_str::<Answer>(&document).unwrap_err();
    assert_eq!(error.path(), Some("/PBPRReturnOfBatch7NMnQmOk/Data/Status"));
    assert_eq!(error.position().map(|position| (position.line, position.column)), Some((34, 5)));
    assert_eq!(error.problem(), "this isn't a whole number");
    let document = XML.replace("d3p1:Value>", "d3p1:Other>");
    let error = from_str::<Answer>(&document).unwrap_err();
    assert_eq!(error.path(), Some("/PBPRReturnOfBatch7NMnQmOk/Data/Parameters/KeyValueOfstringstring"));
    assert_eq!(error.problem(), "this entry has no \"Value\"");
    let error = from_str::<Answer>(&XML.replace("sample string 3</d2p1", "sample string 1</d2p1")).unwrap_err();
    assert_eq!(error.problem(), "this key comes more than once");
}

#[test]
fn members_that_may_be_absent_may_be_nil() {
    let nil = |name: &str| format!("<{name} i:nil='true'/>");
    let members: String = ["Meta", "Code", "ErrorCode", "StatusUrl", "Data"].map(nil).concat();
    let document = format!(
        "<PBPRReturnOfBatch7NMnQmOk xmlns:i='http://www.w3.org/2001/XMLSchema-instance' xmlns='{NAMESPACE}'>\
         {members}<Success>false</Success></PBPRReturnOfBatch7NMnQmOk>"
    );
    assert_eq!(from_str::<Answer>(&document).unwrap(), Answer::default());
}
