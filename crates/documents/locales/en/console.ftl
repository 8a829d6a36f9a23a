# The console, in English.
#
# What a message may use stands before it. What the script fills in later is a fact as well: it is given as its own name.

console-title = Console
console-lead = Every operation of this API: what it takes, what it answers, and how to call it. You call as { $account }.
console-operations = Operations
console-search = Search in paths and descriptions
console-loading = The operations are on their way…
console-no-script = The console needs JavaScript. The API describes itself without it, too:
console-welcome = Choose an operation.
console-key-search = goes to the search
console-key-move = move through the list
console-key-open = opens an operation; in the search the first that is found
console-addresses = Each operation has an address of its own, such as { $address }. One with the id of a service in it fills that in.
console-with-keys = Programs call with keys. Make some that may do what a program needs, and nothing else.
console-make-keys = Make keys
console-confirm = Make this call?
# $account: whose account
console-confirm-sandbox = It may change something for { $account }. This server is a sandbox: no money moves.
console-confirm-real = It may change something for { $account }, and cost money. This server is not a sandbox.
console-send = Make the call
console-cancel = Cancel

console-copied = Copied
console-not-copied = The browser does not let this page copy. Mark the text instead.
console-required = required
console-nullable = may be null
console-read-only = read only
console-body = Body
# $on, $until: the days
console-deprecated = Deprecated since { $on }, may go on { $until }. Instead:
console-deprecated-mark = deprecated
console-beta = May change (beta)
console-answers = Answer
console-iam = Action in policies
console-errors = Errors
console-access = Access
console-open = Open to everybody
console-copy-link = Copy the link
console-keys = Make keys for this
console-schema = Schema
console-choose = Choose…
console-left-out = (left out)
console-example = Example
# $name: of what
console-example-of = Example of { $name }
console-list = List
# $path: of which operation
console-list-of = List the values, from { $path }
# $count: how many
console-listed = Values found: { $count }
console-key-hint = Says that the call may arrive twice: it is done once, and answered the same.
console-batch-hint = Several keys in the last variable of the path, separated by this character; a list of answers.
console-page-hint = Objects instead of ids, page by page.
console-in-path = In the path
console-in-query = In the query
console-in-body = In the body
console-in-headers = More
console-as-json = Write the body as JSON
# $problem: what the browser says
console-not-json = This is not JSON: { $problem }
console-no-dots = A path cannot have only dots here.
console-signed-out = Your session is over.
console-sign-in = Sign in
# $problem: what the browser says
console-no-answer = There was no answer ({ $problem }). What the call was to do may be done: look before you repeat it.
# $count: how many
console-more = … and { $count } more
# $status, $milliseconds, $bytes: of the answer
console-answered = Status { $status }, { $milliseconds } ms, { $bytes } bytes
console-copy-answer = Copy the answer
# $bytes: how long it is
console-cut = The answer has { $bytes } bytes; only the beginning is shown.
console-headers = Headers
# $count: how many
console-found = Operations: { $count }
console-found-none = No operation fits. Search for something else.
console-answer = Answer
console-execute = Execute
console-under-way = The call is under way
console-parameters = Parameters
console-in-sandbox = You are asked once more. This is a sandbox.
console-for-real = You are asked once more. This is not a sandbox.
console-code = As code
console-code-hint = With the same values, for this server
console-copy-code = Copy the code
# $text: what was asked for
console-unknown = There is no operation { $text }
console-nearest = The nearest are:
