//! Letters that bring the way to set a password.

use expect_test::expect;

use super::*;
use crate::mail::tests::read::check;

#[test]
fn a_new_password_in_english() {
    check(
        &mail(&notice(NoticeKind::PasswordForgotten, 1), "en_GB"),
        &expect![[r#"
            Subject: Set a new password

            Hello Anna Virtanen,

            Somebody has asked for a new password for your account ab12345-ovh, perhaps
            you.

            What you can do

            - Set it within an hour, at the address below. It works once.
            - Do not pass the address on: whoever has it can set your password.
            - If it was not you, do nothing: your password stays as it is.

            Set the password
            https://api.example/auth/new?account=7&until=9&token=Tk7Gq2mZx9Lw4Rb6Vn1Hs8Yd3Jf5Pc0A

            Perennial Hosting
            This message is about your account ab12345-ovh.
        "#]],
    );
}

#[test]
fn a_new_password_in_finnish() {
    check(
        &mail(&notice(NoticeKind::PasswordForgotten, 1), "fi_FI"),
        &expect![[r#"
            Subject: Aseta uusi salasana

            Hei Anna Virtanen,

            Joku, ehkä sinä, on pyytänyt uutta salasanaa tunnuksellesi ab12345-ovh.

            Näin voit toimia

            - Aseta se tunnin kuluessa alla olevassa osoitteessa. Se toimii kerran.
            - Älä anna osoitetta muille: kuka tahansa, jolla se on, voi asettaa
              salasanasi.
            - Jos pyyntö ei ollut sinun, sinun ei tarvitse tehdä mitään: salasanasi
              pysyy ennallaan.

            Aseta salasana
            https://api.example/auth/new?account=7&until=9&token=Tk7Gq2mZx9Lw4Rb6Vn1Hs8Yd3Jf5Pc0A

            Perennial Hosting
            Tämä viesti koskee asiakastiliä ab12345-ovh.
        "#]],
    );
}

#[test]
fn a_new_password_in_french() {
    check(
        &mail(&notice(NoticeKind::PasswordForgotten, 1), "fr_FR"),
        &expect![[r#"
            Subject: Choisissez un nouveau mot de passe

            Bonjour Anna Virtanen,

            Quelqu’un, peut-être vous, a demandé un nouveau mot de passe pour votre
            compte ab12345-ovh.

            Ce que vous pouvez faire

            - Choisissez-le dans l’heure, à l’adresse ci-dessous. Elle fonctionne une
              fois.
            - Ne transmettez pas cette adresse·: qui l’a peut choisir votre mot de
              passe.
            - Si ce n’était pas vous, ne faites rien·: votre mot de passe reste le même.

            Choisir le mot de passe
            https://api.example/auth/new?account=7&until=9&token=Tk7Gq2mZx9Lw4Rb6Vn1Hs8Yd3Jf5Pc0A

            Perennial Hosting
            Ce message concerne votre compte ab12345-ovh.
        "#]],
    );
}
