/** What is sent to the provider, and how its answer comes back: as it is in the caller's own dialect, else translated. */
import type { Credential } from '../../catalog';
import type { AppliedMutation } from '../../routing';
import { BursarError } from '../../shared/errors';
import type { RoutedCall } from '../call';
import type { CallerDialect } from '../protocols/dialect';
import { providerRow, speechFor } from '../providers';
import type { ProviderRow, Speech } from '../providers/provider-row';
import type { UpstreamCall } from '../upstream/upstream-pool';
import { embed } from './embed';
import { pass } from './pass';
import { transform, type Transformed } from './transform';
import type { Said } from './said';
import { translate } from './translate';

export interface Dispatch extends UpstreamCall, Said {
  /** What the policy changed. */
  readonly mutations: readonly AppliedMutation[];
  readonly row: ProviderRow;
  /** Provider and caller speak one dialect. */
  readonly passes: boolean;
}

/** @throws BursarError `parameter_unsupported` in strict mode, for what only this model refuses */
export function dispatchOf(call: RoutedCall, credential: Credential | null, sandboxUrl: string | null): Dispatch {
  const { provider, model } = call.selected.candidate;
  const row = providerRow(provider);
  const transformed = transform(call);
  const { said, path, passes } = spoken(call, row, transformed);
  const { upstreamModel } = model;
  return {
    ...said,
    row,
    passes,
    baseUrl: provider.kind === 'sandbox' ? (sandboxUrl ?? provider.baseUrl) : provider.baseUrl,
    path: path({ upstreamModel, stream: call.chat.stream, apiVersion: provider.apiVersion }),
    headers: {
      'content-type': 'application/json',
      accept: call.chat.stream ? 'text/event-stream' : 'application/json',
      // What we splice into must not be compressed.
      'accept-encoding': 'identity',
      'user-agent': 'bursar',
      ...row.headers,
      ...(passes && forwardedTo(row, call)),
      ...(credential && row.authorise(credential.apiKey)),
    },
    mutations: transformed.mutations,
  };
}

interface Spoken extends Pick<Dispatch, 'passes'>, Pick<Speech, 'path'> {
  readonly said: Said;
}

function spoken(call: RoutedCall, row: ProviderRow, transformed: Transformed): Spoken {
  const { protocol } = call;
  if (protocol.operation === 'chat') return conversed(call, { row, caller: protocol.dialect }, transformed);
  const { embeds } = row;
  // No decision sends a call where its operation is not known.
  if (embeds === null) throw new BursarError('internal', { request_id: call.requestId });
  return { said: embed(call, embeds, transformed), path: embeds.path, passes: embeds.translation === null };
}

function conversed(
  call: RoutedCall,
  { row, caller }: { readonly row: ProviderRow; readonly caller: CallerDialect },
  transformed: Transformed,
): Spoken {
  const speech = speechFor(row, caller.name);
  const provider = speech.dialect;
  const passes = provider.name === caller.name;
  const said = passes ? pass(call, speech, transformed) : translate(call, { caller, provider }, transformed);
  return { said, path: speech.path, passes };
}

const forwardedTo = ({ forwards }: ProviderRow, { forwarded }: RoutedCall): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(forwarded).filter(([name]) => forwards.includes(name)));
