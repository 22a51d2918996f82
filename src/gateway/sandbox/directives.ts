/** Faults and latency that a caller asks the sandbox for: `metadata: { "sandbox": "status=503 latency_ms=200" }`. */

export interface Directives {
  /** Answer with this status and an error. */
  readonly status: number | null;
  /** `cut`: close without an answer; `cut_stream`: close after the first word. */
  readonly fault: 'cut' | 'cut_stream' | null;
  readonly latencyMs: number;
  /** Pause before each word of a stream. */
  readonly chunkMs: number;
}

// Longer than any test needs, shorter than anybody waits by mistake.
const MAX_PAUSE_MS = 60_000;

export function readDirectives(text: unknown): Directives {
  const given = new Map(
    (typeof text === 'string' ? text.split(/\s+/) : []).map((pair) => {
      const [name = '', value = ''] = pair.split('=');
      return [name, value];
    }),
  );
  const number = (name: string, max: number): number => {
    const value = Number(given.get(name) ?? 0);
    return Number.isInteger(value) && value > 0 ? Math.min(value, max) : 0;
  };
  const status = number('status', 599);
  const fault = given.get('fault');
  return {
    status: status >= 400 ? status : null,
    fault: fault === 'cut' || fault === 'cut_stream' ? fault : null,
    latencyMs: number('latency_ms', MAX_PAUSE_MS),
    chunkMs: number('chunk_ms', MAX_PAUSE_MS),
  };
}
