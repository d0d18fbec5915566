import { AUDIT } from './audit';
import type { Command } from './command';
import { INSTALL_SCRIPT } from './install-script';
import { MAP } from './map';

/** The commands, in the order in which the help shows them. */
export const COMMANDS: readonly Command[] = [
  AUDIT,
  INSTALL_SCRIPT,
  MAP,
];
