# Selaimen sivut suomeksi.
#
# Se, mitä viesti voi käyttää, on sanottu sen edellä.

web-signed-in = Kirjautuneena: { $account }
web-sign-out = Kirjaudu ulos
web-sign-in-title = Kirjaudu sisään
web-sign-in-text = Tunnuksella ja salasanalla, jotka sinulla on meillä.
web-account = Tunnus
web-password = Salasana
web-sign-in = Kirjaudu
web-sign-in-wrong = Tunnus tai salasana on väärin. Muuta ei kerrota, jottei kukaan voi kokeilla tunnuksia.
web-throttled = Yrityksiä oli liian monta. Odota minuutti ennen seuraavaa.
web-throttled-long = Koodi oli väärin liian monta kertaa. Tuntiin tälle tunnukselle ei oteta koodeja. Jos se et ollut sinä, joku tietää salasanasi.
web-signed-out-title = Uloskirjautuminen
web-signed-out-text = Tällä selaimella ei ole enää kirjautuneena ketään.

web-code-title = Toinen tunniste
web-code-text = Anna koodi, jonka todennussovelluksesi näyttää nyt.
web-code = Koodi
web-code-hint = 6 numeroa
web-code-wrong = Koodi on väärä, vanhentunut tai jo käytetty. Odota seuraavaa.
web-confirm = Vahvista
web-cancel = Peruuta
web-back = Takaisin

web-sent-before = Lomake on jo lähetetty, tai jotakin on muuttunut sen jälkeen. Tässä se on uudelleen.
web-foreign-title = Ei lähetetty täältä
web-foreign-text = Lomake lähetettiin jonkun muun sivulta. Mitään ei tehty. Avaa sivu täällä ja lähetä lomake uudelleen.
web-trouble-title = Jokin meni vikaan
web-trouble-text = Vika on meissä, eikä mitään muutettu. Yritä myöhemmin uudelleen.

web-account-title = Kirjautumisesi
web-password-set = Salasana
web-password-set-on = asetettu { $date }
web-factor = Toinen tunniste
web-factor-on = todennussovelluksen koodit
web-factor-off = ei ole; pelkkä salasana riittää kirjautumiseen
web-change-password = Vaihda salasana
web-set-factor = Ota toinen tunniste käyttöön
web-remove-factor = Poista toinen tunniste
web-everywhere = Kirjaudu ulos kaikkialta
web-make-application = Rekisteröi sovellus
web-make-token = Tee avaimet ohjelmalle

web-new-password-title = Vaihda salasana
web-new-password-text = Kaikki selaimet kirjataan ulos; ohjelmien avaimet pysyvät voimassa.
web-present-password = Nykyinen salasana
web-new-password = Uusi salasana
web-new-password-hint = vähintään 12 merkkiä
web-new-password-again = Uusi salasana uudelleen
web-change = Vaihda
web-present-password-wrong = Nykyinen salasana on väärin.
web-passwords-differ = Uudet salasanat eroavat toisistaan.
web-password-short = Uudessa salasanassa on { $count } merkkiä; niitä pitää olla vähintään { $least }. Kolme tai neljä sanaa riittää.
web-password-long = Uusi salasana on pidempi kuin { $most } tavua.
web-password-monotonous = Uudessa salasanassa on tuskin eri merkkejä. Valitse vaikeammin arvattava.
web-password-names = Uudessa salasanassa on tunnuksen nimi. Valitse vaikeammin arvattava.
web-password-changed = Salasana on vaihdettu. Kirjaudu sisään uudella.

