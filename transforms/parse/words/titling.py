"""How statements and other tables are titled, and how prose announces them."""

import re
from functools import lru_cache

from transforms.parse.words.phrase import KEPT, Phrase

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
NO_TITLE = re.compile(
    r"(\*+|n/?[ma]\b\.?)\s*[-–—=:]*\s*(not (meaningful|applicable|available)|denotes)|(www\.)?[\w-]+\.(com|net|org)$|\[[^\]]*\]$",
    re.IGNORECASE,
)
"""What is printed above a table and is no title: what a sign in the place of a value means, an address, an aside."""
OF_SHARES = Phrase(r"\bshare counts?\b")
"""A title of counts of shares and nothing else."""
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
GROWTH_TITLE = Phrase(r"\b(revenue|sales) growth (rates? )?by\b")
"""A title all of whose percentages are changes."""
OUTLOOK = re.compile(
    r"\bguidance\b|\b(?:out|fore)(?:look|casts?)\b|\bprojected\b|\bcapital budget\b|\b(?:financial|operating|performance) targets?\b|\btargets? (?:range|for)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=KEPT)
def statement_of(title: str) -> str | None:
    """The statement that ``title`` names, or None."""
    folded = " ".join(title.split()).lower()
    return next((statement for pattern, statement in TITLES if pattern.search(folded)), None)


def statement_beside(stub: str) -> str | None:
    """The statement that what stands beside a table's header names, or None."""
    plain = stub.strip(" *:")
    return statement_of(stub) or next((name for pattern, name in BESIDE_HEADER if pattern.fullmatch(plain)), None)
