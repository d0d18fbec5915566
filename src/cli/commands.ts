import { AUDIT } from './audit';
import type { Command } from './command';

/** The commands, in the order in which the help shows them. */
export const COMMANDS: readonly Command[] = [
  AUDIT,
];
