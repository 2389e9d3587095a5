"""寄附受付システム: a page application with fetch, toasts, combobox, date picker, modal."""
