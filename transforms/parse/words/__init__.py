"""The field's vocabulary, as tables of patterns; the test of a rule names the release that taught it."""
