"""Headings over columns, and over lines."""

import re

from transforms.parse.words.dates import MONTH, QUARTER_MARK
from transforms.parse.words.phrase import Phrase

HEADER_WORDS = Phrase(
    rf"\b(?=[\w%])({MONTH}|months?|weeks?|quarters?|years?|periods?|ended|ending|as of|(19|20)\d\d|unaudited|audited|restated|for the( \d{{1,2}})?$|"
    rf"as (previously )?reported|pro ?forma|change|variance|increase|decrease|%|{QUARTER_MARK}|\d{{1,2}}(?:/\d{{1,2}}/|\.\d{{1,2}}\.)(?:\d\d)?\d\d\b)"
)
COSTS = Phrase(r"^(operating )?(costs|expenses|costs and (operating )?expenses)$")
"""A heading that no income stands below."""
REVENUES_HEADING = Phrase(r"(net |total |operating )?(revenues?|sales)")
SECTION_CLOSERS: tuple[tuple[Phrase, Phrase], ...] = (
    *(
        (
            Phrase(rf"^(net )?(cash (flows? )?)?((provided|used|generated|from|by|in|for|to|and|or) )*{name}"),
            Phrase(rf"^(net )?cash\b.*\b{of}"),
        )
        for name, of in (
            ("operating activities", "operat(ing|ions)\\b"),
            ("investing activities", "investing\\b"),
            ("financing activities", "financing\\b"),
        )
    ),
    (
        Phrase(r"^(liabilities (and|&)\b.*\bequity|.*\bequity (and|&) liabilities)"),
        Phrase(r"^total (liabilities\b.*\b(equity|deficit)|.*\bequity and liabilities)\b"),
    ),
)
"""Headings whose closing total is not 'Total' plus the heading's own words."""
LIABILITIES_HEADING = Phrase(r"^(total )?liabilities$")
EQUITY_HEADING = Phrase(
    r"^(((stock|share|unit|member|partner)\w*(['’]s?)? )?(equity|capital|deficit|deficiency)\b|net worth$)"
)
"""A heading beside that of the liabilities, which never holds it."""
SHARE_OF = Phrase(r"^\((as an? )?(percent|percentage|%) of\b")
"""What the lines below are a share of: no label goes on with it."""
FIGURES_HEADING = Phrase(
    r".*\b(data|statistics|information|highlights|metrics|ratios|(asset|credit) quality)( \([^()]*\))?$"
)
"""A heading over figures of many kinds: what some of them add up to is one of them."""
RESULTS_HEADING = Phrase(
    r"(consolidated |condensed |summary |selected )*(results of operations|(operating|operations|financial|income statement|earnings) (results|data)|summary of operations|earnings)"
)
"""A heading over all that was earned and spent: no sum of some of its lines closes it."""
NAME_OF_LABELS = Phrase(
    r"(type|maturity|region|(business |operating )?segment|product|market|location|division|state|categor(y|ie)|description|brand|countr(y|ie)|property|propertie|quarter|period)s?|"
    r"(?!.*\bby\b)([\w-]+ ){1,3}(type|point|name|location|description)s?"
)
"""What stands over the labels and says what kind of names they are."""
BLOCK_HEADING = Phrase(
    r"(condensed |consolidated )*(income statement|statements? of (operations|income|earnings|cash flows?)|balance sheets?|cash flows?)( data| information)?:?|"
    r"((supplement(al|ary)|operating|statistical|other|other (financial|operating)|selected( \w+)?) (data|statistics|information)):?"
)
"""A heading within a table that holds the headings below it, up to the next of its kind."""
TOTAL_HEADING = Phrase(r"(consolidated |company )?totals?( company| consolidated)?:?|consolidated:?")
"""A heading over the lines of the whole, behind those of its parts."""
OPENS_STATEMENT = Phrase(
    r"((period|quarter|year)[- ]end|average)\b|(total )?(assets|liabilities|revenues?|sales|income|expenses?|costs?|operating|investing|financing|cash|interest|earnings|net|loans|deposits)\b"
)
"""How a heading beside the dates begins that is one of the lines, and no name of the column of labels ("Region")."""
CHANGE_HEADING = Phrase(
    r"\bchanges?\b|\bch(?:n?g|nge)\b|\bvar(?:iance)?\b|%|\bincrease\b|\bdecrease\b|\bgrowth\b|\bincr?\b|\bdiff(?:erence)?\b|\bbetter\b|\bb/\(?w\b|"
    r"\bvs\.?(?=\s|$)|\bversus\b|\b(?:un)?fav(?:orable)?\b|\b[yq]o[yq]\b|\b[yq]/[yq]\b|\b[yq]-t-[yq]\b"
)
SHARE_HEADING = re.compile(
    r"(?:%|\bpercent(?:age)?)\s+(?:(?:of|by|to|leased|occupied|owned)\b|(?:net |total )?(?:sales|revenues?)$)|\b(?:margin|mix|yield|rate)s?\b\s*\(?%?\)?",
    re.IGNORECASE,
)
"""A share or a rate, which a sign of percent makes no change."""
LONE_PERCENT = re.compile(r"\(?(?:%|percent)\)?", re.IGNORECASE)
NOTES_COLUMN = re.compile(r"notes?\.?", re.IGNORECASE)
"""A column of references to notes."""
