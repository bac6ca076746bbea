"""The tests: tests/a/test_b.py is the test of src/compliance/a/b.py; tests of the whole project stand here."""
