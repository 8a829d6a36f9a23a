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
site-services-months = Mikä päättyy milloin
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

site-services-all = Kaikki palvelut
site-nothing-title = Ei löydy
site-nothing-text = Tässä osoitteessa ei ole mitään, tai se ei ole sinun. Palaa palveluihisi.
site-about = Tiedot
site-plan = Tuotepaketti
site-begun = Alkaen
site-engaged = Sidottu asti
site-option-of = Lisäpalvelu palveluun
site-options = Lisäpalvelut
site-contacts = Yhteyshenkilöt
site-at-expiry = Kun se päättyy
site-at-expiry-text = Mitä tapahtuu { $day }?
site-renew-automatic = Uusi automaattisesti
site-renew-automatic-hint = Maksutapaasi veloitetaan ennen päättymistä.
site-renew-manual = Uusin sen itse
site-renew-manual-hint = Sinua muistutetaan ajoissa. Ellet uusi sitä, se päättyy.
site-renew-end = Anna sen päättyä
site-renew-end-hint = Sitä ei uusita, ja se poistetaan sen päättyessä.
site-renew-engagement = Anna sen päättyä sidonnaisuuden mukana
site-renew-engagement-hint = Sitä uusitaan, kunnes sidonnaisuus päättyy, eikä sen jälkeen.
site-every = Kerrallaan
site-save = Tallenna
site-renew-now = Uusi nyt
site-renew-for = Kuinka pitkäksi ajaksi
site-renew-what = Mitä uusitaan
site-renew-until = Sitten asti
site-renew-reckon = Näytä hinta
site-renew-order = Tilaa
site-renew-order-hint = Maksat seuraavassa vaiheessa. Tilaus on voimassa { $day } asti.
site-renew-none = Sitä ei voi nyt uusia.
site-renew-nothing = Valitse ensin kausi. Mitään ei tilattu.
site-renew-other-price = Hinta on muuttunut. Katso se alta; mitään ei tilattu.
site-own-name = Oma nimesi sille
site-own-name-text = Näytetään sinulle sen oman nimen sijasta; tyhjä, jos ei mitään
site-net = Veroton
site-tax = Vero
site-gross = Yhteensä
site-period-months = { $count ->
    [one] Kuukausi
   *[other] { $count } kuukautta
 }
site-period-years = { $count ->
    [one] Vuosi
   *[other] { $count } vuotta
 }

site-orders = Tilaukset
site-orders-all = Kaikki tilaukset
site-orders-none = Mitään ei ole vielä tilattu. Uusi jokin palveluistasi.
site-order = Tilaus
site-order-title = Tilaus { $id }
site-placed = Tehty
site-order-placed = Tehty { $day }
site-for = Mistä
site-from = Alkaen
site-and-more = { $name } ja { $count } muuta
site-order-unpaid = maksamatta
site-order-over = vanhentunut
site-order-paying = maksu kesken
site-order-paid = maksettu
site-order-cancelled = peruutettu
site-order-unpaid-text = Maksa viimeistään { $day }. Palvelut jatkuvat heti, ja saat laskun.
site-order-over-text = Sitä ei voi enää maksaa. Tilaa uudelleen palvelun sivulta.
site-order-no-means = Sen maksamiseen ei ole rekisteröity mitään. Lisää ensin maksutapa.
site-order-paying-text = Maksu on kesken. Mitään muuta ei veloiteta ennen kuin sen tulos tiedetään.
site-order-paid-text = Se maksettiin { $day }, ja sen palvelut jatkuvat.
site-order-cancelled-text = Se peruutettiin { $day }. Mitään ei veloitettu.
site-pay-with = Maksa
site-pay = Maksa { $amount }
site-pay-choose = Valitse, millä maksat. Mitään ei veloitettu.
site-bill-pdf = Lasku { $number } (PDF)
site-bill-page = Lasku sivuna
site-order-pdf = Tilaus PDF:nä
site-order-page = Tilaus sivuna

