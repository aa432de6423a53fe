-- Version 4. Lists and counts of what needs a person name what waits for PEAK in vain, too, beside
-- a hundred thousand receipts that simply wait.
CREATE INDEX receipt_stuck
ON receipt (problem_code, issued_on, total, number, changed_at)
WHERE state IN ('ready', 'uncertain') AND not_before IS NOT NULL AND problem_code IS NOT NULL
AND (problem_code IN ('peak_rejected', 'still_uncertain') OR (state = 'ready' AND failures >= 3));
