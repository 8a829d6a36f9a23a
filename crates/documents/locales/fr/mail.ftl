# Mails in French.
#
# The spaces before « : » are non-breaking (U+00A0), as French typography has it; a test holds that. Names of services
# stand before a colon, so that nothing has to agree with them. What sentences may use is listed in the English file.

greeting = { $reader ->
    [none] Bonjour,
   *[other] Bonjour { $reader },
}
closing = Cordialement,
manage = Gérer vos services
account = Identifiant client
automatic = Ce message vous a été envoyé automatiquement, car il concerne vos services.
pair = { $label } : { $value }
more = { $rest ->
    [one] et { $rest } autre
   *[other] et { $rest } autres
}
points = { $number ->
    [one] { $text } point
   *[other] { $text } points
}

column-service = Service
column-expires = Expiration
column-expired = Expiration
column-new-expiry = Nouvelle échéance
column-renewal = Renouvellement
column-suspension = Suspension
column-deletion = Suppression
column-price = Prix hors taxes
total-before-tax = Total hors taxes
total-with-tax = Total toutes taxes comprises

renewal-ahead-subject = { $count ->
    [one] { $days ->
        [0] { $name } : renouvellement automatique
       *[other] { $name } : renouvellement le { $on }
    }
   *[other] { $days ->
        [0] { $count } services seront renouvelés automatiquement
        [one] { $count } services seront renouvelés le { $on }
       *[other] { $count } services seront renouvelés à partir du { $on }
    }
}
renewal-ahead-lead = { $count ->
    [one] { $days ->
        [0] Le service suivant sera renouvelé automatiquement :
       *[other] Le service suivant sera renouvelé automatiquement le { $on } :
    }
   *[other] { $days ->
        [0] Les { $count } services suivants seront renouvelés automatiquement :
        [one] Les { $count } services suivants seront renouvelés automatiquement le { $on } :
       *[other] Les { $count } services suivants seront renouvelés automatiquement, chacun à la date indiquée :
    }
}
renewal-ahead-advice = Vous n’avez rien à faire. Le montant, taxes comprises, sera prélevé le jour du renouvellement sur votre compte prépayé si son solde est suffisant, et sinon sur votre moyen de paiement par défaut.
renewal-ahead-note = { $count ->
    [one] Si vous ne souhaitez pas renouveler ce service, veuillez désactiver son renouvellement automatique avant ce jour.
   *[other] Si vous ne souhaitez pas renouveler l’un de ces services, veuillez désactiver son renouvellement automatique avant ce jour.
}

expiry-ahead-subject = { $count ->
    [one] { $name } : expiration le { $expires }
   *[other] { $expiries ->
        [one] { $count } services expirent le { $expires }
       *[other] { $count } services expirent à partir du { $expires }
    }
}
expiry-ahead-lead = { $count ->
    [one] Le service suivant n’est pas renouvelé automatiquement et arrive bientôt à expiration :
   *[other] Les { $count } services suivants ne sont pas renouvelés automatiquement et arrivent bientôt à expiration :
}
expiry-ahead-advice = { $count ->
    [one] Si vous souhaitez le conserver, veuillez le renouveler avant le { $expires }. À défaut, il sera suspendu à cette date, puis supprimé.
   *[other] { $expiries ->
        [one] Si vous souhaitez les conserver, veuillez les renouveler avant le { $expires }. À défaut, ils seront suspendus à cette date, puis supprimés.
       *[other] Si vous souhaitez les conserver, veuillez renouveler chacun d’eux avant sa date d’expiration. À défaut, il sera suspendu à cette date, puis supprimé.
    }
}
expiry-ahead-note = { $count ->
    [one] Si vous n’en avez plus besoin, vous n’avez rien à faire.
   *[other] Si vous n’avez plus besoin de ces services, vous n’avez rien à faire.
}

renewed-subject = { $count ->
    [one] { $name } : renouvellement effectué jusqu’au { $expires }
   *[other] { $count } services ont été renouvelés
}
renewed-lead = { $count ->
    [one] Le service suivant a été renouvelé automatiquement :
   *[other] Les { $count } services suivants ont été renouvelés automatiquement :
}
renewed-paid = { $means ->
    [bankAccount] Un montant de { $amount } toutes taxes comprises a été prélevé sur votre compte bancaire.
    [creditCard] Un montant de { $amount } toutes taxes comprises a été débité de votre carte bancaire.
    [deferredPaymentAccount] Un montant de { $amount } toutes taxes comprises a été porté sur votre compte à paiement différé.
    [paypal] Un montant de { $amount } toutes taxes comprises a été débité de votre compte PayPal.
    [ovhAccount] Un montant de { $amount } toutes taxes comprises a été débité de votre compte prépayé.
    [fidelityAccount] Un montant de { $amount } toutes taxes comprises a été réglé avec vos points de fidélité.
   *[other] Un montant de { $amount } toutes taxes comprises a été débité.
}
renewed-note = { $order ->
    [none] La facture est disponible dans votre espace client.
   *[other] La facture est disponible dans votre espace client. La commande porte le numéro { $order }.
}

