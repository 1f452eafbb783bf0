//! Generates the API from a real document, which is read in place; without it there is no service, and outside of CI
//! that is no failure.

use std::path::PathBuf;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo::rerun-if-env-changed=GATEWRIGHT_SHARED");
    println!("cargo::rerun-if-env-changed=CI");
    let shared =
        std::env::var_os("GATEWRIGHT_SHARED").map_or_else(|| PathBuf::from("../../../../shared"), PathBuf::from);
    let document = shared.join("corpus/sample/googleapis.com__oslogin__v1beta.json");
    if document.is_file() {
        let document = document.canonicalize()?;
        println!("cargo::rustc-cfg=document");
        println!("cargo::rustc-env=DOCUMENT={}", document.display());
        gatewright_generator::Generator::new(document).client(true).server(true).generate()?;
        return Ok(());
    }
    println!("cargo::rerun-if-changed={}", document.display());
    if std::env::var_os("CI").is_some_and(|ci| !ci.is_empty()) {
        return Err(format!("there is no {}; set GATEWRIGHT_SHARED", document.display()).into());
    }
    println!("cargo::warning=there is no {}, so login-service is empty and untested", document.display());
    Ok(())
}
