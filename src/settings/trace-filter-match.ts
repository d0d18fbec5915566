import { Token, Tokenization } from 'aws-cdk-lib';
import { misuse, shown } from '../private/errors';
import type { Operator, Value } from '../private/trace-filter/expression';

/**
 * What a value is compared with, and how.
 * @internal
 */
export interface Comparison {
  readonly operator: Operator;
  readonly value: Value;
}

/**
 * What the value of a number keyword must be.
 */
export class NumberMatch {
  /**
   * The value is this number.
   *
   * @param value a number, or a token
   * @throws when it is no number
   */
  public static equalTo(value: number): NumberMatch {
    return new NumberMatch('=', value);
  }

  /**
   * The value is any other number.
   *
   * @param value a number, or a token
   * @throws when it is no number
   */
  public static notEqualTo(value: number): NumberMatch {
    return new NumberMatch('!=', value);
  }

  /**
   * The value is less than this number.
   *
   * @param value a number, or a token
   * @throws when it is no number
   */
  public static lessThan(value: number): NumberMatch {
    return new NumberMatch('<', value);
  }

  /**
   * The value is this number or less.
   *
   * @param value a number, or a token
   * @throws when it is no number
   */
  public static atMost(value: number): NumberMatch {
    return new NumberMatch('<=', value);
  }

  /**
   * The value is more than this number.
   *
   * @param value a number, or a token
   * @throws when it is no number
   */
  public static greaterThan(value: number): NumberMatch {
    return new NumberMatch('>', value);
  }

  /**
   * The value is this number or more.
   *
   * @param value a number, or a token
   * @throws when it is no number
   */
  public static atLeast(value: number): NumberMatch {
    return new NumberMatch('>=', value);
  }

  /** @internal */
  public readonly _type = 'number';

  // Private members make the two kinds of matches different types, where those of the library itself are taken out of the declarations.
  private readonly operand: Value;

  private constructor(private readonly operator: Operator, value: number) {
    if (!Number.isFinite(value)) { throw misuse(`\`value\` must be a number that is compared with, for example 2.5, got: ${shown(value)}`); }
    this.operand = Token.isUnresolved(value) ? { reference: Tokenization.stringifyNumber(value) } : value + 0; // -0 is 0
  }

  /** @internal */
  public get _comparison(): Comparison {
    return { operator: this.operator, value: this.operand };
  }
}

/**
 * What the value of a text keyword must be. X-Ray's filters know no wildcards.
 */
export class TextMatch {
  /** There is a value, whatever it is. */
  public static exists(): TextMatch {
    return TextMatch.contains('');
  }

  /**
   * The value is this text.
   *
   * @param value a text, which may have tokens in it
   * @throws when it is no text
   */
  public static equalTo(value: string): TextMatch {
    return new TextMatch('=', value);
  }

  /**
   * The value is any other text.
   *
   * @param value a text, which may have tokens in it
   * @throws when it is no text
   */
  public static notEqualTo(value: string): TextMatch {
    return new TextMatch('!=', value);
  }

  /**
   * The text is somewhere in the value.
   *
   * @param value a text, which may have tokens in it
   * @throws when it is no text
   */
  public static contains(value: string): TextMatch {
    return new TextMatch('CONTAINS', value);
  }

  /**
   * The value begins with this text.
   *
   * @param value a text, which may have tokens in it
   * @throws when it is no text
   */
  public static beginsWith(value: string): TextMatch {
    return new TextMatch('BEGINSWITH', value);
  }

  /**
   * The value ends with this text.
   *
   * @param value a text, which may have tokens in it
   * @throws when it is no text
   */
  public static endsWith(value: string): TextMatch {
    return new TextMatch('ENDSWITH', value);
  }

  /** @internal */
  public readonly _type = 'string';

  private constructor(private readonly operator: Operator, private readonly operand: string) {
    if (typeof operand !== 'string') { throw misuse(`\`value\` must be a text that is compared with, for example "gold", got: ${shown(operand)}`); }
  }

  /** @internal */
  public get _comparison(): Comparison {
    return { operator: this.operator, value: this.operand };
  }
}
