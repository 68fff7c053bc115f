import pytest

from rosana.knowledge.loaders.numbers import as_seen

_ACCOUNTING = '_-"R$"* #,##0.00_-;\\-"R$"* #,##0.00_-;_-"R$"* "-"??_-;_-@_-'
_DOLLARS = '_("$"* #,##0.00_);_("$"* \\(#,##0.00\\);_("$"* "-"??_);_(@_)'


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (1562, "", "1562"),
        (1234.56, "General", "1234,56"),
        (1 / 3, "General", "0,3333333333"),
        (1234.565, "#,##0.00", "1.234,57"),
        (2.5, "0", "3"),
        (-5, "#,##0_);(#,##0)", "-5"),
        (-3, "[Red]-0", "-3"),
        (0.15, "0%", "15%"),
        (1234.5, "[$R$-416]\\ #,##0.00", "R$ 1.234,50"),
        (-1234.5, _ACCOUNTING, "-R$ 1.234,50"),
        (-32370, _DOLLARS, "-$ 32.370,00"),
        (5, '0" dias"', "5 dias"),
        (1_500_000, '0.0,,"M"', "1,5M"),
        (0.5, "# ?/?", "0,5"),
        (1e300, "0.00", "1e+300"),
        (float("inf"), "0.00", "inf"),
    ],
)
def test_numbers_show_as_in_excel(value: float, code: str, shown: str) -> None:
    assert as_seen(value, code) == shown


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (45363, "m/d/yy", "12/03/2024"),
        (45363.5, "d/m/y h:m", "12/03/2024 12:00"),
        (45363, '[$-416]d\\ "de"\\ mmmm\\ "de"\\ yyyy;@', "12/03/2024"),
        (45363, "mmm\\-yy", "03/2024"),
        (0.25, "hh:mm:ss AM/PM", "06:00:00"),
        (1.5, "[h]:mm:ss", "36:00:00"),
        (9e9, "d/m/y", "9e+09"),
    ],
)
def test_dates_show_as_people_write_them(value: float, code: str, shown: str) -> None:
    assert as_seen(value, code) == shown


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (1234567890, '000"."000"."000"-"00', "012.345.678-90"),
        (70040010, "00000\\-000", "70040-010"),
        (61999998888, "(00) 00000-0000", "(61) 99999-8888"),
        (33334444, "[<=99999999]####\\-####;(##) #####\\-####", "3333-4444"),
        (61999998888, "[<=99999999]####\\-####;(##) #####\\-####", "(61) 99999-8888"),
    ],
)
def test_digits_stand_in_the_places_of_a_mask(value: float, code: str, shown: str) -> None:
    assert as_seen(value, code) == shown
