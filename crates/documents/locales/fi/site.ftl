# Kirjautuneen käyttäjän sivut suomeksi.
#
# Se, mitä viesti voi käyttää, on sanottu englanninkielisessä tiedostossa.

site-skip = Sisältöön
site-read-only = Ylläpitäjä lukee näitä sivuja. Täällä ei voi muuttaa mitään; ”Kirjaudu ulos” lopettaa lukemisen.
site-reading = Luetaan sivuja: { $account }
site-pages = Sivut
site-services = Palvelut
site-sign-in = Kirjautuminen
site-turn = Lisää luettelosta
site-turn-shown = { $first }–{ $last } / { $count }
site-turn-back = Edelliset
site-turn-on = Seuraavat

site-services-held = Palveluja
site-services-soon = Päättyy kuukauden sisällä
site-services-over = Päättynyt
site-search = Nimi
site-product = Tuote
site-all = Kaikki
site-expires = Päättyy
site-any-time = Milloin tahansa
site-within-a-month = Kuukauden sisällä
site-is-over = Jo päättynyt
site-find = Etsi
site-services-found = { $count ->
    [one] Yksi palvelu
   *[other] { $count } palvelua
 }
site-service = Palvelu
site-state = Tila
site-what-comes = Mitä seuraavaksi
site-price-net = Seuraava kausi, veroton
site-services-none = Mikään palvelu ei täsmää. Muuta hakua.

site-state-creation = luodaan
site-state-active = käytössä
site-state-expired = päättynyt
site-state-unpaid = maksamatta
site-state-suspended = suljettu väliaikaisesti
site-state-deleted = poistettu
site-state-closed = sulkemasi
site-renews-on = Uusitaan { $day }
site-ends-on = Päättyy { $day }
site-lapses = Päättyy, ellet uusi sitä
site-nothing-planned = Ei suunnitelmia
