"""財務会計システム: payment slips with child rows, a search window, an inner frame and a paged list."""
