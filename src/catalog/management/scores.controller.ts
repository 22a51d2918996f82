/** `/v1/models/catalog/{provider}/{model}/scores`. */
import { Controller, Inject, Param } from '@nestjs/common';
import { Caller, Input, Route } from '../../http';
import type { Principal } from '../../shared/domain/access';
import { type Page, pageQuery, type PageQuery, pageSchema } from '../../shared/pagination';
import type { ModelAddress } from './models.service';
import { qualityView, type QualityView, scoresBody, type ScoresBody, scoreView, type ScoreView } from './scores.schema';
import { ScoresService } from './scores.service';

const OF_MODEL = '/v1/models/catalog/:provider/:model/scores';

@Controller()
export class ScoresController {
  constructor(@Inject(ScoresService) private readonly scores: ScoresService) {}

  @Route({
    method: 'GET',
    path: OF_MODEL,
    scope: 'catalog:read',
    summary: 'The evaluation results of a model, the newest record first, with which of them routing reads',
    query: pageQuery,
    answer: pageSchema(scoreView),
  })
  history(
    @Caller() caller: Principal,
    @Param() address: ModelAddress,
    @Input('query') query: PageQuery,
  ): Promise<Page<ScoreView>> {
    return this.scores.history(caller.tenantId, address, query);
  }

  @Route({
    method: 'POST',
    path: OF_MODEL,
    scope: 'catalog:write',
    summary: 'Add evaluation results of a model; of each name the latest day holds, over what the catalog says',
    body: scoresBody,
    answer: qualityView,
    status: 201,
  })
  add(
    @Caller() caller: Principal,
    @Param() address: ModelAddress,
    @Input('body') body: ScoresBody,
  ): Promise<QualityView> {
    return this.scores.add(caller, address, body);
  }
}
