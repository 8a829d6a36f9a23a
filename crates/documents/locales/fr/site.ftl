# Les pages de la personne connectée, en français.
#
# Ce qu'un message peut utiliser est dit dans la version anglaise.

site-skip = Aller au contenu
site-read-only = Un opérateur lit ces pages. Rien ne peut y être modifié ; « Se déconnecter » y met fin.
site-reading = Lecture des pages de { $account }
site-pages = Pages
site-services = Services
site-sign-in = Connexion
site-turn = Suite de la liste
site-turn-shown = { $first } à { $last } sur { $count }
site-turn-back = Précédents
site-turn-on = Suivants

site-services-held = Services
site-services-soon = Expirent d’ici un mois
site-services-over = Expirés
site-services-months = Ce qui expire, et quand
site-search = Nom
site-product = Produit
site-all = Tous
site-expires = Expire
site-any-time = N’importe quand
site-within-a-month = D’ici un mois
site-is-over = Déjà expiré
site-find = Chercher
site-services-found = { $count ->
    [one] Un service
   *[other] { $count } services
 }
site-service = Service
site-state = État
site-what-comes = La suite
site-price-net = Prochaine période, HT
site-services-none = Aucun service ne correspond. Modifiez la recherche.

site-state-creation = en création
site-state-active = actif
site-state-expired = expiré
site-state-unpaid = impayé
site-state-suspended = suspendu
site-state-deleted = supprimé
site-state-closed = fermé par vous
site-renews-on = Renouvelé le { $day }
site-ends-on = Prend fin le { $day }
site-lapses = Prend fin si vous ne le renouvelez pas
site-nothing-planned = Rien de prévu

site-services-all = Tous les services
site-nothing-title = Introuvable
site-nothing-text = Il n’y a rien à cette adresse, ou ce n’est pas à vous. Revenez à vos services.
site-about = Informations
site-plan = Offre
site-begun = Depuis
site-engaged = Engagement jusqu’au
site-option-of = Option de
site-options = Options
site-contacts = Contacts
site-at-expiry = À l’expiration
site-at-expiry-text = Que doit-il se passer le { $day } ?
site-renew-automatic = Le renouveler automatiquement
site-renew-automatic-hint = Votre moyen de paiement est débité avant l’expiration.
site-renew-manual = Je le renouvelle moi-même
site-renew-manual-hint = Un rappel vous est envoyé à temps. Sans renouvellement, il prend fin.
site-renew-end = Le laisser prendre fin
site-renew-end-hint = Il n’est pas renouvelé, et il est supprimé à l’expiration.
site-renew-engagement = Le laisser prendre fin avec son engagement
site-renew-engagement-hint = Il est renouvelé jusqu’à la fin de l’engagement, et pas au-delà.
site-every = Chaque fois pour
site-save = Enregistrer
site-renew-now = Renouveler maintenant
site-renew-for = Pour combien de temps
site-renew-what = Ce qui est renouvelé
site-renew-until = Puis jusqu’au
site-renew-reckon = Afficher le prix
site-renew-order = Commander
site-renew-order-hint = Vous payez à l’étape suivante. La commande est valable jusqu’au { $day }.
site-renew-none = Il ne peut pas être renouvelé maintenant.
site-renew-nothing = Choisissez d’abord une période. Rien n’a été commandé.
site-renew-other-price = Le prix a changé entre-temps. Il est affiché ci-dessous ; rien n’a été commandé.
site-own-name = Votre nom pour ce service
site-own-name-text = Affiché à la place de son nom ; vide pour aucun
site-net = HT
site-tax = Taxe
site-gross = TTC
site-period-months = { $count ->
    [one] Un mois
   *[other] { $count } mois
 }
site-period-years = { $count ->
    [one] Un an
   *[other] { $count } ans
 }

site-orders = Commandes
site-orders-all = Toutes les commandes
site-orders-none = Rien n’a encore été commandé. Renouvelez un de vos services.
site-order = Commande
site-order-title = Commande { $id }
site-placed = Passée le
site-order-placed = Passée le { $day }
site-for = Pour
site-from = À partir du
site-and-more = { $name } et { $count } de plus
site-order-unpaid = impayée
site-order-over = dépassée
site-order-paying = paiement en cours
site-order-paid = payée
site-order-cancelled = annulée
site-order-unpaid-text = Payez-la avant le { $day }. Ses services sont prolongés aussitôt, et vous recevez une facture.
site-order-over-text = Elle ne peut plus être payée. Commandez de nouveau depuis la page du service.
site-order-no-means = Aucun moyen enregistré ne peut la payer. Ajoutez-en un d’abord.
site-order-paying-text = Un paiement est en cours. Rien d’autre n’est débité avant d’en connaître le résultat.
site-order-paid-text = Elle a été payée le { $day }, et ses services sont prolongés.
site-order-cancelled-text = Elle a été annulée le { $day }. Rien n’a été débité.
site-pay-with = Payer avec
site-pay = Payer { $amount }
site-pay-choose = Choisissez un moyen de paiement. Rien n’a été débité.
site-bill-pdf = Facture { $number } (PDF)
site-bill-page = Facture en ligne
site-order-pdf = Commande en PDF
site-order-page = Commande en ligne

