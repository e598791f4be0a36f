"""Addresses of calls, and the action that each route is."""

from __future__ import annotations

from django.urls import path

from fangzhi.workbench.calls.office import board, hand_ins, making, tables
from fangzhi.workbench.calls.outside import doing, pages

_CALL = "calls/<int:page_id>/<int:call_id>"
_TASK = "calls/<int:page_id>/units/<int:task_id>"
_HAND = "hand-ins/<int:page_id>/<int:hand_id>"
_OUT = "g/<str:token>"

urlpatterns = [
    path("calls/", board.every, name="calls_all"),
    path("calls/<int:page_id>/new/", making.new, name="calls_new"),
    path(f"{_CALL}/", board.show, name="calls_board"),
    path(f"{_CALL}/edit/", making.edit, name="calls_edit"),
    path(f"{_CALL}/board.xlsx", board.sheet, name="calls_sheet"),
    path(f"{_CALL}/packs/", board.packs, name="calls_packs"),
    path(f"{_CALL}/letters/", board.letters, name="calls_letters"),
    path(f"{_CALL}/remind/", board.remind, name="calls_remind"),
    path(f"{_CALL}/take/", board.take, name="calls_take"),
    path(f"{_CALL}/doubtful/", board.doubtful, name="calls_doubtful"),
    path(f"{_TASK}/", hand_ins.task, name="calls_task"),
    path(f"{_TASK}/pack/", hand_ins.pack_one, name="calls_pack"),
    path(f"{_TASK}/link/", hand_ins.link, name="calls_link"),
    path(f"{_TASK}/link/<int:link_id>/withdraw/", hand_ins.withdraw, name="calls_withdraw"),
    path(f"{_HAND}/", hand_ins.hand_in, name="calls_hand"),
    path(f"{_HAND}/accept/", hand_ins.take, name="calls_accept"),
    path(f"{_HAND}/return/", hand_ins.give_back, name="calls_return"),
    path(f"{_HAND}/sources/", hand_ins.to_sources, name="calls_sources"),
    path(f"{_HAND}/files/<int:file_id>/", hand_ins.file, name="calls_file"),
    path(f"{_HAND}/files/<int:file_id>/table/", tables.grid, name="calls_table"),
    path(f"{_HAND}/paper/<str:what>/", hand_ins.paper, name="calls_paper"),
    path(f"{_OUT}/", pages.page, name="calls_outside"),
    path(f"{_OUT}/state/", pages.state, name="calls_out_state"),
    path(f"{_OUT}/pack/", pages.pack_file, name="calls_out_pack"),
    path(f"{_OUT}/sign-off/<int:hand_id>/", pages.sign_off, name="calls_out_sign_off"),
    path(f"{_OUT}/file/<int:file_id>/", pages.file, name="calls_out_file"),
    path(f"{_OUT}/files/", doing.files, name="calls_out_files"),
    path(f"{_OUT}/words/<int:number>/", doing.words, name="calls_out_words"),
    path(f"{_OUT}/aside/<int:file_id>/", doing.aside, name="calls_out_aside"),
    path(f"{_OUT}/hand-in/", doing.hand_in, name="calls_out_hand_in"),
    path(f"{_OUT}/table/<int:file_id>/", doing.table, name="calls_out_table"),
]
ROUTES: dict[str, str | tuple[str, str]] = {
    "calls_all": "call.see",
    "calls_new": "call.edit",
    "calls_board": "call.see",
    "calls_edit": "call.edit",
    "calls_sheet": "call.see",
    "calls_packs": "call.edit",
    "calls_letters": ("call.edit", "call.link"),
    "calls_remind": "call.edit",
    "calls_take": "call.receive",
    "calls_doubtful": "call.receive",
    "calls_task": "call.see",
    "calls_pack": "call.see",
    "calls_link": "call.link",
    "calls_withdraw": "call.link",
    "calls_hand": "call.see",
    "calls_accept": "call.answer",
    "calls_return": "call.answer",
    "calls_sources": "source.edit",
    "calls_file": "call.see",
    "calls_table": "call.answer",
    "calls_paper": "call.see",
    # behind a personal link: outside.door asks for the token on every one of them
    **{
        name: "public"
        for name in (
            "calls_outside",
            "calls_out_state",
            "calls_out_pack",
            "calls_out_sign_off",
            "calls_out_file",
            "calls_out_files",
            "calls_out_words",
            "calls_out_aside",
            "calls_out_hand_in",
            "calls_out_table",
        )
    },
}
