import type { Dropped } from '../../sandbox/derive';
import { shortAddress } from '../terraform/progress-model';

/** One line about something that the simulator does not have. */
export const describeDropped = ({ address, reason }: Dropped): string =>
  `  not rehearsed: ${shortAddress(address)}: ${reason}`;
