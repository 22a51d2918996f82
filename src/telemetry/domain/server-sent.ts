/** Frames of `text/event-stream` (WHATWG HTML, section 9.2). */

export interface Frame {
  readonly id: string;
  readonly event: string;
  /** One line. */
  readonly data: string;
}

export const frame = ({ id, event, data }: Frame): string => `id: ${id}\nevent: ${event}\ndata: ${data}\n\n`;

/** Says nothing to the reader's program; its client remembers the id all the same, and waits so long before it returns. */
export const opening = (id: string, retryMs: number): string => `retry: ${retryMs}\nid: ${id}\n\n`;

/** Keeps proxies from closing a silent connection, and moves the reader's place on. */
export const heartbeat = (id: string): string => `: heartbeat\nid: ${id}\n\n`;
