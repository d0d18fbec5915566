import { jobTasksOf } from '../../private/ecs/job-tasks';
import { isObject, valueAt } from '../../private/template/intrinsics';
import { possibleItems } from '../../private/template/possible-items';
import { pathOf } from '../../private/template/property-path';
import type { ModelResource } from '../template-model';

/** An environment variable of code. */
export interface CodeVariable {
  readonly name: unknown;
  readonly value: any;
  /** The path of the value within the properties of the resource. */
  readonly path: string;
  /** Whether the value names a secret or an SSM parameter that a service of AWS reads before the code starts. */
  readonly isSecret: boolean;
}

/** What one program of a resource is told. */
export interface CodeEnvironment {
  /**
   * The container that it runs in.
   * @default - a function, a server or whatever else runs one program
   */
  readonly container?: any;
  readonly variables: readonly CodeVariable[];
}

/** The environments of a resource's code: one for each container, or a single one. */
export function environmentsOf(resource: ModelResource): CodeEnvironment[] {
  const { properties } = resource;
  switch (resource.type) {
    case 'AWS::ECS::TaskDefinition':
      return possibleItems(properties.ContainerDefinitions).map(({ path, item }) => ofContainer(item, `ContainerDefinitions.${path}`));
    case 'AWS::Batch::JobDefinition':
      return jobTasksOf((property) => properties[property]).flatMap(({ containers }) => containers).map(({ path, item }) => ofContainer(item, path));
    case 'AWS::ECS::ExpressGatewayService': return [ofContainer(properties.PrimaryContainer, 'PrimaryContainer')];
    case 'AWS::AppRunner::Service': return [{ variables: APP_RUNNER_CONFIGURATIONS.flatMap((path) => ofAppRunner(valueAt(properties, pathOf(path)), path)) }];
    case 'AWS::ElasticBeanstalk::ConfigurationTemplate':
    case 'AWS::ElasticBeanstalk::Environment': return [{ variables: ofBeanstalk(properties) }];
    case 'AWS::BedrockAgentCore::Harness':
    case 'AWS::BedrockAgentCore::Runtime': return [{ variables: named(properties.EnvironmentVariables, 'EnvironmentVariables') }];
    case 'AWS::KinesisAnalyticsV2::Application': return [{ variables: ofPropertyGroups(properties) }];
    case 'AWS::Lambda::WebFunctionRevision': return [{ variables: named(properties.ServiceConfig?.EnvironmentVariables, 'ServiceConfig.EnvironmentVariables') }];
    case 'AWS::Synthetics::Canary': return [{ variables: named(properties.RunConfig?.EnvironmentVariables, 'RunConfig.EnvironmentVariables') }];
    default: return [{ variables: named(properties.Environment?.Variables, 'Environment.Variables') }];
  }
}

/** All that the code of a resource is told, by whichever program of it. */
export function variablesOf(resource: ModelResource): CodeVariable[] {
  return environmentsOf(resource).flatMap(({ variables }) => variables);
}

/** Where a service of AWS App Runner has what its code is told, be it an image or built from a repository. */
const APP_RUNNER_CONFIGURATIONS = ['ImageRepository.ImageConfiguration', 'CodeRepository.CodeConfiguration.CodeConfigurationValues']
  .map((path) => `SourceConfiguration.${path}`);

function ofAppRunner(configuration: any, path: string): CodeVariable[] {
  return [
    ...pairs(configuration?.RuntimeEnvironmentVariables, `${path}.RuntimeEnvironmentVariables`, 'Value', false),
    ...pairs(configuration?.RuntimeEnvironmentSecrets, `${path}.RuntimeEnvironmentSecrets`, 'Value', true),
  ];
}

const PROPERTY_GROUPS = 'ApplicationConfiguration.EnvironmentProperties.PropertyGroups';

/** The properties of an application of Apache Flink, which are its variables. */
function ofPropertyGroups(properties: Record<string, any>): CodeVariable[] {
  return possibleItems(valueAt(properties, pathOf(PROPERTY_GROUPS)))
    .flatMap(({ path, item }) => named(item?.PropertyMap, `${PROPERTY_GROUPS}.${path}.PropertyMap`));
}

function ofContainer(container: any, path: string): CodeEnvironment {
  return {
    container,
    variables: [...pairs(container?.Environment, `${path}.Environment`, 'Value', false), ...pairs(container?.Secrets, `${path}.Secrets`, 'ValueFrom', true)],
  };
}

const BEANSTALK_VARIABLES = 'aws:elasticbeanstalk:application:environment';
const BEANSTALK_SECRETS = 'aws:elasticbeanstalk:application:environmentsecrets';

function ofBeanstalk({ OptionSettings }: Record<string, any>): CodeVariable[] {
  return possibleItems(OptionSettings).filter(({ item }) => [BEANSTALK_VARIABLES, BEANSTALK_SECRETS].includes(item?.Namespace))
    .map(({ path, item }) => ({ name: item.OptionName, value: item.Value, path: `OptionSettings.${path}.Value`, isSecret: item.Namespace === BEANSTALK_SECRETS }));
}

function named(variables: any, path: string): CodeVariable[] {
  return Object.entries(isObject(variables) ? variables : {}).map(([name, value]) => ({ name, value, path: `${path}.${name}`, isSecret: false }));
}

function pairs(list: any, path: string, property: string, isSecret: boolean): CodeVariable[] {
  return possibleItems(list).map(({ path: index, item }) => ({ name: item?.Name, value: item?.[property], path: `${path}.${index}.${property}`, isSecret }));
}
