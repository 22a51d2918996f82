/** `/v1/routing/envelope` and `/v1/routing/mode`. */
import { Controller, Inject } from '@nestjs/common';
import { Caller, Input, Route } from '../../http';
import type { Principal } from '../../shared/domain/access';
import {
  envelopeBody,
  type EnvelopeBody,
  envelopeView,
  type EnvelopeView,
  modeBody,
  type ModeBody,
  modeView,
  type ModeView,
} from './routing-settings.schema';
import { RoutingSettingsService } from './routing-settings.service';

const ENVELOPE = '/v1/routing/envelope';
const MODE = '/v1/routing/mode';

@Controller()
export class RoutingSettingsController {
  constructor(@Inject(RoutingSettingsService) private readonly settings: RoutingSettingsService) {}

  @Route({
    method: 'GET',
    path: ENVELOPE,
    scope: 'catalog:read',
    summary: 'The predicate that no call may leave, whatever its policy',
    answer: envelopeView,
  })
  envelope(@Caller() caller: Principal): Promise<EnvelopeView> {
    return this.settings.envelope(caller.tenantId);
  }

  @Route({
    method: 'PUT',
    path: ENVELOPE,
    scope: 'catalog:write',
    summary: 'Set the envelope',
    body: envelopeBody,
    answer: envelopeView,
  })
  putEnvelope(@Caller() caller: Principal, @Input('body') { envelope }: EnvelopeBody): Promise<EnvelopeView> {
    return this.settings.putEnvelope(caller, envelope);
  }

  @Route({
    method: 'DELETE',
    path: ENVELOPE,
    scope: 'catalog:write',
    summary: 'Remove the envelope',
    answer: [],
    status: 204,
  })
  deleteEnvelope(@Caller() caller: Principal): Promise<void> {
    return this.settings.delete(caller, 'envelope');
  }

  @Route({
    method: 'GET',
    path: MODE,
    scope: 'catalog:read',
    summary: 'How candidates are weighed where neither call nor endpoint says',
    answer: modeView,
  })
  mode(@Caller() caller: Principal): Promise<ModeView> {
    return this.settings.mode(caller.tenantId);
  }

  @Route({
    method: 'PUT',
    path: MODE,
    scope: 'catalog:write',
    summary: 'Set the mode',
    body: modeBody,
    answer: modeView,
  })
  putMode(@Caller() caller: Principal, @Input('body') { mode }: ModeBody): Promise<ModeView> {
    return this.settings.putMode(caller, mode);
  }

  @Route({
    method: 'DELETE',
    path: MODE,
    scope: 'catalog:write',
    summary: 'Return to the default mode',
    answer: [],
    status: 204,
  })
  deleteMode(@Caller() caller: Principal): Promise<void> {
    return this.settings.delete(caller, 'mode');
  }
}
