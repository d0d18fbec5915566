import { Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { claimInEnvironment, environmentText } from './environment-singleton';
import { misuse, shown } from '../errors';

/**
 * Claims a value that only one construct of a class may have in an account and region. Of a token nobody can tell.
 *
 * @throws when another construct of the app has it, naming both
 */
export function claimUnique(claimant: IConstruct, className: string, property: string, value: string | number): void {
  if (Token.isUnresolved(value)) { return; }
  const holder = claimInEnvironment(claimant, `${className}.${property} ${value}`);
  if (!holder) { return; }
  throw misuse(`\`${property}\` must be unique in an account and region, got: ${shown(value)} for ${environmentText(claimant)}, `
    + `which [${holder.node.path}] has already; give one of the two another`, claimant);
}