web-factor-title = Ota toinen tunniste käyttöön
web-factor-text = Lue kuva todennussovelluksella tai kirjoita siihen salaisuus. Anna sitten koodi, jonka sovellus näyttää. Sen jälkeen kirjautumiseen tarvitaan sekä salasana että koodi.
web-factor-secret = Salaisuus
web-factor-picture = Salaisuus QR-koodina
web-factor-set = Toinen tunniste on käytössä. Kirjaudu sisään koodilla.
web-factor-remove-text = Pelkkä salasana riittää sen jälkeen kirjautumiseen. Vahvista salasanallasi.
web-factor-removed = Toinen tunniste on poistettu. Kirjaudu sisään pelkällä salasanalla.
web-everywhere-text = Kaikki selaimet, joilla tälle tunnukselle on kirjauduttu, kirjataan ulos, myös tämä. Ohjelmien avaimet pysyvät voimassa.

web-grant-title = Saako sovellus käyttää tunnustasi?
web-grant-text = { $application } pyytää saada tehdä tunnuksellasi tämän:
web-grant-application = Sovellus
web-grant-description = Mitä se kertoo itsestään
web-grant-may = Se saa
web-rule = { $verb ->
    [GET] lukea: { $path }
    [POST] tehdä tai lisätä: { $path }
    [PUT] muuttaa: { $path }
   *[DELETE] poistaa: { $path }
}
web-rule-all = { $verb ->
    [GET] lukea kaiken
    [POST] tehdä ja lisätä kaikkea: tilata, maksaa, rekisteröidä
    [PUT] muuttaa kaikkea
   *[DELETE] poistaa kaikkea
}
web-grant-from = Mistä
web-grant-anywhere = mistä tahansa osoitteesta
web-validity = Kuinka kauan
web-validity-days = { $days ->
    [0] kunnes lupa perutaan
    [1] yhden päivän
   *[other] { $days } päivää
}
web-allow = Salli
web-refuse = Kiellä
web-allowed-title = Sallittu
web-allowed-text = Sovellus saa nyt käyttää tunnustasi. Palaa siihen.
web-refused-title = Kielletty
web-refused-text = Sovellus ei saa käyttää tunnustasi.
web-no-grant-title = Ei päätettävää
web-no-grant-text = Tässä osoitteessa ei odota kukaan: siitä on jo päätetty, se on liian vanha tai osoite on vajaa. Aloita sovelluksessa alusta.

web-application-title = Rekisteröi sovellus
web-application-text = Ohjelma tarvitsee sovelluksen avaimen ja salaisuuden. Käyttäjät antavat sille luvan kukin omalle tunnukselleen.
web-name = Nimi
web-description = Mitä se tekee
web-create = Tee
web-application-made = Sovellus on rekisteröity
web-token-title = Tee avaimet ohjelmalle
web-token-text = Sovellus ja lupa käyttää omaa tunnustasi, yhdellä kertaa.
web-rights = Mitä se saa kutsua
web-rights-hint = GET /me
web-addresses = Mistä osoitteista (tyhjä: mistä tahansa)
web-token-made = Avaimet on tehty
web-keys-once = Kopioi ne nyt: salaisuuksia ei näytetä uudelleen.
web-application-key = Sovelluksen avain
web-application-secret = Sovelluksen salaisuus
web-consumer-key = Käyttäjän avain
web-no-rights = Kerro, mitä se saa kutsua: kullakin rivillä menetelmä ja polku, kuten GET /me.
web-right-wrong = ”{ $line }” ei ole oikeus. Kirjoita menetelmä ja polku, kuten GET /me.

web-forgotten-title = Salasana unohtunut
web-forgotten-text = Kerro tunnuksesi. Sen sähköpostiosoitteeseen lähetetään viesti, jolla uuden salasanan voi asettaa.
web-forgotten-send = Lähetä viesti
web-forgotten-sent = Jos tällainen tunnus on, viesti on matkalla. Se on voimassa tunnin.
web-forgotten-throttled = Olet pyytänyt tätä liian usein. Odota tunti ja etsi viestit sillä välin.
web-forgotten-over = Tätä osoitetta on jo käytetty, se on liian vanha tai sitä ei kopioitu kokonaan. Pyydä uusi viesti.
