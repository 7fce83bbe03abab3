"""The field's vocabulary of captions, headings and notes, as tables of patterns.

Every pattern is matched without regard to case. A rule that a certain release taught is named in the
test of that release.
"""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache

KEPT = 6_000
"""Answers of one pattern."""


class Phrase:
    """A pattern, without regard to case, of labels and headings: all releases print the same, so answers are kept."""

    def __init__(self, pattern: str) -> None:
        compiled = re.compile(pattern, re.IGNORECASE)
        self.search: Callable[[str], re.Match[str] | None] = lru_cache(maxsize=KEPT)(compiled.search)
        self.match: Callable[[str], re.Match[str] | None] = lru_cache(maxsize=KEPT)(compiled.match)
        self.fullmatch: Callable[[str], re.Match[str] | None] = lru_cache(maxsize=KEPT)(compiled.fullmatch)


BUYS_BACK = r"^(common )?(share|stock) (repurchase|buy-?back)"
"""How a table of shares that the issuer bought begins, or a part of one."""
STATEMENT_TITLES: tuple[tuple[str, str], ...] = (
    (
        r"^(?!.*\b(statements?|operations|results|highlights)\b).*\(non-?gaap( (financial )?measures?)?\)\W*$",
        "non_gaap_reconciliation",
    ),
    (
        r"reconcil(iations?|es|ing)\b.*\b(non-?gaap|gaap|adjusted|ebitda)|\bnon-?(gaap|ifrs)\b.*\b(reconcil|measures|adjustments)|reconciliations? (of|to)\b(?! (the )?(beginning|number|stores?|units?)\b)|\b(constant currency|currency neutral)\b|\bfree cash flows?\b",
        "non_gaap_reconciliation",
    ),
    (r"\bfunds from operations\b(?!.*\bhighlights\b)", "non_gaap_reconciliation"),
    (
        r"\bpro[- ]?forma\b.*\b(statements? of|operations|income|results|earnings)|\b(statements? of|operations|income|results|earnings)\b.*\bpro[- ]?forma\b",
        "pro_forma_operations",
    ),
    (
        r"(?<!\bgaap and )\b(non-?gaap|adjusted)\b.*\b(statements? of|operations|income|results|earnings)|\b(statements? of|operations|income|results|earnings)\b.*\bnon-?gaap\b",
        "non_gaap_operations",
    ),
    (
        r"\baverage balances?\b|\bbalance sheet\b.*\baverages?\b|\bnet interest (margin|analysis)\b|\byield analysis\b",
        "average_balance",
    ),
    (r"\bstatements? of (consolidated )?(operations|income|earnings)\b.* and\b.*\bhighlights\b", "operations"),
    (
        r"\bfinancial highlights\b|\bfinancial data highlights\b|\bselected (consolidated )?(balance sheet|income statement|financial) (data|items)\b|^balance sheet data\b|\bfinancial ratios\b",
        "selected_data",
    ),
    (r"\bbalance sheets?\b.* and .*\bcash flows? (data|information)\b", "balance_sheet"),
    (r"\bas defined (in|by|under)\b.*\b(credit|facilit|agreement|indenture)", "non_gaap_reconciliation"),
    (r"\bcash ?flows?\b", "cash_flow"),
    (r"\bbalance sheets?\b|\bfinancial (condition|position)\b|\bassets and liabilities\b", "balance_sheet"),
    (
        r"\bstatements? of (changes in )?(share|stock)?(holders|owners)?['’]? ?equity\b|\bchanges in equity\b|\bstatements? of (retained earnings|(accumulated )?deficit)\b",
        "equity",
    ),
    (r"\b(computation|calculation)s? of\b.*\b(earnings|income|loss)\b.*\bper\b.*\bshare\b", "operations"),
    (
        r"\b(statements?|results|summary) of (consolidated |continuing )?(comprehensive |net )?(operations?|income|earnings|loss(es)?|profits? (and|or|&) loss(es)?)\b|\b(income|operations|earnings|profit (and|or|&) loss) (statements?|accounts?|summary)\b|\bsummary (income|earnings)\b|\bearnings summary\b",
        "operations",
    ),
    (r"\b(churn|(units|customers|subscribers) in service)\b", "selected_data"),
    (r"\bsegments?\b", "segment"),
    (
        r"\b(calculation|computation) of (adjusted )?(ebitda\w*|a?ffo)\b|\bebitda\w* reconcil",
        "non_gaap_reconciliation",
    ),
    (r"\b(comparable|same)([- ]store)? sales\b", "selected_data"),
    (rf"{BUYS_BACK}|^(re)?purchases of (common |equity )?(stock|shares|securities)\b", "other"),
    (
        r"\b(selected|financial highlights|highlights|summary|supplement(al|ary)|financial (information|data|ratios)|operating (statistics|data|metrics)|key (metrics|statistics|figures|data)|statistics|other data|overview|share counts?)\b",
        "selected_data",
    ),
)
"""Title pattern to statement, first match wins."""
TITLES = tuple((re.compile(pattern), statement) for pattern, statement in STATEMENT_TITLES)

