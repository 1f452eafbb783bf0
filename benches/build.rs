//! Generates the API from its document.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    gatewright_generator::Generator::new("catalogue.yaml").server(true).generate()?;
    Ok(())
}
