"""What flows through the house: plans, runs, rows, items, readings, evidence. All frozen, no behaviour.

    Recipe ─check→ Plan ─request→ Run ─┬ Row ── Item ── attempt
                                       └ StepResult ── FieldReading, Evidence ── Review

Everything in a Plan is pure JSON, so that a run can be carried out from its folder alone.
"""

from __future__ import annotations

from bots.model.hall import Hall
from bots.model.happened import (
    Answer,
    Attachment,
    Effects,
    Evidence,
    FieldReading,
    FieldValue,
    Landing,
    NewLine,
    Notice,
    Picture,
    Question,
    Rect,
    Sending,
    Signs,
    StepResult,
)
from bots.model.plan import (
    SETTLE,
    Column,
    Details,
    EvidencePolicy,
    FoundField,
    Lesson,
    Plan,
    PlanStep,
    RowsPlan,
    Safety,
    Screen,
    SubmitRule,
    System,
    Timeouts,
    flat,
)
from bots.model.rows import CodeTable, Row, Table
from bots.model.states import DueState, ItemState, Mode, RunState
from bots.model.values import (
    Dated,
    Look,
    Numberless,
    Scope,
    Scopes,
    Target,
    Value,
    ValueKind,
    Worded,
)

__all__ = ["SETTLE", "Answer", "Attachment", "CodeTable", "Column", "Dated", "Details", "DueState", "Effects", "Evidence", "EvidencePolicy", "FieldReading", "FieldValue", "FoundField", "Hall", "ItemState", "Landing", "Lesson", "Look", "Mode", "NewLine", "Notice", "Numberless", "Picture", "Plan", "PlanStep", "Question", "Rect", "Row", "RowsPlan", "RunState", "Safety", "Scope", "Scopes", "Screen", "Sending", "Signs", "StepResult", "SubmitRule", "System", "Table", "Target", "Timeouts", "Value", "ValueKind", "Worded", "flat"]