BESIDE_HEADER = (
    (re.compile(r"INCOME|EARNINGS|OPERATIONS"), "operations"),
    (re.compile(r"CASH ?FLOWS?"), "cash_flow"),
)
"""A word in capitals beside the header that names the statement: "INCOME" beside the days of its columns."""

PRIMARY = frozenset({"operations", "balance_sheet", "cash_flow"})
"""The statements that every release closes its period with."""

GENERIC_TITLE = re.compile(
    r"\b(selected|highlights|summary|overview|supplement(al|ary)?|statistics|financial (information|data)|(operating|other) (data|metrics|information)|key (\w+ )?(metrics|figures|results|indicators)|press release)\b",
    re.IGNORECASE,
)
"""A title that says only that figures follow: it tells nothing apart, so it leads no path."""
STATEMENT_DATA = Phrase(r"(selected )?(balance sheet|income statement|cash flow) data")
"""Chosen figures of one statement, beside which those of another kind stand."""
NOT_IN_TITLE = re.compile(
    r"\bexhibit\s+\d+(\.\d+)?|(?<=[\s)])\d{1,2}(, ?\d{1,2})+$|\((un)?audited\)|\b(un)?audited$|\((see )?notes?\)|\((dollars |amounts |us\$ ?|\$ ?)?in (thousands|millions|billions)[^)]*\)",
    re.IGNORECASE,
)
"""What is printed with a title and is no part of it."""

SCALE_ASIDE = re.compile(
    r"\([^()]*(?:\b(?:un)?audited\b|thousand|million|billion|\b000)[^()]*\)|"
    r"[-–—,]?\s*\b(?:dollars |amounts )?in (?:thousands|millions|billions)\b.*$",
    re.IGNORECASE,
)
"""A note of scale that stands on the line of a title."""
PLAIN_TITLE = re.compile(
    r"((un)?audited|preliminary|summary|selected|interim|condensed|consolidated|combined|and|[ ,()])*"
    r"(balance sheets?|income statements?|cash ?flow statements?|reconciliations? of (gaap to )?(non-?gaap )(financial )?(measures|results|information)|"
    r"statements? of (consolidated )?(operations|income|earnings|profits? (and|or) loss(es)?|comprehensive (income|loss)|cash flows?|financial (position|condition)))"
    r"( and (other )?comprehensive (income|loss))?( (data|information))?[ (]*(continued|unaudited)?\)?(?: (?:for|as (?:of|at)|at) [^.:]*\d[^.:]*)?|"
    r"(?-i:Reconciliations?) (?:of|from|between) [^.:]*\b(?:non-?gaap|gaap|adjusted|ebitda\w*)\b[^.:]*",
    re.IGNORECASE,
)
"""A title that is known for one though it has no capitals, with the days that it says."""

OTHER_SIDE = re.compile(
    r"((total |shareholders['’]? |stockholders['’]? )*equity and liabilities|liabilities and ((share|stock)holders['’]? )?equity)\W*",
    re.IGNORECASE,
)
"""The title of a balance sheet's second table."""
FIRST_SIDE = re.compile(r"assets\W*", re.IGNORECASE)
"""What opens a balance sheet beside its days, and names it where no title does."""
INNER_TITLE = re.compile(
    r"^(segment (information|data|results)|(operating|business|reportable) segments?|product summary|key (statistics|metrics)|(selected|financial) ratios)\s*:?$",
    re.IGNORECASE,
)
"""A heading inside a table from which on it holds another statement; it leads the path of what follows."""

FOLLOWS = re.compile(r"\breconciliation\b.*\b(is|are) as follows\W*$", re.IGNORECASE)
"""A line in the midst of a table that opens another statement with it."""
SEGMENT_TITLE = re.compile(r"\bsegments?\b", re.IGNORECASE)
SECTION_TITLE = re.compile(
    rf"^(net )?cash flows?\b.*\bactivities\W*$|\bas a percent(age)?$|\bgrowth rates?\b|^segments?$|{BUYS_BACK}|"
    r"^(?!.*\b(reconcil|statements?|calculation|computation)).*\bper (diluted |basic |common |ordinary )*share\W*$",
    re.IGNORECASE,
)
"""A heading of lines, though it is set like a title and names a statement."""
SCALED_HEADING = re.compile(
    r"(?!(un)?audited|(us )?dollars|amounts|figures)\w+.*\((in )?([$€£] ?)?(thousands|millions|billions|000'?s?)( of \w+)?\)\W*$",
    re.IGNORECASE,
)
"""A heading that says the scale of the lines below it, where no header comes with it."""

