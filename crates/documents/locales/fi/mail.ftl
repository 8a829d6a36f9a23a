# The mails of notices in Finnish. What a message may use stands in the English file.

hello = Hei { $reader },
advice = Näin voit toimia
manage = Palvelujen hallinta
account = Tämä viesti koskee asiakastiliä { $nichandle }.
expiry-note = Päättymispäivä on ensimmäinen päivä, jota maksu ei enää kata.

service-label = Palvelun numero
plan-label = Tuote
display-name-label = Näyttönimi
expiry-label = Päättymispäivä
new-expiry-label = Uusi päättymispäivä
net-label = Veroton hinta
debit-label = Veloituspäivä
suspension-label = Keskeytyspäivä
deletion-label = Poistopäivä
end-label = Päättyy
order-label = Tilausnumero
paid-label = Maksettu (sis. vero)
due-label = Maksettavaa (sis. vero)
request-label = Pyynnön numero
token-label = Tunniste
contact-label = Yhteyshenkilö
from-label = Tähän asti
to-label = Tästä lähtien
contact-admin = hallinnollinen
contact-billing = laskutus
contact-tech = tekninen
papers-label = Asiakirjoja
archive-label = Tiedosto
bill-label = Laskun numero
reason-label = Syy
refunded-label = Palautettu (sis. vero)
refunded-net-label = Palautettu ilman veroa
refunded-to-label = Palautetaan
refunded-to = { $means ->
    [bankAccount] pankkitilille
    [paypal] PayPaliin
    [ovhAccount] ennakkotilille
    [fidelityAccount] kanta-asiakaspisteinä
    [creditCard] kortille
   *[other] maksutavalle
}
means-label = Maksutapa
method-label = Maksutapa
last-day-label = Viimeinen käyttöpäivä
balance-label = Saldo
threshold-label = Hälytysraja
means = { $means ->
    [bankAccount] pankkitili, suoraveloituksella
    [deferredPaymentAccount] laskutustili
    [paypal] PayPal
    [ovhAccount] ennakkotili
    [fidelityAccount] kanta-asiakaspisteet
    [creditCard] kortti
   *[other] muu maksutapa
}

## Services will be renewed automatically.

renewal-ahead-subject = { $count ->
    [one] { $dates ->
        [same] Palvelu { $name } uusitaan { $date }
       *[other] Palvelu { $name } uusitaan pian
    }
   *[other] { $dates ->
        [same] { $count } palvelua uusitaan { $date }
       *[other] { $count } palvelua uusitaan pian
    }
}
renewal-ahead-opening = { $count ->
    [one] { $dates ->
        [same] Palvelu uusitaan automaattisesti, ja maksu veloitetaan { $date }.
       *[other] Palvelu uusitaan automaattisesti.
    }
   *[other] { $dates ->
        [same] { $count } palvelua uusitaan automaattisesti, ja maksu veloitetaan { $date }.
        [several] { $count } palvelua uusitaan automaattisesti, ja maksut veloitetaan alla mainittuina päivinä.
       *[other] { $count } palvelua uusitaan automaattisesti.
    }
}
renewal-ahead-keep = { $count ->
    [one] Jos palvelu saa jatkua, mitään ei tarvitse tehdä. Varmista vain, että maksutapa on voimassa.
   *[other] Jos palvelut saavat jatkua, mitään ei tarvitse tehdä. Varmista vain, että maksutapa on voimassa.
}
renewal-ahead-change = { $dates ->
    [same] { $count ->
        [one] Jos et halua uusia palvelua, muuta sen uusimisasetuksia ennen { $date }.
       *[other] Jos et halua uusia palveluja, muuta niiden uusimisasetuksia ennen { $date }.
    }
   *[other] { $count ->
        [one] Jos et halua uusia palvelua, muuta sen uusimisasetuksia ennen veloitusta.
       *[other] Jos et halua uusia palveluja, muuta niiden uusimisasetuksia ennen veloitusta.
    }
}

## Services expire unless they are renewed by hand.

