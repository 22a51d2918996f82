/** A reader of `GET /v1/events` by `fetch`: what it was told, parsed as the WHATWG HTML standard says. */

export interface ToldEvent {
  readonly id: string;
  readonly event: string;
  readonly data: {
    readonly id: string;
    readonly type: string;
    readonly timestamp: string;
    readonly tenant_id: string;
    readonly data: Readonly<Record<string, unknown>>;
  };
}

export interface EventReader {
  readonly status: number;
  readonly headers: Headers;
  readonly events: readonly ToldEvent[];
  /** Everything that came, as it came. */
  readonly text: () => string;
  /** What a browser would send as Last-Event-ID. */
  readonly lastId: () => string;
  /** Whether the service has ended the stream. */
  readonly ended: () => boolean;
  close(): Promise<void>;
}

export interface ReaderOptions {
  readonly key: string;
  readonly query?: string;
  readonly lastId?: string;
}

export async function readEvents(url: string, { key, query = '', lastId }: ReaderOptions): Promise<EventReader> {
  const leaving = new AbortController();
  const response = await fetch(`${url}/v1/events${query}`, {
    headers: { authorization: `Bearer ${key}`, ...(lastId !== undefined && { 'last-event-id': lastId }) },
    signal: leaving.signal,
  });
  const told = { text: '', lastId: lastId ?? '', ended: false };
  const events: ToldEvent[] = [];
  const reading = (async () => {
    const decoder = new TextDecoder();
    let rest = '';
    for await (const chunk of response.body ?? []) {
      const text = decoder.decode(chunk as Uint8Array, { stream: true });
      told.text += text;
      const blocks = (rest + text).split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) {
        const fields = fieldsOf(block);
        told.lastId = fields['id'] ?? told.lastId;
        if (fields['data'] !== undefined)
          events.push({
            id: told.lastId,
            event: fields['event'] ?? 'message',
            data: JSON.parse(fields['data']) as ToldEvent['data'],
          });
      }
    }
  })()
    .catch(() => undefined)
    .finally(() => (told.ended = true));
  return {
    ...{ status: response.status, headers: response.headers, events },
    ...{ text: () => told.text, lastId: () => told.lastId, ended: () => told.ended },
    close: async () => {
      leaving.abort();
      await reading;
    },
  };
}

const fieldsOf = (block: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    block
      .split('\n')
      .filter((line) => !line.startsWith(':'))
      .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
  );
