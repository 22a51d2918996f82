/** The words that tell that code is to be reviewed or written; the table is continued from cues.ts. */
import { type Cue, cue, order } from './cue';

const CODE = ['code_review', 'code_generation'] as const;

export const CODE_CUES: readonly Cue[] = [
  order('code_review', 1.75, 'review, audit, critique, look over, prüfe, revisa'),
  order('code_review', 1.25, 'check, inspect, examine, spot, look for, verify, evaluate, assess, find'),
  order(
    'code_review',
    1.5,
    'is, are, does, do, would you, what could, rate, point out, identify, look at, suggest improvements, comment, give me feedback',
  ),
  cue(
    'code_review',
    2,
    'code review*, review my, review the, review our, reviewer, revue de code, approve, safe to merge, wrong with this code, code smells',
  ),
  cue(
    'code_review',
    1.5,
    'bugs, bug, vulnerab*, thread safe, race conditions, memory leaks, off by one, best practices, feedback, issues, errors',
  ),
  cue(
    'code_review',
    1.5,
    'security, improvements, quality, correct, correctly, correctness, wrong, readability, fehler, errores, severity, roast, concerns',
  ),
  cue(
    'code_review',
    2,
    'pull request, merge request, this pr, my pr, diff, patch, this commit, my changes, this change, merge',
  ),

  order(
    'code_generation',
    2,
    'implement*, refactor*, debug, port, scaffold, code, program, develop, complete this function, optimize this query, fix',
  ),
  order(
    'code_generation',
    1.5,
    'write, create, generate, build, make, add, convert, give me, produce, rewrite, schreib*, écris, escribe, extend, remove',
  ),
  cue(
    'code_generation',
    1.5,
    'unit test*, tests, component, endpoint, regex, dockerfile, script, skript, cron, migration, middleware, decorator, cli, makefile',
  ),
  cue(
    'code_generation',
    1.5,
    'algorithm, manifest, query, workflow, sql statement, one liner, formula, app, module, interface, html, css, error handling',
  ),
  cue(
    'code_generation',
    1,
    'implement*, write code, show me the code, type hints, typeerror, failing test, async, login, game, game in, calculator',
  ),

  cue(
    CODE,
    1.5,
    'code, function, class, method, snippet, implementation, sql, python, typescript, javascript, java, kotlin, rust, golang, bash',
  ),
  cue(
    CODE,
    1,
    'react, django, express, node, swift, regex, query, terraform, dockerfile, docker, kubernetes, api, schema, script, php',
  ),
  cue(CODE, 0.5, 'html, shell, smart contract, unit tests, stored procedure, kernel, module, funktion, fonction, json'),
];
