/** What readiness depends on: features register their checks, and the route asks them. */

export interface HealthCheck {
  readonly name: string;
  /** Without it no call can be answered; else its failure is shown and the process stays in service. */
  readonly critical: boolean;
  /** A few words about the fault, or null. */
  readonly fault: () => Promise<string | null>;
}

export interface Health {
  readonly ready: boolean;
  /** By name: `ok`, or the fault. */
  readonly checks: Readonly<Record<string, string>>;
}

// A load balancer asks every few seconds; a store that does not answer by then is down.
const PATIENCE_MS = 2000;

export class HealthChecks {
  private readonly checks: HealthCheck[] = [];

  add(check: HealthCheck): void {
    this.checks.push(check);
  }

  async ask(): Promise<Health> {
    const answers = await Promise.all(this.checks.map(async (check) => ({ check, fault: await faultOf(check) })));
    return {
      ready: answers.every(({ check, fault }) => fault === null || !check.critical),
      checks: Object.fromEntries(answers.map(({ check, fault }) => [check.name, fault ?? 'ok'])),
    };
  }
}

async function faultOf(check: HealthCheck): Promise<string | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve('no answer'), PATIENCE_MS);
  });
  const fault = await Promise.race([check.fault().catch(() => 'failed'), late]);
  clearTimeout(timer);
  return fault;
}
