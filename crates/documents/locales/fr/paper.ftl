# Orders and bills in French. What a message may use stands in the English file.
#
# Before « : », « ; », « ! » and « ? », and after « n° », stands a no-break space (U+00A0).

paper-bill = Facture
paper-order = Commande
paper-bill-title = Facture { $number }
paper-order-title = Commande { $number }

paper-customer = Facturé à
paper-order-customer = Commandé par
paper-bill-number = N° de facture
paper-bill-date = Date d’émission
paper-order-number = N° de commande
paper-order-date = Date de commande
paper-account = Compte client
paper-vat = N° de TVA
paper-register = N° d’immatriculation

paper-item = Service
paper-quantity = Quantité
paper-unit-price = Prix unitaire
paper-tax-rate = TVA
paper-net = Montant HT

paper-period = { $unit ->
    [year] { $count ->
        [one] { $count } an
       *[other] { $count } ans
    }
   *[other] { $count ->
        [one] { $count } mois
       *[other] { $count } mois
    }
}
paper-term = { $period } : du { $from } au { $to }

paper-net-total = Total HT
paper-tax-total = TVA { $rate }{ $country ->
    [none] {""}
   *[other] {" "}({ $country })
} sur { $base }
paper-reverse-charge = Autoliquidation : la TVA est due par le client (article 196 de la directive 2006/112/CE).
paper-outside = Opération hors du champ de la TVA de l’Union européenne (articles 44 et 59 de la directive 2006/112/CE).
paper-gross-due = À payer TTC
paper-gross-total = Total TTC

paper-due = Non payée
paper-due-text = { $amount } peuvent être payés jusqu’au { $date } à { $time }. Ensuite, la commande est annulée d’elle-même et rien n’est dû.
paper-paying = Paiement en cours
paper-paying-text = Un paiement a été lancé et son résultat n’est pas encore connu. Il n’est pas nécessaire de payer à nouveau.
paper-paid = Payée
paper-paid-text = { $amount } payés le { $date }{ $means ->
    [none] {""}
    [bankAccount] {" "}par prélèvement sur le compte bancaire
    [deferredPaymentAccount] {" "}par le compte à paiement différé
    [paypal] {" "}par PayPal
    [ovhAccount] {" "}depuis le compte prépayé
    [fidelityAccount] {" "}en points de fidélité
    [creditCard] {" "}par carte bancaire
   *[other] {""}
}. Plus rien n’est à payer.
paper-reference = Référence du paiement
paper-cancelled = Annulée
paper-cancelled-text = La commande a été annulée. Elle ne peut plus être payée et rien n’est dû.

paper-credit-note = Avoir
paper-credit-note-title = Avoir { $number }
paper-credit-note-number = N° d’avoir
paper-credit-note-date = Date d’émission
paper-credited-bill = Facture d’origine
paper-credited-customer = Crédité à
paper-reason = Motif
paper-gross-credited = Total crédité TTC
paper-returning = En cours
paper-returning-text = { $amount } sont en cours de remboursement { $means ->
    [bankAccount] sur le compte bancaire
    [paypal] par PayPal
    [creditCard] sur la carte bancaire
   *[other] sur le moyen de paiement
}. Les services de la facture restent inchangés.
paper-returned = Remboursé
paper-returned-text = { $refused ->
    [yes] Le moyen de paiement a refusé le remboursement. { $amount } ont été portés au compte prépayé le { $date }.
   *[other] { $amount } remboursés le { $date }{ $means ->
        [bankAccount] {" "}sur le compte bancaire
        [paypal] {" "}par PayPal
        [creditCard] {" "}sur la carte bancaire
        [ovhAccount] {" "}sur le compte prépayé
        [fidelityAccount] {" "}en points de fidélité
       *[other] {""}
    }.
} Les services de la facture restent inchangés.

paper-order-note = Ceci est une commande et non une facture. La facture est émise une fois la commande payée.

paper-page = Page { $page } sur { $pages }
paper-download = Télécharger en PDF
paper-ubl = Facture électronique (UBL)
paper-facturx = Facture électronique (CII)
paper-finvoice = Facture électronique (Finvoice)

paper-closed = Ce document ne peut pas être ouvert
paper-closed-text = L’adresse est incomplète ou inexacte. Ouvrez-la à nouveau depuis l’endroit où vous l’avez trouvée, ou cherchez le document dans votre compte.
paper-throttled = Trop de tentatives
paper-throttled-text = Ce document a été demandé trop souvent avec un mot de passe erroné. Attendez une minute, puis ouvrez-le à nouveau.
paper-trouble = Ce document ne peut pas être affiché pour le moment
paper-trouble-text = Le problème vient de chez nous. Réessayez dans un instant.
paper-no-invoice = Ce document n’est pas disponible en facture électronique
paper-no-invoice-text = La page et le PDF contiennent tout ce qui y figure.
