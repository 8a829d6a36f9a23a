# La console, en français.
#
# Ce qu’un message peut utiliser figure avant lui. Ce que le script remplit ensuite est aussi un fait : il est donné par son nom.

console-title = Console
console-lead = Toutes les opérations de cette API : ce qu’elles prennent, ce qu’elles répondent et comment les appeler. Vous appelez en tant que { $account }.
console-operations = Opérations
console-search = Chercher dans les chemins et les descriptions
console-loading = Les opérations arrivent…
console-no-script = La console a besoin de JavaScript. L’API se décrit aussi sans lui :
console-welcome = Choisissez une opération.
console-key-search = va à la recherche
console-key-move = parcourent la liste
console-key-open = ouvre une opération ; dans la recherche, la première trouvée
console-addresses = Chaque opération a sa propre adresse, par exemple { $address }. Si elle contient l’identifiant d’un service, il est rempli.
console-with-keys = Les programmes appellent avec des clés. Créez-en qui permettent ce dont un programme a besoin, et rien d’autre.
console-make-keys = Créer des clés
console-confirm = Faire cet appel ?
# $account : à qui est le compte
console-confirm-sandbox = Il peut changer quelque chose pour { $account }. Ce serveur est un bac à sable : aucun argent ne circule.
console-confirm-real = Il peut changer quelque chose pour { $account } et coûter de l’argent. Ce serveur n’est pas un bac à sable.
console-send = Faire l’appel
console-cancel = Annuler

console-copied = Copié
console-not-copied = Le navigateur ne laisse pas cette page copier. Sélectionnez le texte vous-même.
console-required = obligatoire
console-nullable = peut être null
console-read-only = en lecture seule
console-body = Corps
# $on, $until : les jours
console-deprecated = Obsolète depuis le { $on }, peut disparaître le { $until }. À la place :
console-deprecated-mark = obsolète
console-beta = Peut changer (bêta)
console-answers = Réponse
console-iam = Action dans les politiques
console-errors = Erreurs
console-access = Accès
console-open = Ouvert à tous
console-copy-link = Copier le lien
console-keys = Créer des clés pour cela
console-schema = Schéma
console-choose = Choisir…
console-left-out = (omis)
console-example = Exemple
# $name : de quoi
console-example-of = Exemple de { $name }
console-list = Lister
# $path : de quelle opération
console-list-of = Lister les valeurs avec { $path }
# $count : combien
console-listed = Valeurs trouvées : { $count }
console-key-hint = Dit que l’appel peut arriver deux fois : il est fait une fois, et la réponse est la même.
console-batch-hint = Plusieurs clés dans la dernière variable du chemin, séparées par ce caractère ; une liste de réponses.
console-page-hint = Des objets au lieu d’identifiants, page par page.
console-in-path = Dans le chemin
console-in-query = Dans la requête
console-in-body = Dans le corps
console-in-headers = Plus
console-as-json = Écrire le corps en JSON
# $problem : ce que dit le navigateur
console-not-json = Ce n’est pas du JSON : { $problem }
console-no-dots = Une partie du chemin ne peut pas être faite de points seulement.
console-signed-out = Votre session est terminée.
console-sign-in = Se connecter
# $problem : ce que dit le navigateur
console-no-answer = Il n’y a pas eu de réponse ({ $problem }). L’appel a peut-être été fait : vérifiez avant de le répéter.
# $count : combien
console-more = … et { $count } de plus
# $status, $milliseconds, $bytes : de la réponse
console-answered = Statut { $status }, { $milliseconds } ms, { $bytes } octets
console-copy-answer = Copier la réponse
# $bytes : sa longueur
console-cut = La réponse fait { $bytes } octets ; seul le début est affiché.
console-headers = En-têtes
# $count : combien
console-found = Opérations : { $count }
console-found-none = Aucune opération ne convient. Cherchez autre chose.
console-answer = Réponse
console-execute = Exécuter
console-under-way = L’appel est en cours
console-parameters = Paramètres
console-in-sandbox = On vous demandera encore une fois. Ceci est un bac à sable.
console-for-real = On vous demandera encore une fois. Ceci n’est pas un bac à sable.
console-code = En code
console-code-hint = Avec les mêmes valeurs, pour ce serveur
console-copy-code = Copier le code
# $text : ce qui a été demandé
console-unknown = Il n’y a pas d’opération { $text }
console-nearest = Les plus proches sont :
