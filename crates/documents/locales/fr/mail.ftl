# The mails of notices in French. What a message may use stands in the English file.
#
# Before « : », « ; », « ! » and « ? », and after « n° », stands a no-break space (U+00A0).

hello = Bonjour { $reader },
advice = Ce que vous pouvez faire
manage = Gérer vos services
account = Ce message concerne votre compte { $nichandle }.
expiry-note = La date d’expiration est le premier jour qui n’est plus couvert par un paiement.

service-label = N° de service
plan-label = Offre
display-name-label = Nom affiché
expiry-label = Date d’expiration
new-expiry-label = Nouvelle date d’expiration
net-label = Prix HT
debit-label = Date de prélèvement
suspension-label = Date de suspension
deletion-label = Date de suppression
end-label = Date de fin
order-label = N° de commande
paid-label = Montant payé TTC
due-label = Montant à payer TTC
request-label = N° de demande
token-label = Jeton
contact-label = Contact
from-label = Jusqu’ici
to-label = Désormais
contact-admin = administrateur
contact-billing = facturation
contact-tech = technique
papers-label = Nombre de documents
archive-label = Fichier
bill-label = N° de facture
reason-label = Motif
refunded-label = Remboursé TTC
refunded-net-label = Remboursé HT
refunded-to-label = Remboursement
refunded-to = { $means ->
    [bankAccount] sur le compte bancaire
    [paypal] par PayPal
    [ovhAccount] sur le compte prépayé
    [fidelityAccount] en points de fidélité
    [creditCard] sur la carte bancaire
   *[other] sur le moyen de paiement
}
means-label = Moyen de paiement
method-label = Moyen de paiement
last-day-label = Dernier jour d’utilisation
balance-label = Solde
threshold-label = Seuil d’alerte
means = { $means ->
    [bankAccount] compte bancaire, par prélèvement
    [deferredPaymentAccount] compte à paiement différé
    [paypal] PayPal
    [ovhAccount] compte prépayé
    [fidelityAccount] points de fidélité
    [creditCard] carte bancaire
   *[other] autre moyen de paiement
}

## Services will be renewed automatically.

renewal-ahead-subject = { $count ->
    [one] { $dates ->
        [same] Votre service { $name } sera renouvelé le { $date }
       *[other] Votre service { $name } sera bientôt renouvelé
    }
   *[other] { $dates ->
        [same] { $count } de vos services seront renouvelés le { $date }
       *[other] { $count } de vos services seront bientôt renouvelés
    }
}
renewal-ahead-opening = { $count ->
    [one] { $dates ->
        [same] Votre service sera renouvelé automatiquement. Le paiement sera prélevé le { $date }.
       *[other] Votre service sera renouvelé automatiquement.
    }
   *[other] { $dates ->
        [same] { $count } de vos services seront renouvelés automatiquement. Le paiement sera prélevé le { $date }.
        [several] { $count } de vos services seront renouvelés automatiquement. Les paiements seront prélevés aux dates
            indiquées ci-dessous.
       *[other] { $count } de vos services seront renouvelés automatiquement.
    }
}
renewal-ahead-keep = { $count ->
    [one] Si vous souhaitez le conserver, vous n’avez rien à faire. Vérifiez simplement que votre moyen de paiement est
        valide.
   *[other] Si vous souhaitez les conserver, vous n’avez rien à faire. Vérifiez simplement que votre moyen de paiement
        est valide.
}
renewal-ahead-change = { $dates ->
    [same] { $count ->
        [one] Si vous ne souhaitez pas le renouveler, modifiez ses paramètres de renouvellement avant le { $date }.
       *[other] Si vous ne souhaitez pas les renouveler, modifiez leurs paramètres de renouvellement avant le
            { $date }.
    }
   *[other] { $count ->
        [one] Si vous ne souhaitez pas le renouveler, modifiez ses paramètres de renouvellement avant le prélèvement.
       *[other] Si vous ne souhaitez pas les renouveler, modifiez leurs paramètres de renouvellement avant le
            prélèvement.
    }
}

