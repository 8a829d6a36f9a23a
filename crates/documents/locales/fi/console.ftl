# Konsoli suomeksi.
#
# Viestin tiedot luetellaan sen edellä. Myös skriptin myöhemmin täyttämät tiedot annetaan nimellään.

console-title = Konsoli
console-lead = Tämän rajapinnan kaikki toiminnot: mitä ne ottavat, mitä ne vastaavat ja miten niitä kutsutaan. Kutsut tunnuksella { $account }.
console-operations = Toiminnot
console-search = Hae poluista ja kuvauksista
console-loading = Toimintoja haetaan…
console-no-script = Konsoli tarvitsee JavaScriptin. Rajapinnan kuvaus on luettavissa ilmankin:
console-welcome = Valitse toiminto.
console-key-search = siirtyy hakuun
console-key-move = liikkuvat luettelossa
console-key-open = avaa toiminnon, haussa ensimmäisen löytyneen
console-addresses = Jokaisella toiminnolla on oma osoitteensa, esimerkiksi { $address }. Jos osoitteessa on palvelun tunniste, se täytetään valmiiksi.
console-with-keys = Ohjelmat kutsuvat avaimilla. Tee avaimet, joilla ohjelma saa tehdä vain sen, mitä se tarvitsee.
console-make-keys = Tee avaimet
console-confirm = Tehdäänkö tämä kutsu?
# $account: kenen tili
console-confirm-sandbox = Se voi muuttaa jotakin tilillä { $account }. Tämä palvelin on hiekkalaatikko: rahaa ei liiku.
console-confirm-real = Se voi muuttaa jotakin tilillä { $account } ja maksaa rahaa. Tämä palvelin ei ole hiekkalaatikko.
console-send = Tee kutsu
console-cancel = Peruuta

console-copied = Kopioitu
console-not-copied = Selain ei anna tämän sivun kopioida. Valitse teksti itse.
console-required = pakollinen
console-nullable = voi olla null
console-read-only = vain luettavissa
console-body = Runko
# $on, $until: päivät
console-deprecated = Vanhentunut { $on } alkaen, voi poistua { $until }. Sen sijaan:
console-deprecated-mark = vanhentunut
console-beta = Voi muuttua (beta)
console-answers = Vastaus
console-iam = Nimi käyttöoikeuksissa
console-errors = Virheet
console-access = Pääsy
console-open = Avoin kaikille
console-copy-link = Kopioi linkki
console-keys = Tee tähän avaimet
console-schema = Skeema
console-choose = Valitse…
console-left-out = (jätetään pois)
console-example = Esimerkki
# $name: minkä
console-example-of = Esimerkki: { $name }
console-list = Luettele
# $path: mistä toiminnosta
console-list-of = Luettele arvot toiminnolla { $path }
# $count: kuinka monta
console-listed = Arvoja löytyi: { $count }
console-key-hint = Kertoo, että kutsu voi saapua kahdesti: se tehdään kerran ja siihen vastataan samoin.
console-batch-hint = Polun viimeisessä muuttujassa on monta avainta tällä merkillä erotettuina; vastauksia on luettelo.
console-page-hint = Tunnisteiden sijasta olioita, sivu kerrallaan.
console-in-path = Polussa
console-in-query = Kyselyssä
console-in-body = Rungossa
console-in-headers = Lisää
console-as-json = Kirjoita runko JSON-muodossa
# $problem: mitä selain sanoo
console-not-json = Tämä ei ole JSON: { $problem }
console-no-dots = Polun osa ei voi olla pelkkiä pisteitä.
console-signed-out = Istuntosi on päättynyt.
console-sign-in = Kirjaudu sisään
# $problem: mitä selain sanoo
console-no-answer = Vastausta ei tullut ({ $problem }). Kutsu on silti voitu tehdä: tarkista ennen kuin toistat sen.
# $count: kuinka monta
console-more = … ja { $count } lisää
# $status, $milliseconds, $bytes: vastauksesta
console-answered = Tila { $status }, { $milliseconds } ms, { $bytes } tavua
console-copy-answer = Kopioi vastaus
# $bytes: sen pituus
console-cut = Vastauksessa on { $bytes } tavua; vain alku näytetään.
console-headers = Otsakkeet
# $count: kuinka monta
console-found = Toimintoja: { $count }
console-found-none = Mikään toiminto ei sovi. Hae jotakin muuta.
console-answer = Vastaus
console-execute = Suorita
console-under-way = Kutsua tehdään
console-parameters = Parametrit
console-in-sandbox = Sinulta kysytään vielä kerran. Tämä on hiekkalaatikko.
console-for-real = Sinulta kysytään vielä kerran. Tämä ei ole hiekkalaatikko.
console-code = Koodina
console-code-hint = Samoilla arvoilla, tälle palvelimelle
console-copy-code = Kopioi koodi
# $text: mitä pyydettiin
console-unknown = Toimintoa { $text } ei ole
console-nearest = Lähimmät ovat:
