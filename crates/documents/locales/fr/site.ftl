# Les pages de la personne connectée, en français.
#
# Ce qu'un message peut utiliser est dit dans la version anglaise.

site-skip = Aller au contenu
site-read-only = Un opérateur lit ces pages. Rien ne peut y être modifié ; « Se déconnecter » y met fin.
site-reading = Lecture des pages de { $account }
site-pages = Pages
site-services = Services
site-sign-in = Connexion
site-turn = Suite de la liste
site-turn-shown = { $first } à { $last } sur { $count }
site-turn-back = Précédents
site-turn-on = Suivants

site-services-held = Services
site-services-soon = Expirent d'ici un mois
site-services-over = Expirés
site-search = Nom
site-product = Produit
site-all = Tous
site-expires = Expire
site-any-time = N'importe quand
site-within-a-month = D'ici un mois
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
