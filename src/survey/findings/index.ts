import { COVERAGE_BELOW_MINIMUM } from './coverage-below-minimum';
import type { FindingRule } from './finding-rule';
import { LAMBDA_EDGE } from './lambda-edge';
import { ROLE_CANNOT_WRITE } from './role-cannot-write';
import { ROLE_NOT_MANAGED } from './role-not-managed';
import { rowRule } from './row-rule';
import { TracerRegistry } from '../../tracing/tracer-registry';

const TABLE = TracerRegistry.builtIn();

/** The rules that come with the library: one for each row of the table, and those about how things belong together. */
export const RULES: readonly FindingRule[] = [
  ...TABLE.resourceTypes.map((type) => rowRule(TABLE.find(type)!)),
  COVERAGE_BELOW_MINIMUM,
  LAMBDA_EDGE,
  ROLE_CANNOT_WRITE,
  ROLE_NOT_MANAGED,
].sort((a, b) => a.id < b.id ? -1 : 1);
