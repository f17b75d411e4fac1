"""Checked arithmetic: what is accepted, what is refused, and what the messages say."""

from __future__ import annotations

import pytest

from book.model.arithmetic import Token, check, latex_text, plain_text, same_value

RIGHT = """
1 - 0.99^100 ≈ 1 - 0.366 ≈ 63 %
exp(-3) ≈ 5 %
10 + 10 - 1 = 19
log2(10,000) + ln(10,000) ≈ 22.5
0.8 / (1 - 0.8) × (1 + 1) / 2 × 10 ms = 40 ms
4 × 2.5 × 10 ms = 100 ms
2^-32 ≈ 2.3 × 10^-10
1 - exp(-1) ≈ 63 %
1.04 / sqrt(2,048) ≈ 2.3 %
(26,298 h)^2 / 48 h ≈ 1,640 years
2 × 10^8 × 50 = 10^10
10^10 / 86,400 ≈ 115,741
10^6 / 86,400 ≈ 11.6
1 day ≈ 10^5 s
10^6 requests / 1 day ≈ 12 requests/s
883 sites / 23 min ≈ 38 sites/min
20,160 / 23 ≈ 877
2^32 ms / 1 day ≈ 49.7
2^32 ms = 4,294,967,296 ms ≈ 49.7 days
3 / 15,000,000 = 2 × 10^-7
200 million users × 10 × 5 = 10^10
200 million × 50 / 1 day ≈ 116,000/s
24 h 11 min = 87,060 s
24 h 11 min / 43 s ≈ 2,025
1 year / 2 s ≈ 15.8 million heartbeats
15.8 × 2 s ≈ 32 s
6 × 12 s = 72 s
1 + 2 + 4 + 8 + 16 + 32 + 64 = 127
10 Gb/s × 80 ms = 0.1 GB
10 Gb/s × 80 ms = 100 MB
1.38 × 10^-23 J/K × 300 K × ln(2) ≈ 2.9 × 10^-21 J
(1/2)^2 = 1/4
1,000 × (8 B + 8 B) = 16 kB
2^-16 s ≈ 15.3 µs
200 ppm × 30 s = 6 ms
1 / 200 ms = 5/s
max(2 × 1 ms, 9 ms) = 9 ms
1,000 tablets ÷ 5 replicas = 200
3 × 0.01^2 × 0.99 + 0.01^3 ≈ 2.98 × 10^-4
10 × 0.01^3 × 0.99^2 + 5 × 0.01^4 × 0.99 + 0.01^5 ≈ 9.9 × 10^-6
4 + 4 + 3 = 11 > 10
2 × 100 × 99 / 792 = 25
7 × 99 = 693
2 s × 5,000 writes/s = 10,000 acknowledged writes
1 h × 4,000/s = 14.4 million
14.4 million / 1,000/s = 4 h
1 - exp(-2 × 0.1/s × 0.1 s) ≈ 2.0 %
choose(2, 1) / choose(3, 1) = 2/3
choose(2, 2) / choose(3, 2) = 1/3
5,570 km × 2 / 204,000 km/s ≈ 54.6 ms
84,000 / 86,400 s ≈ 0.97/s
480 / 32 = 15
10/11 ≈ 90.9 %
1/11 ≈ 9.1 %
500^4 × 4,096 B = 2.56 × 10^14 B
2.56 × 10^14 B = 256 TB
80 Gb / 10 Gb/s = 8 s
10 × 5 ms = 50 ms
150,000 pods / 5,000 nodes = 30 pods
130,000 nodes / 10 s = 13,000/s
2,000 × 60 MB = 120 GB
0.9^31 ≈ 0.038
7 trillion messages / 1 day ≈ 81 million messages/s
0.99^8 ≈ 0.923
choose(8, 2) = 28
15/28 ≈ 53.6 %
16 × 850 = 13,600
2^20 = 1,048,576
3^5 = 243
(1 - 0.5)^4 = 6.25 %
100 ms × 1,000/s = 100
10,000 leases / 2 s = 5,000/s
10,000 / 30 s ≈ 333/s
2 × 80 × 8 × 128 × 2 B = 327,680 B
10,000 × 327,680 B ≈ 3.3 GB
1 million / 60 s ≈ 16,700/s
0.995^5 ≈ 0.97525
100,000/s × 24 h × 16 B ≈ 138 GB
10,000 machines / (3 × 365 days) ≈ 9 machines/day
2 × 1/year × 1 × 1 day / 1 year < 0.0055/year
$0.02/GB × 333 MB/s × 30 days ≈ $17,300
181 TB × $0.08/GB-month ≈ $14,500/month
99 % × 1 year ≈ 361 days
(1 - 99.9 %) × 30 days = 43.2 min
4 + 16 + 64 = 84
100,000 / (1 h / 2) ≈ 56/s
340 billion / 30 days ≈ 131,000/s
2 × 200 B × 3 = 1.2 kB
175 GB/year × 3 years = 525 GB
525 GB / 100 MB/s = 5,250 s ≈ 1.5 h
876 million / 2,000/s = 438,000 s ≈ 5.1 days
800,000/day × 1,095 days = 876 million
100 × 10,000 × 10,001 / 2 ≈ 5 billion
4 × 1 h / 720 h ≈ 0.6 %
14.4 × 1 h / 720 h = 2 %
2.9 / sqrt(20) ≈ 65 %
80 % × 2/3 ≈ 53 %
1.05^12 ≈ 1.80
1.1^5 ≈ 1.61
1 - (1,023/1,024)^100 ≈ 9.3 %
ln(0.01) / ln(1,023/1,024) ≈ 4,713.4
100,000 requests/s × 50 spans × 500 B × 30 s = 75 GB
10,000 requests/s × 20 lines × 300 B = 60 MB/s
182,315 insertions + 77,463 deletions = 259,778 edits
864,000 s = 10 days
0.98^50 ≈ 36 %
26 h 55 min < 48 h 22 min
1 TB / 1,500 B ≈ 6.7 × 10^8 packets
5,000 requests/s × 604,800 s × 100 B ≈ 302 GB
(10^12)^2 / 2^123 ≈ 9.4 × 10^-14
10^10 s ≈ 317 years
50 km × 4.9 µs/km = 245 µs
70 billion × 2 B = 140 GB
280 GB / 50 GB/s = 5.6 s
400 Gb/s = 50 GB/s
sqrt(2 × 60 s × 3 h) ≈ 1,138 s
60/1,138 + 1,138 s / (2 × 3 h) ≈ 10.5 %
1,296 h / 419 ≈ 3.09 h
50,677 h ≈ 5.8 years
4,096 B / 100 Gb/s ≈ 0.33 µs
401 million km / 299,792 km/s ≈ 1,338 s
700,000 words / 238 words/min ≈ 2,941 min ≈ 49 h
30,000 / 238 words/min ≈ 126 min = 2 h 6 min
0.9^3 + 3 × 0.9^2 × 0.1 = 0.972
11/10 ≥ 1.1
20 °C = 293.15 K
−40 °F ≈ −40 °C
1 kWh = 3.6 MJ
30 °C − 20 °C = 10 K
€12/month × 12 months = €144
3 replicas × 4 regions = 12 copies
2.3 million requests / 1 day ≈ 27 requests/s
4 KiB = 4,096 B
299,792,458 m/s = 1 c
3 GPU-hours = 180 min
10⁶ × 10⁻³ = 10³
9.8 m/s² × 2 s = 19.6 m·s⁻¹
2^3^2 = 512
−2^2 = −4
−99,000 ≈ −10^5
log10(1,000) = 3
min(80.5 ms, 137 ms) = 80.5 ms
sum(1, 2, 3) = 6
√(16) = 4
15 MB/s × 1 day ≈ 1.3 TB
5 thousand million = 5 billion
6 µs = 6,000 ns
$5 million / 2 million users = $2.5
1 / 0.97525^0 = 1
"""
"""Calculations such as the chapters make, worked out by hand or by their sources."""

