import http from 'node:http';

/** One request that got no proper answer. */
export interface Failure {
  /** What happened: a network error's code, a timeout, or a status. */
  readonly reason: string;
  readonly keepAlive: boolean;
  readonly path: string;
  /** When it was over, in ms since the epoch. */
  readonly at: number;
}

/** What came of a load. */
export interface LoadReport {
  readonly requests: number;
  readonly requestsPerSecond: number;
  readonly failures: readonly Failure[];
  readonly slowestMs: number;
  /** Answers by the version that gave them, in the order in which versions were met first. */
  readonly versions: Readonly<Record<string, number>>;
}

const timeoutMs = 5000;

/**
 * Requests at a steady rate, whatever becomes of earlier ones: half of them on new connections, half on kept ones, a
 * quarter of them slow. Nothing is tried twice.
 */
export class Load {
  /** One kept connection each: so many that every pod has some, so few that none is idle; prime, for all to be slow at times. */
  private readonly agents = Array.from({ length: 13 }, () => new http.Agent({ keepAlive: true, maxSockets: 1 }));
  private readonly begun = Date.now();
  private readonly pending = new Set<Promise<void>>();
  private readonly timer: NodeJS.Timeout;
  private readonly failures: Failure[] = [];
  private readonly versions: Record<string, number> = {};
  private requests = 0;
  private slowestMs = 0;

  /** Starts at once. */
  constructor(
    private readonly url: string,
    private readonly perSecond: number,
  ) {
    this.timer = setInterval(() => this.catchUp(), 5);
  }

  /** Ends it, once everything is answered. */
  async stop(): Promise<LoadReport> {
    clearInterval(this.timer);
    const seconds = (Date.now() - this.begun) / 1000;
    await Promise.all(this.pending);
    for (const agent of this.agents) agent.destroy();
    const { requests, failures, slowestMs, versions } = this;
    return { requests, requestsPerSecond: requests / seconds, failures, slowestMs, versions };
  }

  private catchUp(): void {
    const due = ((Date.now() - this.begun) / 1000) * this.perSecond;
    while (this.requests < due) {
      const number = this.requests++;
      const agent = number % 2 === 0 && this.agents[(number / 2) % this.agents.length]!;
      const request = this.send(agent, number % 8 < 2 ? '/slow' : '/');
      this.pending.add(request);
      void request.then(() => this.pending.delete(request));
    }
  }

  private async send(agent: http.Agent | false, path: string): Promise<void> {
    const started = Date.now();
    try {
      const version = await this.ask(agent, path);
      this.versions[version] = (this.versions[version] ?? 0) + 1;
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      this.failures.push({ reason: code ?? message, keepAlive: agent !== false, path, at: Date.now() });
    }
    this.slowestMs = Math.max(this.slowestMs, Date.now() - started);
  }

  /** The version that answers. */
  private ask(agent: http.Agent | false, path: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const signal = AbortSignal.timeout(timeoutMs);
      http
        .get(new URL(path, this.url), { agent, signal }, (response) => {
          let body = '';
          response.setEncoding('utf8').on('data', (part) => (body += part));
          response.once('error', reject);
          response.once('end', () => {
            if (response.statusCode === 200) resolve(body);
            else reject(new Error(`status ${response.statusCode}`));
          });
        })
        .once('error', reject);
    });
  }
}
