"""What a page prints beside its tables: tags, rules, page numbers, addresses, how to listen to a call."""

import re

CONTENTS = re.compile(r"^(table of )?contents$|^pages?( ?\(s\))?( no\.?| numbers?)?$", re.IGNORECASE)
"""What heads a list of pages."""
OF_SHIPS = re.compile(r"\b(vessels?|ships?|dwt|teu|cbm|deadweight)\b", re.IGNORECASE)
"""What the head of a list of ships speaks of."""
DIALS = re.compile(
    r"\b(conference (id|code|number|call)|pass ?code|access (code|number)|confirmation (code|number)|(meeting|webinar) id|"
    r"pin( (code|number))?:?$|dial[- ]?in|replay|toll[- ]?free)\b",
    re.IGNORECASE,
)
"""A line of how to listen to a call."""
TAGS = re.compile(r"^\s*(</?(TABLE|CAPTION|S|C|PAGE|FN|F\d+)>\s*)+(\d{0,3})\s*$", re.IGNORECASE)
TAG_WORDS = re.compile(r"</?(TABLE|CAPTION|S|C|PAGE|FN|F\d+)>", re.IGNORECASE)
RULE = re.compile(r"[\s$]*+(?:[-=_]{3,}+[\s$]*+)++$")
PAGE_NUMBER = re.compile(
    r"(?:page\s+)?-?\s*[A-Z]?-?\d{1,3}\s*-?(?:\s+of\s+\d+)?|[-(\s]*(?:more|continued)[-)\s]*", re.IGNORECASE
)
PAGE_HEAD = re.compile(r"\S.*\S\s{3,}page \d{1,3}(?:\s+of\s+\d+)?", re.IGNORECASE)
"""The head of a page: the issuer's name, and the number at the right."""
LIST_ITEM = re.compile(r"\s*+[•●▪◦■]\s*\w")
PHONE = re.compile(r"[(\d](?:(?<=\()\d{3}\)\s*\d{3}|(?<!\w\d)(?<=\d)\d\d[-.]\d{3})[-.]\d{4}\b")
POST_CODE = re.compile(
    r"^\s*(?:\S+ )*[A-Z][\w.'-]*,?\s+(?:[A-Z]\.? ?[A-Z]\.?|[A-Z][a-z]+(?: [A-Z][a-z]+)?)\s+\d{5}(?:-\d{4})?\s*$"
)
"""The last line of an address: "Nashua, NH  03060"."""
