-- Version 3. A sale that the shop issues again under another number is found by its order.
CREATE INDEX receipt_of_order ON receipt (order_number, total) WHERE order_number <> '';
