import { namesResource } from './names-resource';
import { markedCollector } from '../../private/ecs/collector-mark';
import { listed } from '../../private/listed';
import { lookupTable } from '../../private/lookup-table';
import { isObject, plainText } from '../../private/template/intrinsics';
import { linesOf } from '../../private/template/template-text';
import { collectorIn, type CollectorSign } from '../../private/user-data/collector-commands';
import { textWithParameters } from '../../private/user-data/parameters';
import type { InspectedResource } from '../../tracing/inspected-resource';

/** What documents of AWS have a node do with their parameters, in words that a script for it would have. */
const COMMANDS = lookupTable<(parameters: Record<string, any>) => any>({
  'AWS-ConfigureAWSPackage': ({ action, name }) => listed(action).includes('Install') ? name : [],
  'AWS-RunPowerShellScript': ({ commands }) => commands,
  'AWS-RunShellScript': ({ commands }) => commands,
  'AmazonCloudWatch-ManageAgent': configurationOfAgent,
});

/** Without a place in the Parameter Store the agent gets its default configuration, which is for metrics. */
function configurationOfAgent({ action = 'configure', optionalConfigurationSource: source = 'ssm', optionalConfigurationLocation: place }: Record<string, any>): any {
  const isAdded = listed(action).some((each) => each === 'configure' || each === 'configure (append)') && !listed(source).includes('default');
  return isAdded ? listed(place).map((each) => ({ 'Fn::Join': ['', ['amazon-cloudwatch-agent-ctl -a fetch-config -c ssm:', each]] })) : [];
}

/** What a document of one's own has a node do, without what is said of it in words. */
function commandsIn(content: any): any {
  if (!isObject(content)) { return content; }
  const { mainSteps, parameters, runtimeConfig } = content;
  const defaults = isObject(parameters) ? Object.values(parameters).map((parameter) => parameter?.default) : [];
  return [...listed(mainSteps).map((step) => step?.inputs), runtimeConfig, defaults];
}

/** Whether the document of an association installs a collector. */
export function associatedCollector(association: InspectedResource): CollectorSign {
  if (markedCollector(association.metadata) !== undefined) { return 'installed'; }
  const lines = linesOf(commandsOf(association), (value) => textWithParameters(value, association._neighbours));
  return collectorIn(lines.join('\n'));
}

function commandsOf(association: InspectedResource): any {
  const given = association.property('Parameters');
  const parameters = isObject(given) ? given : {};
  const own = association._siblings('AWS::SSM::Document').find((document) => namesResource(association, 'Name', document));
  return own ? [commandsIn(own.property('Content')), parameters] : COMMANDS[plainText(association.property('Name'))]?.(parameters) ?? [];
}