# text, kind, a piece of the message
WRONG = [
    ("1 - 0.99^100 ≈ 64 %", "mismatch", "comes to 63 % to the digits shown (63.3968 %), not '64 %'"),
    ("24 h + 11 min = 87,061 s", "mismatch", "'24 h + 11 min' comes to 87,060 s, not '87,061 s'; correct"),
    ("24 h 11 min / 43 s ≈ 2,026", "mismatch", "comes to 2,025 to the digits shown (2,024.65)"),
    ("24 h 12 min = 1 day", "mismatch", "comes to 1.00833 d"),
    ("63 % ≈ 1 − 0.99^200", "mismatch", "comes to 87 % to the digits shown"),
    ("100 MB/s × 1 day ≈ 1.08 TB", "mismatch", "comes to 8.64 TB"),
    ("10 Gb/s × 80 ms = 800 MB", "mismatch", "comes to 100 MB"),
    ("2 × 3 = 3 + 4", "mismatch", "'2 × 3' comes to 6 and '3 + 4' to 7"),
    ("1 - 0.99^100 ≈ 1 - 0.376", "mismatch", "comes to 0.633968"),
    ("2^20 ≈ 1,000 × 1,200", "mismatch", "comes to 1,048,576"),
    ("10^7 s ≈ 10^5 s", "mismatch", "comes to 10,000,000 s"),
    ("2,941 = 2,900", "mismatch", "that rounded; write ≈"),
    ("10 / 3 = 3", "mismatch", "that rounded; write ≈"),
    ("2/3 = 0.7", "mismatch", "that rounded; write ≈"),
    ("1,400,000 ≈ 1,000,000", "mismatch", "comes to 1,400,000"),
    ("0.3649 ≈ 0.365 ≈ 0.37", "mismatch", "'0.3649' comes to 0.36 to the digits shown"),
    ("3 < 2", "mismatch", "'<' does not hold"),
    ("2 < 2", "mismatch", "'<' does not hold"),
    ("1 h ≥ 61 min", "mismatch", "comes to 60 min"),
    ("2 × $3 = $7", "mismatch", "comes to $6, not '$7'"),
    ("5 replicas × 3 = 16 copies", "mismatch", "comes to 15, not"),
    ("1.38 × 10^-23 × 2 ≈ 5.5 × 10^-23", "mismatch", "comes to 2.8 × 10^−23 to the digits shown (2.76 × 10^−23)"),
    ("5 s = 5 B", "unit", "'5 s' is a time (s) and '5 B' is an amount of data (b)"),
    ("5 s = 5", "unit", "'5' is a plain number"),
    ("5 s = 5 lightyears", "unit", "only counts"),
    ("€5 = $5", "unit", "is euros (€) and '$5' is dollars ($)"),
    ("5 s + 3 B = 8 s", "unit", "an amount of data (b) can't be added to a time (s)"),
    ("2^(3 s) = 8", "unit", "an exponent must be a plain number"),
    ("ln(3 s) = 1", "unit", "the argument of ln must be a plain number"),
    ("max(3 s, 2 m) = 3 s", "unit", "max compares a time (s) with a length (m)"),
    ("2 × 20 °C = 40 °C", "unit", "write it in K"),
    ("20 °C + 20 °C = 40 °C", "unit", "two temperatures can't be added"),
    ("20 msec = 20 ms", "unit", "'msec' is no unit of the list; write ms"),
    ("5 Gbps = 5 Gb/s", "unit", "write Gb/s"),
    ("5 GBs = 5 GB", "unit", "write Gb or GB"),
    ("5 mb = 5 MB", "unit", "write Mb or MB"),
    ("5 ρ = 5", "unit", "a letter counts nothing"),
    ("40 kW h = 40 kWh", "unit", "join them by '/' or '·'"),
    ("1 / 0 = 2", "division-by-zero", "in '1 / 0', it divides by zero"),
    ("5 / (3 - 3) ≈ 2", "division-by-zero", "zero"),
    ("0^-1 = 2", "division-by-zero", "zero is raised to a negative power"),
    ("sqrt(-1) = 1", "domain", "sqrt of a negative number, -1"),
    ("ln(0) = 1", "domain", "a logarithm needs a number above zero"),
    ("(-8)^(1/3) = -2", "domain", "a negative number"),
    ("choose(4.5, 2) = 1", "domain", "two whole numbers"),
    ("choose(20,000, 2) = 1", "too-large", "at most 10,000"),
    ("9^9^9^9 = 1", "too-large", "use logarithms"),
    ("exp(10,000) > 1", "too-large", "use logarithms"),
    ("10^-999 / 10^999 < 1", "too-large", "smaller than 10^−1000"),
    ("(" * 40 + "1" + ")" * 40 + " = 1", "too-large", "inside one another"),
    ("1 + " * 100 + "1 = 101", "too-large", "characters are too many"),
    ("", "syntax", "a value is missing"),
    ("47 s", "nothing-to-check", "compares nothing"),
    ("= 3", "syntax", "a value is missing before '='"),
    ("3 =", "syntax", "a value is missing before the end"),
    ("(3 = 3", "syntax", "a value is missing"),
    ("3 = (3", "syntax", "a ')' is missing for '('"),
    ("3) = 3", "syntax", "')' is out of place"),
    ("3 + = 3", "syntax", "a value is missing before '='"),
    ("1,23 = 123", "syntax", "not in groups of three"),
    ("max(1,2) = 2", "syntax", "a comma and a space between arguments"),
    ("max(1) = 1", "syntax", "max takes 2 or more arguments, not 1"),
    ("ln(1, 2) = 1", "syntax", "ln takes 1 arguments, not 2"),
    ("10 000 = 10,000", "syntax", "commas, no spaces, between groups of digits"),
    ("3(4) = 12", "syntax", "put a sign between them"),
    ("5. = 5", "syntax", "a digit is missing after '5.'"),
    (".5 = 1/2", "syntax", "'.' has no meaning here"),
    ("1e6 = 1,000,000", "syntax", "write a power of ten as 1 × 10^6"),
    ("20ms = 20 ms", "syntax", "write '20 ms'"),
    ("1 <= 2", "syntax", "'<=' has no meaning here; write ≤"),
    ("2 ** 3 = 8", "syntax", "write ^"),
    ("3 – 2 = 1", "syntax", "write - or −"),
    ("2 x 3 = 6", "syntax", "write '×' for 'x'"),
    ("5 % of 200 = 10", "syntax", "write '×' for 'of'"),
    ("40 shards a day = 40/day", "syntax", "write '/' for 'a'"),
    ("5 millions = 5,000,000", "syntax", "write million"),
    ("1/e ≈ 37 %", "syntax", "write exp(1) for e"),
    ("λ × 3 s = 4", "syntax", "'λ' stands without a number before it"),
    ("ln 2 ≈ 0.69", "syntax", "'ln' needs brackets"),
    ("log(3) ≈ 1", "syntax", "'log' is no function; did you mean 'log2'?"),
    ("frobnicate(3) = 1", "syntax", "the functions are"),
    ("5 min 2 h = 125 min", "syntax", "write the larger unit first"),
    ("5 million^2 = 25", "syntax", "write it right after a number or bracket"),
    ("5 replicas^2 = 25", "syntax", "takes no exponent"),
    ("½ = 0.5", "syntax", "'½'"),
    ("__import__('os') = 1", "syntax", "'_' has no meaning here"),
    ("(1).real = 1", "syntax", "'.' has no meaning here"),
    ("open(1) = 1", "syntax", "'open' is no function"),
    ("x = 3; 2", "syntax", "';' has no meaning here"),
]


