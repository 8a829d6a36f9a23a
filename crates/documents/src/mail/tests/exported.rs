//! Letters that bring the address of a file.

use expect_test::expect;

use super::*;
use crate::mail::tests::read::check;

#[test]
fn bills_in_english() {
    check(
        &mail(&notice(NoticeKind::PapersExported, 1), "en_GB"),
        &expect![[r#"
        Subject: Your bills are ready

        Hello Anna Virtanen,

        The bills that you asked for can be fetched as one file.

          Number of papers    12
          File                ZIP

        What you can do

        - Fetch the file within 72 hours, at the address below. You need not sign
          in.
        - Whoever has the address can read what is in the file. Do not pass it on.
        - When its time is over, ask for the file again.

        Your file
        https://api.example/bill/export?reference=7&passwd=Tk7Gq2mZx9Lw4Rb6Vn1Hs8Yd3Jf5Pc0A

        Perennial Hosting
        This message is about your account ab12345-ovh.
    "#]],
    );
}

#[test]
fn bills_in_finnish() {
    check(
        &mail(&notice(NoticeKind::PapersExported, 1), "fi_FI"),
        &expect![[r#"
        Subject: Laskusi ovat noudettavissa

        Hei Anna Virtanen,

        Pyytämäsi laskut voi noutaa yhtenä tiedostona.

          Asiakirjoja    12
          Tiedosto       ZIP

        Näin voit toimia

        - Nouda tiedosto 72 tunnin kuluessa alla olevasta osoitteesta. Kirjautua ei
          tarvitse.
        - Kuka tahansa, jolla on osoite, voi lukea tiedoston sisällön. Älä anna sitä
          muille.
        - Kun aika on kulunut umpeen, pyydä tiedosto uudelleen.

        Tiedostosi
        https://api.example/bill/export?reference=7&passwd=Tk7Gq2mZx9Lw4Rb6Vn1Hs8Yd3Jf5Pc0A

        Perennial Hosting
        Tämä viesti koskee asiakastiliä ab12345-ovh.
    "#]],
    );
}

#[test]
fn credit_notes_in_french() {
    let mut notice = notice(NoticeKind::PapersExported, 1);
    if let Some(NoticeSubject::Papers { kind, archive, .. }) = &mut notice.subject {
        (*kind, *archive) = (PaperKind::CreditNote, Archive::Csv);
    }
    check(
        &mail(&notice, "fr_FR"),
        &expect![[r#"
        Subject: Vos avoirs sont prêts

        Bonjour Anna Virtanen,

        Les avoirs que vous avez demandés peuvent être téléchargés en un seul
        fichier.

          Nombre de documents    12
          Fichier                CSV

        Ce que vous pouvez faire

        - Téléchargez le fichier dans les 72 heures, à l’adresse ci-dessous. Il
          n’est pas nécessaire de vous identifier.
        - Quiconque a cette adresse peut lire le contenu du fichier. Ne la
          transmettez à personne.
        - Une fois ce délai passé, demandez le fichier de nouveau.

        Votre fichier
        https://api.example/bill/export?reference=7&passwd=Tk7Gq2mZx9Lw4Rb6Vn1Hs8Yd3Jf5Pc0A

        Perennial Hosting
        Ce message concerne votre compte ab12345-ovh.
    "#]],
    );
}

#[test]
fn without_its_token_there_is_no_letter() {
    let notice = notice(NoticeKind::PapersExported, 1);
    assert_eq!(compose(&notice, &reader("en"), &HEAD, None), Err(ComposeError::NoToken));
}
