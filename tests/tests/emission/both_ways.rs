//! What is sent isn't what is received, and what is alike is one type: both ways over HTTP.

use gatewright::access::Granted;
use gatewright::answer::{Failure, StatusCode};
use gatewright::client::Error;
use gatewright_tests::loopback::Server;

use super::directions::{Client, operations::*, server, types::*};

struct Shop;

impl server::Api for Shop {
    async fn list_pets(&self, _: Granted<ListPets, ()>) -> Result<Page, Failure<PetError>> {
        Err(PetError::NotFound(PetsNotFoundBody { reason: "none".to_owned() }))?
    }

    async fn create_pet(&self, call: Granted<CreatePet, ()>) -> Result<Pet, Failure<PetError>> {
        let (CreatePet { body }, ()) = call.into_parts();
        if body.secret != "s" {
            Err(PetError::TooManyRequests)?;
        }
        let toys = body.toys.map(|toys| {
            let made = |toy: PetInputToy| PetToy { serial: Some("n1".to_owned()), label: toy.label };
            toys.into_iter().map(made).collect()
        });
        Ok(Pet { id: 7, name: body.name, parent: None, toys, state: body.state, color: body.color })
    }

    async fn create_owner(&self, call: Granted<CreateOwner, ()>) -> Result<Session, Failure<ApiError>> {
        Ok(Session { token: Some(format!("{}!", call.request().body.password)) })
    }

    async fn delete_owner(&self, _: Granted<DeleteOwner, ()>) -> Result<(), Failure<ApiError>> {
        Err(ApiError::Other(
            StatusCode::CONFLICT,
            Problem { title: Some("busy".to_owned()), about: None, causes: None },
        ))?
    }

    async fn put_shape(&self, call: Granted<PutShape, ()>) -> Result<Shape, Failure<ApiError>> {
        Ok(match call.into_parts().0.body {
            ShapeInput::Circle(circle) => {
                let area = Some(circle.radius * circle.radius * 3.0);
                Shape::Circle(Circle { kind: circle.kind, radius: circle.radius, area })
            }
            ShapeInput::Square(square) => Shape::Square(square),
        })
    }
}

#[test]
fn types_are_split_only_where_they_differ_and_shared_where_they_are_alike() {
    super::check("directions");
}

#[tokio::test]
async fn each_side_sends_its_own_members() {
    let server = Server::start(server::router(Shop)).await;
    let client = Client::builder().base_url(&server.url).build().unwrap();
    let toy = PetInputToy { label: Some("ball".to_owned()) };
    let input = PetInput {
        name: "Tom".to_owned(),
        secret: "s".to_owned(),
        parent: None,
        toys: Some(vec![toy]),
        state: Some(State::New),
        color: Some(Color { name: Some("red".to_owned()) }),
    };
    let pet = client.create_pet(CreatePet::new(input.clone())).await.unwrap();
    assert_eq!((pet.id, pet.toys.unwrap()[0].serial.as_deref()), (7, Some("n1")));
    let failed = client.create_pet(CreatePet::new(PetInput { secret: String::new(), ..input })).await;
    assert!(matches!(failed, Err(Error::Api(PetError::TooManyRequests))), "{failed:?}");
    let circle = CircleInput { kind: "Circle".to_owned(), radius: 2.0 };
    let shape = client.put_shape(PutShape::new(ShapeInput::Circle(circle))).await.unwrap();
    assert!(matches!(shape, Shape::Circle(Circle { area: Some(12.0), .. })), "{shape:?}");
    match client.delete_owner(DeleteOwner::new("a".to_owned())).await {
        Err(Error::Api(ApiError::Other(status, _))) => assert_eq!(status, StatusCode::CONFLICT),
        other => panic!("{other:?}"),
    }
}

#[test]
fn members_of_the_other_side_are_ignored() {
    let sent = r#"{"id": 3, "name": "Tom", "secret": "s", "toys": [{"serial": "forged"}]}"#;
    let input: PetInput = serde_json::from_str(sent).unwrap();
    let kept = serde_json::to_value(&input).unwrap();
    assert_eq!(kept, serde_json::json!({"name": "Tom", "secret": "s", "toys": [{}]}));
    let received = r#"{"id": 3, "name": "Tom", "secret": "leaked"}"#;
    let pet: Pet = serde_json::from_str(received).unwrap();
    assert!(!serde_json::to_string(&pet).unwrap().contains("leaked"));
    assert!(
        serde_json::from_str::<Pet>(r#"{"name": "Tom"}"#).is_err(),
        "what is required is required where it is received"
    );
}
