import { SingleBar } from 'cli-progress';
import type { Output } from '../output';
import { duration } from './duration';
import type { TerraformEvent } from './events';
import { ProgressModel, shortAddress } from './progress-model';
import { typicalSeconds } from './typical-durations';

const plainInterval = 10_000;
const barInterval = 250;

/** Shows one operation while it runs. */
export interface Progress {
  observe(event: TerraformEvent): void;
  /** Shows a line without tearing the bar. */
  say(line: string): void;
  stop(): void;
}

export interface ProgressProps {
  /** What is going on, such as `Deploying dev`. */
  readonly label: string;
  readonly output: Output;
  /** Whether AWS's usual durations are of use for the estimate; a simulator is far quicker. */
  readonly onAws: boolean;
}

/** A bar for people, plain lines every ten seconds for logs. */
export function showProgress(props: ProgressProps): Progress {
  const model = new ProgressModel(new Date(), props.onAws ? typicalSeconds : {});
  return props.output.interactive ? barProgress(props, model) : plainProgress(props, model);
}

function plainProgress({ label, output }: ProgressProps, model: ProgressModel): Progress {
  const line = (): string => {
    const now = new Date();
    const count = model.total > 0 ? `${model.done}/${model.total}` : `${model.read} read`;
    return [`${label}: ${count}`, model.elapsed(now), model.left(now), model.now(now)].filter(Boolean).join(', ');
  };
  const timer = setInterval(() => output.note(line()), plainInterval);
  return {
    observe: (event) => {
      model.add(event);
      if (event.type === 'apply_errored') output.note(`${label}: failed at ${shortAddress(event.address)}`);
    },
    say: (text) => output.note(text),
    stop: () => {
      clearInterval(timer);
      output.note(line());
    },
  };
}

function barProgress({ label, output }: ProgressProps, model: ProgressModel): Progress {
  const started = Date.now();
  const bar = new SingleBar({
    format: `${label} {bar} {count}  {time}  {now}`,
    barsize: 24,
    hideCursor: true,
    linewrap: false,
    clearOnComplete: true,
    gracefulExit: false,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    stream: output.stream,
  });
  const payload = (): Record<string, string> => {
    const now = new Date();
    const left = model.left(now);
    return {
      count: model.total > 0 ? `${model.done}/${model.total}` : `${model.read} read`,
      time: left ? `${model.elapsed(now)}, ${left}` : model.elapsed(now),
      now: model.now(now),
    };
  };
  bar.start(1, 0, payload());
  const draw = (): void => {
    bar.setTotal(Math.max(1, model.total));
    bar.update(model.done, payload());
  };
  const timer = setInterval(draw, barInterval);
  return {
    observe: (event) => model.add(event),
    say: (text) => {
      bar.stop();
      output.note(text);
      bar.start(Math.max(1, model.total), model.done, payload());
    },
    stop: () => {
      clearInterval(timer);
      bar.stop();
      const count = model.total > 0 ? `${model.done}/${model.total}` : `${model.read} read`;
      output.note(`${label}: ${count}, ${duration(Date.now() - started)}`);
    },
  };
}
