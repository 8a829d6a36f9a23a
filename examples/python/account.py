"""Says whose the keys are, what they may call, and until when.

    python account.py
"""

from connection import connect, run


def main():
    client = connect()
    me = client.get("/me")
    names = [me["firstname"], me["name"], me["organisation"]]
    print(f"{me['nichandle']}: {' '.join(filter(None, names))}, {me['email']}")
    print(f"billed by {me['ovhSubsidiary']} in {me['currency']['code']} ({me['currency']['symbol']}), {me['language']}")

    details = client.get("/auth/details")
    if details["method"] == "oauth2_client_credentials":
        print(f"OAuth2 client {details['description']}. It may call:")
    else:
        credential = client.get("/auth/currentCredential")
        print(f"Credential {credential['credentialId']} is {credential['status']}, "
              f"until {credential['expiration'] or 'it is ended'}. It may call:")
    for rule in details["allowedRoutes"]:
        print(f"  {rule['method']:<6} {rule['path']}")


if __name__ == "__main__":
    run(main)