SCALED_NAME = re.compile(
    r"(?!(?:un)?audited|(?:us )?dollars|amounts|figures|in\b)([A-Z][\w&'/-]*(?: [\w&'/-]+){0,4}) \((?:dollars |amounts )?in (?:thousands|millions|billions)\)",
    re.IGNORECASE,
)
"""The name of the lines below, on one line with their scale: "Asset Quality (dollars in thousands)"."""
MONEY_NAME = (
    r"(?:(?:U\.?S\.?|United States|Canadian|Australian|Hong Kong|New Taiwan|Singapore|Indian|Japanese|Mexican|Swiss) )?"
    r"(?:dollars?|yen|euros?|pounds?|rupees?|pesos?|francs?|RMB|renminbi|won|reais|rand|shekels?|kron(?:or|er))\b"
)
MONEY_HEAD = re.compile(rf"(?:in )?{MONEY_NAME}", re.IGNORECASE)
"""How a currency heads its columns once more, where the lines below are told in other amounts of it."""
MONEY_SIGN = r"(?:[$€£¥]|\b(?:EUR|USD|GBP|CAD|AUD|CHF|JPY|RMB|SEK|NOK|DKK|HKD|INR|Rs\.?|NIS|yen))"
OPENS_NOTE = r"(?:^|[(;,:] ?|unaudited |\bin )"


def _scale_note(word: str, *short: str) -> str:
    """How notes say a scale: "in thousands", "Thousands of yen", "(thousands, except ...)", "EUR million", "£m"."""
    return "|".join(
        (
            rf"\b(?:in|of) (?:{MONEY_SIGN} ?)?{word}s\b",
            rf"{MONEY_SIGN} ?{word}s?\b",
            rf"{OPENS_NOTE}{word}s?(?= of {MONEY_NAME}| {MONEY_NAME}| (?:USD|EUR|GBP|CAD)\b|(?:,| [-–—]) except|;|\)|$)",
            *short,
        )
    )


SCALE_NOTES: tuple[tuple[str, int], ...] = (
    (
        _scale_note(
            "thousand",
            r"\b(?:in|of|\$) ?000s?\b",
            r"\b000['’]?s of\b",
            r"\(000'?s?(?: omitted)?\)",
            r"\b000['’]?s? omitted\b|\$000|[$€£¥ ]['’]000\b",
            rf"{MONEY_SIGN} ?['’]?(?:1[,. ]?)?000['’]?s?\b(?![,.]?\d)",
        ),
        1_000,
    ),
    (
        _scale_note(
            "million",
            r"(?:€|£|\bEUR ?|\bSEK ?|\bCHF ?|\b(?:in|\() ?)(?-i:m|mn|MM|mm)\b",
            r"\$ ?(?-i:MM|mm)\b",
            r"[(,] ?(?:US|R|C|A|HK|S|NT)?\$ ?(?-i:mn|m)(?=[),;])|^(?:US|R|C|A|HK|S|NT)?\$ ?(?-i:mn|m)$",
            rf"{MONEY_SIGN} ?mill?\b",
            r"\bin mil\b",
        ),
        1_000_000,
    ),
    (_scale_note("billion", r"(?:€|£|\bEUR ?)(?-i:bn)\b"), 1_000_000_000),
    (r"\b(?:in|of|Rs\.?|INR) crores?\b|[(,] ?crores?\)", 10_000_000),
    (r"\b(?:in|of|Rs\.?|INR) lakhs?\b|[(,] ?lakhs?\)", 100_000),
)
STARTS_NOTE = r"(?=[\w$(€£¥;,:'’ ]|^)"
SCALE_NOTE = Phrase(STARTS_NOTE + "(?:" + "|".join(f"(?P<by{scale}>{pattern})" for pattern, scale in SCALE_NOTES) + ")")

LONG_NOTE = 16
"""Characters of a note from which on it is asked first whether it holds any word of a scale: most do not."""
SCALE_PARTS = ("thousand", "million", "billion")
SCALE_APART = re.compile(r"[tmb](?<!\d.)(?<!\d .)(?:housand|illion)")
"""A word of a scale that scales no number before it, as in most sentences that hold one."""
ZEROS_APART = re.compile(r"000(?:(?<![\d,]000)(?<!\d\.000)|(?<=1000)|(?<=1[,. ]000)|['’]?s of|['’]?s? omitted)")
"""Zeros that are no end of a longer number."""
SCALE_SHORT = re.compile(
    r"[kmb](?:(?:(?<![\w'’].)|(?<=eur.)|(?<=sek.)|(?<=chf.)|(?<=rmb.)|(?<=in.))[mn]?|(?<=m)ill?)(?!\w)"
)
"""A scale cut short, where it may stand."""

SHORT_SIGN = r"(?:in )?(?:(?:US|R|C|A|HK|S|NT)?[$]|[€£¥]|RMB) ?"
"""A sign of money before a scale cut short: "($M)", "(R$bn)"."""
LABEL_SCALE = Phrase(
    STARTS_NOTE
    + r"(?:(?P<by1>\(in (?:whole )?(?:dollars|euros|units)\))|"
    + "|".join(
        rf"(?P<by{scale}>\({words}\)|{pattern})"
        for words, (pattern, scale) in zip(
            (
                rf"(?:thousands(?: of [^()]+)?|thousand [A-Za-z]+|['’]?000['’]?s?(?: [A-Za-z]+)?|{SHORT_SIGN}[Kk])",
                rf"(?:000,000|millions(?: of [^()]+)?|million [A-Za-z]+|{SHORT_SIGN}(?-i:M|m|mn|MM|mm))",
                rf"(?:billions(?: of [^()]+)?|billion [A-Za-z]+|{SHORT_SIGN}(?-i:B|bn|Bn))",
                "crores?",
                "lakhs?",
            ),
            SCALE_NOTES,
            strict=True,
        )
    )
    + ")"
)
"""What a label says of its own line: shorter than a note may be."""

