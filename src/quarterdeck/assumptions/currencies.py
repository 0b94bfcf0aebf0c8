"""The currencies that there are (ISO 4217), so that a slip of the pen is told and three letters alone are none.

As in list one (current currencies and funds) and list three (withdrawn ones) of ISO 4217, which SIX keeps for ISO, read on 1 February 2026 in
`data/codes-all.csv` of github.com/datasets/currency-codes, a monthly copy of both. Codes for tests and for no currency are left out. One that was
withdrawn since 2005 may still stand in a ledger or a bill, so it is known too.
"""

from __future__ import annotations

CURRENT = frozenset(
    """
    AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CLF CLP CNY COP COU CRC CUP CVE
    CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW
    KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR
    PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD USN UYI UYU
    UYW UZS VED VES VND VUV WST XAD XAF XAG XAU XBA XBB XBC XBD XCD XCG XDR XOF XPD XPF XPT XSU XUA YER ZAR ZMW ZWG
    """.split()  # noqa: SIM905  # codes between quotation marks are no easier to read
)
WITHDRAWN = frozenset(
    """
    ANG AYM AZM BGN BYR CSD CUC CYP EEK GHC GHP HRK LTL LVL MRO MTL MZM ROL SDD SIT SKK SLL STD TMM TRL USS VEB VEF XFO XFU ZMK ZWD ZWL ZWN ZWR
    """.split()  # noqa: SIM905  # codes between quotation marks are no easier to read
)
CURRENCIES = CURRENT | WITHDRAWN


def unknown_currency(said: str) -> str:
    """What to write in place of what is no currency; nothing for one that there is. Letters that changed places are told."""
    code = said.upper()
    if code in CURRENCIES:
        return ""
    near = [known for known in sorted(CURRENT) if sorted(known) == sorted(code)]
    return f"did you mean {near[0]}?" if near else "write the three letters of ISO 4217, for instance EUR"