expiry-ahead-subject = { $count ->
    [one] Palvelu { $name } päättyy { $date }
   *[other] { $dates ->
        [same] { $count } palvelua päättyy { $date }
       *[other] { $count } palvelua päättyy pian
    }
}
expiry-ahead-opening = { $count ->
    [one] Palvelu päättyy { $date }, eikä sitä uusita automaattisesti.
   *[other] { $dates ->
        [same] { $count } palvelua päättyy { $date }, eikä niitä uusita automaattisesti.
       *[other] { $count } palvelua päättyy pian, eikä niitä uusita automaattisesti.
    }
}
expiry-ahead-renew = { $count ->
    [one] Jos haluat pitää palvelun, uusi se ennen { $date }.
   *[other] { $dates ->
        [same] Jos haluat pitää palvelut, uusi ne ennen { $date }.
       *[other] Jos haluat pitää palvelut, uusi kukin niistä ennen sen päättymispäivää.
    }
}
expiry-ahead-automatic = { $count ->
    [one] Voit myös ottaa käyttöön automaattisen uusimisen, jolloin palvelu uusitaan jatkossa ilman eri toimia.
   *[other] Voit myös ottaa käyttöön automaattisen uusimisen, jolloin palvelut uusitaan jatkossa ilman eri toimia.
}
expiry-ahead-lapse = { $count ->
    [one] Jos et enää tarvitse palvelua, mitään ei tarvitse tehdä: palvelu keskeytetään päättymispäivänä ja poistetaan
        myöhemmin tietoineen.
   *[other] Jos et enää tarvitse palveluja, mitään ei tarvitse tehdä: palvelut keskeytetään päättymispäivinään ja
        poistetaan myöhemmin tietoineen.
}

## Services were renewed automatically, and paid.

renewed-subject = { $count ->
    [one] Palvelu { $name } on uusittu { $date } asti
   *[other] { $dates ->
        [same] { $count } palvelua on uusittu { $date } asti
       *[other] { $count } palvelua on uusittu
    }
}
renewed-opening = { $count ->
    [one] Palvelu on uusittu ja maksettu. Kiitos! Mitään ei tarvitse tehdä.
   *[other] { $count } palvelua on uusittu ja maksettu. Kiitos! Mitään ei tarvitse tehdä.
}
renewed-bill = Lasku löytyy asiakastililtä.
renewed-change = { $count ->
    [one] Jos haluat ensi kerralla uusia palvelun toisin tai jättää sen uusimatta, muuta sen uusimisasetuksia.
   *[other] Jos haluat ensi kerralla uusia palvelut toisin tai jättää ne uusimatta, muuta niiden uusimisasetuksia.
}

## An automatic renewal was not paid.

payment-failed-subject = { $count ->
    [one] Maksu epäonnistui: palvelu { $name } on uusimatta
   *[other] Maksu epäonnistui: { $count } palvelua on uusimatta
}
payment-failed-opening = { $count ->
    [one] Palvelu yritettiin uusia automaattisesti { $day }, mutta maksu epäonnistui. Palvelu on toistaiseksi
        käytössä.
   *[other] { $count } palvelua yritettiin uusia automaattisesti { $day }, mutta maksu epäonnistui. Palvelut ovat
        toistaiseksi käytössä.
}
payment-failed-pay = { $ordered ->
    [yes] { $dates ->
        [none] Maksa tilaus { $order } mahdollisimman pian.
       *[other] Maksa tilaus { $order } ennen { $date }.
    }
   *[other] { $dates ->
        [none] Maksa uusiminen mahdollisimman pian.
       *[other] Maksa uusiminen ennen { $date }.
    }
}
payment-failed-means = Voit myös tarkistaa maksutavat: heti kun asiakastilille on lisätty voimassa oleva maksutapa,
    maksua yritetään automaattisesti uudelleen.
payment-failed-otherwise = { $dates ->
    [same] { $count ->
        [one] Jos uusimista ei makseta, palvelu keskeytetään { $date }.
       *[other] Jos uusimista ei makseta, palvelut keskeytetään { $date }.
    }
   *[other] { $count ->
        [one] Jos uusimista ei makseta, palvelu keskeytetään.
       *[other] Jos uusimista ei makseta, palvelut keskeytetään yllä mainittuina päivinä.
    }
}