SCALE_BEHIND = re.compile(r"\s?(thousand|million|billion)\b", re.IGNORECASE)
"""A word that scales the amount before it."""
SCALE_WORDS = {
    "thousand": 1_000,
    "million": 1_000_000,
    "billion": 1_000_000_000,
    "trillion": 1_000_000_000_000,
    "K": 1_000,
    "k": 1_000,
    "M": 1_000_000,
    "m": 1_000_000,
    "mn": 1_000_000,
    "B": 1_000_000_000,
    "bn": 1_000_000_000,
}

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


def any_of(words: Iterable[str]) -> str:
    """A pattern of ``words``, the longest first; a look at the first letter spares most places the rest."""
    longest_first = sorted(words, key=len, reverse=True)
    return rf"(?=[{''.join(sorted({word[0] for word in longest_first}))}])(?:{'|'.join(longest_first)})"


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

HEADER_WORDS = Phrase(
    rf"\b(?=[\w%])({MONTH}|months?|weeks?|quarters?|years?|periods?|ended|ending|as of|(19|20)\d\d|unaudited|audited|restated|for the( \d{{1,2}})?$|"
    rf"as (previously )?reported|pro ?forma|change|variance|increase|decrease|%|{QUARTER_MARK}|\d{{1,2}}(?:/\d{{1,2}}/|\.\d{{1,2}}\.)(?:\d\d)?\d\d\b)"
)
UNAUDITED = re.compile(r"\bunaudited\b", re.IGNORECASE)
AUDITED = re.compile(r"(?<!un)\baudited\b", re.IGNORECASE)
DERIVED_FROM_AUDITED = re.compile(r"\bderived from\b.*\baudited\b", re.IGNORECASE | re.DOTALL)

FOOTNOTE_MARK = re.compile(
    r"(?=[(\[*†‡])(?:(?<=\s)|(?<=\w)(?<!\b401)(?<!\b403)(?<!\b457)|(?<=[):])|^)(\((?:\d{1,2}|[a-zA-Z])\)|\[(?:\d{1,2}|[a-zA-Z])\]|\*{1,3}|†|‡)(?:,(?=\s*\((?:\d{1,2}|[a-zA-Z])\))|(?=\s|:?$|\((?:\d{1,2}|[a-zA-Z])\)|(?<=\d\))[,/] ?[a-zA-Z]))"
)
GLUED_MARK = re.compile(r"\((?<=[\d)%]\()((?:\d{1,2}|[a-zA-Z]))\)(?=\s|$)")
"""A mark right behind a value: ``9,180(1)``."""
NO_TITLE = re.compile(
    r"(\*+|n/?[ma]\b\.?)\s*[-–—=:]*\s*(not (meaningful|applicable|available)|denotes)|(www\.)?[\w-]+\.(com|net|org)$|\[[^\]]*\]$",
    re.IGNORECASE,
)
"""What is printed above a table and is no title: what a sign in the place of a value means, an address, an aside."""
NOTE_REFERENCE = re.compile(r"\((see )?notes?\b", re.IGNORECASE)
NOTE_ALONE = Phrase(r"\((see )?notes?( \w{1,2})?\)")
FOOTNOTE_START = re.compile(
    r"^\s*+(?:\(\s+)?(\((?:\d{1,2}|[a-zA-Z])\)|\[(?:\d{1,2}|[a-zA-Z])\]|\*{1,3})\s*(?=[A-Z\"“(])"
)

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

_GAIN = r"\(?(income|loss|earnings|profit|deficit)\)?"
RESULT_WORDS = rf"{_GAIN}([ /]*(or )?{_GAIN})?"
"""What a period ends with, in both signs: "income (loss)", "(loss) income", "loss/profit"."""
_CHANGE = r"\(?(increase|decrease|change)\)?"
TOTAL_WORDS = Phrase(
    rf"^(sub-?)?totals?\b|\btotal$|^net (cash|increase|decrease|change|income|loss|earnings|interest income|revenues?|sales)\b|"
    rf"^gross (profit|margin|loss)\b|^(operating )?{RESULT_WORDS} before\b|^(operating )?{_GAIN} .*\b(before|from|operations)\b|"
    rf"^operating {RESULT_WORDS}(\W|$)|^net {RESULT_WORDS}(\W|$)|^profit\b|^(other |total )?comprehensive {RESULT_WORDS}(\W|$)|"
    rf"^(gaap|non-gaap|adjusted) |^ebitda?\b|^free cash flows?\b|^cash\b.*\bend\b|^(ending|closing) cash\b|"
    rf"^(net )?cash (flows? )?\(?(provided|generated|used|from|for)\b.*\b(operating|operations|investing|investments?|financing)\b|"
    rf"^{_CHANGE}([ /]*(or )?{_CHANGE})?\b.*\bcash\b"
)
"""Lines that sum up those above them."""

