"""What is chosen of the books of Calderwick Controls, Inc., a company that does not exist; all else is computed.

Thousands, one figure a quarter, from the first quarter of fiscal 2003 to the second of fiscal 2006.
"""

Quarterly = tuple[int, ...]

FIRST_DAY = "2002-09-29"
WEEKS: Quarterly = (13, 13, 13, 13, 13, 13, 13, 14, 13, 13, 13, 13, 13, 13)
"""Years end on the Saturday nearest to the end of September; fiscal 2004 is one of 53 weeks."""

SALES: dict[str, Quarterly] = {
    "controllers": (
        18_412, 17_985, 19_240, 20_118, 20_655, 20_973, 21_846, 24_391, 23_108, 22_764, 23_951, 24_870, 25_433, 26_018,
    ),
    "actuators": (
        9_377, 9_120, 9_864, 10_255, 10_640, 10_498, 11_207, 12_583, 11_914, 10_172, 12_260, 12_871, 13_352, 13_690,
    ),
    "service": (4_218, 4_306, 4_391, 4_527, 4_602, 4_688, 4_815, 5_274, 5_033, 5_120, 5_247, 5_391, 5_562, 5_704),
}  # fmt: skip
COST: dict[str, Quarterly] = {
    "cost_products": (
        16_284, 15_990, 16_905, 17_588, 18_006, 18_155, 18_971, 21_240, 19_962, 20_318, 20_644, 21_377, 21_903, 22_415,
    ),
    "cost_service": (2_711, 2_754, 2_798, 2_880, 2_905, 2_961, 3_034, 3_322, 3_176, 3_241, 3_307, 3_402, 3_488, 3_570),
}  # fmt: skip
EXPENSES: dict[str, Quarterly] = {
    "research": (2_904, 2_951, 3_020, 3_107, 3_188, 3_240, 3_315, 3_642, 3_561, 3_608, 3_674, 3_759, 3_871, 3_940),
    "selling": (4_655, 4_702, 4_790, 4_951, 5_012, 5_077, 5_190, 5_704, 5_488, 5_602, 5_671, 5_790, 5_902, 6_015),
    "general": (2_213, 2_240, 2_262, 2_318, 2_340, 2_371, 2_402, 2_655, 2_588, 2_971, 3_420, 2_940, 2_760, 2_788),
    "amortization": (388, 388, 388, 388, 388, 388, 412, 412, 412, 412, 412, 412, 412, 412),
    "restructuring": (0, 1_140, 365, 0, 0, 0, 0, 0, 0, 1_985, 310, 0, 0, 0),
}
OTHER: dict[str, Quarterly] = {
    "interest_income": (96, 91, 88, 84, 80, 83, 86, 95, 104, 110, 121, 137, 158, 181),
    "interest_expense": (-402, -396, -391, -385, -372, -366, -360, -381, -338, -331, -325, -318, -301, -294),
    "other_income": (41, -63, 18, -27, -35, 22, 0, -48, 57, -91, -12, 33, -19, 0),
}
TAX_RATE = "0.35"

BASIC: Quarterly = (7_412, 7_431, 7_450, 7_468, 7_490, 7_512, 7_535, 7_561, 7_588, 7_604, 7_618, 7_640, 7_665, 7_691)
"""Weighted shares before the split, in thousands."""
DILUTION: Quarterly = (118, 121, 126, 131, 138, 144, 152, 160, 171, 165, 158, 166, 174, 183)
DIVIDEND: Quarterly = (6, 6, 6, 6, 6, 6, 6, 6, 8, 8, 8, 8, 10, 10)
"""Cents a share before the split."""
SPLIT = 2

INVENTORY_ERROR: Quarterly = (0, 0, 0, 0, 0, 0, 0, 0, 640, 585, 0, 0, 0, 0)
"""Cost that stayed in inventories, as was found when fiscal 2005 was closed."""
RECLASSIFIED: Quarterly = (0, 0, 0, 0, 214, 219, 225, 247, 238, 241, 246, 252, 257, 262)
"""Cost of the laboratories' buildings, general and administrative until fiscal 2005 was closed, then research."""

