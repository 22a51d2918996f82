-- Late price corrections: what an attempt costs by the prices in force now, beside what was recorded. Attempts never change.
CREATE TABLE IF NOT EXISTS ledger_adjustments
(
    tenant_id             LowCardinality(String),
    -- Of the attempt: an adjustment belongs to the day of the spend that it corrects.
    queued_at             DateTime64(3, 'UTC') CODEC(DoubleDelta, ZSTD(1)),
    attempt_id            String CODEC(ZSTD(1)),
    -- 1 for an attempt's first correction: a run that was cut short writes the same rows when it is run again.
    sequence              UInt16,
    team_id               LowCardinality(String),
    project_id            LowCardinality(String),
    key_id                LowCardinality(String),
    endpoint              LowCardinality(String),
    workflow              LowCardinality(String),
    task                  LowCardinality(String),
    environment           LowCardinality(String),
    customer              String CODEC(ZSTD(1)),
    provider              LowCardinality(String),
    model                 LowCardinality(String),
    tier                  LowCardinality(String),
    old_price_row         LowCardinality(String),
    new_price_row         LowCardinality(String),
    -- null: it was not priced.
    old_cost_nano_usd     Nullable(Int64),
    new_cost_nano_usd     Int64,
    difference_nano_usd   Int64,
    -- priced | free | estimated
    new_cost_status       LowCardinality(String),
    reason                String CODEC(ZSTD(1)),
    recorded_by           LowCardinality(String),
    recorded_at           DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1))
)
ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMM(queued_at)
ORDER BY (tenant_id, queued_at, attempt_id, sequence)
SETTINGS ttl_only_drop_parts = 1;
