"""Team and sync in practice: nothing is sent to anybody."""

from visit_app.ui.kit.empty import Empty
from visit_app.ui.kit.page import Page
from visit_app.ui.kit.page_head import PageHead
from visit_app.ui.kit.reflow import Width
from visit_app.ui.text import tr


class PracticePage(Page):
    """Says so, and offers nothing."""

    def __init__(self) -> None:
        super().__init__(left=36, footed=False)
        self.title = PageHead(tr("Team and sync"))
        self.head.addWidget(self.title)
        self.add(
            Empty(
                "graduation-cap",
                tr("Practice stays here"),
                tr(
                    "These families are invented, and nothing of them is sent to"
                    " anybody. Open your own records to work with your team."
                ),
            )
        )

    def focus_first(self) -> None:
        """There is nothing to press."""

    def set_width(self, width: Width) -> None:
        """Narrower margins."""
        super().set_width(width)
        self.title.set_width(width)
