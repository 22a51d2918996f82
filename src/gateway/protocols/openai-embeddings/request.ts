/** `POST /v1/embeddings`: what of a body decides where it goes, and all of it for providers with other words. */
import { estimateTokens } from '../../../routing';
import type { Parameter } from '../../domain/conversation/parameters';
import { type CallRequest, readModel } from '../call-request';
import type { JsonObject } from '../dialect';
import { invalid, NAME, oneOf, optional, type Place, POSITIVE, TEXT } from '../fields';
import { isObject } from '../wire';
import type { EmbeddingRequest } from './embedding';

/** What no request for vectors has. */
const NOTHING_SAID = {
  ...{ models: null, stream: false, includeUsage: false, streamOptions: null, maxOutputTokens: null, seed: null },
  ...{ hasTools: false, hasSchema: false, hasJsonMode: false, hasImages: false, hasAudio: false },
  ...{ messages: [], messagesCount: 0, metadata: null, serviceTier: null, priceRegion: null },
} as const satisfies Partial<CallRequest>;

/** @throws BursarError `invalid_request` with the path of the first field of a wrong type */
export function readEmbeddingCall(body: unknown): CallRequest {
  if (!isObject(body)) throw invalid('body', 'must be a JSON object');
  return {
    ...NOTHING_SAID,
    model: readModel(body['model']),
    inputTokens: Math.ceil(tokensIn(inputOf(body))),
    hasPolicy: (body['policy_ir'] ?? null) !== null,
  };
}

/** @throws BursarError `invalid_request` */
export function readEmbeddingRequest(body: JsonObject): EmbeddingRequest {
  const place: Place = { object: body, path: '' };
  const input = inputOf(body);
  const dimensions = optional(place, 'dimensions', POSITIVE);
  const encoding = optional(place, 'encoding_format', oneOf(['float', 'base64']));
  const said: readonly (readonly [Parameter, boolean])[] = [
    ['dimensions', dimensions !== null],
    ['encoding_format', encoding !== null],
    ['end_user', optional(place, 'user', TEXT) !== null],
    ['token_input', input.texts.length === 0],
  ];
  return {
    texts: input.texts,
    dimensions,
    encoding: encoding ?? 'float',
    said: said.filter(([, isSaid]) => isSaid).map(([parameter]) => parameter),
    unknown: Object.keys(body).filter((name) => !KNOWN.has(name)),
  };
}

const KNOWN = new Set(['model', 'input', 'dimensions', 'encoding_format', 'user', 'policy_ir']);

/** Either texts or, in one list or several, tokens. */
interface Input {
  readonly texts: readonly string[];
  readonly tokens: number;
}

function inputOf({ input }: JsonObject): Input {
  const listed = typeof input === 'string' ? [input] : input;
  if (!Array.isArray(listed) || listed.length === 0) throw invalid('input', `must be ${WHAT}`);
  const tokens = listed.map(tokensOf);
  if (tokens.every((count) => count !== null)) return { texts: [], tokens: tokens.reduce((sum, one) => sum + one, 0) };
  const at = listed.findIndex((text) => !NAME.is(text));
  if (at >= 0) throw invalid(typeof input === 'string' ? 'input' : `input[${at}]`, `must be ${NAME.what}`);
  return { texts: listed as string[], tokens: 0 };
}

const WHAT = 'a text, a list of texts, or tokens';

/** A token is a number, and a text of tokens a list of them; null: it is neither. */
function tokensOf(value: unknown): number | null {
  if (typeof value === 'number') return 1;
  return Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'number')
    ? value.length
    : null;
}

const tokensIn = ({ texts, tokens }: Input): number => texts.reduce((sum, text) => sum + estimateTokens(text), tokens);
