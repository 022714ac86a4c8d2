"""What a line of 办理过程 says of a step's words: telephones in them are hidden, numbers of slips and other systems are not."""

from desktop.dossier.timeline import details
from desktop.names import Names
from tests.governance.room import Room


def test_the_outer_number_is_no_telephone() -> None:
    """`RX0205270005` has ten digits after 0, as a landline has."""
    names = Names(Room().rules)
    said = dict(details({"text": "请回电0205270005", "outer": "RX0205270005", "paper": "P1000001238"}, names))
    assert said == {"内容": "请回电020****005", "外部编号": "RX0205270005", "纸单": "P1000001238"}
