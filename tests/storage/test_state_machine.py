"""Copies of one programme under everything that is done to them, in an order that nobody thought of."""

from tests.storage.machine import Copies, thorough

Copies.TestCase.settings = thorough(10)
TestCopies = Copies.TestCase
