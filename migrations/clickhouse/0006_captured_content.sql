-- What was asked and answered, redacted, of endpoints that opted in. Each row goes when its own retention ends.
CREATE TABLE IF NOT EXISTS captured_content
(
    tenant_id   LowCardinality(String),
    captured_at DateTime64(3, 'UTC') CODEC(DoubleDelta, ZSTD(1)),
    decision_id String CODEC(ZSTD(1)),
    attempt_id  String CODEC(ZSTD(1)),
    endpoint    LowCardinality(String),
    -- Of the caller; both texts are JSON in it, unless they were too long to keep whole.
    dialect     LowCardinality(String),
    request     String CODEC(ZSTD(3)),
    answer      String CODEC(ZSTD(3)),
    -- Kinds of data that were taken out.
    redacted    Array(LowCardinality(String)),
    expires_at  DateTime('UTC'),
    batch_id    LowCardinality(String),
    INDEX batch batch_id TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(captured_at)
ORDER BY (tenant_id, captured_at, decision_id)
TTL expires_at
SETTINGS non_replicated_deduplication_window = 10000, merge_with_ttl_timeout = 3600;
