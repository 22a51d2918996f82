/** Errors towards callers who speak OpenAI's Responses. */
import type { BursarError } from '../../../shared/errors';
import { openAiError } from '../openai-error';

/** What has gone before in the stream is not known here, and no client counts on the number of an error. */
const SEQUENCE_NUMBER = 0;

/** Said twice: flat as the event is published, and within `error` as OpenAI sends it and its SDKs raise it. */
export function errorEvent(error: BursarError, requestId: string): string {
  const { path } = error.details;
  const data = {
    type: 'error',
    sequence_number: SEQUENCE_NUMBER,
    code: error.code,
    message: error.message,
    param: typeof path === 'string' ? path : null,
    ...openAiError(error, requestId),
  };
  return `event: error\ndata: ${JSON.stringify(data)}\n\n`;
}