## Services expire unless they are renewed by hand.

expiry-ahead-subject = { $count ->
    [one] Votre service { $name } expire le { $date }
   *[other] { $dates ->
        [same] { $count } de vos services expirent le { $date }
       *[other] { $count } de vos services expirent bientôt
    }
}
expiry-ahead-opening = { $count ->
    [one] Votre service expire le { $date } et ne sera pas renouvelé automatiquement.
   *[other] { $dates ->
        [same] { $count } de vos services expirent le { $date } et ne seront pas renouvelés automatiquement.
       *[other] { $count } de vos services expirent bientôt et ne seront pas renouvelés automatiquement.
    }
}
expiry-ahead-renew = { $count ->
    [one] Pour le conserver, renouvelez-le avant le { $date }.
   *[other] { $dates ->
        [same] Pour les conserver, renouvelez-les avant le { $date }.
       *[other] Pour les conserver, renouvelez chacun d’eux avant sa date d’expiration.
    }
}
expiry-ahead-automatic = { $count ->
    [one] Vous pouvez aussi activer le renouvellement automatique : il sera alors renouvelé sans que vous ayez à
        intervenir.
   *[other] Vous pouvez aussi activer le renouvellement automatique : ils seront alors renouvelés sans que vous ayez à
        intervenir.
}
expiry-ahead-lapse = { $count ->
    [one] Si vous n’en avez plus besoin, vous n’avez rien à faire : il sera suspendu à sa date d’expiration, puis
        supprimé avec ses données.
   *[other] Si vous n’en avez plus besoin, vous n’avez rien à faire : ils seront suspendus à leur date d’expiration,
        puis supprimés avec leurs données.
}

## Services were renewed automatically, and paid.

renewed-subject = { $count ->
    [one] Votre service { $name } a été renouvelé jusqu’au { $date }
   *[other] { $dates ->
        [same] { $count } de vos services ont été renouvelés jusqu’au { $date }
       *[other] { $count } de vos services ont été renouvelés
    }
}
renewed-opening = { $count ->
    [one] Votre service a été renouvelé et payé. Merci ! Vous n’avez rien à faire.
   *[other] { $count } de vos services ont été renouvelés et payés. Merci ! Vous n’avez rien à faire.
}
renewed-bill = Vous trouverez la facture dans votre espace client.
renewed-change = { $count ->
    [one] Si vous souhaitez modifier ou arrêter son prochain renouvellement, changez ses paramètres de renouvellement.
   *[other] Si vous souhaitez modifier ou arrêter leur prochain renouvellement, changez leurs paramètres de
        renouvellement.
}

## An automatic renewal was not paid.

payment-failed-subject = { $count ->
    [one] Échec du paiement : votre service { $name } n’a pas été renouvelé
   *[other] Échec du paiement : { $count } de vos services n’ont pas été renouvelés
}
payment-failed-opening = { $count ->
    [one] Le { $day }, nous avons essayé de renouveler votre service automatiquement, mais le paiement a échoué. Le
        service reste actif pour le moment.
   *[other] Le { $day }, nous avons essayé de renouveler { $count } de vos services automatiquement, mais le paiement a
        échoué. Ces services restent actifs pour le moment.
}
payment-failed-pay = { $ordered ->
    [yes] { $dates ->
        [none] Réglez la commande n° { $order } dès que possible.
       *[other] Réglez la commande n° { $order } avant le { $date }.
    }
   *[other] { $dates ->
        [none] Réglez le renouvellement dès que possible.
       *[other] Réglez le renouvellement avant le { $date }.
    }
}
payment-failed-means = Vous pouvez aussi vérifier vos moyens de paiement : dès que vous en aurez ajouté un valide, le
    paiement sera retenté automatiquement.