## Services cannot be renewed automatically.

not-renewable-subject = { $count ->
    [one] Palvelua { $name } ei voida uusia automaattisesti
   *[other] { $count } palvelua ei voida uusia automaattisesti
}
not-renewable-opening = { $count ->
    [one] Palvelu on asetettu uusittavaksi automaattisesti, mutta sitä ei voida uusia. Yleensä syynä on, ettei palvelun
        uusimisjaksolle ole hintaa.
   *[other] { $count } palvelua on asetettu uusittavaksi automaattisesti, mutta niitä ei voida uusia. Yleensä syynä on,
        ettei palvelujen uusimisjaksolle ole hintaa.
}
not-renewable-choose = { $dates ->
    [same] { $count ->
        [one] Valitse toinen uusimisjakso ennen { $date }, niin palvelu uusitaan automaattisesti.
       *[other] Valitse toinen uusimisjakso ennen { $date }, niin palvelut uusitaan automaattisesti.
    }
   *[other] { $count ->
        [one] Valitse toinen uusimisjakso ennen päättymispäivää, niin palvelu uusitaan automaattisesti.
       *[other] Valitse toinen uusimisjakso ennen päättymispäiviä, niin palvelut uusitaan automaattisesti.
    }
}
not-renewable-contact = Jos muita jaksoja ei ole tarjolla, ota yhteyttä asiakaspalveluun.
not-renewable-otherwise = { $count ->
    [one] Jos palvelua ei uusita, se keskeytetään ja poistetaan myöhemmin tietoineen.
   *[other] Jos palveluja ei uusita, ne keskeytetään ja poistetaan myöhemmin tietoineen.
}

## Services were suspended.

suspended-subject = { $count ->
    [one] Palvelu { $name } on keskeytetty
   *[other] { $count } palvelua on keskeytetty
}
suspended-opening = { $count ->
    [one] Palvelu keskeytettiin { $day }, koska sitä ei uusittu ajoissa. Palvelu ei ole enää käytössä, mutta sen tiedot
        ovat vielä tallessa.
   *[other] { $count } palvelua keskeytettiin { $day }, koska niitä ei uusittu ajoissa. Palvelut eivät ole enää käytössä,
        mutta niiden tiedot ovat vielä tallessa.
}
suspended-renew = { $dates ->
    [same] { $count ->
        [one] Palvelun voi vielä uusia ennen { $date }. Se otetaan silloin takaisin käyttöön.
       *[other] Palvelut voi vielä uusia ennen { $date }. Ne otetaan silloin takaisin käyttöön.
    }
   *[other] { $count ->
        [one] Palvelun voi vielä uusia ennen sen poistamista. Se otetaan silloin takaisin käyttöön.
       *[other] Palvelut voi vielä uusia ennen niiden poistopäivää. Ne otetaan silloin takaisin käyttöön.
    }
}
suspended-fee = Älä odota liian pitkään: joistakin palveluista, kuten verkkotunnuksista, peritään myöhemmin
    palautusmaksu.
suspended-otherwise = { $dates ->
    [same] { $count ->
        [one] Jos palvelua ei uusita, se poistetaan tietoineen lopullisesti { $date }.
       *[other] Jos palveluja ei uusita, ne poistetaan tietoineen lopullisesti { $date }.
    }
   *[other] { $count ->
        [one] Jos palvelua ei uusita, se poistetaan tietoineen lopullisesti.
       *[other] Jos palveluja ei uusita, ne poistetaan tietoineen lopullisesti yllä mainittuina päivinä.
    }
}

## Services were deleted.

deleted-subject = { $count ->
    [one] Palvelu { $name } on poistettu
   *[other] { $count } palvelua on poistettu
}
deleted-opening = { $count ->
    [one] Palvelu poistettiin { $day }. Myös sen tiedot on poistettu, eikä niitä voi palauttaa.
   *[other] { $count } palvelua poistettiin { $day }. Myös niiden tiedot on poistettu, eikä tietoja voi palauttaa.
}
deleted-replace = Jos tarvitset edelleen vastaavaa palvelua, tilaa uusi.
deleted-contact = Jos kyseessä on mielestäsi virhe, ota yhteyttä asiakaspalveluun.