ADDED_BACK: dict[str, Quarterly] = {
    "depreciation": (1_512, 1_528, 1_540, 1_561, 1_580, 1_597, 1_611, 1_702, 1_655, 1_668, 1_674, 1_690, 1_702, 1_715),
    "deferred_tax": (-84, 62, -41, 118, -55, 0, 73, -126, -92, -310, -48, 205, -37, 51),
    "disposal": (0, 212, 0, 0, 0, 0, 35, 0, 0, 388, 0, 0, 0, 0),
}
WORKING_CAPITAL: dict[str, Quarterly] = {
    "receivables": (-612, 418, -935, -774, -388, -215, -690, -1_846, 702, 944, -1_120, -865, -407, -512),
    "inventories": (-1_105, 236, -418, 377, -902, -344, -615, 180, -1_390, -1_648, 420, 866, -733, -581),
    "prepaid": (-143, 88, -37, 52, -210, 119, -64, 31, -188, 145, -72, 60, -201, 127),
    "payables": (488, -701, 344, 529, 610, -287, 452, 975, -1_033, 364, 498, 211, 577, -146),
    "accrued": (-622, 705, 311, 468, -871, 532, 290, 744, -1_214, 1_308, -655, 390, -940, 471),
    "taxes_payable": (214, -356, 180, 95, 327, -268, 141, 402, -515, -873, 260, 384, 298, -212),
    "deferred_revenue": (151, 94, -62, 133, 175, 108, -41, 212, 166, 97, -58, 141, 183, 122),
}
INVESTING: dict[str, Quarterly] = {
    "capital": (
        -1_844, -1_310, -1_562, -2_015, -1_733, -1_590, -1_871, -2_340, -1_955, -1_402, -1_688, -2_104, -2_230, -1_977,
    ),
    "investments_bought": (-2_000, 0, -1_500, 0, 0, -2_500, 0, -3_000, -2_000, 0, -1_000, -2_500, 0, -3_500),
    "investments_matured": (1_000, 1_500, 0, 2_000, 1_500, 0, 1_000, 0, 2_500, 3_000, 0, 1_000, 1_500, 2_000),
    "acquisition": (0, 0, 0, 0, 0, 0, -4_850, 0, 0, 0, 0, 0, 0, 0),
}  # fmt: skip
ACQUIRED_INTANGIBLES = 1_640
FINANCING: dict[str, Quarterly] = {
    "repaid": (-600,) * 14,
    "options": (133, 72, 118, 205, 264, 188, 231, 347, 290, 94, 126, 318, 455, 402),
    "repurchased": (0, -410, 0, 0, 0, 0, 0, 0, 0, -735, -520, 0, 0, -618),
}
EXCHANGE: Quarterly = (35, -12, 20, 8, 61, -27, 14, 52, 73, -44, -19, -38, 11, 26)
"""What translation does to cash, and to equity."""

OPENING = {
    "cash": 14_286, "investments": 6_000, "receivables": 21_430, "inventories": 24_872, "deferred_tax_asset": 2_140,
    "prepaid": 1_866, "plant": 58_310, "depreciated": -26_745, "goodwill": 11_840, "intangibles": 9_220,
    "other_assets": 1_315, "debt_current": 2_400, "payables": 9_644, "compensation": 5_012, "accrued": 4_187,
    "taxes_payable": 1_690, "deferred_revenue": 3_455, "debt": 21_600, "other_liabilities": 2_730, "stock": 17_260,
    "translation": -412,
}  # fmt: skip
"""Balances of September 28, 2002; retained earnings are what balances them."""

ALLOWANCES: Quarterly = (590, 601, 596, 618, 624, 619, 630, 642, 655, 649, 661, 670, 677, 684)
OUTSTANDING: Quarterly = (
    7_420, 7_402, 7_428, 7_455, 7_489, 7_513, 7_540, 7_578, 7_611, 7_570, 7_559, 7_594, 7_640, 7_658,
)  # fmt: skip
"""Shares at the end of the quarter, before the split."""

ORDERS: Quarterly = (
    32_640, 31_877, 34_105, 35_560, 38_264, 36_918, 39_027, 41_683, 39_455, 36_702, 41_390, 43_818, 46_120, 45_037,
)  # fmt: skip
BACKLOG_BEFORE = 21_845
EMPLOYEES: Quarterly = (702, 684, 671, 675, 680, 688, 731, 740, 746, 702, 694, 697, 708, 715)