payment-failed-subject = { $count ->
    [one] { $name } : échec du paiement du renouvellement
   *[other] Échec du paiement du renouvellement de { $count } services
}
payment-failed-lead = { $count ->
    [one] Le renouvellement automatique du service suivant n’a pas pu être payé, faute de moyen de paiement utilisable ou parce que le paiement a été refusé :
   *[other] Le renouvellement automatique des { $count } services suivants n’a pas pu être payé, faute de moyen de paiement utilisable ou parce que le paiement a été refusé :
}
payment-failed-advice = { $order ->
    [none] Veuillez enregistrer un moyen de paiement valide, ou effectuer le renouvellement vous-même,
   *[other] { $amount ->
        [none] Veuillez payer la commande { $order }, ou enregistrer un moyen de paiement valide,
       *[other] Veuillez payer la commande { $order } ({ $amount } toutes taxes comprises), ou enregistrer un moyen de paiement valide,
    }
} { $days ->
    [0] dès que possible.
    [one] avant le { $on }.
   *[other] avant le { $on }, première des dates indiquées ci-dessus.
}
payment-failed-note = { $count ->
    [one] À défaut, le service sera suspendu. Une nouvelle tentative de paiement peut avoir lieu d’ici là.
   *[other] À défaut, les services seront suspendus. Une nouvelle tentative de paiement peut avoir lieu d’ici là.
}

not-renewable-subject = { $count ->
    [one] { $name } : renouvellement automatique impossible
   *[other] { $count } services ne peuvent pas être renouvelés automatiquement
}
not-renewable-lead = { $count ->
    [one] Le renouvellement automatique du service suivant est activé, mais il n’est pas possible :
   *[other] Le renouvellement automatique des { $count } services suivants est activé, mais il n’est pas possible :
}
not-renewable-advice = { $count ->
    [one] Si vous souhaitez conserver ce service, veuillez le renouveler vous-même avant le { $expires }. À défaut, il sera suspendu à cette date.
   *[other] Si vous souhaitez conserver ces services, veuillez renouveler vous-même chacun d’eux avant sa date d’expiration. À défaut, il sera suspendu à cette date.
}
not-renewable-note = Si cela n’aboutit pas non plus, veuillez nous contacter.

suspended-subject = { $count ->
    [one] { $name } : service suspendu
   *[other] { $count } services ont été suspendus
}
suspended-lead = { $count ->
    [one] Le service suivant n’a pas été renouvelé à temps et a été suspendu :
   *[other] Les { $count } services suivants n’ont pas été renouvelés à temps et ont été suspendus :
}
suspended-advice = { $count ->
    [one] { $days ->
        [0] Pour le rétablir, veuillez le renouveler dès que possible. À défaut, il sera supprimé définitivement.
       *[other] Pour le rétablir, veuillez le renouveler avant le { $on }. À défaut, il sera supprimé définitivement à cette date.
    }
   *[other] { $days ->
        [0] Pour les rétablir, veuillez les renouveler dès que possible. À défaut, ils seront supprimés définitivement.
        [one] Pour les rétablir, veuillez les renouveler avant le { $on }. À défaut, ils seront supprimés définitivement à cette date.
       *[other] Pour les rétablir, veuillez renouveler chacun d’eux avant sa date de suppression. Au-delà, il ne pourra plus être rétabli.
    }
}

deleted-subject = { $count ->
    [one] { $name } : service supprimé
   *[other] { $count } services ont été supprimés
}
deleted-lead = { $count ->
    [one] Le service suivant est arrivé à expiration sans avoir été renouvelé et a été supprimé :
   *[other] Les { $count } services suivants sont arrivés à expiration sans avoir été renouvelés et ont été supprimés :
}
deleted-advice = { $count ->
    [one] Il ne peut pas être rétabli. Si vous en avez de nouveau besoin, veuillez passer une nouvelle commande.
   *[other] Ils ne peuvent pas être rétablis. Si vous en avez de nouveau besoin, veuillez passer une nouvelle commande.
}
deleted-note = Si vous ne vous y attendiez pas, veuillez nous contacter.