payment-failed-otherwise = { $dates ->
    [same] { $count ->
        [one] Sans paiement, le service sera suspendu le { $date }.
       *[other] Sans paiement, les services seront suspendus le { $date }.
    }
   *[other] { $count ->
        [one] Sans paiement, le service sera suspendu.
       *[other] Sans paiement, les services seront suspendus aux dates indiquées ci-dessus.
    }
}

## Services cannot be renewed automatically.

not-renewable-subject = { $count ->
    [one] Votre service { $name } ne peut pas être renouvelé automatiquement
   *[other] { $count } de vos services ne peuvent pas être renouvelés automatiquement
}
not-renewable-opening = { $count ->
    [one] Votre service est en renouvellement automatique, mais il ne peut pas être renouvelé. En général, c’est parce
        qu’il n’existe pas de prix pour sa période de renouvellement.
   *[other] { $count } de vos services sont en renouvellement automatique, mais ils ne peuvent pas être renouvelés. En
        général, c’est parce qu’il n’existe pas de prix pour leur période de renouvellement.
}
not-renewable-choose = { $dates ->
    [same] { $count ->
        [one] Choisissez une autre période de renouvellement avant le { $date } : le service sera alors renouvelé
            automatiquement.
       *[other] Choisissez une autre période de renouvellement avant le { $date } : les services seront alors renouvelés
            automatiquement.
    }
   *[other] { $count ->
        [one] Choisissez une autre période de renouvellement avant la date d’expiration : le service sera alors
            renouvelé automatiquement.
       *[other] Choisissez une autre période de renouvellement avant les dates d’expiration : les services seront alors
            renouvelés automatiquement.
    }
}
not-renewable-contact = Si aucune autre période n’est proposée, veuillez nous contacter.
not-renewable-otherwise = { $count ->
    [one] Sans renouvellement, le service sera suspendu, puis supprimé avec ses données.
   *[other] Sans renouvellement, les services seront suspendus, puis supprimés avec leurs données.
}

## Services were suspended.

suspended-subject = { $count ->
    [one] Votre service { $name } a été suspendu
   *[other] { $count } de vos services ont été suspendus
}
suspended-opening = { $count ->
    [one] Votre service n’a pas été renouvelé à temps et a été suspendu le { $day }. Il n’est plus actif, mais ses
        données sont encore conservées.
   *[other] { $count } de vos services n’ont pas été renouvelés à temps et ont été suspendus le { $day }. Ils ne sont
        plus actifs, mais leurs données sont encore conservées.
}
suspended-renew = { $dates ->
    [same] { $count ->
        [one] Vous pouvez encore le renouveler avant le { $date }. Il sera alors réactivé.
       *[other] Vous pouvez encore les renouveler avant le { $date }. Ils seront alors réactivés.
    }
   *[other] { $count ->
        [one] Vous pouvez encore le renouveler avant sa suppression. Il sera alors réactivé.
       *[other] Vous pouvez encore les renouveler avant leur suppression. Ils seront alors réactivés.
    }
}
suspended-fee = N’attendez pas trop : pour certains services, comme les noms de domaine, des frais de restauration
    s’appliquent par la suite.
suspended-otherwise = { $dates ->
    [same] { $count ->
        [one] Sans renouvellement, il sera supprimé définitivement le { $date }, avec ses données.
       *[other] Sans renouvellement, ils seront supprimés définitivement le { $date }, avec leurs données.
    }
   *[other] { $count ->
        [one] Sans renouvellement, il sera supprimé définitivement, avec ses données.
       *[other] Sans renouvellement, ils seront supprimés définitivement aux dates indiquées ci-dessus, avec leurs
            données.
    }
}

## Services were deleted.

