import type { TextTarget } from './command';
import { sayable } from '../report/sayable';

/** How long a run must take before it shows where it is. */
const PATIENCE_IN_MILLISECONDS = 500;

/** One line that tells a person at a terminal where a long run is. */
export class Progress {
  private readonly start = performance.now();
  private isShown = false;

  constructor(private readonly target: TextTarget) {}

  public show(text: string): void {
    if (this.target.isTTY !== true || performance.now() - this.start < PATIENCE_IN_MILLISECONDS) { return; }
    this.isShown = true;
    this.target.write(`\r\u001b[K${sayable(text).slice(0, 78)}`);
  }

  /** Removes the line. */
  public clear(): void {
    if (this.isShown) { this.target.write('\r\u001b[K'); }
  }
}
