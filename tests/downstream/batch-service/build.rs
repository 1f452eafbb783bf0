//! Generates the API from its document.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    gatewright_generator::Generator::new("../../../specs/trusted-twin/openapi.yaml")
        .client(true)
        .server(true)
        .generate()?;
    Ok(())
}
