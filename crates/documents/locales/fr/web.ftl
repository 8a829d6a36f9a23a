# Les pages du navigateur en français.
#
# Ce qu'un message peut utiliser est dit dans la version anglaise.

web-signed-in = Connecté en tant que { $account }
web-sign-out = Se déconnecter
web-sign-in-title = Connexion
web-sign-in-text = Avec le compte et le mot de passe que vous avez chez nous.
web-account = Compte
web-password = Mot de passe
web-sign-in = Se connecter
web-sign-in-wrong = Le compte ou le mot de passe est faux. Rien d’autre n’est dit, pour que personne ne puisse essayer des comptes.
web-throttled = Trop d’essais manqués. Attendez une minute avant le suivant.
web-throttled-long = Trop de codes faux. Pendant une heure, aucun code n’est accepté pour ce compte. Si ce n’était pas vous, quelqu’un connaît votre mot de passe.
web-signed-out-title = Déconnecté
web-signed-out-text = Plus personne n’est connecté avec ce navigateur.

web-code-title = Second facteur
web-code-text = Saisissez le code que votre application d’authentification affiche maintenant.
web-code = Code
web-code-hint = 6 chiffres
web-code-wrong = Ce code est faux, passé ou déjà utilisé. Attendez le suivant.
web-confirm = Confirmer
web-cancel = Annuler
web-back = Retour

web-sent-before = Ce formulaire a déjà été envoyé, ou quelque chose a changé depuis. Le voici de nouveau.
web-foreign-title = Envoyé d’ailleurs
web-foreign-text = Ce formulaire a été envoyé depuis la page de quelqu’un d’autre. Rien n’a été fait. Ouvrez la page ici et renvoyez le formulaire.
web-trouble-title = Un problème est survenu
web-trouble-text = La faute est à nous, et rien n’a été modifié. Réessayez plus tard.

web-account-title = Votre connexion
web-password-set = Mot de passe
web-password-set-on = défini le { $date }
web-factor = Second facteur
web-factor-on = codes d’une application d’authentification
web-factor-off = aucun ; le mot de passe seul suffit pour se connecter
web-change-password = Changer le mot de passe
web-set-factor = Mettre en place un second facteur
web-remove-factor = Retirer le second facteur
web-everywhere = Se déconnecter partout
web-make-application = Enregistrer une application
web-make-token = Créer des clés pour un script

web-new-password-title = Changer le mot de passe
web-new-password-text = Tous les navigateurs sont déconnectés ; les clés des programmes restent valables.
web-present-password = Mot de passe actuel
web-new-password = Nouveau mot de passe
web-new-password-hint = 12 caractères au moins
web-new-password-again = Nouveau mot de passe encore une fois
web-change = Changer
web-present-password-wrong = Le mot de passe actuel est faux.
web-passwords-differ = Les deux nouveaux mots de passe diffèrent.
web-password-short = Le nouveau mot de passe a { $count } caractères ; il en faut au moins { $least }. Trois ou quatre mots suffisent.
web-password-long = Le nouveau mot de passe dépasse { $most } octets.
web-password-monotonous = Le nouveau mot de passe n’a presque pas de caractères différents. Choisissez-en un plus difficile à deviner.
web-password-names = Le nom du compte est dans le nouveau mot de passe. Choisissez-en un plus difficile à deviner.
web-password-changed = Le mot de passe est changé. Connectez-vous avec le nouveau.

web-factor-title = Mettre en place un second facteur
web-factor-text = Faites lire l’image à une application d’authentification, ou saisissez-y le secret. Saisissez ensuite le code qu’elle affiche. Il faudra alors le mot de passe et un code pour se connecter.
web-factor-secret = Secret
web-factor-picture = Le secret sous forme de code QR
web-factor-set = Le second facteur est en place. Connectez-vous avec un code.
web-factor-remove-text = Le mot de passe seul suffira pour se connecter. Confirmez avec votre mot de passe.
web-factor-removed = Le second facteur est retiré. Connectez-vous avec le mot de passe seul.
web-everywhere-text = Tous les navigateurs connectés à ce compte sont déconnectés, celui-ci aussi. Les clés des programmes restent valables.

web-grant-title = Laisser une application utiliser votre compte ?
web-grant-text = { $application } demande à faire ceci avec votre compte :
web-grant-application = Application
web-grant-description = Ce qu’elle dit d’elle-même
web-grant-may = Elle peut
web-rule = { $verb ->
    [GET] lire { $path }
    [POST] faire ou ajouter : { $path }
    [PUT] modifier { $path }
   *[DELETE] supprimer { $path }
}
web-rule-all = { $verb ->
    [GET] tout lire
    [POST] tout faire et ajouter : commander, payer, enregistrer
    [PUT] tout modifier
   *[DELETE] tout supprimer
}
web-grant-from = Depuis
web-grant-anywhere = toute adresse
web-validity = Pour combien de temps
web-validity-days = { $days ->
    [0] jusqu’à ce que l’accord soit repris
    [1] un jour
   *[other] { $days } jours
}
web-allow = Accepter
web-refuse = Refuser
web-allowed-title = Accepté
web-allowed-text = L’application peut maintenant utiliser votre compte. Retournez-y.
web-refused-title = Refusé
web-refused-text = L’application ne peut pas utiliser votre compte.
web-no-grant-title = Rien à décider
web-no-grant-text = Personne n’attend à cette adresse : c’est déjà décidé, trop ancien, ou l’adresse n’est pas entière. Recommencez dans l’application.

web-application-title = Enregistrer une application
web-application-text = Un programme a besoin de la clé et du secret d’une application. Chaque utilisateur lui donne son accord pour son propre compte.
web-name = Nom
web-description = Ce qu’elle fait
web-create = Créer
web-application-made = L’application est enregistrée
web-token-title = Créer des clés pour un script
web-token-text = Une application, et l’accord pour qu’elle utilise votre propre compte, en une fois.
web-rights = Ce qu’il peut appeler
web-rights-hint = GET /me
web-addresses = Depuis quelles adresses (rien : depuis toutes)
web-token-made = Les clés sont créées
web-keys-once = Copiez-les maintenant : les secrets ne seront plus affichés.
web-application-key = Clé d’application
web-application-secret = Secret d’application
web-consumer-key = Clé d’utilisateur
web-no-rights = Dites ce qu’il peut appeler : une méthode et un chemin par ligne, comme GET /me.
web-right-wrong = « { $line } » n’est pas un droit. Écrivez une méthode et un chemin, comme GET /me.

web-forgotten-title = Mot de passe oublié
web-forgotten-text = Indiquez votre compte. Un message à son adresse permet de choisir un nouveau mot de passe.
web-forgotten-send = Envoyer le message
web-forgotten-sent = Si ce compte existe, le message est en route. Il est valable une heure.
web-forgotten-throttled = Vous l’avez demandé trop souvent. Attendez une heure, et cherchez les messages entre-temps.
web-forgotten-over = Cette adresse a déjà servi, est trop ancienne ou n’a pas été copiée en entier. Demandez un autre message.
