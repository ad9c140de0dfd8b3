//! Hover.

use super::*;

#[test]
fn what_is_said_is_about_the_words_under_the_cursor() {
    let cases = [
        ("considering $0b) above", "considering b) above", "2 of 2 in considering"),
        (
            "Resolution 1$030 (Rev. Busan, 2014) of the Plenipotentiary Conference",
            "Resolution 130 (Rev. Busan, 2014) of the Plenipotentiary Conference",
            "Revised since by",
        ),
        ("the T$0SB", "TSB", "Telecommunication Standardization Bureau"),
        ("{~~ol$0d~>new~~} lamps", "{~~old~>new~~}", "Text in force: old"),
        ("lamps[$0^1]", "[^1]", "A note."),
        ("Annex $01 to this resolution", "Annex 1 to this resolution", "Lamps burn."),
        ("WTDC (Kig$0ali, 2022)", "(Kigali, 2022)", "WTDC-22"),
    ];
    for (words, about, said) in cases {
        let draft = format!(
            "{HEAD}considering\na)\tthe Telecommunication Standardization Bureau (TSB);\nb)\ttwo,\nresolves\n1\t{ODD}{words};\n2\tto stay.\n[^1]: A note.\nANNEX 1\nLamps burn.\n"
        );
        in_each_encoding(&draft, |client, at, text, encoding| {
            let hover = client.request("textDocument/hover", at).unwrap();
            assert_eq!(super::words(text, &hover["range"], encoding), about, "in {encoding}");
            assert!(hover["contents"]["value"].as_str().unwrap().contains(said), "{hover}");
        });
    }
}
