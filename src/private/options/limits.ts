import { type Duration, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { misuse, shown } from '../errors';
import { isWithin } from './numbers';

/** Whether an item of a list is known at the deployment only: a token, or what stands for all items of one. */
export function isItemHidden(item: string): boolean {
  return Token.isUnresolved(item) || Token.isUnresolved([item]);
}

/**
 * Holds a text against its greatest length. Of a token nobody can tell.
 *
 * @throws when it is no text, empty, too long, or has control characters
 */
export function requireText(scope: IConstruct, property: string, value: string, maxLength: number): void {
  const fits = typeof value === 'string' && value.length > 0 && value.length <= maxLength && !/\p{Cc}/u.test(value);
  if (!Token.isUnresolved(value) && !fits) {
    throw misuse(`\`${property}\` must have 1 to ${maxLength} characters, and no control characters, got: ${shown(value)}`, scope);
  }
}

/**
 * Holds a whole number against its bounds. Of a token nobody can tell.
 *
 * @throws when it is not whole, or out of bounds
 */
export function requireInteger(scope: IConstruct, property: string, value: number, min: number, max: number): void {
  if (!Token.isUnresolved(value) && !(Number.isInteger(value) && value >= min && value <= max)) {
    throw misuse(`\`${property}\` must be a whole number from ${min} to ${max}, got: ${shown(value)}`, scope);
  }
}

/**
 * Holds a duration against the unit in which it is needed. CloudFormation cannot convert a token.
 *
 * @throws when it is a token in another unit
 */
export function requireUnitOfToken(property: string, duration: Duration, unit: 'millis' | 'seconds' | 'minutes', scope?: IConstruct): void {
  if (duration.isUnresolved() && duration.unitLabel() !== unit) {
    throw misuse(`\`${property}\` must be made by \`Duration.${unit}()\` where it is a token, because CloudFormation cannot convert it, got one in `
      + `${duration.unitLabel()}`, scope);
  }
}

/**
 * Holds a number against its bounds. Of a token nobody can tell.
 *
 * @throws when it is no number, or out of bounds
 */
export function requireNumber(scope: IConstruct, property: string, value: number, min: number, max: number): void {
  if (!Token.isUnresolved(value) && !isWithin(value, min, max)) {
    throw misuse(`\`${property}\` must be a number from ${min} to ${max}, got: ${shown(value)}`, scope);
  }
}
