# Pages for browsers in English.
#
# What a message may use stands before it.

web-signed-in = Signed in as { $account }
web-sign-out = Sign out
web-sign-in-title = Sign in
web-sign-in-text = With the account and the password that you have with us.
web-account = Account
web-password = Password
web-sign-in = Sign in
web-sign-in-wrong = The account or the password is wrong. Nothing else is told, so that nobody can try out accounts.
web-throttled = That was wrong too often. Wait a minute before you try again.
web-throttled-long = That was wrong too often. For an hour no code is taken for this account. If it was not you: somebody knows your password.
web-signed-out-title = Signed out
web-signed-out-text = Nobody is signed in with this browser any more.

web-code-title = Second factor
web-code-text = Enter the code that your authenticator shows now.
web-code = Code
web-code-hint = 6 digits
web-code-wrong = This code is wrong, over, or was used already. Wait for the next one.
web-confirm = Confirm
web-cancel = Cancel
web-back = Back

web-sent-before = This form was sent already, or something has changed since. Here it is again.
web-foreign-title = Not sent from here
web-foreign-text = This form was sent from a page of somebody else. Nothing was done. Open the page here and send the form again.
web-trouble-title = Something went wrong
web-trouble-text = It is our fault, and nothing was changed. Try again later.

web-account-title = Your sign-in
web-password-set = Password
# $date is the day on which it was set.
web-password-set-on = set on { $date }
web-factor = Second factor
web-factor-on = codes of an authenticator
web-factor-off = none; a password alone is enough to sign in
web-change-password = Change the password
web-set-factor = Set up a second factor
web-remove-factor = Remove the second factor
web-everywhere = Sign out everywhere
web-make-application = Register an application
web-make-token = Make keys for a script

web-new-password-title = Change the password
web-new-password-text = All browsers are signed out by it; keys of programs stay good.
web-present-password = Present password
web-new-password = New password
web-new-password-hint = at least 12 characters
web-new-password-again = New password again
web-change = Change
web-present-password-wrong = The present password is wrong.
web-passwords-differ = The two new passwords differ.
# $count is how many characters it has, $least how many it needs.
web-password-short = The new password has { $count } characters; it needs at least { $least }. Three or four words will do.
# $most is how many bytes it may have.
web-password-long = The new password is longer than { $most } bytes.
web-password-monotonous = The new password has hardly any different characters. Choose one that is harder to guess.
web-password-names = The name of the account is in the new password. Choose one that is harder to guess.
web-password-changed = The password was changed. Sign in with the new one.

web-factor-title = Set up a second factor
web-factor-text = Let an authenticator read the picture, or type the secret into it. Then enter the code that it shows. Afterwards signing in needs both the password and a code.
web-factor-secret = Secret
web-factor-picture = The secret as a QR code
web-factor-set = The second factor is set up. Sign in with a code.
web-factor-remove-text = A password alone will be enough to sign in. Confirm it with your password.
web-factor-removed = The second factor was removed. Sign in with the password alone.
web-everywhere-text = All browsers that are signed in to this account are signed out, this one too. Keys of programs stay good.

web-grant-title = Let an application use your account?
# $application is its name.
web-grant-text = { $application } asks to do this with your account:
web-grant-application = Application
web-grant-description = What it says of itself
web-grant-may = It may
# $verb is the method, $path the path of the API.
web-rule = { $verb ->
    [GET] read { $path }
    [POST] do or add: { $path }
    [PUT] change { $path }
   *[DELETE] delete { $path }
}
web-rule-all = { $verb ->
    [GET] read everything
    [POST] do and add everything: order, pay, register
    [PUT] change everything
   *[DELETE] delete everything
}
web-grant-from = From
web-grant-anywhere = any address
web-validity = For how long
# $days is the number of days, 0 for ever.
web-validity-days = { $days ->
    [0] until it is taken back
    [1] one day
   *[other] { $days } days
}
web-allow = Allow
web-refuse = Refuse
web-allowed-title = Allowed
web-allowed-text = The application may use your account now. Go back to it.
web-refused-title = Refused
web-refused-text = The application may not use your account.
web-no-grant-title = Nothing to decide
web-no-grant-text = Nobody waits at this address: it was decided already, is too old, or was not copied whole. Start again in the application.

web-application-title = Register an application
web-application-text = A program needs the key and the secret of an application. Whoever uses it allows it to, each for their own account.
web-name = Name
web-description = What it does
web-create = Make it
web-application-made = The application is registered
web-token-title = Make keys for a script
web-token-text = An application, and leave for it to use your own account, in one step.
web-rights = What it may call
web-rights-hint = GET /me
web-addresses = From which addresses (nothing: from any)
web-token-made = The keys are made
web-keys-once = Copy them now: the secrets are not shown again.
web-application-key = Application key
web-application-secret = Application secret
web-consumer-key = Consumer key
web-no-rights = Say what it may call: a method and a path in each line, such as GET /me.
# $line is a line that says no method and path.
web-right-wrong = “{ $line }” is no right. Write a method and a path, such as GET /me.

web-forgotten-title = Password forgotten
web-forgotten-text = Tell us your account. A letter to its address brings the way to set a new password.
web-forgotten-send = Send the letter
web-forgotten-sent = If there is such an account, the letter is on its way. It is good for an hour.
web-forgotten-throttled = You have asked for this too often. Wait for an hour, and look for the letters meanwhile.
web-forgotten-over = This address was used already, is too old, or was not copied whole. Ask for another letter.
