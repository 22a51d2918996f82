/** What `GET /v1/decisions/{id}/content` answers. */
import { z } from 'zod';

export const contentView = z.object({
  decision_id: z.string(),
  data: z.array(
    z.object({
      ...{ attempt_id: z.string(), endpoint: z.string(), dialect: z.string() },
      /** JSON in the caller's dialect, cut where it was too long. */
      ...{ request: z.string(), answer: z.string() },
      ...{ redacted: z.array(z.string()), captured_at: z.string(), expires_at: z.string() },
    }),
  ),
});
export type ContentView = z.output<typeof contentView>;