site-bills = Factures
site-bills-none = Il n’y a pas encore de facture.
site-notes = Avoirs
site-note-of = de la facture { $bill }
site-number = Numéro
site-issued = Émise le
site-download = Télécharger
site-pdf-of = PDF de { $number }
site-export = Plusieurs à la fois
site-export-text = Un message à { $email } apporte le lien du fichier.
site-export-what = Lesquelles
site-export-as = Sous forme de
site-export-zip = PDF avec un tableau (ZIP)
site-export-csv = Un tableau (CSV)
site-export-from = Du
site-export-to = Au
site-export-do = Exporter
site-export-done = Le message avec le lien est en route.

site-means = Paiement
site-prepaid = Compte prépayé
site-points = Points de fidélité
site-owed = Dû
site-methods = Moyens de paiement
site-method = Moyen de paiement
site-methods-none = Aucun moyen de paiement n’est enregistré. Sans lui, rien n’est renouvelé automatiquement.
site-method-default = débité en premier
site-method-make-default = Débiter en premier
site-method-remove-which = Retirer { $method }
site-remove = Retirer
site-good-until = Valable jusqu’au
site-what-to-do = Actions
site-means-add = Ajouter un moyen de paiement
site-means-add-text = Vous continuez chez le prestataire de paiement, puis revenez ici.
site-means-choose = Choisissez un moyen de paiement.
site-method-valid = valide
site-method-validating = à confirmer
site-method-expired = expiré
site-method-failed = refusé
site-method-refused = refusé la dernière fois
site-method-canceled = abandonné
site-method-rejected = non confirmé
site-kind-bank = Compte bancaire
site-kind-card = Carte
site-kind-deferred = Paiement différé
site-kind-paypal = PayPal

site-forecast = Prévisions
site-forecast-text = Ce qui sera débité dans les douze mois, en l’état, taxes comprises.
site-forecast-chart = Débits par mois ; les mêmes montants figurent dans le tableau ci-dessous
site-forecast-total = En douze mois
site-dooms = Ce qui prend fin ou échouera
site-day = Jour
site-doom-not-renewed = Il ne sera pas renouvelé.
site-doom-suspended = Il est suspendu. Renouvelez-le avant sa suppression.
site-doom-ended = Il prend fin, comme demandé.
site-doom-deleted = Il est supprimé, faute de renouvellement.
site-debits = Débits
site-debits-none = Rien ne sera débité. Les services renouvelés automatiquement apparaissent ici.
site-with = Avec
site-more = et { $count } de plus
site-calendar = Dans votre agenda
site-calendar-text = Un agenda affiche ces jours si on lui donne cette adresse. Qui la connaît lit les noms de vos services ; un nouveau mot de passe crée une nouvelle adresse.
site-calendar-address = Son adresse
site-calendar-name = { $seller } : services
site-calendar-expires = { $name } expire
site-calendar-debit = { $count ->
    [one] Un service est débité
   *[other] { $count } services sont débités
 }

site-notices = Avis
site-notices-none = Rien ne vous a encore été envoyé.
site-notice-waiting = en route
site-notice-sent = envoyé
site-notice-kept = à lire ici
site-notice-failed = non remis

site-programs = Programmes
site-programs-text = Les applications que vous avez créées ou autorisées à utiliser votre compte.
site-applications-none = Il n’y a aucune application.
site-credentials-none = Elle ne peut rien faire de votre compte actuellement.
site-remove-which = Retirer { $what }
site-may = Elle peut
site-from-addresses = seulement depuis { $addresses }
site-made = Créé le
site-used = Dernier usage
site-never = jamais
site-for-ever = son retrait
site-end = Retirer
site-credential-pending = à autoriser
site-credential-validated = valide
site-credential-refused = refusé
site-credential-expired = terminé
site-clients = Clients OAuth2
site-name = Nom
