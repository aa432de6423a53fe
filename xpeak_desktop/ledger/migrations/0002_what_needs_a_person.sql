-- Version 2. After a first import all receipts may wait for a person: what they wait for is counted
-- and named without touching their payloads.
CREATE INDEX receipt_held
ON receipt (problem_code, params, changed_at, total, number, state)
WHERE state IN ('blocked', 'rejected');