deleted-subject = { $count ->
    [one] Votre service { $name } a été supprimé
   *[other] { $count } de vos services ont été supprimés
}
deleted-opening = { $count ->
    [one] Votre service a été supprimé le { $day }. Ses données ont également été supprimées et ne peuvent pas être
        récupérées.
   *[other] { $count } de vos services ont été supprimés le { $day }. Leurs données ont également été supprimées et ne
        peuvent pas être récupérées.
}
deleted-replace = Si vous avez encore besoin d’un tel service, commandez-en un nouveau.
deleted-contact = Si vous pensez qu’il s’agit d’une erreur, veuillez nous contacter.

## Le moyen de paiement des renouvellements automatiques expire bientôt.

method-ends-subject = { $means ->
    [creditCard] Votre carte bancaire expire le { $ends }
   *[other] Votre moyen de paiement expire le { $ends }
}
method-ends-opening = { $count ->
    [one] Votre service est renouvelé automatiquement et prélevé sur un moyen de paiement utilisable jusqu’au { $ends }.
        Ensuite, plus rien ne pourra y être prélevé.
   *[other] { $count } de vos services sont renouvelés automatiquement et prélevés sur un moyen de paiement utilisable
        jusqu’au { $ends }. Ensuite, plus rien ne pourra y être prélevé.
}
method-ends-replace = Enregistrez avant cette date votre nouvelle carte ou un autre moyen de paiement, et choisissez-le par
    défaut.
method-ends-prepaid = Vous pouvez aussi approvisionner votre compte prépayé : les renouvellements y sont prélevés tant
    qu’il les couvre.
method-ends-otherwise = { $count ->
    [one] Si rien ne peut être prélevé, le renouvellement échouera et le service sera suspendu par la suite.
   *[other] Si rien ne peut être prélevé, les renouvellements échoueront et les services seront suspendus par la suite.
}

## Un solde est passé sous le seuil d’alerte.

balance-low-subject = { $means ->
    [fidelityAccount] Vos points de fidélité sont passés sous { $threshold }
   *[other] Votre compte prépayé est passé sous { $threshold }
}
balance-low-opening = { $means ->
    [fidelityAccount] Le { $day }, vos points de fidélité sont passés sous { $threshold }, seuil que vous avez choisi. Il
        vous en reste { $left }.
   *[other] Le { $day }, votre compte prépayé est passé sous { $threshold }, seuil que vous avez choisi. Il y reste
        { $left }.
}
balance-low-credit = { $means ->
    [fidelityAccount] Si vous souhaitez continuer à payer en points, commandez-en d’autres.
   *[other] Si vous souhaitez continuer à payer avec votre compte prépayé, approvisionnez-le.
}
balance-low-renewals = { $means ->
    [fidelityAccount] Les renouvellements automatiques ne changent pas : les points ne sont jamais débités d’eux-mêmes.
   *[other] Les renouvellements automatiques qu’il ne couvre pas sont prélevés sur votre moyen de paiement par défaut.
}
balance-low-threshold = Vous pouvez modifier ce seuil dans votre espace client, ou le supprimer.

## La fin d’un service est à confirmer.

termination-asked-subject = À confirmer : la fin de votre service { $name }
termination-asked-opening = { $dates ->
    [none] Vous avez demandé la fin de votre service. Rien n’a encore changé. Si vous la confirmez dans les { $hours }
        heures, il ne sera plus renouvelé. À sa fin, il sera supprimé avec ses données.
   *[other] Vous avez demandé la fin de votre service. Rien n’a encore changé. Si vous la confirmez dans les { $hours }
        heures, il ne sera plus renouvelé et sera supprimé le { $date }, avec ses données.
}
termination-asked-confirm = Si vous souhaitez qu’il prenne fin, confirmez-le avec le jeton. Il ne sert qu’une fois.
termination-asked-keep = Si vous souhaitez le conserver, vous n’avez rien à faire.
termination-asked-other = Si cette demande ne vient pas de vous, ne transmettez le jeton à personne et contactez-nous.
termination-asked-place = Confirmer la fin

## A change of contacts is to be accepted.

