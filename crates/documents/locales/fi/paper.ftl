# Orders and bills in Finnish. What a message may use stands in the English file.

paper-bill = Lasku
paper-order = Tilaus
paper-bill-title = Lasku { $number }
paper-order-title = Tilaus { $number }

paper-customer = Laskun saaja
paper-order-customer = Tilaaja
paper-bill-number = Laskun numero
paper-bill-date = Laskun päiväys
paper-order-number = Tilausnumero
paper-order-date = Tilauspäivä
paper-account = Asiakastili
paper-vat = ALV-tunniste
paper-register = Rekisterinumero

paper-item = Palvelu
paper-quantity = Määrä
paper-unit-price = Yksikköhinta
paper-tax-rate = ALV
paper-net = Veroton hinta

paper-period = { $unit ->
    [year] { $count ->
        [one] 1 vuosi
       *[other] { $count } vuotta
    }
   *[other] { $count ->
        [one] 1 kuukausi
       *[other] { $count } kuukautta
    }
}
paper-term = { $period }: { $from } – { $to }

paper-net-total = Veroton yhteensä
paper-tax-total = ALV { $rate }{ $country ->
    [none] {""}
   *[other] {" "}({ $country })
}, veron peruste { $base }
paper-reverse-charge = Käännetty verovelvollisuus: ostaja on verovelvollinen (direktiivin 2006/112/EY 196 artikla).
paper-outside = Myynti ei kuulu Euroopan unionin arvonlisäveron soveltamisalaan (direktiivin 2006/112/EY 44 ja 59 artikla).
paper-gross-due = Maksettavaa (sis. ALV)
paper-gross-total = Yhteensä (sis. ALV)

paper-due = Maksamatta
paper-due-text = { $amount } on maksettavissa { $date } klo { $time } saakka. Sen jälkeen tilaus peruuntuu itsestään, eikä siitä jää maksettavaa.
paper-paying = Maksu kesken
paper-paying-text = Maksu on aloitettu, mutta sen tulos ei ole vielä tiedossa. Toista maksua ei tarvita.
paper-paid = Maksettu
paper-paid-text = { $amount } on maksettu { $date }{ $means ->
    [none] {""}
    [bankAccount] {" "}pankkitililtä suoraveloituksella
    [deferredPaymentAccount] {" "}laskutustilin kautta
    [paypal] {" "}PayPalilla
    [ovhAccount] {" "}ennakkotililtä
    [fidelityAccount] {" "}kanta-asiakaspisteillä
    [creditCard] {" "}kortilla
   *[other] {""}
}. Maksettavaa ei ole jäljellä.
paper-reference = Maksun viite
paper-cancelled = Peruutettu
paper-cancelled-text = Tilaus on peruutettu. Sitä ei voi enää maksaa, eikä siitä ole maksettavaa.

paper-credit-note = Hyvityslasku
paper-credit-note-title = Hyvityslasku { $number }
paper-credit-note-number = Hyvityslaskun numero
paper-credit-note-date = Hyvityslaskun päiväys
paper-credited-bill = Hyvitettävä lasku
paper-credited-customer = Hyvityksen saaja
paper-reason = Syy
paper-gross-credited = Hyvitys yhteensä (sis. ALV)
paper-returning = Palautus kesken
paper-returning-text = { $amount } on matkalla takaisin { $means ->
    [bankAccount] pankkitilille
    [paypal] PayPaliin
    [creditCard] kortille
   *[other] maksutavalle
}. Laskun palvelut pysyvät ennallaan.
paper-returned = Palautettu
paper-returned-text = { $refused ->
    [yes] Maksutapa ei ottanut rahaa vastaan. { $amount } on siirretty sen sijaan ennakkotilille { $date }.
   *[other] { $amount } on palautettu { $date }{ $means ->
        [bankAccount] {" "}pankkitilille
        [paypal] {" "}PayPaliin
        [creditCard] {" "}kortille
        [ovhAccount] {" "}ennakkotilille
        [fidelityAccount] {" "}kanta-asiakaspisteinä
       *[other] {""}
    }.
} Laskun palvelut pysyvät ennallaan.

paper-order-note = Tämä on tilaus eikä lasku. Lasku laaditaan, kun tilaus on maksettu.

paper-page = Sivu { $page }/{ $pages }
paper-download = Lataa PDF
paper-ubl = Verkkolasku (UBL)
paper-facturx = Verkkolasku (CII)
paper-finvoice = Verkkolasku (Finvoice)

paper-closed = Asiakirjaa ei voi avata
paper-closed-text = Osoite on puutteellinen tai väärä. Avaa se uudelleen sieltä, mistä sen löysit, tai etsi asiakirja asiakastililtäsi.
paper-throttled = Liian monta yritystä
paper-throttled-text = Asiakirjaa on pyydetty liian monta kertaa väärällä salasanalla. Odota minuutti ja avaa se uudelleen.
paper-trouble = Asiakirjaa ei voi juuri nyt näyttää
paper-trouble-text = Vika on meillä. Yritä hetken kuluttua uudelleen.
paper-no-invoice = Tätä asiakirjaa ei ole saatavilla verkkolaskuna
paper-no-invoice-text = Sivulla ja PDF-tiedostossa on kaikki sen tiedot.
