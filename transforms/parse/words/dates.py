"""Months, counts of months and weeks, and quarters in words."""

from transforms.parse.words.phrase import any_of

MONTHS = {
    name: index
    for index, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sept", "sep"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}
MONTH = any_of(MONTHS) + r"\b\.?"
COUNTS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "thirteen": 13,
    "fourteen": 14,
    "fifteen": 15,
    "sixteen": 16,
    "seventeen": 17,
    "twenty-four": 24,
    "twenty-six": 26,
    "twenty-seven": 27,
    "twenty-eight": 28,
    "thirty-six": 36,
    "thirty-nine": 39,
    "forty": 40,
    "forty-eight": 48,
    "fifty-two": 52,
    "fifty-three": 53,
}
COUNT = rf"(?:\d{{1,2}}|{any_of(COUNTS)})"
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
QUARTER_MARK = r"(?:(?:[1-4]Q|Q[1-4])[ '’-]{0,2}(?:FY)?(?:(?:19|20)?\d\d)?|Qtr\.? ?[1-4])\b"
"""A quarter as issuers cut it short: ``2Q21``, ``Q2 '21``, ``4Q``, ``Qtr 4``."""