contact-change-asked-subject = Votre réponse est attendue : un autre contact pour { $name }
contact-change-asked-opening = Un autre compte doit devenir le contact de ce service. Rien n’a encore changé : le contact
    change quand les deux comptes l’ont accepté dans les { $hours } heures. Les factures restent au compte qui détient le
    service.
contact-change-asked-accept = Si vous êtes d’accord, acceptez le changement avec le numéro de demande et le jeton.
contact-change-asked-refuse = Si vous n’êtes pas d’accord, refusez-le avec le même jeton.
contact-change-asked-nothing = Si vous ne faites rien, tout reste comme avant.

## Money of a bill was given back.

refunded-subject = Remboursement sur votre facture { $bill }
refunded-opening = { $refused ->
    [yes] Nous vous avons remboursé sur votre facture { $bill }. Votre moyen de paiement a refusé le remboursement ; le
        montant a donc été porté à votre compte prépayé. Vous pouvez payer avec, ou le récupérer.
   *[other] Nous vous avons remboursé sur votre facture { $bill }. Vous trouverez les détails ci-dessous.
}
refunded-services = Vous n’avez rien à faire : vos services restent inchangés.
refunded-paper = Vous trouverez l’avoir dans votre espace client.

## Un paiement a été repris par la banque du payeur.

payment-reversed-subject = { $ordered ->
    [yes] Votre paiement de la commande n° { $order } a été repris
   *[other] Un de vos paiements a été repris
}
payment-reversed-opening = { $ordered ->
    [yes] Le { $day }, nous avons appris que votre banque ou votre service de paiement a repris ce que vous aviez payé pour
        la commande n° { $order }. Ce que vous avez commandé reste inchangé ; ce montant nous est donc dû.
   *[other] Le { $day }, nous avons appris que votre banque ou votre service de paiement a repris ce que vous aviez payé. Ce
        que vous avez commandé reste inchangé ; ce montant nous est donc dû.
}
payment-reversed-pay = Réglez-le au plus tard le { $date }, avec l’un de vos moyens de paiement ou depuis votre compte
    prépayé : il figure parmi les dettes de votre compte.
payment-reversed-ask = Si vous n’êtes pas à l’origine de cette reprise, demandez-en la raison à votre banque ou à votre
    service de paiement. Le montant doit de toute façon être réglé de nouveau.
payment-reversed-otherwise = Tant qu’il n’est pas réglé, le mode de renouvellement des services de la commande ne peut pas
    être modifié.

## Des documents peuvent être téléchargés.

papers-exported-subject = { $papers ->
    [creditNote] Vos avoirs sont prêts
   *[other] Vos factures sont prêtes
}
papers-exported-opening = { $papers ->
    [creditNote] Les avoirs que vous avez demandés peuvent être téléchargés en un seul fichier.
   *[other] Les factures que vous avez demandées peuvent être téléchargées en un seul fichier.
}
papers-exported-fetch = Téléchargez le fichier dans les { $hours } heures, à l’adresse ci-dessous. Il n’est pas nécessaire de
    vous identifier.
papers-exported-secret = Quiconque a cette adresse peut lire le contenu du fichier. Ne la transmettez à personne.
papers-exported-again = Une fois ce délai passé, demandez le fichier de nouveau.
papers-exported-place = Votre fichier

## Un mot de passe peut être choisi.

password-forgotten-subject = Choisissez un nouveau mot de passe
password-forgotten-opening = Quelqu’un, peut-être vous, a demandé un nouveau mot de passe pour votre compte { $nichandle }.
password-forgotten-set = Choisissez-le dans l’heure, à l’adresse ci-dessous. Elle fonctionne une fois.
password-forgotten-secret = Ne transmettez pas cette adresse : qui l’a peut choisir votre mot de passe.
password-forgotten-ignore = Si ce n’était pas vous, ne faites rien : votre mot de passe reste le même.
password-forgotten-place = Choisir le mot de passe
