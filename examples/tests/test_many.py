"""Several objects at once, asked for with the unmodified package: batches, and pages instead of lists of ids."""

import unittest

from support import ServerTest


class Many(ServerTest):
    def get(self, path, **headers):
        """A signed GET with more headers than the package knows of."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.raw_call("GET", path, headers=named)

    def test_a_batch(self):
        ids = self.client.get("/service")
        entries = self.get("/service/" + ",".join(map(str, [*ids, 1])), X_Ovh_Batch=",").json()
        self.assertEqual([entry["key"] for entry in entries], [*map(str, ids), "1"])
        self.assertEqual([entry["value"] for entry in entries[:-1]], [self.client.get(f"/service/{id}") for id in ids])
        self.assertEqual([entry["error"] is None for entry in entries], [True] * len(ids) + [False])

    def test_pages(self):
        ids, found, number = self.client.get("/services"), [], 1
        while len(found) < len(ids):
            page = self.get("/services", X_Pagination_Mode="CachedObjectList-Pages", X_Pagination_Size="2",
                            X_Pagination_Number=str(number), X_Pagination_Sort="serviceId",
                            X_Pagination_Sort_Order="DESC")
            self.assertEqual(page.headers["X-Pagination-Elements"], str(len(ids)))
            self.assertTrue(page.json())
            found += page.json()
            number += 1
        self.assertEqual([service["serviceId"] for service in found], sorted(ids, reverse=True))


if __name__ == "__main__":
    unittest.main()
