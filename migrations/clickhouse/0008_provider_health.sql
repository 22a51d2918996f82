-- Health of providers: every physical call and every active probe is a sample, and five minutes of them a row for each outcome.
-- What counts as availability is the reader's to say: outcomes and failure classes are kept as they are.

CREATE TABLE IF NOT EXISTS provider_health_samples
(
    tenant_id     LowCardinality(String),
    provider      LowCardinality(String),
    model         LowCardinality(String),
    -- When the provider was called.
    sampled_at    DateTime64(3, 'UTC') CODEC(DoubleDelta, ZSTD(1)),
    -- Of the attempt, where it was one.
    sample_id     String CODEC(ZSTD(1)),
    credential    LowCardinality(String),
    -- attempt | probe
    source        LowCardinality(String),
    task          LowCardinality(String),
    -- success | failure | cancelled | partial | unknown
    outcome       LowCardinality(String),
    failure_class LowCardinality(String),
    http_status   UInt16,
    streaming     Bool,
    -- null: no answer began; of a whole answer, when it came.
    ttft_ms       Nullable(UInt32),
    -- null: nobody saw its end.
    latency_ms    Nullable(UInt32),
    request_id    String CODEC(ZSTD(1)),
    batch_id      LowCardinality(String),
    INDEX batch batch_id TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(sampled_at)
ORDER BY (tenant_id, provider, model, sampled_at, sample_id)
SETTINGS non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1;

CREATE MATERIALIZED VIEW IF NOT EXISTS provider_health_samples_view TO provider_health_samples AS
SELECT
    tenant_id, provider, model,
    started_at AS sampled_at,
    attempt_id AS sample_id,
    credential,
    'attempt' AS source,
    task, outcome, failure_class, http_status, streaming,
    if(isNull(first_byte_at), NULL, toUInt32(greatest(0, dateDiff('millisecond', started_at, assumeNotNull(first_byte_at))))) AS ttft_ms,
    if(isNull(ended_at), NULL, toUInt32(greatest(0, dateDiff('millisecond', started_at, assumeNotNull(ended_at))))) AS latency_ms,
    request_id, batch_id
FROM ledger_attempts AS raw;

-- Latencies are counts in buckets that grow by the same factor, eight for each doubling: small, and they add up.
CREATE TABLE IF NOT EXISTS provider_health
(
    tenant_id     LowCardinality(String),
    slot          DateTime('UTC') CODEC(DoubleDelta, ZSTD(1)),
    provider      LowCardinality(String),
    model         LowCardinality(String),
    credential    LowCardinality(String),
    source        LowCardinality(String),
    task          LowCardinality(String),
    outcome       LowCardinality(String),
    failure_class LowCardinality(String),
    samples       SimpleAggregateFunction(sum, UInt64),
    -- Bucket → calls: to the first byte of streams whose answer began, and to the end of answers that were given.
    ttft          SimpleAggregateFunction(sumMap, Map(UInt16, UInt64)),
    latency       SimpleAggregateFunction(sumMap, Map(UInt16, UInt64))
)
ENGINE = AggregatingMergeTree
PARTITION BY toYYYYMM(slot)
ORDER BY (tenant_id, slot, provider, model, credential, source, task, outcome, failure_class)
SETTINGS non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1;

CREATE MATERIALIZED VIEW IF NOT EXISTS provider_health_view TO provider_health AS
SELECT
    tenant_id,
    toStartOfInterval(sampled_at, INTERVAL 5 MINUTE, 'UTC') AS slot,
    provider, model, credential, source, task, outcome, failure_class,
    count() AS samples,
    sumMap(if(
        streaming AND outcome IN ('success', 'partial', 'cancelled') AND ttft_ms IS NOT NULL,
        map(toUInt16(floor(log2(greatest(1, ifNull(ttft_ms, 1))) * 8)), toUInt64(1)),
        CAST(map(), 'Map(UInt16, UInt64)')
    )) AS ttft,
    sumMap(if(
        outcome = 'success' AND latency_ms IS NOT NULL,
        map(toUInt16(floor(log2(greatest(1, ifNull(latency_ms, 1))) * 8)), toUInt64(1)),
        CAST(map(), 'Map(UInt16, UInt64)')
    )) AS latency
FROM provider_health_samples AS raw
GROUP BY tenant_id, slot, provider, model, credential, source, task, outcome, failure_class;

-- What circuits did, for ever as long as samples are kept: their present state is in Postgres.
CREATE TABLE IF NOT EXISTS breaker_transitions
(
    tenant_id     LowCardinality(String),
    at            DateTime64(3, 'UTC') CODEC(DoubleDelta, ZSTD(1)),
    transition_id String CODEC(ZSTD(1)),
    provider      LowCardinality(String),
    model         LowCardinality(String),
    credential    LowCardinality(String),
    -- closed | open | half_open
    from_state    LowCardinality(String),
    to_state      LowCardinality(String),
    reason        String CODEC(ZSTD(1)),
    failure_class LowCardinality(String),
    -- null: it is not open.
    until         Nullable(DateTime64(3, 'UTC')),
    -- Whose hand it was; '' where nobody's.
    changed_by    LowCardinality(String),
    -- JSON
    counts        String CODEC(ZSTD(1)),
    batch_id      LowCardinality(String),
    INDEX batch batch_id TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(at)
ORDER BY (tenant_id, at, transition_id)
SETTINGS non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1;
