"""What any product is shown with: terminal, Markdown, workbook, templates."""
