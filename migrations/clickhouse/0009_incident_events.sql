-- What the live feed tells of providers' failures: incidents, and when a transition was stored.

CREATE TABLE IF NOT EXISTS incident_events
(
    tenant_id     LowCardinality(String),
    at            DateTime64(3, 'UTC') CODEC(DoubleDelta, ZSTD(1)),
    event_id      String CODEC(ZSTD(1)),
    incident_id   String CODEC(ZSTD(1)),
    -- opened | resolved
    change        LowCardinality(String),
    provider      LowCardinality(String),
    models        Array(LowCardinality(String)),
    severity      LowCardinality(String),
    reason        String CODEC(ZSTD(1)),
    failure_class LowCardinality(String),
    reopenings    UInt32,
    -- null: it is open.
    lasted_ms     Nullable(UInt64),
    stored_at     DateTime('UTC') DEFAULT now('UTC') CODEC(Delta, ZSTD(1)),
    batch_id      LowCardinality(String),
    INDEX batch batch_id TYPE minmax GRANULARITY 1,
    INDEX stored stored_at TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(at)
ORDER BY (tenant_id, at, event_id)
SETTINGS non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1;

-- Rows from before keep the time of their transition: with the later default they would all seem to be stored just now.
ALTER TABLE breaker_transitions
    ADD COLUMN IF NOT EXISTS stored_at DateTime('UTC') DEFAULT toDateTime(at, 'UTC') CODEC(Delta, ZSTD(1)),
    ADD INDEX IF NOT EXISTS stored stored_at TYPE minmax GRANULARITY 1;
ALTER TABLE breaker_transitions MATERIALIZE COLUMN stored_at SETTINGS mutations_sync = 2;
ALTER TABLE breaker_transitions MODIFY COLUMN stored_at DateTime('UTC') DEFAULT now('UTC') CODEC(Delta, ZSTD(1));
