# Mails in Finnish.
#
# Names of services are never inflected: they stand as the subject of the sentence, before a colon, or after a noun
# that is inflected instead of them. What sentences may use is listed in the English file.

greeting = { $reader ->
    [none] Hyvä asiakas,
   *[other] Hei { $reader },
}
closing = Ystävällisin terveisin
manage = Hallitse palvelujasi
account = Asiakastunnus
automatic = Tämä viesti lähetettiin automaattisesti, koska se koskee palvelujasi.
pair = { $label }: { $value }
more = ja { $rest } muuta
points = { $number ->
    [one] { $text } piste
   *[other] { $text } pistettä
}

column-service = Palvelu
column-expires = Päättyy
column-expired = Päättyi
column-new-expiry = Uusi päättymispäivä
column-renewal = Uusitaan
column-suspension = Keskeytetään
column-deletion = Poistetaan
column-price = Veroton hinta
total-before-tax = Yhteensä ilman veroja
total-with-tax = Yhteensä veroineen

renewal-ahead-subject = { $count ->
    [one] { $days ->
        [0] { $name } uusitaan automaattisesti
       *[other] { $name } uusitaan { $on }
    }
   *[other] { $days ->
        [0] { $count } palvelua uusitaan automaattisesti
        [one] { $count } palvelua uusitaan { $on }
       *[other] { $count } palvelua uusitaan, ensimmäinen { $on }
    }
}
renewal-ahead-lead = { $count ->
    [one] { $days ->
        [0] Seuraava palvelu uusitaan automaattisesti:
       *[other] Seuraava palvelu uusitaan automaattisesti { $on }:
    }
   *[other] { $days ->
        [0] Seuraavat { $count } palvelua uusitaan automaattisesti:
        [one] Seuraavat { $count } palvelua uusitaan automaattisesti { $on }:
       *[other] Seuraavat { $count } palvelua uusitaan automaattisesti, kukin omana päivänään:
    }
}
renewal-ahead-advice = Sinun ei tarvitse tehdä mitään. Hinta veroineen veloitetaan uusimispäivänä ennakkomaksutililtäsi, jos sen saldo riittää, ja muuten oletusmaksutavaltasi.
renewal-ahead-note = { $count ->
    [one] Jos et halua uusia palvelua, poista sen automaattinen uusiminen käytöstä ennen uusimispäivää.
   *[other] Jos et halua uusia jotakin näistä palveluista, poista sen automaattinen uusiminen käytöstä ennen uusimispäivää.
}

expiry-ahead-subject = { $count ->
    [one] { $name } päättyy { $expires }
   *[other] { $expiries ->
        [one] { $count } palvelua päättyy { $expires }
       *[other] { $count } palvelua päättyy pian, ensimmäinen { $expires }
    }
}
expiry-ahead-lead = { $count ->
    [one] Seuraavaa palvelua ei uusita automaattisesti, ja se päättyy pian:
   *[other] Seuraavat { $count } palvelua päättyvät pian, eikä niitä uusita automaattisesti:
}
expiry-ahead-advice = { $count ->
    [one] Jos haluat pitää palvelun, uusi se ennen päättymispäivää { $expires }. Muuten palvelu keskeytetään sinä päivänä ja poistetaan myöhemmin.
   *[other] { $expiries ->
        [one] Jos haluat pitää palvelut, uusi ne ennen päättymispäivää { $expires }. Muuten palvelut keskeytetään sinä päivänä ja poistetaan myöhemmin.
       *[other] Jos haluat pitää palvelut, uusi kukin niistä ennen sen päättymispäivää. Muuten palvelu keskeytetään sinä päivänä ja poistetaan myöhemmin.
    }
}
expiry-ahead-note = { $count ->
    [one] Jos et enää tarvitse palvelua, sinun ei tarvitse tehdä mitään.
   *[other] Jos et enää tarvitse palveluja, sinun ei tarvitse tehdä mitään.
}

renewed-subject = { $count ->
    [one] { $name } on uusittu, uusi päättymispäivä { $expires }
   *[other] { $count } palvelua on uusittu
}
renewed-lead = { $count ->
    [one] Seuraava palvelu on uusittu automaattisesti:
   *[other] Seuraavat { $count } palvelua on uusittu automaattisesti:
}
renewed-paid = { $means ->
    [bankAccount] Veloitimme pankkitililtäsi suoraveloituksena { $amount }, verot mukaan lukien.
    [creditCard] Veloitimme kortiltasi { $amount }, verot mukaan lukien.
    [deferredPaymentAccount] Lisäsimme laskutustilillesi { $amount }, verot mukaan lukien.
    [paypal] Veloitimme PayPal-tililtäsi { $amount }, verot mukaan lukien.
    [ovhAccount] Veloitimme ennakkomaksutililtäsi { $amount }, verot mukaan lukien.
    [fidelityAccount] Maksu suoritettiin kanta-asiakaspisteilläsi: { $amount }, verot mukaan lukien.
   *[other] Veloitimme { $amount }, verot mukaan lukien.
}
renewed-note = { $order ->
    [none] Lasku on nähtävissä asiakastililläsi.
   *[other] Lasku on nähtävissä asiakastililläsi. Tilauksen numero on { $order }.
}

