-- Version 1. Times are UTC, ISO 8601 with microseconds and "Z", so that text compares as time.
-- Days are ISO dates, sums are satang. JSON is text written by codec.py.

CREATE TABLE meta (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- issued_on and number are '' when the source gave none: they sort and page like any other.
-- total is 0 when unreadable; the payload knows. later_* is a version that came too late to be
-- sent: it waits for the open attempt, or explains a case.
CREATE TABLE receipt (
    receipt_id INTEGER NOT NULL PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    revision INTEGER NOT NULL DEFAULT 1 CHECK (revision >= 1),
    number TEXT NOT NULL,
    code TEXT,
    order_number TEXT NOT NULL,
    issued_on TEXT NOT NULL,
    channel TEXT NOT NULL,
    total INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN (
        'imported', 'excluded', 'blocked', 'ready', 'sending', 'uncertain', 'sent', 'rejected',
        'voided'
    )),
    problem_code TEXT,
    params TEXT NOT NULL DEFAULT '{}',
    not_before TEXT,
    failures INTEGER NOT NULL DEFAULT 0 CHECK (failures >= 0),
    absent_since TEXT,
    rejected_hash TEXT NOT NULL DEFAULT '',
    peak_id TEXT NOT NULL DEFAULT '',
    decisions TEXT NOT NULL DEFAULT '{}',
    warnings TEXT NOT NULL DEFAULT '[]',
    origin TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    payload TEXT NOT NULL,
    later_fingerprint TEXT,
    later_payload TEXT,
    CHECK ((later_fingerprint IS NULL) = (later_payload IS NULL))
) STRICT;

CREATE UNIQUE INDEX receipt_code ON receipt (code) WHERE code IS NOT NULL;

-- The list of receipts, newest first, and its search, without touching the payloads.
CREATE INDEX receipt_newest ON receipt (issued_on, receipt_id, number, channel, total);

-- Counting, what is ready, and when something is next to be tried.
CREATE INDEX receipt_by_state ON receipt (state, issued_on, receipt_id, total, not_before);

CREATE INDEX receipt_unsent ON receipt (issued_on, number, receipt_id)
WHERE state IN ('imported', 'excluded', 'blocked', 'ready', 'rejected');

CREATE INDEX receipt_warned ON receipt (receipt_id) WHERE warnings <> '[]';

-- One row per intent. Never headers, never secrets. It stays open while nobody knows its end.
CREATE TABLE attempt (
    attempt_id INTEGER NOT NULL PRIMARY KEY,
    receipt_id INTEGER NOT NULL REFERENCES receipt,
    code TEXT NOT NULL CHECK (code <> ''),
    document TEXT NOT NULL,
    document_hash TEXT NOT NULL,
    started_at TEXT NOT NULL,
    ended_at TEXT,
    outcome TEXT CHECK (outcome IN (
        'sent', 'adopted', 'rejected', 'not_sent', 'uncertain', 'absent', 'clash', 'voided'
    )),
    res_code TEXT NOT NULL DEFAULT '',
    words TEXT NOT NULL DEFAULT '',
    peak_id TEXT NOT NULL DEFAULT '',
    CHECK (ended_at IS NULL OR outcome IS NOT NULL)
) STRICT;

CREATE UNIQUE INDEX attempt_open ON attempt (receipt_id) WHERE ended_at IS NULL;
CREATE INDEX attempt_of_receipt ON attempt (receipt_id);

CREATE TABLE receipt_event (
    event_id INTEGER NOT NULL PRIMARY KEY,
    receipt_id INTEGER NOT NULL REFERENCES receipt,
    at TEXT NOT NULL,
    before TEXT,
    after TEXT NOT NULL,
    code TEXT,
    params TEXT NOT NULL
) STRICT;

CREATE INDEX receipt_event_of_receipt ON receipt_event (receipt_id);

CREATE TABLE case_ (
    case_id INTEGER NOT NULL PRIMARY KEY,
    receipt_id INTEGER NOT NULL REFERENCES receipt,
    code TEXT NOT NULL,
    params TEXT NOT NULL,
    opened_at TEXT NOT NULL,
    closed_at TEXT
) STRICT;

CREATE UNIQUE INDEX case_open ON case_ (receipt_id, code) WHERE closed_at IS NULL;
CREATE INDEX case_of_receipt ON case_ (receipt_id);

-- The same table as ALLOWED in domain/journey.py; a test compares all 81 pairs.
CREATE TRIGGER receipt_moves_as_allowed BEFORE UPDATE OF state ON receipt
WHEN NOT CASE OLD.state
    WHEN 'imported' THEN NEW.state IN ('excluded', 'blocked', 'ready')
    WHEN 'excluded' THEN NEW.state IN ('imported', 'blocked', 'ready')
    WHEN 'blocked' THEN NEW.state IN ('imported', 'excluded', 'ready', 'sent')
    WHEN 'ready'
        THEN NEW.state IN ('imported', 'excluded', 'blocked', 'sending', 'sent', 'voided')
    WHEN 'sending' THEN NEW.state IN ('sent', 'rejected', 'ready', 'blocked', 'uncertain')
    WHEN 'uncertain' THEN NEW.state IN ('sent', 'voided', 'blocked', 'ready', 'rejected')
    WHEN 'rejected' THEN NEW.state IN ('imported', 'excluded', 'blocked', 'ready')
    WHEN 'sent' THEN NEW.state = 'voided'
    ELSE 0
