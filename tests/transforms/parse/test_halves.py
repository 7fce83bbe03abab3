"""Balance sheets whose liabilities stand beside the assets."""

from support.statements import QUARTER, release, statement
from transforms.parse.halves import unfold
from transforms.parse.text import read_lines

SOLD = statement("CONSOLIDATED STATEMENTS OF INCOME", QUARTER, [("Net sales", 412, 377), ("Net income", 20, 18)])
SHEET = """
                        CONSOLIDATED BALANCE SHEETS (in thousands)

                      June 30,  Dec. 31,                            June 30,  Dec. 31,
Assets                    2004      2003   Liabilities and equity       2004      2003
------                --------  --------   ----------------------   --------  --------
Cash                        80        70   Accounts payable              $40       $35
Receivables                 50        40   Long-term debt                 30        30

Property, net               20        20     Shareholders' equity         80        65
                      --------  --------                            --------  --------
Total                     $150      $130   Total                        $150      $130
                      ========  ========                            ========  ========
"""


def test_liabilities_beside_assets_are_read_as_below_them(read):
    """How small companies printed until about 2000."""
    frames = read(release(SOLD, SHEET, SOLD))
    facts = frames.fact.filter(statement="balance_sheet", column_index=1)
    assert facts.select("section", "label", "value").rows() == [
        ("Assets", "Cash", 80_000),
        ("Assets", "Receivables", 50_000),
        ("Assets", "Property, net", 20_000),
        ("Assets", "Total", 150_000),
        ("Liabilities and equity", "Accounts payable", 40_000),
        ("Liabilities and equity", "Long-term debt", 30_000),
        ("Liabilities and equity", "Shareholders' equity", 80_000),
        ("Liabilities and equity", "Total", 150_000),
    ]
    assert set(frames.fact.filter(statement="balance_sheet", column_index=2)["period_end"].cast(str)) == {"2003-12-31"}
    assert frames.fact.filter(statement="operations").height == 8


def test_every_character_keeps_its_place():
    lines = read_lines(SHEET)
    parted = {
        (line.number, line.place(at), character) for line in unfold(lines) for at, character in enumerate(line.text)
    }
    assert {(number, at, character) for number, at, character in parted if character != " "} == {
        (line.number, at, character) for line in lines for at, character in enumerate(line.text) if character != " "
    }


def test_a_sentence_about_assets_and_liabilities_is_left_alone():
    lines = read_lines("Total assets were 12, and     liabilities were 5.\n" * 5)
    assert unfold(lines) == lines
