/** `POST /v1/policies/validate`: what a policy is, without a call. */
import { Controller } from '@nestjs/common';
import { z } from 'zod';
import { termSchema } from '../../catalog';
import { Input, Route } from '../../http';
import { cacheKey } from '../domain/policy/encode';
import { termOfNode } from '../domain/policy/normal-form';
import { Policies } from './policies';

const validationBody = z.strictObject({ policy_ir: termSchema });
type ValidationBody = z.output<typeof validationBody>;

const validation = z.object({
  valid: z.literal(true),
  /** SHA-256 of the encoding: what receipts name the policy by. */
  identity: z.string(),
  /** The same, by the other name that is in use for it. */
  fingerprint: z.string(),
  /** The normal form. */
  canonical: termSchema,
  encoding: z.string(),
  cache_key: z.string(),
  warnings: z.array(z.object({ op: z.string(), message: z.string() })).readonly(),
});

@Controller()
export class ValidationController {
  constructor(private readonly policies: Policies) {}

  @Route({
    method: 'POST',
    path: '/v1/policies/validate',
    scope: 'catalog:read',
    summary: 'Normal form, identity and warnings of a policy; nobody is called and nothing is stored',
    body: validationBody,
    answer: validation,
  })
  validate(@Input('body') { policy_ir: term }: ValidationBody): z.input<typeof validation> {
    const { identity, encoding, normalForm, warnings } = this.policies.admit(JSON.stringify(term));
    return {
      valid: true,
      identity,
      fingerprint: identity,
      canonical: termOfNode(normalForm),
      encoding,
      cache_key: cacheKey(encoding),
      warnings,
    };
  }
}