RESULTS = (
    Phrase(r"\b(net )?(revenues?|sales)$|^(total )?(net )?(revenues?|sales)\b|^premiums\b|^(net )?interest income$"),
    Phrase(r"^net (income|loss|earnings|profit)\b|\bearnings per\b|\bprofit (for|after)\b"),
)
"""Lines that tell results together: what was sold, and what was earned."""

EMPTY_LINE = Phrase(
    r"^commitments$|^commitments\b.*\bcontingen|^contingenc(y|ies)\b|\b(preferred|preference|common)\b.*\b(none|no shares) (issued|outstanding)|\bissued *[-,:–—]* *none\b"
)
"""Lines that are printed for form's sake and have no value: they head nothing."""
TOP_LEVEL_LINES = Phrase(
    r"^gross (profit|margin|loss)\b|^(operating (income|loss|profit|earnings)|(income|loss|earnings|profit)( \(loss\))? from "
    r"(continuing )?operations)\b|^(net )?(income|loss|earnings)( \(loss\))?( \(benefit\))? before\b|^net (income|loss|earnings)\b|"
    r"^(provision|benefit)( \(benefit\))? for income tax"
)
"""Lines of an operations statement that close whatever expense heading stands above them."""

COSTS = Phrase(r"^(operating )?(costs|expenses|costs and (operating )?expenses)$")
"""A heading that no income stands below."""
REVENUES_HEADING = Phrase(r"(net |total |operating )?(revenues?|sales)")
COST_OF_SALES = Phrase(r"^costs? (of|and)\b")
"""A line of what was spent, the first below revenues."""

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

PER_SHARE = Phrase(r"\bper\b.{0,40}\bshares?\b|\bper ads\b|\beps\b")
AND_PER_SHARE = Phrase(r"\band per\b")
"""A heading of amounts and of figures per share: "Market and per common share data"."""
PER_SHARE_HEADING = Phrase(r"(data |amounts )?per (\w+ )?share( (data|amounts|information|figures))?\W*$")
"""A heading all of whose lines are per share, whatever headings stand below it."""
SHARES = Phrase(
    r"^(weighted[- ]average|average|number of|total)?[ -]*(number of )?(common |ordinary |outstanding |diluted |dilutive |potential |basic |weighted |average |and |equivalent )*"
    r"(shares|share equivalents)\b(?!.*\bpar value)|\bshares (used|outstanding)\b|\bweighted[- ]average\b.*\b(shares?|participating securities)\b|\bshares in (computing|calculating)\b|"
    r"\bshare count\b|\bincremental shares\b|^denominators?\b"
)
SHARE_COUNT = Phrase(
    r"\bnumber of\b.*\bshares\b|\bweighted[- ]average\b.*\bshares\b|\bshares (outstanding|used)\b|^common stock outstanding$"
)
"""A count of shares in any statement."""
OF_SHARES = Phrase(r"\bshare counts?\b")
"""A title of counts of shares and nothing else."""
SHARES_BOUGHT = Phrase(
    r"^(total |number of )?(common )?shares (of (class [a-z] )?(common|preferred) stock )?(re)?purchased\b"
)
"""A count of shares where no currency stands beside it, and on no cash flow."""
SHARES_MOVED = Phrase(
    r"(total |number of |common |treasury )*shares (of \w+ stock )?(issued|(re)?purchased|retired|cancell?ed)\b"
)
"""Shares issued or bought: a count, or what was had or paid for them."""
SHARES_COLUMN = re.compile(
    r"(?!.*\bper\b)(?:(?:total |maximum |approximate )?(?:number|no\.|#) of (?:\w+ )?shares\b|(?:.*\W)?denominator\b|(?:.*\s)?(?:stock|shares) number$"
    r"|(?:total )?(?:common )?shares (?:re)?(?:purchased|bought|acquired|issued|outstanding)\b|shares$)",
    re.IGNORECASE,
)
"""How a column of counts of shares is headed."""
NO_COUNT = Phrase(r"\bpar value\b|\d shares?\b|\bat cost\b|\bproceeds\b|\bpurchases? of\b")
"""Money paid or had for shares."""
NUMBER = Phrase(r"\b(number|count) of\b|\bhead ?count\b|\bpolicies[- ]in[- ]force\b")
NOT_SHARES = Phrase(
    r"\bpar value\b|\d shares?\b|\bauthorized\b|\bproceeds\b|\bpurchases?\b|\brepurchase|\bissuance\b|\bshare-?based\b|\bshares? issued\b|\bsettlement\b|\bat cost\b|\bheld in\b|\bequity awards\b"
)
MONEY_WORDS = Phrase(
    r"\b(revenue|price|pricing|cost|yield|charge|expense|income|earning|profit|loss|margin|fee|premium|value|rate|ARPU|ARPA|EBITDA\w*|sale)s?\b"
)

