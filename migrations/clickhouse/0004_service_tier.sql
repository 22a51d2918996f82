-- The service tier whose rates priced an attempt; '' in rows from before, which were priced as standard.
ALTER TABLE ledger_attempts
    ADD COLUMN IF NOT EXISTS service_tier LowCardinality(String) AFTER price_row;
