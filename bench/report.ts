/** Collects the figures of a run: a JSON line for each as it comes, a table at the end, and whether what must hold did hold. */

export interface Figure {
  readonly bench: string;
  readonly figure: string;
  readonly value: number;
  readonly unit: string;
  /** The same figure of the bare pass-through; `ratio` is value / baseline. */
  readonly baseline?: number;
  readonly ratio?: number;
  readonly target?: Target;
  readonly ok?: boolean;
}

export interface Target {
  readonly of: 'value' | 'ratio';
  readonly atLeast?: number;
  readonly atMost?: number;
  /** Correctness, not speed: a miss fails the run. */
  readonly must?: true;
}

export type Measured = Omit<Figure, 'bench' | 'ratio' | 'ok'>;

export class Report {
  readonly #figures: Figure[] = [];

  add(bench: string, measured: Measured): void {
    const figure = judged(bench, measured);
    this.#figures.push(figure);
    process.stdout.write(`${JSON.stringify(figure)}\n`);
  }

  /** True when every figure that must hold does. */
  get holds(): boolean {
    return this.#figures.every(({ ok, target }) => ok !== false || target?.must !== true);
  }

  table(): string {
    const rows = this.#figures.map(({ bench, figure, value, unit, baseline, ratio, target, ok }) => [
      bench,
      figure,
      `${readable(value)} ${unit}`,
      readable(baseline),
      readable(ratio),
      target === undefined ? '' : spelled(target),
      ok === undefined ? '' : ok ? 'ok' : 'MISSED',
    ]);
    return aligned([['bench', 'figure', 'value', 'baseline', 'ratio', 'target', ''], ...rows]);
  }
}

function judged(bench: string, measured: Measured): Figure {
  const { baseline, target, value } = measured;
  const ratio = baseline === undefined || baseline === 0 ? undefined : value / baseline;
  const withRatio = { bench, ...measured, ...(ratio === undefined ? {} : { ratio }) };
  if (target === undefined) return withRatio;
  const subject = target.of === 'value' ? value : ratio;
  return { ...withRatio, ok: subject !== undefined && within(subject, target) };
}

function within(value: number, { atLeast, atMost }: Target): boolean {
  return value >= (atLeast ?? Number.NEGATIVE_INFINITY) && value <= (atMost ?? Number.POSITIVE_INFINITY);
}

function spelled({ of, atLeast, atMost }: Target): string {
  const bound = atLeast === undefined ? `≤ ${readable(atMost)}` : `≥ ${readable(atLeast)}`;
  return of === 'ratio' ? `ratio ${bound}` : bound;
}

function readable(value: number | undefined): string {
  if (value === undefined) return '';
  return value.toLocaleString('en', {
    maximumFractionDigits: Math.abs(value) < 10 ? 3 : Math.abs(value) < 1000 ? 1 : 0,
  });
}

function aligned(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
