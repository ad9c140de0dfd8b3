//! Editions that exist, as those of another body than the citation names.

use super::{Context, JudgedCitation};
use crate::catalogue::{MeetingKnown, NeverExisted, Standing, TextKey};
use crate::syntax::{Body, Edition, OwnMeeting};

/// What is known of the place and year of a citation, where they may be wrong.
pub(super) fn known_of(context: &Context<'_>, cited: &JudgedCitation<'_>) -> Option<MeetingKnown> {
    let mention = cited.citation.edition.as_ref()?;
    let own = context.tree().own_meeting();
    let of_own =
        |own: OwnMeeting| Some(mention.edition.same_meeting(&Edition::at(false, own.place.as_deref()?, own.year)));
    if cited.citation.is_of_this_meeting() && own.and_then(of_own) == Some(true) {
        return None;
    }
    match &cited.judgement {
        Some(judgement) => match &judgement.standing {
            Standing::NeverExisted(NeverExisted::NoSuchMeeting(known)) => Some(known.clone()),
            _ => None,
        },
        None if mention.glued.is_some() || mention.placeholder => None,
        None => {
            let body = cited.citation.named_body()?;
            Some(known(context, body, mention.edition.place(), mention.edition.year()))
        }
    }
}

/// What is known of a body's meeting at a place and year.
pub(super) fn known(context: &Context<'_>, body: Body, place: Option<&str>, year: Option<u16>) -> MeetingKnown {
    let (Some(place), Some(year)) = (place, year) else { return MeetingKnown::Unknown };
    let own = context.tree().own_meeting();
    let own = own.as_ref().and_then(|own| Some((own.body, own.place.as_deref()?, own.year)));
    context.catalogue().meeting_standing(Some(body), place, year, own)
}

/// "Resolution 101 (Rev. Dubai, 2018) of WTDC": the text whose edition it is, as another body's.
pub(super) fn edition_of_another(context: &Context<'_>, cited: &JudgedCitation<'_>) -> Option<TextKey> {
    let MeetingKnown::OtherBody { which, .. } = known_of(context, cited)? else { return None };
    let mention = cited.citation.edition.as_ref()?;
    let key = |body| TextKey::new(body, cited.citation.instrument, &cited.citation.number);
    let exists = |key: &TextKey| {
        let entry = context.catalogue().resolution(key);
        entry.and_then(|entry| entry.edition(&mention.edition)).is_some_and(|row| row.known.is_sourced())
    };
    which.iter().map(|meeting| key(meeting.body)).find(exists)
}