END
BEGIN
    SELECT RAISE(ABORT, 'a receipt cannot make this move');
END;

CREATE TRIGGER receipt_starts_imported BEFORE INSERT ON receipt
WHEN NEW.state <> 'imported'
BEGIN
    SELECT RAISE(ABORT, 'a receipt starts as imported');
END;

-- No send without a written intent, and no end of one that is left open.
CREATE TRIGGER receipt_sends_with_intent BEFORE UPDATE OF state ON receipt
WHEN NEW.state = 'sending' AND NOT EXISTS (
    SELECT 1 FROM attempt WHERE receipt_id = NEW.receipt_id AND ended_at IS NULL
)
BEGIN
    SELECT RAISE(ABORT, 'a receipt is sent only with an open attempt');
END;

CREATE TRIGGER receipt_settles_with_outcome BEFORE UPDATE OF state ON receipt
WHEN OLD.state IN ('sending', 'uncertain') AND NEW.state <> 'uncertain' AND EXISTS (
    SELECT 1 FROM attempt WHERE receipt_id = NEW.receipt_id AND ended_at IS NULL
)
BEGIN
    SELECT RAISE(ABORT, 'an attempt ends before its receipt moves on');
END;

CREATE TRIGGER receipt_tells_its_start AFTER INSERT ON receipt
BEGIN
    INSERT INTO receipt_event (receipt_id, at, before, after, code, params)
    VALUES (NEW.receipt_id, NEW.changed_at, NULL, NEW.state, NEW.problem_code, NEW.params);
END;

CREATE TRIGGER receipt_tells_its_move AFTER UPDATE OF state ON receipt
BEGIN
    INSERT INTO receipt_event (receipt_id, at, before, after, code, params)
    VALUES (NEW.receipt_id, NEW.changed_at, OLD.state, NEW.state, NEW.problem_code, NEW.params);
END;

CREATE TRIGGER receipt_event_is_never_changed BEFORE UPDATE ON receipt_event
BEGIN
    SELECT RAISE(ABORT, 'history is not changed');
END;

CREATE TRIGGER receipt_event_is_never_deleted BEFORE DELETE ON receipt_event
BEGIN
    SELECT RAISE(ABORT, 'history is not deleted');
END;

CREATE TRIGGER attempt_keeps_its_document
BEFORE UPDATE OF receipt_id, code, document, document_hash, started_at ON attempt
BEGIN
    SELECT RAISE(ABORT, 'what was sent is not changed');
END;

CREATE TABLE import_file (
    digest TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    receipts INTEGER NOT NULL,
    complaints INTEGER NOT NULL,
    read_at TEXT NOT NULL
) STRICT;

CREATE TABLE shop_product (
    sku TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL
) STRICT;

CREATE TABLE product_match (
    sku TEXT NOT NULL PRIMARY KEY,
    peak_id TEXT NOT NULL,
    peak_code TEXT NOT NULL,
    name TEXT NOT NULL,
    vat_class TEXT CHECK (vat_class IN ('none', 'zero', 'seven'))
) STRICT;

CREATE TABLE peak_item (
    kind TEXT NOT NULL,
    peak_id TEXT NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    vat_class TEXT CHECK (vat_class IN ('none', 'zero', 'seven')),
    PRIMARY KEY (kind, peak_id)
) STRICT;

CREATE TABLE payment_method (
    peak_id TEXT NOT NULL PRIMARY KEY,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    cash INTEGER NOT NULL CHECK (cash IN (0, 1))
) STRICT;

CREATE TABLE channel_rule (
    channel TEXT NOT NULL PRIMARY KEY,
    send INTEGER CHECK (send IN (0, 1)),
    pay_into TEXT NOT NULL
) STRICT;

CREATE TABLE word (
    topic TEXT NOT NULL,
    word TEXT NOT NULL,
    meaning TEXT NOT NULL,
    PRIMARY KEY (topic, word)
) STRICT;

CREATE TABLE contact (
    peak_id TEXT NOT NULL PRIMARY KEY,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    tax_id TEXT NOT NULL,
    branch TEXT NOT NULL
) STRICT;

CREATE UNIQUE INDEX contact_code ON contact (code) WHERE code <> '';
CREATE INDEX contact_taxpayer ON contact (tax_id, branch) WHERE tax_id <> '';

CREATE TABLE date_read (
    day TEXT NOT NULL PRIMARY KEY,
    read_at TEXT NOT NULL
) STRICT;

CREATE TABLE peak_document (
    peak_id TEXT NOT NULL PRIMARY KEY,
    day TEXT NOT NULL,
    code TEXT NOT NULL,
    reference TEXT NOT NULL,
    contact_id TEXT NOT NULL,
    base INTEGER,
    vat INTEGER,
    net INTEGER,
    void INTEGER NOT NULL CHECK (void IN (0, 1))
) STRICT;

CREATE INDEX peak_document_day ON peak_document (day);
