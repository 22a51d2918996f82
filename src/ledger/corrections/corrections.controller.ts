/** `/v1/prices/corrections`. */
import { Controller } from '@nestjs/common';
import { Caller, Input, Route } from '../../http';
import type { Principal } from '../../shared/domain/access';
import { type CorrectionBody, correctionBody, correctionReport, type CorrectionReport } from './corrections.schema';
import { CorrectionsService } from './corrections.service';

@Controller()
export class CorrectionsController {
  constructor(private readonly corrections: CorrectionsService) {}

  @Route({
    method: 'POST',
    path: '/v1/prices/corrections',
    scope: 'catalog:write',
    summary: 'Record what past calls cost by the prices in force now, as adjustments beside what was recorded',
    body: correctionBody,
    answer: correctionReport,
  })
  correct(@Caller() caller: Principal, @Input('body') body: CorrectionBody): Promise<CorrectionReport> {
    return this.corrections.correct(caller, body);
  }
}
