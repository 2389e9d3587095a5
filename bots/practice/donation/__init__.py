"""寄附受付システム: a page application with fetch, toasts, a combobox, a date picker and a modal."""
