//! Schemas that others extend: a place that refers to one holds any of its kinds, and loses nothing of unknown ones.

use gatewright::Operation;
use gatewright::types::IndexMap;
use serde_json::{Value, json};

use super::bases::operations::AddPet;
use super::bases::types::{Bird, CatBaseInput, DogInput, Pet, PetInput, Shape};

#[test]
fn bases_are_choices_between_their_kinds() {
    super::check("bases");
    let told = super::said("bases");
    assert_eq!(told, [("GW0503", "the discriminator doesn't tell every variant".to_owned())]);
}

#[test]
fn a_server_that_all_operations_name_is_that_of_the_api() {
    assert_eq!(super::bases::Client::SERVER, "https://zoo.example/v2");
    assert_eq!(AddPet::SERVER, None);
}

/// A value, after it was read and written.
fn back<T: serde::Serialize + serde::de::DeserializeOwned>(value: &Value) -> Value {
    serde_json::to_value(serde_json::from_value::<T>(value.clone()).unwrap()).unwrap()
}

#[test]
fn the_discriminator_chooses_the_kind() {
    let read = |value: Value| {
        assert_eq!(back::<Pet>(&value), value);
        serde_json::from_value::<Pet>(value).unwrap()
    };
    let dog = read(json!({"petType": "dog", "name": "Rex", "id": 1, "tricks": ["roll"]}));
    assert!(matches!(dog, Pet::Dog(dog) if dog.tricks == ["roll"] && dog.id == Some(1)));
    let hound = read(json!({"petType": "hound", "name": "Rex", "tricks": []}));
    assert!(matches!(hound, Pet::Dog(dog) if dog.pet_type == "hound"));
    let cat = read(json!({"petType": "Cat", "name": "Tom", "lives": 9}));
    assert!(matches!(cat, Pet::Cat(cat) if cat.lives == Some(9)));
    let kitten = read(json!({"petType": "kitty", "name": "Tim", "weeks": 3, "lives": 9}));
    assert!(matches!(kitten, Pet::Kitten(kitten) if kitten.weeks == 3 && kitten.lives == Some(9)));
    let fish = read(json!({"petType": "fish", "name": "Nemo"}));
    assert!(matches!(fish, Pet::Fish(fish) if fish.name == "Nemo"));
    let bird = read(json!({"petType": "Bird", "name": "Polly"}));
    assert!(matches!(bird, Pet::Bird(bird) if bird.name == "Polly"));
    let parrot = json!({"petType": "Parrot", "name": "Polly", "words": ["hello"]});
    assert!(matches!(read(parrot.clone()), Pet::Parrot(_)));
    assert!(
        matches!(serde_json::from_value::<Bird>(parrot).unwrap(), Bird::Parrot(parrot) if parrot.words == ["hello"])
    );
    let friends = read(json!({
        "petType": "Cat", "name": "Tom", "friends": [{"petType": "dog", "name": "Rex", "tricks": []}],
        "mother": {"petType": "kitty", "name": "Eve", "weeks": 400}
    }));
    let Pet::Cat(friends) = friends else { panic!("a cat") };
    assert!(matches!(friends.friends.unwrap().as_slice(), [Pet::Dog(_)]));
    assert!(matches!(friends.mother.as_deref(), Some(Pet::Kitten(_))));
}

#[test]
fn what_is_of_no_known_kind_is_kept() {
    let dodo = json!({"petType": "Dodo", "name": "Polly", "words": {"en": ["hello"]}, "colour": "green"});
    assert_eq!(back::<Pet>(&dodo), dodo);
    let read = serde_json::from_value::<Pet>(dodo).unwrap();
    assert!(matches!(read, Pet::Other(pet) if pet.name == "Polly" && pet.pet_type == "Dodo"));
    for shape in [json!({"ground": "flat"}), json!({"kind": "square", "side": 2}), json!({"kind": "hexagon"})] {
        assert_eq!(back::<Shape>(&shape), shape);
    }
    let known = json!({"petType": "dog", "name": "Rex"});
    assert!(serde_json::from_value::<Pet>(known).is_err(), "a dog has tricks");
}

#[test]
fn what_is_written_is_told_rightly() {
    let written = |pet: PetInput| serde_json::to_value(pet).unwrap();
    let (pet_type, name) = ("Cat".to_owned(), "Rex".to_owned());
    let dog = DogInput { pet_type, name, friends: None, mother: None, tricks: vec![] };
    assert_eq!(written(PetInput::Dog(dog.clone())), json!({"petType": "dog", "name": "Rex", "tricks": []}));
    let hound = DogInput { pet_type: "hound".to_owned(), ..dog };
    assert_eq!(written(PetInput::Dog(hound))["petType"], "hound");
    let (pet_type, name) = (String::new(), "Tom".to_owned());
    let cat = CatBaseInput { pet_type, name, friends: None, mother: None, lives: None, rest: IndexMap::new() };
    assert_eq!(written(PetInput::Cat(cat)), json!({"petType": "Cat", "name": "Tom"}));
    let absent = serde_json::from_value(json!({"kind": "circle", "radius": 1.0})).unwrap();
    let Shape::Circle(mut circle) = absent else { panic!("a circle") };
    circle.kind = None;
    assert_eq!(serde_json::to_value(Shape::Circle(circle)).unwrap(), json!({"radius": 1.0, "kind": "circle"}));
}