@pytest.mark.parametrize("text", RIGHT.strip().splitlines())
def test_a_right_calculation_passes_and_its_plain_text_says_the_same(text: str) -> None:
    verdict = check(text)
    assert verdict.ok, verdict.message
    assert (verdict.message, verdict.kind) == ("", "")
    again = check(plain_text(verdict.rendering))
    assert again == verdict


@pytest.mark.parametrize(("text", "kind", "piece"), WRONG)
def test_a_wrong_calculation_says_what_is_wrong(text: str, kind: str, piece: str) -> None:
    verdict = check(text)
    assert not verdict.ok
    assert verdict.kind == kind
    assert piece in verdict.message
    assert verdict.rendering or not text


def test_a_calculation_that_cannot_be_read_is_printed_as_it_stands() -> None:
    assert check("2 ** <b> = 8").rendering == (Token("text", "2 ** <b> = 8"),)


def test_tenths_add_up_without_the_surprises_of_floating_point() -> None:
    assert check("0.1 + 0.2 = 0.3").ok
    assert check("0.1 + 0.2 ≤ 0.3").ok
    assert not check("0.1 + 0.2 > 0.3").ok


def test_a_slash_without_spaces_belongs_to_the_unit() -> None:
    assert check("80 Gb / 10 Gb/s = 8 s").ok
    assert not check("80 Gb / 10 Gb / s = 8 s").ok