_MEASURED = (
    r"\b(income|earnings|revenues?|sales|expenses?|costs?|CASM|profits?|loss(es)?|ebit\w*|margins?|yields?|ratios?|returns?|value|"
    r"rates?|growth|eps|shares?|tax(es)?|fees|cash|allowance|loans|assets|"
    r"deposits|equity|capital|debt|premiums|provisions?|results?|administrative|advertising|bookings|backlog)\b"
)
EXCLUDING = rf"^(?=.*\bexcluding\b)(?!.*\bvolumes?\b.*\bexcluding\b)((total\b)?\W*|((?!\bexcluding\b).)*{_MEASURED}.*)\bexcluding\b(?! (the )?current (maturities|portion|installments)\b)"
"""A measure, or a bare total, without a part of it: "Consumer, excluding credit card" names a kind of loans instead."""
ADJUSTED = Phrase(
    rf"\bnon-? ?(gaap|ifrs)\b|\badj\. (?!for\b)|\bconstant currency\b|\bcurrency[- ]neutral\b|\bunderlying\b|\bex-[a-z]{{2,}}|\(ex\.? \w|\badjusted\b(?! for\b)|{EXCLUDING}|\bpro[- ]?forma\b|\bfree cash flows?\b|\bebitda\b|\bbefore interest\b.{{0,40}}\bdepreciation\b|\bcore (earnings|income|loss(es)?|eps|net|operating)\b|\bfunds from operations\b|\ba?ffo\b"
)
ADJUSTS_MEASURE = Phrase(r"\badjustments?\b.*\bto reconcile\b.*\bto\b(?!.*\bcash\b)")
"""How the heading over the steps from one measure to another begins."""
ASIDE = re.compile(r"\([^()]*\)")
STEPS_TO = Phrase(
    r"\badjustments?\b.*\bto reconcile\b.*\bto (?!(?:total|consolidated|gaap|net cash|cash)\b)((?:(?!\bto\b).)+)$"
)
"""The heading over the steps from one measure to another, which it names last."""
AS_PRESENTED = Phrase(r"\b(costs?|expenses?|selling|administrative)\b[^(]*(\(|, )(excluding|exclusive)\b")
"""An expense that says what is shown apart from it: as its statement presents it, it is not adjusted."""
LEFT_OUT = Phrase(
    r"\b(excluded|not included) (from|in)\b|^(impact|effect)s? of excluding\b|^differences? between\b|"
    r"\btax(es)?\b.*\bapplicable to\b|\b(constant currency|currency[- ]neutral) (impact|effect)s?$"
)
"""What a measure leaves out, or what that comes to, is named after it and is none of it."""
OF_BALANCE = Phrase(r"\b(debt|indebtedness|cash|leases|notes|borrowings)\b")
"""What a line of borrowed money, or of money at hand, speaks of."""
ADJUSTED_SECTION = Phrase(
    r"(non-?gaap|adjusted|underlying)\b(?!.*\b(reconcil|adjustments?)\b)|.*\(non-?gaap\b"
    r"|((results|earnings) )?(before|excluding|without)\b.*\b(non-?routine|non-?recurring|special|unusual|one-time)\b"
)
"""A heading all of whose lines are adjusted."""
DILUTION = Phrase(r"basic|primary|(fully )?diluted|assuming (full )?dilution")
"""A heading of figures per share by what they are divided by."""
AVERAGE_PRICE = Phrase(r"\b(average|avg\.?)( \w+)? (price|revenue per|rate)s?\b|\bASPs?\b")
"""A heading of columns whose lines do not add up."""
RECONCILES_HEADING = Phrase(r"(gaap (to|and) non-?gaap )?reconciliations? of\b.*")
"""A heading over the steps from one measure to another, and over what is had from both: their margins."""
RESULTS_HEADING = Phrase(
    r"(consolidated |condensed |summary |selected )*(results of operations|(operating|operations|financial|income statement|earnings) (results|data)|summary of operations|earnings)"
)
"""A heading over all that was earned and spent: no sum of some of its lines closes it."""
BOTH_SIDES = (
    Phrase(r"total assets$"),
    Phrase(r"total liabilities(,| and| &) .*equity( \(deficit\))?$"),
)
"""Lines that only a whole balance sheet has, whatever its title says."""
WHOLE_RESULTS = (
    Phrase(r"^(total |net )*(revenues?|sales)\b"),
    Phrase(r"^total (operating |costs and )?(costs|expenses)\b|^cost of (sales|goods|revenues?)\b"),
    Phrase(r"^(provision|benefit|income tax)\b.*\btax|^income tax"),
    Phrase(r"^net (\([a-z]+\) )?(income|loss|earnings)\b(?!.*\bper\b)"),
    Phrase(r"\bper\b.*\bshare\b"),
)
"""Lines that only a whole statement of operations has."""
BASIS_HEADING = Phrase(
    r"(u\.?s\.? )?(non-?)?(gaap|ifrs)\b|adjusted\b|.*\bbasis\b|.*\b(operating|financial) (results|measures)\b|.*\(non-?gaap\b"
)
"""A heading that says how all lines below it are measured: another such heading ends it, and no total."""
MEASURED_APART = Phrase(
    r"\btangible\b|\b(fully )?tax(able)?[- ]equivalent\b(?!.*\badjust)|^(total )?net debt\b|^(total )?calculated billings$|\bas defined (in|by|under)\b"
)
"""What a reconciliation, and it alone, shows to be no measure of the accounting rules."""
NAMED_MEASURE = re.compile(r"\breconciliations? of\b.*\bto\b.*\([\"“]([^\"“”()]+)[\"”]\)", re.IGNORECASE)
"""A title that names the measure that it leads to: "Reconciliation of Revenue to Revenue, Net of Costs ("Net Revenue")"."""
OF_CLASS = Phrase(
    r"(class \w+ )?(common |ordinary )?(stock|shares?|units?)$|class \w+$|(basic|diluted)( and (basic|diluted))?$"
)
"""A line that says whose the measure above it is, and no measure of its own."""
RECONCILED = Phrase(
    r"\breconciliations? of (?:(operating (?:earnings|income))\b(?!.*\bto\b)|"
    r"((?:(?!\b(?:gaap|to)\b).)+) to (?!.*\bnon-?gaap).*\b(?:gaap|generally accepted)\b)"
)
LEADS_TO = Phrase(r"\breconciliations? of (?!.*\bnon-?gaap)((?:(?!\bto\b).)+) to ((?:(?![(,:]).)+)")
"""A title that leads a measure of the accounting rules, which opens the table, to another one."""
ADJUSTED_RATES = Phrase(r"^(?!.*\breconcil).*\b(constant currency|currency[- ]neutral|organic)\b.*\b(growth|rates?)\b")
"""A title all of whose percentages are adjusted, but those of a column that says otherwise."""
GAAP_SIDE = Phrase(r"^gaap\b|\bas reported\b|\bgaap and non-?gaap$")
AS_REPORTED = re.compile(r"\W*\bas reported\b.*", re.IGNORECASE)
"""What is said of a measure behind its name: an adjusted one stays so."""
SEE_MEASURES = Phrase(r"(see|refer to)\b[^.:]*\bnon-?gaap\b[^.:]*\.?\W*")
"""A footnote that sends to the reconciliations, and so calls what it marks a measure of the issuer's own."""
NOT_CORE = Phrase(r"non-?core\b")
"""How the heading of a column begins beside which "Core" names the other kind of things, and no measure."""
ADJUSTS = re.compile(r"adj(ustments?|\b|['’]?s\b)", re.IGNORECASE)
"""How the heading of a column of adjustments begins."""
MEASURE_OF = re.compile(
    r"\b(non-?gaap|gaap|adjusted|as reported|reported)\b|[(),*:]|\b(income|loss|expense)\b|\s-\s", re.IGNORECASE
)
"""What a line says of its measure besides the measure itself."""
BASIS_OF_COLUMN: tuple[tuple[str, str], ...] = (
    (r"\bpro[- ]?forma\b", "pro-forma"),
    (r"\bnon-? ?(gaap|ifrs) adj|\badj(ustment)?['’]?s\b(?<!excl adj['’]s)|\bexcluded\b|\bimpact\b", "GAAP"),
    (r"(?<!non)(?<!non-)(?<!non )(?<!non- )\b(gaap|ifrs)$", "GAAP"),
    (r"\borganic$", "non-GAAP"),
    (
        (
            r"\bnon-? ?(gaap|ifrs)\b|\bexcl\b|\bexcluding\b|\badjusted\b(?! (nis|new israeli))|\bcore\b|"
            r"\bconstant currency\b|\bcurrency[- ]neutral\b"
        ),
        "non-GAAP",
    ),
    (r"\b(gaap|ifrs)\b|(?<!previously )\breported\b", "GAAP"),
)
"""What a column of a reconciliation that is headed by a measure holds, first match wins."""