payment-failed-subject = { $count ->
    [one] { $name }: uusimisen maksu epäonnistui
   *[other] { $count } palvelun uusimisen maksu epäonnistui
}
payment-failed-lead = { $count ->
    [one] Seuraavan palvelun automaattista uusimista ei voitu maksaa, koska maksutapaa ei ollut käytettävissä tai maksu hylättiin:
   *[other] Seuraavien { $count } palvelun automaattista uusimista ei voitu maksaa, koska maksutapaa ei ollut käytettävissä tai maksu hylättiin:
}
payment-failed-advice = { $order ->
    [none] Lisää toimiva maksutapa tai uusi palvelu itse
   *[other] { $amount ->
        [none] Maksa tilaus { $order } tai lisää toimiva maksutapa
       *[other] Maksa tilaus { $order } ({ $amount }, verot mukaan lukien) tai lisää toimiva maksutapa
    }
} { $days ->
    [0] mahdollisimman pian.
    [one] ennen keskeytyspäivää { $on }.
   *[other] ennen ensimmäistä keskeytyspäivää { $on }.
}
payment-failed-note = { $count ->
    [one] Muuten palvelu keskeytetään. Saatamme yrittää veloitusta uudelleen ennen sitä.
   *[other] Muuten palvelut keskeytetään. Saatamme yrittää veloitusta uudelleen ennen sitä.
}

not-renewable-subject = { $count ->
    [one] { $name }: palvelua ei voida uusia automaattisesti
   *[other] { $count } palvelua ei voida uusia automaattisesti
}
not-renewable-lead = { $count ->
    [one] Seuraava palvelu on määritetty uusittavaksi automaattisesti, mutta se ei ole mahdollista:
   *[other] Seuraavat { $count } palvelua on määritetty uusittaviksi automaattisesti, mutta se ei ole mahdollista:
}
not-renewable-advice = { $count ->
    [one] Jos haluat pitää palvelun, uusi se itse ennen päättymispäivää { $expires }. Muuten palvelu keskeytetään sinä päivänä.
   *[other] Jos haluat pitää palvelut, uusi kukin niistä itse ennen sen päättymispäivää. Muuten palvelu keskeytetään sinä päivänä.
}
not-renewable-note = Jos sekään ei onnistu, ota meihin yhteyttä.

suspended-subject = { $count ->
    [one] { $name }: palvelu on keskeytetty
   *[other] { $count } palvelua on keskeytetty
}
suspended-lead = { $count ->
    [one] Seuraava palvelu on keskeytetty, koska sitä ei uusittu ajoissa:
   *[other] Seuraavat { $count } palvelua on keskeytetty, koska niitä ei uusittu ajoissa:
}
suspended-advice = { $count ->
    [one] { $days ->
        [0] Saat palvelun takaisin käyttöön uusimalla sen mahdollisimman pian. Muuten se poistetaan pysyvästi.
       *[other] Saat palvelun takaisin käyttöön uusimalla sen ennen poistopäivää { $on }. Muuten se poistetaan sinä päivänä pysyvästi.
    }
   *[other] { $days ->
        [0] Saat palvelut takaisin käyttöön uusimalla ne mahdollisimman pian. Muuten ne poistetaan pysyvästi.
        [one] Saat palvelut takaisin käyttöön uusimalla ne ennen poistopäivää { $on }. Muuten ne poistetaan sinä päivänä pysyvästi.
       *[other] Saat palvelut takaisin käyttöön uusimalla kunkin ennen sen poistopäivää. Sen jälkeen palvelua ei voida enää palauttaa.
    }
}

deleted-subject = { $count ->
    [one] { $name }: palvelu on poistettu
   *[other] { $count } palvelua on poistettu
}
deleted-lead = { $count ->
    [one] Seuraava palvelu on poistettu, koska se päättyi eikä sitä uusittu:
   *[other] Seuraavat { $count } palvelua on poistettu, koska ne päättyivät eikä niitä uusittu:
}
deleted-advice = { $count ->
    [one] Palvelua ei voida palauttaa. Jos tarvitset sitä yhä, tee uusi tilaus.
   *[other] Palveluja ei voida palauttaa. Jos tarvitset niitä yhä, tee uusi tilaus.
}
deleted-note = Jos tämä tuli sinulle yllätyksenä, ota meihin yhteyttä.
