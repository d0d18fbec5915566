import { aws_iam as iam, aws_lambda as lambda, aws_logs as logs, CustomResource, custom_resources as cr, Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { acknowledgeFindingsBelow } from './acknowledged-findings';
import { markAsFramework } from '../../private/cdk/framework-resources';
import { BOOLEAN, LOG_GROUP, requireKinds } from '../../private/options/option-kinds';
import { packageFile } from '../../private/package-file';

/** Where `scripts/bundle-handlers.ts` puts the handlers. */
const HANDLERS = 'handlers';

/** Handlers give up earlier, and say why: this is for those that cannot. */
const WAIT = { queryInterval: Duration.seconds(15), totalTimeout: Duration.minutes(20) };

/** What a custom resource that sets something in X-Ray needs. */
export interface AccountSettingProps {
  /** The folder of the handler's bundle. */
  readonly handler: string;
  /** What is set, as people call it. */
  readonly settingName: string;
  /** The CloudFormation type. */
  readonly resourceType: string;
  /** What the handler is told. */
  readonly properties: Record<string, unknown>;
  /** What the handler does to change the setting. */
  readonly statements: iam.PolicyStatement[];
  /**
   * What the handler does to see whether X-Ray has finished.
   * @default - X-Ray needs no time
   */
  readonly waitStatements?: iam.PolicyStatement[];
  /** How long the handler may take to change the setting. */
  readonly timeout: Duration;
  /** @default - a new one */
  readonly logGroup?: logs.ILogGroup;
  /** @default true */
  readonly acknowledgeFindings?: boolean;
}

/** Adds a custom resource that sets something in X-Ray, with the functions behind it, to the construct that stands for the setting. */
export function addAccountSetting(scope: Construct, props: AccountSettingProps): void {
  requireKinds(props, { logGroup: LOG_GROUP, acknowledgeFindings: BOOLEAN }, scope);
  markAsFramework(scope);
  if (props.acknowledgeFindings ?? true) { acknowledgeFindingsBelow(scope); }
  const logGroup = props.logGroup ?? new logs.LogGroup(scope, 'Logs', { retention: logs.RetentionDays.ONE_MONTH, removalPolicy: RemovalPolicy.DESTROY });
  const onEventHandler = addHandler(scope, 'OnEvent', { ...props, logGroup }, props.statements);
  const waiting = props.waitStatements
    && { ...WAIT, isCompleteHandler: addHandler(scope, 'IsComplete', { ...props, logGroup, timeout: Duration.minutes(3) }, props.waitStatements) };
  const provider = new cr.Provider(scope, 'Provider', { onEventHandler, logGroup, ...waiting });
  new CustomResource(scope, 'Resource', {
    serviceToken: provider.serviceToken,
    resourceType: props.resourceType,
    properties: props.properties,
    serviceTimeout: props.timeout.plus(waiting ? WAIT.totalTimeout : Duration.minutes(0)),
  });
}

function addHandler(scope: Construct, id: string, props: AccountSettingProps, statements: iam.PolicyStatement[]): lambda.Function {
  return new lambda.Function(scope, id, {
    description: `${props.settingName} - ${id} (${scope.node.path})`.slice(0, 256),
    code: lambda.Code.fromAsset(packageFile(HANDLERS, props.handler)),
    handler: `index.${id.charAt(0).toLowerCase()}${id.slice(1)}`,
    runtime: lambda.determineLatestNodeRuntime(scope),
    loggingFormat: lambda.LoggingFormat.JSON,
    timeout: props.timeout,
    memorySize: 256,
    logGroup: props.logGroup,
    initialPolicy: statements,
  });
}
