/** How many random cases a fuzzing test tries: 300, or as many as FUZZ_RUNS says; `npm run test:fuzz` is for the night. */
const FUZZ_RUNS = Number(process.env['FUZZ_RUNS'] ?? 300);

/** @param share of them, where a case takes long */
export const fuzzRuns = (share = 1): { numRuns: number } => ({ numRuns: Math.max(1, Math.round(FUZZ_RUNS * share)) });
