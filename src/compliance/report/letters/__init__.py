"""The letters that follow from decisions: what an applicant must supply, what offices must find, refusals."""
