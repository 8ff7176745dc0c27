from desktop_escalation.domain.errors import Conflict


def test_a_conflict_carries_what_the_other_did() -> None:
    conflict = Conflict("somebody was faster", changed=("Jonas acknowledged this",))

    assert str(conflict) == "somebody was faster"
    assert conflict.changed == ("Jonas acknowledged this",)
