"""Rule packs: what an office names in its settings, and what that turns on."""

from __future__ import annotations

from fangzhi.check.engine import active_rules, check_manuscript
from fangzhi.check.example import Example, manuscript_of
from fangzhi.check.settings import CheckSettings, complaints


def test_a_pack_that_is_not_known_is_named_with_those_that_are() -> None:
    said = [f.message for f in complaints(CheckSettings(packs=("sichuan", "贵州")))]
    assert len(said) == 1
    assert "“贵州”" in said[0]
    assert "web-typography" in said[0]


def test_the_former_name_of_the_office_pack_is_understood() -> None:
    assert complaints(CheckSettings(packs=("office-custom",))) == ()
    assert CheckSettings(packs=("office-custom",)).packs == ("office",)


def test_two_editions_of_one_norm_are_told_apart() -> None:
    settings = CheckSettings(packs=("national-2011", "national-1995"))
    assert "national-1995" in complaints(settings)[0].message
    assert settings.for_document("甲.docx").switches["punctuation_edition"] == 1995


def test_what_the_office_sets_itself_wins_over_a_pack() -> None:
    own = CheckSettings(packs=("newmedia",), switches={"length_unit": "千米"})
    switches = own.for_document("甲.docx").switches
    assert (switches["length_unit"], switches["mass_unit"]) == ("千米", "皆可")


def test_web_typography_speaks_only_where_it_is_chosen() -> None:
    line = manuscript_of(Example("全县建成5G基站860个，接入WiFi热点。"))
    quiet = check_manuscript(line, CheckSettings())
    asked = check_manuscript(line, CheckSettings(packs=("web-typography",)))
    assert not [f for f in quiet if f.rule.startswith("W")]
    assert {f.rule for f in asked} >= {"W001"}
    assert not [r for r in active_rules(CheckSettings()) if r.id.startswith("W")]
