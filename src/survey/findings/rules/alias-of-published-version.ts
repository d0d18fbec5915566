import { WarningId } from '../../../private/ids';
import { listed } from '../../../private/listed';
import { FindingSeverity } from '../../survey-finding';
import type { ModelResource } from '../../template-model';
import type { FindingRule, RuleContext, RuleMatch } from '../finding-rule';
import { isTraced } from '../row-status';

/** A version that an alias runs, and where the alias says so. */
interface RunVersion {
  readonly version: any;
  readonly propertyPath: string;
}

export const ALIAS_OF_PUBLISHED_VERSION: FindingRule = {
  id: WarningId.ALIAS_OF_PUBLISHED_VERSION,
  severity: FindingSeverity.WARNING,
  title: 'An alias of a traced function runs a version that is published with it',
  cause: 'A published version is a snapshot of the function. Turning tracing on changes the function, and no version that was published before: an alias with the number of such a '
    + 'version runs it as it was.',
  fix: 'let the alias refer to a version of the app, such as `fn.currentVersion`, or acknowledge this where the version is known to be traced',
  url: 'https://docs.aws.amazon.com/lambda/latest/dg/configuration-versions.html',
  find: (context) => context.model.ofType('AWS::Lambda::Alias').flatMap((alias) => matchesOf(alias, context)),
};

function matchesOf(alias: ModelResource, context: RuleContext): RuleMatch[] {
  const { model } = context;
  return versionsOf(alias).flatMap(({ version, propertyPath }): RuleMatch[] => {
    const number = numberIn(version);
    if (number === undefined) { return []; }
    const functions = [...model.targets(alias, 'FunctionName'), ...model.targetsIn(alias.stack, partsOfArn(version)?.[0])];
    return functions.some((fn) => isTraced(fn, context))
      ? [{ at: alias, propertyPath, message: `it runs version ${number} of the function as that was published, and tracing is turned on for what is published from now on` }]
      : [];
  });
}

function versionsOf({ properties: { FunctionVersion, RoutingConfig } }: ModelResource): RunVersion[] {
  const weights = listed(Object(RoutingConfig).AdditionalVersionWeights);
  return [
    { version: FunctionVersion, propertyPath: 'FunctionVersion' },
    ...weights.map((weight) => ({ version: Object(weight).FunctionVersion, propertyPath: 'RoutingConfig.AdditionalVersionWeights' })),
  ];
}

/** The number of a version that is written out, by itself or at the end of an ARN that the CDK takes apart. */
function numberIn(version: any): string | undefined {
  const text = String(partsOfArn(version)?.at(-1) ?? version);
  return /(?:^|:)(\d+)$/.exec(text)?.[1];
}

/** The parts of the ARN of which `lambda.Version.fromVersionArn()` takes the last element. */
function partsOfArn(version: any): any[] | undefined {
  const arn = Object(Object(version)['Fn::Select']?.[1])['Fn::Split']?.[1];
  const parts = Object(arn)['Fn::Join']?.[1];
  return Array.isArray(parts) ? parts : undefined;
}
