"""A draft as the text of a recipe, in Japanese or English words. Pure.

What is open stands in the text as `< ? >` in a remark, and `bots check` tells of all that keeps it from running. No
value of the sheet gets into it but the words of choices.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from bots.app.beginning.draft import Draft, Entry
from bots.app.beginning.remarks import Remarks
from bots.app.beginning.wanted_form import filters_of, spoken
from bots.app.beginning.yaml_text import (
    button,
    can_be_declared,
    field_name,
    placeholder,
    remark,
    scalar,
    value_text,
)
from bots.japan.width import fold
from bots.model import Column
from bots.recipe import words
from bots.recipe.names import OPEN
from bots.recipe.render import width_of
from bots.recipe.words import Table
from bots.sources.formats import Cell
from bots.sources.outline import LastLine
from bots.tasks import registry
from bots.values.columns import COLUMN_TYPES

if TYPE_CHECKING:
    from bots.runners.surveying import SeenField

_BLANK = '""'
_ASIDE = 36  # remarks beside lines begin there, or two blanks behind longer ones


def recipe_text(draft: Draft, lang: str) -> str:
    """The whole file."""
    return "\n".join(_Writer(draft, lang).lines()) + "\n"


def declared(column: Column, japanese: bool) -> str:
    """A column as it is declared: `コード 8 任意 隠す`."""
    flags = {name: words.spoken(words.COLUMN_FLAGS, name, japanese) for name in words.COLUMN_FLAGS}
    said = [words.spoken(COLUMN_TYPES, column.kind, japanese)]
    if column.choices:
        said.append("/".join(column.choices))
    if column.size is not None:
        said.append(str(column.size))
    if column.optional:
        said.append(flags["optional"])
    for limit, value in (("min", column.minimum), ("max", column.maximum)):
        if value is not None:
            said += [flags[limit], str(value)]
    if column.unit:
        said += [flags["unit"], column.unit]
    if column.hidden:
        said.append(flags["mask"])
    if column.past_era:
        said.append(flags["past_era"])
    return " ".join(said)


class _Writer:
    """The lines of one draft in one language."""

    def __init__(self, draft: Draft, lang: str) -> None:
        self.draft = draft
        self.japanese = lang == "ja"
        self.say = Remarks(lang)

    def lines(self) -> Iterator[str]:
        """All lines, in the order of the file."""
        draft, top = self.draft, self._top
        yield from self.say.head(draft)
        yield f"{top('recipe')}: {scalar(draft.name.rsplit('/', 1)[-1])}"
        yield f"# {top('about')}:"
        for name, hint in self.say.about():
            yield beside(f"#   {self._word(words.ABOUT, name)}: {OPEN}", hint)
        yield f"{top('uses')}: {scalar(draft.system)}"
        yield ""
        yield from self._rows()
        if draft.has_login:
            yield from ("", f"{top('start')}:", f"  - {self._verb('login')}: {scalar(draft.system)}")
        yield from ("", f"{top('each_row')}:")
        yield from self._each_row()
        if draft.has_logout:
            yield from ("", f"{top('finish')}:", f"  - {self._verb('logout')}: {scalar(draft.system)}")

    # ---- the sheet

    def _rows(self) -> Iterator[str]:
        draft = self.draft

        def word(name: str) -> str:
            return self._word(words.ROWS, name)

        yield f"{self._top('rows')}:"
        yield f"  {word('file')}: {scalar(draft.file)}"
        if not draft.only_sheet:
            yield f"  {word('sheet')}: {scalar(draft.outline.sheet)}"
        if draft.password_name:
            yield f"  {word('password_name')}: {scalar(draft.password_name)}"
        yield f"  {word('header')}: {draft.outline.header_text}"
        yield beside(f"  {word('key')}: {scalar(draft.key.name)}", self.say.key(draft.key))
        yield beside(f"  # {word('register')}: {OPEN}", self.say.register())
        receipt = next((one for one in draft.declared if one.write == "receipt"), None)
        if receipt is not None:
            condition = f'{{{scalar(receipt.column.name)}: ""}}'
            yield beside(f"  # {word('only')}: {condition}", self.say.only())
        yield from self._last_lines()
        if draft.outline.hidden:
            yield beside(f"  # {word('hidden')}: {OPEN}", self.say.hidden(draft.outline.hidden))
        yield f"  {word('columns')}:"
        for one in draft.declared:
            if one.used:
                line = f"    {scalar(one.column.name)}: {declared(one.column, self.japanese)}"
                yield beside(line, *self.say.column(one, draft.outline.lines))
        yield from self._left_columns()

    def _last_lines(self) -> Iterator[str]:
        """What leaves out totals and notes: by itself only a total by its word in the key, where no row has it. All else is
        proposed: a person knows whether a row may look so, and what is left out without a reason nobody misses."""
        certain = {one.number: self._way_of(one) for one in self.draft.outline.last_lines if self._is_certain(one)}
        others = {one.number: self._way_of(one) for one in self.draft.outline.last_lines if one.number not in certain}
        word = self._word(words.ROWS, "skip")
        if certain:
            yield beside(f"  {word}: {_either(certain.values())}", self.say.last_lines(list(certain)))
        if others:
            both = [*certain.values(), *others.values()]
            yield beside(f"  # {word}: {_either(both)}", self.say.may_be_last_lines(list(others), instead=bool(certain)))

    def _is_certain(self, line: LastLine) -> bool:
        in_key = line.column == self.draft.key.name and not line.begins
        return in_key and not any(_is_hit(row, line) for row in self._rows_of_the_sheet())

    def _way_of(self, line: LastLine) -> str:
        """The words of a line, and the blank of its key."""
        told = scalar(line.word)
        if line.begins:
            told = f"{{{self._word(words.OPERATORS, 'starts')}: {told}}}"
        key = self.draft.key.name
        blank = f", {scalar(key)}: {_BLANK}" if key in line.blank else ""
        return f"{{{scalar(line.column)}: {told}{blank}}}"

    def _rows_of_the_sheet(self) -> Iterator[Mapping[str, Cell]]:
        """The rows of the sheet by their headings."""
        columns = self.draft.outline.columns
        for at in range(self.draft.outline.rows):
            yield {one.name: one.cells[at] for one in columns}

    def _left_columns(self) -> Iterator[str]:
        if self.draft.without_field:
            yield f"    # {self.say.without_field()}"
        for one in self.draft.without_field:
            line = f"    # {remark(scalar(one.column.name))}: {remark(declared(one.column, self.japanese))}"
            yield beside(line, self.say.may_be(one.may_be) if one.may_be else "")
        known = {one.column.name for one in self.draft.declared}
        for seen in self.draft.outline.columns:
            if seen.name not in known:
                why = self.say.unusable() if can_be_declared(seen.name) else self.say.reserved()
                yield beside(f"    # {remark(scalar(seen.name))}:", why)
        for name in self.draft.outline.doubled:
            yield beside(f"    # {remark(scalar(name))}:", self.say.doubled())

    # ---- the steps of a row

    def _each_row(self) -> Iterator[str]:
        draft = self.draft
        is_address = draft.screen.startswith("/")
        yield beside(f"  - {self._verb('open')}: {scalar(draft.screen)}", self.say.address() if is_address else "")
        plain = [one for one in draft.entries if one.kind != "file"]
        must = [one for one in plain if not one.column.optional]
        if must:
            yield f"  - {self._verb('fill')}:"
            yield from (self._entry(one) for one in must)
        for one in plain:
            if one.column.optional:
                yield f"  - {self._verb('fill')}:"
                yield self._entry(one)
                yield self._when(one)
        for one in draft.entries:
            if one.kind == "file":
                yield f"  - {self._verb('upload')}:"
                yield self._entry(one)
                if one.column.optional:
                    yield self._when(one)
        yield from self._left_fields()
        yield from self._tables()
        yield from self._submit()
        yield from self._written()

    def _entry(self, one: Entry) -> str:
        return beside(f"      {scalar(one.name)}: {value_text(self._value(one))}", *self.say.entry(one))

    def _value(self, one: Entry) -> str:
        """The column in the form that the field wants."""
        return placeholder(one.column.name, spoken(one.filters, self.japanese))

    def _when(self, one: Entry) -> str:
        modifiers = self._word(words.MODIFIERS, "when")
        unlike = self._word(words.OPERATORS, "not")
        return f'    {modifiers}: {{{scalar(one.column.name)}: {{{unlike}: ""}}}}'

    def _left_fields(self) -> Iterator[str]:
        """Fields without a column: those that the screen requires are a mistake until they have a value."""
        needed = [one for one in self.draft.without_column if one.required and field_name(one.names)]
        used = [one.column for one in self.draft.declared if one.used]
        for verb in ("fill", "upload"):
            of_verb = [one for one in needed if (one.kind == "file") == (verb == "upload")]
            if of_verb:
                yield f"  - {self._verb(verb)}:"
            for one in of_verb:
                line = f"      {scalar(field_name(one.names))}:"
                why = self.say.needed(self._proposed(one), declared=self._column_of(one) in used)
                yield beside(line, why, *self.say.field(one))
        others = [one for one in self.draft.without_column if one not in needed]
        if not others:
            return
        yield f"  # {self.say.without_column()}"
        for verb in ("fill", "upload"):
            yield from self._others(verb, [one for one in others if (one.kind == "file") == (verb == "upload")])

    def _others(self, verb: str, fields: Sequence[SeenField]) -> Iterator[str]:
        """Fields without a column behind a #, under the verb that they take."""
        if fields:
            yield f"  # - {self._verb(verb)}:"
        for one in fields:
            name = (one.names or one.doubtful or (one.selector,))[0]
            proposed = self._proposed(one)
            line = f"  #     {remark(scalar(name)) or OPEN}: {remark(value_text(proposed)) if proposed else OPEN}"
            yield beside(line, self.say.proposed() if proposed else "", *self.say.field(one))

    def _proposed(self, one: SeenField) -> str:
        """The column that may be meant for a field, as it is filled in, or ""."""
        column = self._column_of(one)
        if column is None:
            return ""
        name = next(name for name in one.names if name in self.draft.proposed)
        return placeholder(column.name, spoken(filters_of(one, name, column.kind), self.japanese))

    def _column_of(self, one: SeenField) -> Column | None:
        return next((self.draft.proposed[name] for name in one.names if name in self.draft.proposed), None)

    def _tables(self) -> Iterator[str]:
        """A table of codes for each column whose words the screen does not know, as a proposal."""
        for one in self.draft.declared:
            if not one.unlike:
                continue
            name = one.column.name
            yield f"  # {self.say.table(name)}"
            yield f"  # - {self._verb('lookup')}:"
            yield f"  #     {remark(scalar(self.say.of_screen(name)))}: {self.say.words_of_screen()}"
            yield f"  #   {self._word(words.ARGUMENTS, 'file')}: {remark(scalar(self.say.table_file(name)))}"
            where = f"{{{self.say.words_of_sheet()}: {placeholder(name)}}}"
            yield f"  #   {self._word(words.ARGUMENTS, 'where')}: {remark(where)}"

    def _submit(self) -> Iterator[str]:
        pressed, submit = self.draft.pressed, self._verb("submit")
        names = [button(one, self.japanese) for one in (pressed.submit, pressed.confirm)]
        if names[1] and not names[0]:
            yield beside(f"  - {self._verb('click')}: {scalar(names[1])}", self.say.confirm())
            yield from self._verify()
        line = f"  - {submit}: {scalar(names[0])}" if names[0] else f"  - {submit}:"
        yield beside(line, self.say.submit(pressed) if not names[0] else self.say.pressed())
        yield beside(f"    # {self._word(words.ARGUMENTS, 'success')}: {OPEN}", self.say.success())
        yield beside(f"    # {self._word(words.ARGUMENTS, 'dialog')}: OK", self.say.dialog())

    def _verify(self) -> Iterator[str]:
        """The comparison on the page that asks again, as a proposal: how it shows the values is not known."""
        compared = [one for one in self.draft.entries if one.kind != "file" and not one.column.optional]
        if compared:
            yield f"  # - {self._verb('verify')}:"
        for one in compared:
            # As it was put in; but a date is compared as one however it is shown, which a date written out is not.
            value = placeholder(one.column.name) if one.column.kind == "date" else self._value(one)
            yield f"  #     {remark(scalar(one.name))}: {remark(value_text(value))}"

    def _written(self) -> Iterator[str]:
        written = [one for one in self.draft.declared if one.write]
        states = [one for one in written if one.write == "state"]
        receipts = [one for one in written if one.write == "receipt"]
        if receipts:
            kept = self.say.kept(receipts[0].column.name)
            yield f"  # {self.say.receipt()}"
            yield f"  # - {self._verb('read')}:"
            yield f"  #     {remark(scalar(kept))}: {remark(scalar(receipts[0].column.name))}"
        if states or receipts:
            yield f"  {'' if states else '# '}- {self._verb('write')}:"
        for one in states:
            yield f"      {scalar(one.column.name)}: {self.say.entered()}"
        for one in receipts[:1]:
            yield f"  #     {remark(scalar(one.column.name))}: {remark(placeholder(self.say.kept(one.column.name)))}"

    # ---- words

    def _top(self, name: str) -> str:
        return self._word(words.TOP, name)

    def _word(self, table: Table, name: str) -> str:
        return words.spoken(table, name, self.japanese)

    def _verb(self, name: str) -> str:
        task = registry.TASKS[name]
        return task.japanese if self.japanese else task.english


def beside(line: str, *remarks: str) -> str:
    """The line with its remarks at the end."""
    told = [one for one in map(remark, remarks) if one]
    said = ("; " if all(one.isascii() for one in told) else "　").join(told)
    return f"{line}{' ' * max(2, _ASIDE - width_of(line))}# {said}" if said else line


def _is_hit(row: Mapping[str, Cell], line: LastLine) -> bool:
    """Whether the word of a total stands in a row too."""
    return fold(str(row[line.column]).strip()) == fold(line.word)


def _either(ways: Iterable[str]) -> str:
    """One of several ways, each once."""
    each = list(dict.fromkeys(ways))
    return each[0] if len(each) == 1 else f"[{', '.join(each)}]"