@pytest.mark.parametrize(
    ("value", "ok"), [("2,941", True), ("2,900", True), ("2,940", True), ("2,800", False), ("3,000", True)]
)
def test_trailing_zeros_after_about_may_be_placeholders(value: str, ok: bool) -> None:
    assert check(f"700,000 / 238 ≈ {value}").ok is ok


@pytest.mark.parametrize(("value", "ok"), [("66.7", True), ("66.67", True), ("67", False), ("66.6", False)])
def test_equals_takes_a_rounding_only_in_decimals(value: str, ok: bool) -> None:
    assert check(f"200 / 3 = {value}").ok is ok


def test_every_space_between_a_number_and_its_unit_ties() -> None:
    assert plain_text(check("480/s*20 ms/16=60%").rendering) == "480/s\u00a0× 20\u00a0ms/16\u00a0= 60\u00a0%"


def test_an_exponent_is_one_superscript() -> None:
    rendering = check("1 - 0.99^(1/100) ≈ 10^-4").rendering
    assert [token.text for token in rendering if token.kind == "superscript"] == ["1/100", "−4"]
    assert plain_text(rendering).replace("\u00a0", " ") == "1 − 0.99^(1/100) ≈ 10⁻⁴"


def test_words_are_told_apart_for_the_writers() -> None:
    rendering = check("min(2.3 million requests, 5 billion) / 1 min = 2.3 million/min").rendering
    words = {token.text: token.kind for token in rendering if token.text.isalpha()}
    assert words == {"min": "unit", "million": "multiplier", "billion": "multiplier", "requests": "noun"}
    assert rendering[0] == Token("function", "min")


def test_latex_escapes_what_it_must() -> None:
    latex = latex_text(check("$3 × 10^-2 ≥ 100 % - log2(2) × 97 % − $0").rendering)
    assert latex.startswith(r"\$3~$\times$ 10\textsuperscript{$-$2}~$\geq$ 100~\%~$-$ log\textsubscript{2}(2)")
    assert latex_text(check("5 & 3 # _ \\ ^ {").rendering) == (r"5 \& 3 \# \_ \textbackslash{} \textasciicircum{} \{")


def test_one_side_can_be_compared_with_the_end_of_a_chain() -> None:
    assert same_value("2 × 3 s = 6 s", "6 s") == ""
    assert "comes to 6 s, not '7 s'" in same_value("2 × 3 s = 6 s", "7 s")