## Automaattisesti veloitettava maksutapa päättyy pian.

method-ends-subject = { $means ->
    [creditCard] Korttisi voimassaolo päättyy { $ends }
   *[other] Maksutapasi voimassaolo päättyy { $ends }
}
method-ends-opening = { $count ->
    [one] Palvelusi uusitaan automaattisesti, ja maksu veloitetaan maksutavalta, jota voi käyttää { $ends } saakka. Sen
        jälkeen siltä ei voida veloittaa mitään.
   *[other] { $count } palveluasi uusitaan automaattisesti, ja maksut veloitetaan maksutavalta, jota voi käyttää { $ends }
        saakka. Sen jälkeen siltä ei voida veloittaa mitään.
}
method-ends-replace = Lisää uusi kortti tai muu maksutapa ennen sitä ja aseta se oletukseksi.
method-ends-prepaid = Tai siirrä rahaa ennakkotilille: uusimiset maksetaan siltä niin kauan kuin saldo riittää.
method-ends-otherwise = { $count ->
    [one] Jos maksua ei voida veloittaa, uusiminen epäonnistuu ja palvelu keskeytetään myöhemmin.
   *[other] Jos maksuja ei voida veloittaa, uusimiset epäonnistuvat ja palvelut keskeytetään myöhemmin.
}

## Saldo alitti hälytysrajan.

balance-low-subject = { $means ->
    [fidelityAccount] Kanta-asiakaspisteesi ovat alle { $threshold }
   *[other] Ennakkotilin saldo on alle { $threshold }
}
balance-low-opening = { $means ->
    [fidelityAccount] Kanta-asiakaspisteesi vähenivät { $day } alle rajan { $threshold }, jonka olet asettanut. Pisteitä on
        jäljellä { $left }.
   *[other] Ennakkotilisi saldo laski { $day } alle rajan { $threshold }, jonka olet asettanut. Tilillä on jäljellä
        { $left }.
}
balance-low-credit = { $means ->
    [fidelityAccount] Jos haluat maksaa pisteillä jatkossakin, tilaa niitä lisää.
   *[other] Jos haluat maksaa ennakkotililtä jatkossakin, siirrä sille rahaa.
}
balance-low-renewals = { $means ->
    [fidelityAccount] Tämä ei vaikuta automaattisiin uusimisiin: pisteitä ei koskaan käytetä niihin itsestään.
   *[other] Automaattiset uusimiset, joihin saldo ei riitä, veloitetaan oletusmaksutavalta.
}
balance-low-threshold = Voit muuttaa hälytysrajaa asiakastililläsi tai poistaa sen.

## Palvelun päättyminen on vahvistettava.

termination-asked-subject = Vahvista: palvelusi { $name } päättyy
termination-asked-opening = { $dates ->
    [none] Olet pyytänyt palvelusi päättämistä. Mikään ei ole vielä muuttunut. Jos vahvistat pyynnön { $hours } tunnin
        kuluessa, palvelua ei enää uusita. Kun se päättyy, se poistetaan tietoineen.
   *[other] Olet pyytänyt palvelusi päättämistä. Mikään ei ole vielä muuttunut. Jos vahvistat pyynnön { $hours } tunnin
        kuluessa, palvelua ei enää uusita, ja se poistetaan tietoineen { $date }.
}
termination-asked-confirm = Jos haluat palvelun päättyvän, vahvista se tunnisteella. Tunniste toimii kerran.
termination-asked-keep = Jos haluat pitää palvelun, sinun ei tarvitse tehdä mitään.
termination-asked-other = Jos et ole itse pyytänyt päättämistä, älä anna tunnistetta kenellekään, ja ota meihin yhteyttä.
termination-asked-place = Vahvista päättyminen

## A change of contacts is to be accepted.

