"""What "pro forma" means: makers of chips left charges out, companies that merged told both as one."""

import pytest

from transforms.parse.blocks import find_blocks
from transforms.parse.tables import read_tables
from transforms.parse.text import read_lines

TABLE = """\
{prose}

            PRO FORMA CONDENSED CONSOLIDATED STATEMENTS OF OPERATIONS (1)
                                (In thousands)

                                  Three Months Ended
                                       June 30,
                                   2001        2000
                                 --------    --------
Revenues                         $ 58,912    $ 56,604
Cost of products sold              27,104      26,489
Research and development           19,217      18,844
                                 --------    --------
Pro forma operating income       $ 12,591    $ 11,271

(1) {note}
"""
EXCLUDES = "Pro forma results exclude amortization of intangible assets and charges for reorganization."
MERGED = "Pro forma results are told as if the merger with Halden had been completed on January 1, 2000."
PROSE = (
    "Tamber Corporation today announced results for the quarter ended June 30, 2001, with revenues of $58.9 million."
)


@pytest.mark.parametrize(
    ("prose", "note", "statement"),
    [
        (PROSE, EXCLUDES, "non_gaap_operations"),
        (EXCLUDES, "Unaudited.", "non_gaap_operations"),
        (PROSE, MERGED, "pro_forma_operations"),
        (MERGED, "Unaudited.", "pro_forma_operations"),
        (PROSE, "Unaudited.", "non_gaap_operations"),
    ],
)
def test_pro_forma_is_a_merger_told_as_if_or_a_measure_of_the_issuers_own(prose, note, statement):
    (table,) = read_tables(find_blocks(read_lines(TABLE.format(prose=prose, note=note))))
    assert (table.statement, table.own_pro_forma) == (statement, statement == "non_gaap_operations")
