"""Asking for a consumer key, having it validated, and using it."""

import subprocess
import sys

import ovh

from support import ACCOUNT, PATIENCE, PYTHON_EXAMPLES, ServerTest


class ConsumerKey(ServerTest):
    def start(self):
        """Starts the program, which has the keys of the application only."""
        command = [sys.executable, str(PYTHON_EXAMPLES / "consumer_key.py")]
        program = subprocess.Popen(command, env=self.server.variables(OVH_CONSUMER_KEY=None), cwd=self.server.folder,
                                   stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.addCleanup(program.wait, timeout=PATIENCE)
        self.addCleanup(program.kill)
        self.addCleanup(program.stderr.close)
        self.addCleanup(program.stdout.close)
        self.addCleanup(program.stdin.close)
        return program

    def read_until(self, program, text):
        """The lines up to the one that contains the text."""
        lines = []
        for line in program.stdout:
            lines.append(line.strip())
            if text in line:
                return lines
        self.fail(f"{text!r} is not in {lines}")

    def press_enter(self, program):
        program.stdin.write("\n")
        program.stdin.flush()

    def test_a_key_is_asked_for_validated_and_used(self):
        program = self.start()
        lines = self.read_until(program, "Then press Enter.")
        [command] = [line.split() for line in lines if line.startswith("perennial ")]
        self.assertTrue(any(line.endswith(f"credentialToken={command[4]}") for line in lines), lines)

        self.press_enter(program)
        lines = self.read_until(program, "Then press Enter.")
        self.assertTrue(lines[0].startswith("InvalidCredential: This credential is not valid"), lines)

        # The command that it printed, with the name of the account.
        done = self.server.perennial(*command[1:-1], ACCOUNT)
        self.assertEqual(done.returncode, 0, done)
        self.press_enter(program)
        lines = self.read_until(program, "consumer_key = ")
        self.assertIn(f"for account {ACCOUNT}:", lines[0])
        self.assertIn("POST   /service/*/renew", lines)
        self.assertEqual(program.wait(timeout=PATIENCE), 0)

        # It can do what the guide's script does, and nothing else.
        key = lines[-1].removeprefix("consumer_key = ")
        self.assertEqual(self.server.python("renew_vps.py", OVH_CONSUMER_KEY=key).returncode, 0)
        self.assert_renewed_once()
        with self.assertRaises(ovh.NotGrantedCall):
            self.server.client(consumer_key=key).get("/me/order")

    def test_a_key_that_nobody_validates_is_given_up(self):
        program = self.start()
        program.stdin.close()
        self.assertEqual(program.wait(timeout=PATIENCE), 1)
        self.assertEqual(program.stderr.read(), "Not validated, and nobody there to wait for.\n")
