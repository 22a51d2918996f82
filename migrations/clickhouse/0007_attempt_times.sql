-- What a provider took is counted from `started_at`, when it was about to be called, to `ended_at`. The first is the
-- admission of the request but for attempts after the first: budgets and rollups go on belonging to `queued_at`.
-- The second is the last byte but for attempts that failed; null where nobody saw the end.
ALTER TABLE ledger_attempts
    ADD COLUMN IF NOT EXISTS started_at DateTime64(3, 'UTC') DEFAULT queued_at AFTER queued_at,
    ADD COLUMN IF NOT EXISTS ended_at Nullable(DateTime64(3, 'UTC')) DEFAULT last_byte_at AFTER last_byte_at;
