/** Stage `evaluate_policy`, its first half: the policy of the call is admitted before anybody is asked; `decide()` runs it. */
import { POLICY_PREFIX, type Policies } from '../../routing';
import { BursarError } from '../../shared/errors';
import type { AdmittedCall } from '../call';

const MEMBER = 'policy_ir';

/** @throws BursarError `invalid_policy`, `policy_missing` */
export function admitPolicy(call: AdmittedCall, policies: Policies): AdmittedCall {
  const { model } = call.chat;
  const isPolicy = model.startsWith(POLICY_PREFIX) && !call.catalog.endpointByName.has(model);
  const text = textOf(call);
  if (text === null && !isPolicy) return call;
  const name = isPolicy ? model.slice(POLICY_PREFIX.length) : null;
  if (text === null) throw new BursarError('policy_missing', { policy: name ?? '' });
  const admitted = policies.admit(text);
  return {
    ...call,
    policy: { admitted, text },
    facts: { ...call.facts, policy: { source: 'call', name, identity: admitted.identity } },
  };
}

/** As the caller wrote it. */
function textOf({ chat, members, body }: AdmittedCall): string | null {
  const member = chat.hasPolicy ? members.find(({ key }) => key === MEMBER) : undefined;
  return member === undefined ? null : body.toString('utf8', member.valueStart, member.end);
}