LIST_ITEM = re.compile(r"\s*+[•●▪◦■]\s*\w")
REFERS = re.compile(r"[sr](?<!\w.)(?:(?<=s)ee|(?<=r)efer to)\b", re.IGNORECASE)
PHONE = re.compile(r"[(\d](?:(?<=\()\d{3}\)\s*\d{3}|(?<!\w\d)(?<=\d)\d\d[-.]\d{3})[-.]\d{4}\b")
POST_CODE = re.compile(
    r"^\s*(?:\S+ )*[A-Z][\w.'-]*,?\s+(?:[A-Z]\.? ?[A-Z]\.?|[A-Z][a-z]+(?: [A-Z][a-z]+)?)\s+\d{5}(?:-\d{4})?\s*$"
)
"""The last line of an address: "Nashua, NH  03060"."""

AS_FOLLOWS = re.compile(
    r"^(?!.*\bthrough\b).*\b(as follows|(shown|presented|provided|listed|summarized|set (out|forth)) below):$",
    re.IGNORECASE,
)
ANNOUNCES = re.compile(
    r"\b(following|below|accompanying)\b.{0,40}\b(tables?|schedules?|reconcil\w+|summar\w+|is|are|sets?)\b",
    re.IGNORECASE,
)
"""How prose announces the table below it."""
HAD_FOLLOWING = re.compile(
    r"\b(?:had|has|have|held|holds|owned|owns|shows?|summarizes?|presents?) the following\b", re.IGNORECASE
)
"""How a sentence that ends in a colon does: "As of June 30, the Company had the following swaps outstanding:"."""

