//! How citations are written in the language of a draft: what fixes and completions put into it.

use super::key::TextKey;
use super::meeting::AsOf;
use super::store::Catalogue;
use super::wording::{form_of, full_citation, of_body};
use crate::syntax::{Adopted, Body, Edition, Language};

/// Writes citations in a language.
#[derive(Clone, Copy)]
pub(crate) struct Written<'c> {
    pub catalogue: &'c Catalogue,
    pub language: Language,
}

impl Written<'_> {
    /// What stands in the brackets: "Rev. Bucharest, 2022", "Rév. Bucarest, 2022", "Пересм. Бухарест, 2022 г.", "2022年，布加勒斯特，修订版".
    pub(crate) fn edition(self, body: Body, edition: &Edition) -> String {
        let words = self.language.words();
        let (place, year) = match &edition.adopted {
            _ if self.language == Language::En => return edition.to_string(),
            Adopted::At { place, year } => (self.place(body, edition).unwrap_or_else(|| place.to_string()), year),
            Adopted::Wrc { .. } => return self.conference(edition),
            Adopted::Revision(_) | Adopted::Year(_) => return edition.to_string(),
        };
        let revised = words.revised.first().filter(|_| edition.revised);
        match (self.language, revised) {
            (Language::Zh, None) => format!("{year}年，{place}"),
            (Language::Zh, Some(revised)) => format!("{year}年，{place}，{revised}"),
            (Language::Ar, None) => format!("{place}، {year}"),
            (Language::Ar, Some(revised)) => format!("{revised} {place}، {year}"),
            (Language::Ru, None) => format!("{place}, {year} г."),
            (Language::Ru, Some(revised)) => format!("{revised}. {place}, {year} г."),
            (_, None) => format!("{place}, {year}"),
            (_, Some(revised)) => format!("{revised}. {place}, {year}"),
        }
    }

    /// The same in its brackets.
    pub(crate) fn bracketed(self, body: Body, edition: &Edition) -> String {
        let edition = self.edition(body, edition);
        if self.language == Language::Zh { format!("（{edition}）") } else { format!("({edition})") }
    }

    /// "Rev.WRC-23", "Rév.CMR-23".
    fn conference(self, edition: &Edition) -> String {
        let english = edition.to_string();
        let code = match self.language {
            Language::Fr | Language::Es => english.replace("WARC", "CAMR").replace("WRC", "CMR"),
            Language::Ru => english.replace("WARC", "ВАРК").replace("WRC", "ВКР"),
            Language::En | Language::Zh | Language::Ar => english,
        };
        match (self.language, self.language.words().revised.first()) {
            (Language::Fr | Language::Ru, Some(revised)) => code.replace("Rev", revised),
            _ => code,
        }
    }

    /// The place of an edition's meeting in the language.
    fn place(self, body: Body, edition: &Edition) -> Option<String> {
        let meeting = self.catalogue.meeting_of_edition(body, edition);
        let english = meeting.map_or(edition.place()?, |meeting| &meeting.place);
        let own = match self.language {
            Language::Fr => meeting?.fr.as_deref(),
            Language::Es => meeting?.es.as_deref(),
            language => language.words().places.get(english).map(|place| place.as_str()),
        };
        own.map(str::to_owned)
    }

    /// "Resolution 130 (Rev. Bucharest, 2022)", "Résolution 130 (Rév. Bucarest, 2022)", "第130号决议（2022年，布加勒斯特，修订版）".
    pub(crate) fn form(self, key: &TextKey, edition: Option<&Edition>) -> String {
        if self.language == Language::En {
            return form_of(key, edition);
        }
        let number = match (key.body, edition.map(|edition| &edition.adopted)) {
            (Body::Ra, Some(Adopted::Revision(revision @ 1..))) => format!("{}-{revision}", key.number),
            _ => key.number.to_string(),
        };
        let sector = match (key.body, self.language) {
            (Body::Ra, Language::Fr | Language::Es) => "UIT-R ",
            (Body::Ra, Language::Ru) => "МСЭ-R ",
            (Body::Ra, _) => "ITU-R ",
            _ => "",
        };
        let instruments = &self.language.words().instruments;
        let word = instruments.iter().find(|row| row.instrument == key.instrument).and_then(|row| row.one.first());
        let word = word.map_or(key.instrument.word(), |word| word.as_str());
        let has_place = !key.body.cites_without_edition() && key.body != Body::Ra;
        let edition = edition.filter(|_| has_place).map(|edition| self.bracketed(key.body, edition));
        match (self.language, edition) {
            (Language::Zh, edition) => format!("第{sector}{number}号{word}{}", edition.unwrap_or_default()),
            (_, Some(edition)) => format!("{word} {sector}{number} {edition}"),
            (_, None) => format!("{word} {sector}{number}"),
        }
    }

    /// "of the Plenipotentiary Conference", "de la présente Conférence"; nothing where the language says it otherwise.
    pub(crate) fn of_body(self, key: &TextKey, edition: Option<&Edition>, as_of: &AsOf) -> String {
        if self.language == Language::En {
            let none = Edition::at(false, "", 0);
            return of_body(self.catalogue, key, edition.unwrap_or(&none), as_of);
        }
        let words = self.language.words();
        let own =
            as_of.body() == Some(key.body) && edition.is_some_and(|edition| self.catalogue.is_own(key, edition, as_of));
        let sitting = key.body.sitting_word().filter(|_| own).and_then(|word| words.this_meeting.get(word)?.first());
        let named = || words.body(key.body).and_then(|row| row.of.as_deref());
        sitting.map(|words| words.as_str()).or_else(named).unwrap_or_default().to_owned()
    }

    /// A text as it is cited at its first mention.
    pub(crate) fn full(self, key: &TextKey, edition: Option<&Edition>, as_of: &AsOf) -> String {
        if self.language == Language::En {
            return full_citation(self.catalogue, key, edition, as_of);
        }
        let form = self.form(key, edition);
        if self.language == Language::Zh {
            let name =
                self.language.words().bodies.iter().find(|row| row.body == key.body).map(|row| row.name.as_str());
            return format!("{}{form}", name.unwrap_or_default());
        }
        let of = self.of_body(key, edition, as_of);
        let told = of.is_empty() || matches!(key.body, Body::Ra | Body::Wrc);
        if told { form } else { format!("{form} {of}") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::expect;

    #[test]
    fn a_citation_is_written_in_each_language() {
        let catalogue = Catalogue::embedded();
        let as_of = catalogue.as_of(Some(Body::Pp), "Dubai", 2018);
        let mut all = String::new();
        for language in [Language::En, Language::Fr, Language::Es, Language::Ru, Language::Zh, Language::Ar] {
            let written = Written { catalogue: &catalogue, language };
            let mut put = |body, number, edition: Option<Edition>| {
                all += &written.full(&TextKey::resolution(body, number), edition.as_ref(), &as_of);
                all.push('\n');
            };
            put(Body::Pp, "71", Some(Edition::at(true, "Bucharest", 2022)));
            put(Body::Pp, "130", Some(Edition::at(true, "Dubai", 2018)));
            put(Body::Wtsa, "50", Some(Edition::at(false, "Hammamet", 2016)));
            put(Body::Wrc, "25", Some(Edition { revised: true, adopted: Adopted::Wrc { year: 2023 } }));
            put(Body::Ra, "7", Some(Edition { revised: true, adopted: Adopted::Revision(4) }));
            put(Body::Unga, "68/198", None);
        }
        expect![[r#"
            Resolution 71 (Rev. Bucharest, 2022) of the Plenipotentiary Conference
            Resolution 130 (Rev. Dubai, 2018) of this conference
            Resolution 50 (Hammamet, 2016) of the World Telecommunication Standardization Assembly
            Resolution 25 (Rev.WRC-23)
            Resolution ITU-R 7-4
            UNGA Resolution 68/198
            Résolution 71 (Rév. Bucarest, 2022) de la Conférence de plénipotentiaires
            Résolution 130 (Rév. Dubaï, 2018) de la présente Conférence
            Résolution 50 (Hammamet, 2016) de l'Assemblée mondiale de normalisation des télécommunications
            Résolution 25 (Rév.CMR-23)
            Résolution UIT-R 7-4
            Résolution 68/198 de l'Assemblée générale des Nations Unies
            Resolución 71 (Rev. Bucarest, 2022) de la Conferencia de Plenipotenciarios
            Resolución 130 (Rev. Dubái, 2018) de la presente Conferencia
            Resolución 50 (Hammamet, 2016) de la Asamblea Mundial de Normalización de las Telecomunicaciones
            Resolución 25 (Rev.CMR-23)
            Resolución UIT-R 7-4
            Resolución 68/198 de la Asamblea General de las Naciones Unidas
            Резолюция 71 (Пересм. Бухарест, 2022 г.) Полномочной конференции
            Резолюция 130 (Пересм. Дубай, 2018 г.) настоящей Конференции
            Резолюция 50 (Хаммамет, 2016 г.) Всемирной ассамблеи по стандартизации электросвязи
            Резолюция 25 (Пересм.ВКР-23)
            Резолюция МСЭ-R 7-4
            Резолюция 68/198 Генеральной Ассамблеи Организации Объединенных Наций
            全权代表大会第71号决议（2022年，布加勒斯特，修订版）
            全权代表大会第130号决议（2018年，迪拜，修订版）
            世界电信标准化全会第50号决议（2016年，哈马马特）
            世界无线电通信大会第25号决议（Rev.WRC-23）
            无线电通信全会第ITU-R 7-4号决议
            联合国大会第68/198号决议
            القرار 71 (المراجَع في بوخارست، 2022) لمؤتمر المندوبين المفوضين
            القرار 130 (المراجَع في دبي، 2018) لهذا المؤتمر
            القرار 50 (الحمامات، 2016) للجمعية العالمية لتقييس الاتصالات
            القرار 25 (Rev.WRC-23)
            القرار ITU-R 7-4
            القرار 68/198 للجمعية العامة للأمم المتحدة
        "#]]
        .assert_eq(&all);
    }
}
