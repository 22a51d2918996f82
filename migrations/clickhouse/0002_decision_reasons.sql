-- Why a decision fell as it did, to be filtered by; and a checksum of each section, so that a replay can name what differs.

ALTER TABLE route_decisions
    ADD COLUMN IF NOT EXISTS mode             LowCardinality(String) AFTER tier,
    -- policy | rule | default | name
    ADD COLUMN IF NOT EXISTS decided_by       LowCardinality(String) AFTER mode,
    -- The rule's label, else its condition.
    ADD COLUMN IF NOT EXISTS rule             LowCardinality(String) AFTER decided_by,
    ADD COLUMN IF NOT EXISTS policy_identity  LowCardinality(String) AFTER rule,
    -- Rules of the complexity detector that fired.
    ADD COLUMN IF NOT EXISTS signals          Array(LowCardinality(String)) AFTER policy_identity,
    -- null: there was no question to look at.
    ADD COLUMN IF NOT EXISTS complexity_score Nullable(UInt8) AFTER signals,
    -- JSON; what the policy changed in the request that was sent.
    ADD COLUMN IF NOT EXISTS mutations        String CODEC(ZSTD(1)) AFTER rejected,
    ADD COLUMN IF NOT EXISTS section_digests  Array(UInt32) CODEC(ZSTD(1)) AFTER digest,
    -- It is among the facts.
    DROP COLUMN IF EXISTS seed;

-- Policies that came with a call, once under their identity: what a replay runs.
CREATE TABLE IF NOT EXISTS policy_terms
(
    tenant_id  LowCardinality(String),
    identity   String,
    term       String CODEC(ZSTD(3)),
    -- Decisions up to here name it; it is recorded again before a later one does.
    seen_until DateTime('UTC'),
    batch_id   LowCardinality(String)
)
ENGINE = ReplacingMergeTree(seen_until)
ORDER BY (tenant_id, identity)
SETTINGS non_replicated_deduplication_window = 10000;
