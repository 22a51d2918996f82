-- The region whose factor priced an attempt; '' where it could be processed anywhere, and in rows from before.
ALTER TABLE ledger_attempts
    ADD COLUMN IF NOT EXISTS price_region LowCardinality(String) AFTER service_tier;
