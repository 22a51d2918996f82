-- What the live feed reads: when a row was stored, by the clock of this server, and the words of a decision.

-- Rows from before keep the time of their call: with the later default they would all seem to be stored just now.
ALTER TABLE route_decisions
    ADD COLUMN IF NOT EXISTS estimated_cost_nano_usd Nullable(Int64) AFTER tier,
    ADD COLUMN IF NOT EXISTS explanation String CODEC(ZSTD(3)) AFTER complexity_score,
    ADD COLUMN IF NOT EXISTS stored_at DateTime('UTC') DEFAULT toDateTime(decided_at, 'UTC') CODEC(Delta, ZSTD(1)),
    ADD INDEX IF NOT EXISTS stored stored_at TYPE minmax GRANULARITY 1;
ALTER TABLE route_decisions MATERIALIZE COLUMN stored_at SETTINGS mutations_sync = 2;
ALTER TABLE route_decisions MODIFY COLUMN stored_at DateTime('UTC') DEFAULT now('UTC') CODEC(Delta, ZSTD(1));

ALTER TABLE ledger_attempts
    ADD COLUMN IF NOT EXISTS stored_at DateTime('UTC') DEFAULT toDateTime(queued_at, 'UTC') CODEC(Delta, ZSTD(1)),
    ADD INDEX IF NOT EXISTS stored stored_at TYPE minmax GRANULARITY 1;
ALTER TABLE ledger_attempts MATERIALIZE COLUMN stored_at SETTINGS mutations_sync = 2;
ALTER TABLE ledger_attempts MODIFY COLUMN stored_at DateTime('UTC') DEFAULT now('UTC') CODEC(Delta, ZSTD(1));