site-bills = Laskut
site-bills-none = Laskuja ei vielä ole.
site-notes = Hyvityslaskut
site-note-of = laskusta { $bill }
site-number = Numero
site-issued = Päivätty
site-download = Lataa
site-pdf-of = { $number } PDF:nä
site-export = Monta kerralla
site-export-text = Linkki tiedostoon lähetetään osoitteeseen { $email }.
site-export-what = Mitkä
site-export-as = Muodossa
site-export-zip = PDF-tiedostot ja taulukko (ZIP)
site-export-csv = Taulukko (CSV)
site-export-from = Alkaen
site-export-to = Asti
site-export-do = Vie
site-export-done = Viesti, jossa on linkki, on matkalla.

site-means = Maksaminen
site-prepaid = Ennakkotili
site-points = Kanta-asiakaspisteet
site-owed = Velkaa
site-methods = Maksutavat
site-method = Maksutapa
site-methods-none = Maksutapaa ei ole rekisteröity. Ilman sitä mitään ei uusita automaattisesti.
site-method-default = veloitetaan ensin
site-method-make-default = Veloita ensin
site-method-remove-which = Poista { $method }
site-remove = Poista
site-good-until = Voimassa
site-what-to-do = Toiminnot
site-means-add = Lisää maksutapa
site-means-add-text = Jatkat maksupalvelun sivulla ja palaat tänne.
site-means-choose = Valitse maksutapa.
site-method-valid = voimassa
site-method-validating = vahvistettava
site-method-expired = vanhentunut
site-method-failed = hylätty
site-method-refused = viimeksi hylätty
site-method-canceled = peruttu
site-method-rejected = ei vahvistettu
site-kind-bank = Pankkitili
site-kind-card = Kortti
site-kind-deferred = Laskulle
site-kind-paypal = PayPal

site-forecast = Ennuste
site-forecast-text = Mitä seuraavan vuoden aikana veloitetaan nykytilanteessa, verot mukaan lukien.
site-forecast-chart = Veloitukset kuukausittain; samat summat ovat alla taulukossa
site-forecast-total = Vuodessa
site-dooms = Mikä päättyy tai ei onnistu
site-day = Päivä
site-doom-not-renewed = Sitä ei uusita.
site-doom-suspended = Se suljetaan väliaikaisesti. Uusi se ennen kuin se poistetaan.
site-doom-ended = Se päättyy, kuten pyysit.
site-doom-deleted = Se poistetaan, koska sitä ei uusittu.
site-debits = Veloitukset
site-debits-none = Mitään ei veloiteta. Automaattisesti uusittavat palvelut näkyvät tässä.
site-with = Millä
site-more = ja { $count } muuta
site-calendar = Kalenterissasi
site-calendar-text = Kalenteriohjelma näyttää nämä päivät, kun se saa tämän osoitteen. Osoitteen tietävä voi lukea palvelujesi nimet; uusi salasana tekee uuden osoitteen.
site-calendar-address = Sen osoite
site-calendar-name = { $seller }: palvelut
site-calendar-expires = { $name } päättyy
site-calendar-debit = { $count ->
    [one] Yksi palvelu veloitetaan
   *[other] { $count } palvelua veloitetaan
 }

site-notices = Ilmoitukset
site-notices-none = Sinulle ei ole vielä lähetetty mitään.
site-notice-waiting = matkalla
site-notice-sent = lähetetty
site-notice-kept = luettavissa tässä
site-notice-failed = ei perillä

site-programs = Ohjelmat
site-programs-text = Sovellukset, jotka olet tehnyt tai joiden olet sallinut käyttää tiliäsi.
site-applications-none = Sovelluksia ei ole.
site-credentials-none = Se ei tällä hetkellä voi tehdä tililläsi mitään.
site-remove-which = Poista { $what }
site-may = Se saa
site-from-addresses = vain osoitteista { $addresses }
site-made = Tehty
site-used = Viimeksi käytetty
site-never = ei koskaan
site-for-ever = peruutukseen asti
site-end = Peruuta
site-credential-pending = sallittava
site-credential-validated = voimassa
site-credential-refused = kielletty
site-credential-expired = päättynyt
site-clients = OAuth2-asiakkaat
site-name = Nimi