contact-change-asked-subject = Vastaa: palvelun { $name } yhteyshenkilö vaihtuu
contact-change-asked-opening = Palvelun yhteyshenkilöksi halutaan toinen asiakastili. Mikään ei ole vielä muuttunut:
    yhteyshenkilö vaihtuu, kun molemmat tilit ovat hyväksyneet vaihdon { $hours } tunnin kuluessa. Laskut tulevat
    edelleen tilille, jolla palvelu on.
contact-change-asked-accept = Jos suostut, hyväksy vaihto pyynnön numerolla ja tunnisteella.
contact-change-asked-refuse = Jos et suostu, hylkää vaihto samalla tunnisteella.
contact-change-asked-nothing = Jos et tee mitään, kaikki pysyy ennallaan.

## Money of a bill was given back.

refunded-subject = Palautus laskusta { $bill }
refunded-opening = { $refused ->
    [yes] Olemme palauttaneet rahaa laskusta { $bill }. Maksutapa ei ottanut sitä vastaan, joten raha on siirretty
        ennakkotilillesi. Voit maksaa sillä tai nostaa sen.
   *[other] Olemme palauttaneet rahaa laskusta { $bill }. Tiedot ovat alla.
}
refunded-services = Sinun ei tarvitse tehdä mitään: palvelusi pysyvät ennallaan.
refunded-paper = Hyvityslasku löytyy asiakastililtä.

## Maksajan pankki on perunut maksun.

payment-reversed-subject = { $ordered ->
    [yes] Tilauksen { $order } maksu on peruttu
   *[other] Maksusi on peruttu
}
payment-reversed-opening = { $ordered ->
    [yes] Saimme { $day } tiedon, että pankkisi tai maksupalvelusi on perunut tilauksen { $order } maksun. Tilatut palvelut
        säilyvät ennallaan, joten summa on meille velkaa.
   *[other] Saimme { $day } tiedon, että pankkisi tai maksupalvelusi on perunut maksusi. Tilatut palvelut säilyvät ennallaan,
        joten summa on meille velkaa.
}
payment-reversed-pay = Maksa summa viimeistään { $date } millä tahansa maksutavallasi tai ennakkotililtäsi. Se näkyy
    asiakastilisi veloissa.
payment-reversed-ask = Jos et ole itse pyytänyt peruutusta, kysy sen syytä pankiltasi tai maksupalvelultasi. Summa on joka
    tapauksessa maksettava uudelleen.
payment-reversed-otherwise = Niin kauan kuin summa on maksamatta, tilauksen palvelujen uusimistapaa ei voi muuttaa.

## Asiakirjat voi noutaa tiedostona.

papers-exported-subject = { $papers ->
    [creditNote] Hyvityslaskusi ovat noudettavissa
   *[other] Laskusi ovat noudettavissa
}
papers-exported-opening = { $papers ->
    [creditNote] Pyytämäsi hyvityslaskut voi noutaa yhtenä tiedostona.
   *[other] Pyytämäsi laskut voi noutaa yhtenä tiedostona.
}
papers-exported-fetch = Nouda tiedosto { $hours } tunnin kuluessa alla olevasta osoitteesta. Kirjautua ei tarvitse.
papers-exported-secret = Kuka tahansa, jolla on osoite, voi lukea tiedoston sisällön. Älä anna sitä muille.
papers-exported-again = Kun aika on kulunut umpeen, pyydä tiedosto uudelleen.
papers-exported-place = Tiedostosi

## Salasanan voi asettaa.

password-forgotten-subject = Aseta uusi salasana
password-forgotten-opening = Joku, ehkä sinä, on pyytänyt uutta salasanaa tunnuksellesi { $nichandle }.
password-forgotten-set = Aseta se tunnin kuluessa alla olevassa osoitteessa. Se toimii kerran.
password-forgotten-secret = Älä anna osoitetta muille: kuka tahansa, jolla se on, voi asettaa salasanasi.
password-forgotten-ignore = Jos pyyntö ei ollut sinun, sinun ei tarvitse tehdä mitään: salasanasi pysyy ennallaan.
password-forgotten-place = Aseta salasana
