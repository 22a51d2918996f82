/** What is sent to the provider, and how its answer comes back: as it is in the caller's own dialect, else translated. */
import type { Credential } from '../../catalog';
import type { AppliedMutation } from '../../routing';
import type { RoutedCall } from '../call';
import { providerRow, speechFor } from '../providers';
import type { ProviderRow } from '../providers/provider-row';
import type { UpstreamCall } from '../upstream/upstream-pool';
import { pass } from './pass';
import { transform } from './transform';
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
  const speech = speechFor(row, call.protocol.dialect.name);
  const passes = speech.dialect.name === call.protocol.dialect.name;
  const transformed = transform(call);
  const said = passes ? pass(call, speech, transformed) : translate(call, speech.dialect, transformed);
  const { upstreamModel } = model;
  return {
    ...said,
    row,
    passes,
    baseUrl: provider.kind === 'sandbox' ? (sandboxUrl ?? provider.baseUrl) : provider.baseUrl,
    path: speech.path({ upstreamModel, stream: call.chat.stream, apiVersion: provider.apiVersion }),
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

const forwardedTo = ({ forwards }: ProviderRow, { forwarded }: RoutedCall): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(forwarded).filter(([name]) => forwards.includes(name)));
