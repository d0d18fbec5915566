import { isObject, valueAt } from '../../../private/intrinsics';
import { launchDataPath, SERVER_TYPES } from '../../../private/launch-data';
import { pathOf } from '../../../private/property-path';
import { FUNCTIONS } from '../../lambda-functions';
import type { ModelResource } from '../../template-model';
import { withoutSecrets } from '../dynamic-references';
import { edgesBetween, type EdgeSource, evidenceAt, type FoundEdge, type SourceContext } from '../edge-source';
import type { GrantedCall } from '../granted-calls';
import { keyOf, type MapEnd } from '../map-end';
import { possibleItems } from '../possible-items';

/** What code is told by an environment variable. */
interface Told {
  readonly to: MapEnd;
  readonly path: string;
}

/** What the code of functions, containers, canaries and servers calls: by its environment variables, and by what its role may do. */
export const CODE_CALLS: EdgeSource = {
  types: [
    ...FUNCTIONS, 'AWS::ECS::TaskDefinition', 'AWS::ECS::ExpressGatewayService', 'AWS::AppRunner::Service', 'AWS::Synthetics::Canary',
    ...SERVER_TYPES, 'AWS::ElasticBeanstalk::Environment',
  ],
  edges: (resource, context) => {
    const code = context.ends.nodesOf(resource);
    const granted = grantedTo(resource, context).filter(({ to }) => to !== resource);
    const called = granted.filter(({ relation }) => relation === 'calls');
    const callees = keysOf(called);
    const others = granted.filter(({ to, relation }) => relation !== 'calls' && !callees.has(keyOf(to)));
    const consumed = others.filter(({ relation }) => relation === 'polls');
    const answered = others.filter(({ relation }) => relation === 'callback');
    const notCalled = keysOf(others);
    return [
      ...toldTo(resource, context).filter(({ to }) => !notCalled.has(keyOf(to)))
        .flatMap(({ to, path }) => edgesBetween(code, [to], 'calls', evidenceAt(resource, path))),
      ...called.flatMap(({ to, evidence }) => edgesBetween(code, [to], 'calls', evidence).map((edge) => ({ ...edge, isByGrant: true }))),
      ...consumed.flatMap(({ to, evidence }) => edgesBetween([to], code, 'polls', evidence)),
      ...answered.flatMap(({ to, evidence }) => edgesBetween(code, [to], 'callback', evidence)),
    ] satisfies FoundEdge[];
  },
};

function keysOf(calls: readonly GrantedCall[]): ReadonlySet<ModelResource | string> {
  return new Set(calls.map(({ to }) => keyOf(to)));
}

function grantedTo(resource: ModelResource, { grants }: SourceContext): GrantedCall[] {
  switch (resource.type) {
    case 'AWS::ECS::TaskDefinition':
    case 'AWS::ECS::ExpressGatewayService': return grants.ofRole(resource, 'TaskRoleArn');
    case 'AWS::AppRunner::Service': return grants.ofRole(resource, 'InstanceConfiguration.InstanceRoleArn');
    case 'AWS::Synthetics::Canary': return grants.ofRole(resource, 'ExecutionRoleArn');
    case 'AWS::EC2::Instance':
    case 'AWS::EC2::LaunchTemplate':
    case 'AWS::AutoScaling::LaunchConfiguration': return grants.ofRole(resource, launchDataPath(resource.type, 'IamInstanceProfile'));
    case 'AWS::ElasticBeanstalk::Environment': return grants.ofRolesIn(resource.stack, Object.values(optionsOf(resource, (option) => option?.OptionName === 'IamInstanceProfile')));
    case 'AWS::Serverless::Function': return [...grants.ofRole(resource, 'Role'), ...grants.ofSamPolicies(resource)];
    default: return grants.ofRole(resource, 'Role');
  }
}

function toldTo(resource: ModelResource, { ends }: SourceContext): Told[] {
  return Object.entries(environmentOf(resource))
    .flatMap(([path, value]) => ends.nodesIn(resource.stack, withoutSecrets(value)).map((to) => ({ to, path })));
}

/** The environment variables of a resource's code, by the path of their values. */
function environmentOf(resource: ModelResource): Record<string, any> {
  const { properties } = resource;
  switch (resource.type) {
    case 'AWS::ECS::TaskDefinition':
      return Object.assign({}, ...possibleItems(properties.ContainerDefinitions).map(({ path, item }) => ofContainer(item, `ContainerDefinitions.${path}`)));
    case 'AWS::ECS::ExpressGatewayService': return ofContainer(properties.PrimaryContainer, 'PrimaryContainer');
    case 'AWS::AppRunner::Service': return Object.assign({}, ...APP_RUNNER_ENVIRONMENTS.map((path) => pairs(valueAt(properties, pathOf(path)), path, 'Value')));
    case 'AWS::ElasticBeanstalk::Environment': return optionsOf(resource, (option) => option?.Namespace === 'aws:elasticbeanstalk:application:environment');
    case 'AWS::Synthetics::Canary': return named(properties.RunConfig?.EnvironmentVariables, 'RunConfig.EnvironmentVariables');
    default: return named(properties.Environment?.Variables, 'Environment.Variables');
  }
}

/** Where a service of AWS App Runner has what its code is told, be it an image or built from a repository. */
const APP_RUNNER_ENVIRONMENTS = [
  'ImageRepository.ImageConfiguration.RuntimeEnvironmentVariables',
  'ImageRepository.ImageConfiguration.RuntimeEnvironmentSecrets',
  'CodeRepository.CodeConfiguration.CodeConfigurationValues.RuntimeEnvironmentVariables',
  'CodeRepository.CodeConfiguration.CodeConfigurationValues.RuntimeEnvironmentSecrets',
].map((path) => `SourceConfiguration.${path}`);

/** The values of some options of a Beanstalk environment, by their paths. */
function optionsOf({ properties }: ModelResource, isMeant: (option: any) => boolean): Record<string, any> {
  const options = possibleItems(properties.OptionSettings).filter(({ item }) => isMeant(item));
  return Object.fromEntries(options.map(({ path, item }) => [`OptionSettings.${path}.Value`, item.Value]));
}

function ofContainer(container: any, path: string): Record<string, any> {
  return { ...pairs(container?.Environment, `${path}.Environment`, 'Value'), ...pairs(container?.Secrets, `${path}.Secrets`, 'ValueFrom') };
}

function named(variables: any, path: string): Record<string, any> {
  return Object.fromEntries(Object.entries(isObject(variables) ? variables : {}).map(([name, value]) => [`${path}.${name}`, value]));
}

function pairs(list: any, path: string, property: string): Record<string, any> {
  return Object.fromEntries(possibleItems(list).map(({ path: index, item }) => [`${path}.${index}.${property}`, item?.[property]]));
}
