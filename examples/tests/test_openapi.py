"""The API's description of itself, held against a validator and a parser that nobody here wrote."""

import json
import unittest
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import yaml
from openapi_spec_validator import OpenAPIV31SpecValidator

from support import PATIENCE, Server


class Description(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server()
        cls.addClassCleanup(cls.server.stop)
        cls.root = cls.server.endpoint.removesuffix("/1.0")

    def read(self, path):
        with urlopen(self.root + path, timeout=PATIENCE) as answer:
            return answer.read().decode()

    def test_the_openapi_document_is_valid(self):
        document = json.loads(self.read("/openapi.json"))
        OpenAPIV31SpecValidator(document).validate()
        self.assertEqual(document["servers"], [{"url": self.server.endpoint}])
        self.assertEqual(document, json.loads(self.read("/1.0/openapi.json")))

    def test_it_has_the_operations_of_the_schema_files(self):
        document = json.loads(self.read("/openapi.json"))
        described = {(path, method.upper()) for path, methods in document["paths"].items() for method in methods}
        published = set()
        for api in json.loads(self.read("/1.0/"))["apis"]:
            for path in json.loads(self.read(f"/1.0{api['path']}.json"))["apis"]:
                published |= {(path["path"], operation["httpMethod"]) for operation in path["operations"]}
        self.assertEqual(described, published)

    def test_operations_that_need_no_signature_can_be_called_without(self):
        paths = json.loads(self.read("/openapi.json"))["paths"]
        for path, methods in paths.items():
            if "get" not in methods or "{" in path:
                continue
            request = Request(self.server.endpoint + path)
            if methods["get"]["security"] == []:
                self.assertIsNotNone(json.load(urlopen(request, timeout=PATIENCE)))
            else:
                with self.assertRaises(HTTPError) as refused:
                    urlopen(request, timeout=PATIENCE)
                self.assertEqual(refused.exception.code, 401, path)
                refused.exception.close()

    def test_yaml_says_what_json_says(self):
        for api in json.loads(self.read("/1.0/"))["apis"]:
            self.assertEqual(api["format"], ["json", "yaml"])
            files = [self.read(f"/1.0{api['path']}.{form}") for form in api["format"]]
            self.assertEqual(yaml.safe_load(files[1]), json.loads(files[0]), api["path"])


if __name__ == "__main__":
    unittest.main()
