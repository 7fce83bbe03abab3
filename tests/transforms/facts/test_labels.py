"""What a line is called, without what one release adds to its name."""

import pytest

from transforms.facts.labels import fold


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("Net income (loss) (a)", "net income"),
        ("(Loss) income before income taxes", "income before income taxes"),
        ("Provision (benefit) for income taxes", "provision for income taxes"),
        ("(Benefit from) provision for income taxes", "provision for income taxes"),
        ("Net cash provided by (used in) operating activities", "net cash provided by operating activities"),
        ("Provision for (recapture of) credit losses", "provision for credit losses"),
        ("Loss/(income) from operations", "loss from operations"),
        ("Income tax (benefit)", "income tax benefit"),
        ("(Decrease) in trade payables", "decrease in trade payables"),
        ("Equity in (losses) of unconsolidated subsidiaries", "equity in losses of unconsolidated subsidiaries"),
        ("Income taxes receivable (payable)", "income taxes receivable payable"),
        ("Property, net of depreciation of $1,165 and $1,100, respectively", "property net of depreciation"),
        ("Receivables, less allowances of $51 and $52 at March 31, 2020", "receivables less allowances"),
        ("Common stock, $.01 par value; 3,000 shares authorized, 1,392 issued", "common stock"),
        ("Common stock issued", "common stock issued"),
        ("Certificates of deposit of $100,000 or more", "certificates of deposit of 100 000 or more"),
        ("Total shareholders’ equity (unaudited)", "total stockholders equity"),
        ("Weighted-average common shares outstanding (000)", "weighted average common shares outstanding"),
        ("Other non-current liabilities*", "other noncurrent liabilities"),
        ("Net interest income (TE)", "net interest income te"),
    ],
)  # fmt: skip
def test_a_label_is_the_same_words_in_every_release(label, words):
    assert fold(label) == words


def test_a_label_that_is_all_amounts_keeps_its_words():
    assert fold("Less 5") == "less"
    assert fold("(a)") == ""