CONNECTIVE_END = Phrase(
    r"(\b(and|or|of|to|for|in|on|the|a|an|by|from|with|at|per|(?<!, )net|than|before|after)|[,&(-]|\w['’])$"
)
BROKEN_OFF = Phrase(r"(\b(and|or|of|to|for|in|on|the|a|an|by|from|with|at|per|than)|,)$")
"""The end of a label that has values and goes on below."""

UNIT_NOTE = re.compile(r"[$€£¥] ?(thousand|million|billion)s?\b|\bunless otherwise\b|\bexcept\b", re.IGNORECASE)
"""A note on units that stands over the labels."""
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
CHANGE_LINE = Phrase(
    r"\bgrowth rates?\b|^(percentage|percent|%) (change|growth|increase|decrease)\b|\b(sales|revenues?) (change|growth)$|"
    r"^([yq]o[yq]|[yq]/[yq]|sequential|(year|quarter)[- ]over[- ](year|quarter))( \w+)? (growth|changes?)( \([^()]*\))?$|^(increase|growth|change) in\b.*\byear[- ]over[- ]year$"
)
"""A line of percentages, or a heading over such, that says of them that they are changes."""
GROWTH_TITLE = Phrase(r"\b(revenue|sales) growth (rates? )?by\b")
"""A title all of whose percentages are changes."""
MOVED = Phrase(r"(higher|lower|increased?|decreased?|changes? in|(impact|effect)s? of)\b(?!.*%)")
"""How a line begins that tells what something came to that rose or fell."""
COMPARES = Phrase(r"(?:(?:percent(?:age)?|%|\$) )?(?:change|variance)(?: \(?%\)?)?")
"""A line that compares those above it."""
SHARE_HEADING = re.compile(
    r"(?:%|\bpercent(?:age)?)\s+(?:(?:of|by|to|leased|occupied|owned)\b|(?:net |total )?(?:sales|revenues?)$)|\b(?:margin|mix|yield|rate)s?\b\s*\(?%?\)?",
    re.IGNORECASE,
)
"""A share or a rate, which a sign of percent makes no change."""
LONE_PERCENT = re.compile(r"\(?(?:%|percent)\)?", re.IGNORECASE)
OUTLOOK = re.compile(
    r"\bguidance\b|\b(?:out|fore)(?:look|casts?)\b|\bprojected\b|\bcapital budget\b|\b(?:financial|operating|performance) targets?\b|\btargets? (?:range|for)\b",
    re.IGNORECASE,
)
NOTES_COLUMN = re.compile(r"notes?\.?", re.IGNORECASE)
"""A column of references to notes."""


@lru_cache(maxsize=KEPT)
def bare_name(label: str) -> str:
    """A measure's name in small letters, without what stands in parentheses: "Underwriting gain (loss)"."""
    return " ".join(ASIDE.sub(" ", label).lower().split())


def marks_in(text: str) -> list[re.Match[str]]:
    """The marks of footnotes in ``text``, each in its first group."""
    if "(" in text or "[" in text or "*" in text or "†" in text or "‡" in text:
        return list(FOOTNOTE_MARK.finditer(text))
    return []


@lru_cache(maxsize=KEPT)
def statement_of(title: str) -> str | None:
    """The statement that ``title`` names, or None."""
    folded = " ".join(title.split()).lower()
    return next((statement for pattern, statement in TITLES if pattern.search(folded)), None)


def statement_beside(stub: str) -> str | None:
    """The statement that what stands beside a table's header names, or None."""
    plain = stub.strip(" *:")
    return statement_of(stub) or next((name for pattern, name in BESIDE_HEADER if pattern.fullmatch(plain)), None)


def _may_scale(text: str) -> bool:
    """Something in it could name a scale: what neither pattern can do without."""
    plain = text.lower()
    return bool(
        (any(map(plain.__contains__, SCALE_PARTS)) and SCALE_APART.search(plain))
        or ("000" in plain and ZEROS_APART.search(plain))
        or SCALE_SHORT.search(plain)
        or "crore" in plain
        or "lakh" in plain
    )


@lru_cache(maxsize=KEPT)
def scale_of(text: str, notes: Phrase = SCALE_NOTE) -> int | None:
    """The multiplier that a scale note names first, or None."""
    if len(text) > LONG_NOTE and not _may_scale(text):
        return None
    found = notes.search(text)
    return int((found.lastgroup or "").removeprefix("by")) if found else None
