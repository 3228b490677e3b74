import pytest
from tests.sync.vault_laptops import add_family, exchange

from visit_app.sync.laptop import Laptop
from visit_app.sync.status import status, told_audit_heads


def test_colleagues_hold_the_head_of_each_others_audit(
    lead: Laptop, asha: Laptop
) -> None:
    add_family(lead)
    exchange(lead, asha)
    (head,) = told_audit_heads(lead).values()
    assert lead.vault.verify_audit(told_audit_heads(lead)).holds
    (device,) = [c.device for c in status(asha).colleagues if c.name == "Lena"]
    assert asha.ledger.value("audit_heads")[device]["hash"] == head.hash


def test_an_audit_that_was_cut_is_noticed_by_colleagues(
    lead: Laptop, asha: Laptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    early = lead.vault.audit_head()
    add_family(lead)
    exchange(lead, asha)
    monkeypatch.setattr(lead.vault, "audit_head", lambda: early)
    add_family(lead)
    exchange(lead, asha)
    assert [t.notice.code for t in status(asha).events] == ["audit-shorter"]
    assert "Lena’s laptop" in status(asha).events[0].sentence


@pytest.mark.parametrize("head", [b"{}", b'{"kind": "other"}', b'{"sequence": -1}'])
def test_what_is_no_audit_head_says_nothing(
    lead: Laptop, asha: Laptop, monkeypatch: pytest.MonkeyPatch, head: bytes
) -> None:
    monkeypatch.setattr(lead.vault, "audit_head", lambda: head)
    add_family(lead)
    exchange(lead, asha)
    assert status(asha).events == ()
    assert told_audit_heads(lead) == {}
